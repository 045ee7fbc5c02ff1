"""What is known about time: events of history that news dates things by, feast days, and telling words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, checked, load_data, unique

Confidence = Literal["high", "medium", "low"]


class Anchor(Row):
    """An event of history with its days; ``end`` is None where it is not over or has no agreed end."""

    id: str
    names: tuple[str, ...] = Field(min_length=1)
    short: tuple[str, ...] = ()
    start: date
    end: date | None
    after: Literal["start", "end"] = "start"
    confidence: Confidence

    @model_validator(mode="after")
    def _in_order(self) -> Anchor:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"anchor {self.id} ends before it starts")
        if any(name != name.lower() for name in (*self.names, *self.short)):
            raise ValueError(f"anchor {self.id}: names are written in lower case")
        return self


class FeastDay(Row):
    """A day with a name and a fixed date."""

    names: tuple[str, ...] = Field(min_length=1)
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class TimesData(Row):
    """The whole data file, without its ``meta`` block."""

    anchors: tuple[Anchor, ...]
    days: tuple[FeastDay, ...]
    not_times: tuple[str, ...]
    counted: frozenset[str]
    numbered: frozenset[str]
    prospects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text: the anchors that bear it, or the feast day, or neither: it tells no time."""

    start: int
    end: int
    anchors: tuple[Anchor, ...] = ()
    day: FeastDay | None = None
    short: bool = False


Meaning = tuple[tuple[Anchor, ...], FeastDay | None]

# A name does not end where a word goes on.
JOINED = re.compile(r"\w|-\w")
# Typographic variants, one character for one, so that places in the text stay the same.
PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\n": " "})


class Times:
    """The anchors, feast days and words, with one search over all names.

    Attributes:
        anchors: id to anchor.
        counted: plural nouns that make a four-digit number before them a count.
        numbered: words before a four-digit number that make it no year.
        prospects: lemmas whose infinitive tells of what is still to come.
    """

    def __init__(self, data: TimesData) -> None:
        self.anchors = {anchor.id: anchor for anchor in data.anchors}
        self.counted, self.numbered, self.prospects = data.counted, data.numbered, data.prospects
        bearers: dict[str, list[Anchor]] = {}
        shorts: dict[str, list[Anchor]] = {}
        for anchor in data.anchors:
            for name in anchor.names:
                bearers.setdefault(name, []).append(anchor)
            for name in anchor.short:
                shorts.setdefault(name, []).append(anchor)
        feasts = [(name, feast) for feast in data.days for name in feast.names]
        meanings: list[Meaning] = [(tuple(anchors), None) for anchors in bearers.values()]
        meanings += [((), feast) for _, feast in feasts]
        meanings += [((), None)] * len(data.not_times)
        self._full = _Search([*bearers, *(name for name, _ in feasts), *data.not_times], meanings)
        self._short = _Search([*shorts], [(tuple(anchors), None) for anchors in shorts.values()])

    def find(self, text: str) -> list[Named]:
        """The names in a text on word borders, leftmost and longest first, in order; full names before short ones."""
        plain = text.lower().translate(PLAIN)
        if len(plain) != len(text):
            plain = "".join(low if len(low := char.lower()) == 1 else char for char in text).translate(PLAIN)
        found = self._full.find(plain)
        if any(named.anchors for named in found):
            full = found[:]
            for named in self._short.find(plain):
                if not any(other.start < named.end and named.start < other.end for other in full):
                    found.append(replace(named, short=True))
            found.sort(key=lambda named: named.start)
        return found


class _Search:
    """One search over many names, each with its meaning."""

    def __init__(self, names: list[str], meanings: list[Meaning]) -> None:
        self.search = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
        self.meanings = meanings

    def find(self, plain: str) -> list[Named]:
        """The names on word borders in a text in lower case."""
        found = []
        for index, start, end in self.search.find_matches_as_indexes(plain):
            joined = start and (plain[start - 1].isalnum() or plain[start - 1] == "-")
            if not joined and not JOINED.match(plain, end):
                anchors, day = self.meanings[index]
                found.append(Named(start, end, anchors, day))
        return found


@lru_cache(maxsize=1)
def times() -> Times:
    """What is known about time, read from ``data/times.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    raw = {section: rows for section, rows in load_data("times").items() if section != "meta"}
    data = checked(raw, TimesData, "times.yaml")
    assert isinstance(data, TimesData)
    unique((anchor.id for anchor in data.anchors), "times.yaml, anchors")
    return Times(data)
