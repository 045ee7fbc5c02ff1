"""Words that speak for a mode of a type, for the learned model of modes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.plover import plover

FILE = "mode_words.yaml"
# One word, or two that belong together.
Phrase = tuple[str, ...]


class WordsOfMode(Row):
    """Lower-case lemmas, or pairs of them, that speak for one mode.

    Attributes:
        tells: verbs and nouns that tell the act; words: others of its clause.
    """

    tells: tuple[str, ...] = Field(min_length=1)
    words: tuple[str, ...]


class ModeWords(Row):
    """The whole data file, without its ``meta`` block: words by type and mode."""

    types: dict[str, dict[str, WordsOfMode]] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class WordsOfType:
    """Which modes of one type each word, or pair of words, speaks for.

    Attributes:
        tells: by those that tell the act; words: by others of its clause.
    """

    tells: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    words: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def mode_words() -> dict[str, WordsOfType]:
    """The words of each type with modes, read from ``data/mode_words.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema, or names a mode that PLOVER does not have.
    """
    data = {key: value for key, value in load_data("mode_words").items() if key != "meta"}
    return words_by_type(data)


def words_by_type(data: dict[str, object]) -> dict[str, WordsOfType]:
    """The words of a data file without its ``meta`` block, by type; see :func:`mode_words`."""
    made = checked(data, ModeWords, FILE)
    assert isinstance(made, ModeWords)
    found = {}
    for type_, modes in made.types.items():
        kind = plover().types.get(type_)
        strange = [mode for mode in modes if kind is None or mode not in kind.modes]
        if kind is None or strange:
            said = f"PLOVER has no {', '.join(strange) or 'such type'}"
            raise KnowledgeError(said, where=f"{FILE}, {type_}", do="name types and modes of plover.yaml")
        found[type_] = WordsOfType(
            _turned({mode: listed.tells for mode, listed in modes.items()}),
            _turned({mode: listed.words for mode, listed in modes.items()}),
        )
    return found


def _turned(modes: dict[str, tuple[str, ...]]) -> dict[Phrase, tuple[str, ...]]:
    """Words with the modes that list them."""
    found: dict[Phrase, dict[str, None]] = {}
    for mode, words in modes.items():
        for word in words:
            found.setdefault(tuple(word.split()), {})[mode] = None
    return {word: tuple(names) for word, names in found.items()}
