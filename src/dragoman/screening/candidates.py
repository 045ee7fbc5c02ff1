"""Candidates: which names of a store a listed name may be, found by keys of their parts without comparing them all.

A part is found by its letters or, less surely, by its consonants. Only what is found so is taken apart and compared.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.screening.spelling import Spelt, rough_parts
from dragoman.screening.subjects import Subject

# So many parts of a person's name must have a counterpart: a surname has many owners.
FEWEST_OF_PERSON = 2
# Where no part agrees by its letters, so many consonants must agree.
FEWEST_CONSONANTS = 5
# A part of more names than this, and than this share of them, makes no organisation's name distinct: 'bank', 'ltd'.
MOST_NAMES = 50
MOST_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class Owned:
    """A name, whose it is, how many of its parts need a counterpart, and how many consonants each has."""

    subject: Subject
    spelt: Spelt
    needed: int
    lengths: tuple[int, ...]


class Index:
    """The names of a store's subjects of one kind, by the keys of their parts.

    Args:
        owned: the subjects with their names taken apart.
    """

    def __init__(self, owned: Sequence[tuple[Subject, Spelt]]) -> None:
        parts = [rough_parts(spelt.text) for _, spelt in owned]
        kept = parts if not owned or owned[0][1].naming == "person" else distinct(parts)
        self.names: list[Owned] = []
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        self._by_consonants: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, ((subject, spelt), found) in enumerate(zip(owned, kept, strict=True)):
            lengths = tuple(len(consonants) for _, consonants in found)
            self.names.append(Owned(subject, spelt, needed(spelt, len(found)), lengths))
            for at, (letters, consonants) in enumerate(found):
                self._by_letters[letters].append(number)
                self._by_consonants[consonants].append((number, 1 << at))
        self._content_with_one = {number for number, one in enumerate(self.names) if one.needed == 1}

    def candidates(self, text: str) -> list[Owned]:
        """The names of which enough parts have a counterpart in a listed name, in the order of the store."""
        covered: dict[int, int] = {}
        sure: set[int] = set()
        for letters, consonants in rough_parts(text):
            for number, bit in self._by_consonants.get(consonants, ()):
                covered[number] = covered.get(number, 0) | bit
            sure.update(self._by_letters.get(letters, ()))
        # Most names have one part covered and need two: these are sorted out first.
        likely = [number for number, bits in covered.items() if bits & (bits - 1) or number in self._content_with_one]
        return [self.names[number] for number in sorted(likely) if self._enough(number, covered[number], sure)]

    def _enough(self, number: int, bits: int, sure: set[int]) -> bool:
        """Whether the parts that are covered are enough to compare a name."""
        one = self.names[number]
        if bits.bit_count() < one.needed:
            return False
        if number in sure:
            return True
        return sum(length for at, length in enumerate(one.lengths) if bits >> at & 1) >= FEWEST_CONSONANTS


def needed(spelt: Spelt, parts: int) -> int:
    """How many parts of a name need a counterpart: two of a person's, half of those that tell of another's."""
    return FEWEST_OF_PERSON if spelt.naming == "person" else max(1, math.ceil(min(parts, len(spelt.own)) / 2))


def distinct(names: Iterable[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
    """The parts of names without those that many of them have; a name that has no others keeps them all."""
    listed = list(names)
    counts: dict[str, int] = defaultdict(int)
    for parts in listed:
        for letters in {letters for letters, _ in parts}:
            counts[letters] += 1
    most = max(MOST_NAMES, MOST_SHARE * len(listed))
    return [[part for part in parts if counts[part[0]] <= most] or parts for parts in listed]
