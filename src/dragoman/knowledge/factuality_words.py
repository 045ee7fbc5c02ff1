"""Families of words that say how an act is meant: what denies, plans, weighs or dates it."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data


class FactualityWords(Row):
    """The whole data file, without its ``meta`` block: lower-case lemmas by family."""

    families: dict[str, tuple[str, ...]] = Field(min_length=1)


@lru_cache(maxsize=1)
def families_of_words() -> dict[str, tuple[str, ...]]:
    """Each word with its families, read from ``data/factuality_words.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {key: value for key, value in load_data("factuality_words").items() if key != "meta"}
    made = checked(data, FactualityWords, "factuality_words.yaml")
    assert isinstance(made, FactualityWords)
    found: dict[str, dict[str, None]] = {}
    for family, words in made.families.items():
        for word in words:
            found.setdefault(word, {})[family] = None
    return {word: tuple(names) for word, names in found.items()}
