"""Single letters that stand for states in headlines, alone and in compounds: '한미', '中俄', '米政府'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.knowledge.foreign_rows import Short
from dragoman.knowledge.foreign_spelling import Folding

# Where a letter of a state stands in a pattern, and the letter.
Letters = tuple[tuple[int, str], ...]


class ShortPattern(NamedTuple):
    """A spelling with letters of states in it; ``written``: as in the data; ``alone``: one letter by itself."""

    text: str
    letters: Letters
    written: str
    alone: bool = False


DOT = "·"


def short_patterns(short: Short, folding: Folding) -> Iterator[ShortPattern]:
    """Every spelling with the letters of states in it."""
    for compound in short.compounds:
        spelt = folding.name(compound)
        yield ShortPattern(spelt, letters(compound, short), compound)
        if all(letter in short.letters for letter in compound):
            yield ShortPattern(DOT.join(spelt), letters(DOT.join(compound), short), compound)
    for letter in short.leading or short.letters:
        for word in short.before:
            yield ShortPattern(folding.name(letter + word), ((0, letter),), letter + word)
    for letter in short.bare:
        yield ShortPattern(folding.name(letter), ((0, letter),), letter, alone=True)


def letters(text: str, short: Short) -> Letters:
    """The letters of states in a text."""
    return tuple((place, letter) for place, letter in enumerate(text) if letter in short.letters)
