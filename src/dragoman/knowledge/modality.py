"""Words of modality: which words say that what stands under them lies ahead, is only possible, or was not done."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Literal

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data
from dragoman.record import Factuality

Words = tuple[str, ...]
Kind = Literal["verbs", "nouns", "adjectives"]


class ByFactuality(Row):
    """Words by what they make of what they govern or modify."""

    happened: Words = ()
    future: Words = ()
    hypothetical: Words = ()
    negated: Words = ()
    historical: Words = ()

    @cached_property
    def by_word(self) -> dict[str, Factuality]:
        """Each word with the factuality that it gives."""
        listed: dict[Factuality, Words] = {
            "happened": self.happened,
            "future": self.future,
            "hypothetical": self.hypothetical,
            "negated": self.negated,
            "historical": self.historical,
        }
        return {word: name for name, words in listed.items() for word in words}


class Governors(Row):
    """Governing lemmas by the kind of word."""

    verbs: ByFactuality
    nouns: ByFactuality
    adjectives: ByFactuality


class Auxiliaries(Row):
    """Forms of modal auxiliaries."""

    future: frozenset[str]
    hypothetical: frozenset[str]


class History(Row):
    """What tells an act as history."""

    adverbs: frozenset[str]
    phrases: Words = Field(min_length=1)
    spans: frozenset[str]
    span_prepositions: frozenset[str]


class Modality(Row):
    """The whole data file, without its ``meta`` block."""

    auxiliaries: Auxiliaries
    conditions: frozenset[str]
    negations: frozenset[str]
    nobody: frozenset[str]
    governors: Governors
    over_nouns: ByFactuality
    modifiers: ByFactuality
    prepositions: ByFactuality
    light: frozenset[str]
    occurring: frozenset[str]
    said: frozenset[str]
    denying: frozenset[str]
    wishing: frozenset[str]
    keeping: frozenset[str]
    untrue: frozenset[str]
    promising: frozenset[str]
    promises: frozenset[str]
    weighing: frozenset[str]
    history: History

    def governor(self, kind: Kind, word: str) -> Factuality | None:
        """What a governing lemma makes of what stands under it; None where it is not listed."""
        listed: ByFactuality = getattr(self.governors, kind)
        return listed.by_word.get(word)


@lru_cache(maxsize=1)
def modality_words() -> Modality:
    """The words of modality, read from ``data/modality.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {key: value for key, value in load_data("modality").items() if key != "meta"}
    made = checked(data, Modality, "modality.yaml")
    assert isinstance(made, Modality)
    return made
