"""Finds the names that dragoman knows in a text, all at once: states, leaders, organisations, publishers, materiel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.knowledge.name_table import NameReading, name_table
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.states import shields


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name at ``text[start:end]`` with everything that it may mean, the likeliest reading first."""

    start: int
    end: int
    surface: str
    readings: tuple[NameReading, ...]


class Names:
    """One matcher over all known names."""

    def __init__(self, table: dict[str, tuple[NameReading, ...]], shielded: Iterable[str]) -> None:
        self.table = table
        patterns = [*table, *(name for name in map(folded, shielded) if name not in table)]
        self._readings = [table.get(pattern, ()) for pattern in patterns]
        # 'the North' must not hide the 'North Korean' of 'the North Korean leader': an article does not count as text.
        self._lead = [4 if pattern[:4].lower() == "the " else 0 for pattern in patterns]
        self._matcher = AhoCorasick(patterns, matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, text: str) -> list[NameMatch]:
        """The known names in a text from left to right, the longest where several begin or overlap, on word borders."""
        spelt = folded(text)
        length = len(spelt)
        lead = self._lead
        whole = [
            (start + lead[pattern], -end, start, pattern)
            for pattern, start, end in self._matcher.find_matches_as_indexes(spelt, overlapping=True)
            if (start == 0 or not spelt[start - 1].isalnum() or not spelt[start].isalnum())
            and (end == length or not spelt[end].isalnum())
        ]
        whole.sort()
        found: list[NameMatch] = []
        free = 0
        for begin, negative, start, pattern in whole:
            if begin < free:
                continue
            free = -negative
            readings = self._readings[pattern]
            if readings:
                found.append(NameMatch(start, free, text[start:free], readings))
        return found

    def readings(self, name: str) -> tuple[NameReading, ...]:
        """What a name alone may mean; empty where it is not known."""
        return self.table.get(folded(name), ())


@lru_cache(maxsize=1)
def names() -> Names:
    """The matcher over everything in knowledge."""
    return Names(name_table(), shields())
