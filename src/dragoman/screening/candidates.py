"""Candidates: which names of a store a listed name may be, found by keys of their parts without comparing them all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.screening.spelling import Spelt, rough_keys
from dragoman.screening.subjects import Subject

# So many parts of a person's name must have a counterpart: a surname has many owners.
FEWEST_OF_PERSON = 2


@dataclass(frozen=True, slots=True)
class Owned:
    """A name and whose it is."""

    subject: Subject
    spelt: Spelt
    needed: int


class Index:
    """The names of a store's subjects of one kind, by the keys of their parts.

    Args:
        owned: the subjects with their names taken apart.
    """

    def __init__(self, owned: Iterable[tuple[Subject, Spelt]]) -> None:
        self.names = [Owned(subject, spelt, needed(spelt)) for subject, spelt in owned]
        self._by_key: dict[str, set[int]] = defaultdict(set)
        for number, one in enumerate(self.names):
            for keys in one.spelt.keys:
                for key in keys:
                    self._by_key[key].add(number)

    def may_hold(self, text: str) -> bool:
        """Whether any part of a name is a part of any name here; quick, and wrong on the safe side."""
        return any(key in self._by_key for key in rough_keys(text))

    def candidates(self, listed: Spelt) -> list[Owned]:
        """The names of which enough parts have a counterpart in a listed name, in the order of the store."""
        covered: Counter[int] = Counter()
        for keys in listed.keys:
            covered.update(set().union(*(self._by_key.get(key, ()) for key in keys)))
        return [self.names[number] for number in sorted(covered) if covered[number] >= self.names[number].needed]


def needed(spelt: Spelt) -> int:
    """How many parts of a name need a counterpart: two of a person's, half of another's."""
    if spelt.naming == "person":
        return FEWEST_OF_PERSON
    return max(1, math.ceil(len(spelt.own) / 2))
