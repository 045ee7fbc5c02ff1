"""Scores of expressions of time: whether each is found, and its value in TIMEX3 is right.

A gold expression is right where the found one that shares most characters with it has the same value; lengths are
compared by what they amount to (P2W is P14D). An expression that is not found is wrong. ``precision`` is the share of
those found that overlap a gold one; ``traps`` are words that tell no time though they look like it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dragoman.evaluation.attribution_gold import Range
from dragoman.evaluation.cases import Case, load_cases
from dragoman.evaluation.result import Read, Result
from dragoman.record import Record, Time, TimeKind

PERIOD = re.compile(r"P(?:(?P<n>[\d.]+)(?P<u>[DWMQY])|T(?P<tn>[\d.]+)(?P<tu>[HMS]))")
# Units as months or as seconds: what is of one kind can be compared.
MONTHS = {"M": 1, "Q": 3, "Y": 12}
SECONDS = {"D": 86_400, "W": 604_800}
CLOCK_SECONDS = {"H": 3_600, "M": 60, "S": 1}
MODIFIERS = {"START": "start", "MID": "mid", "END": "end", "APPROX": "about", "MORE_THAN": "more", "LESS_THAN": "less"}


class Expected(BaseModel):
    """An expression with its value; ``at`` says which of several equal ones, None the first behind the one before."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: str
    at: int | None = None
    value: str | None
    kind: TimeKind
    mod: Literal["START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN"] | None = None
    like: str


class Passage(Case):
    """A passage with all its expressions of time in text order, and with words that are none."""

    times: tuple[Expected, ...] = Field(default=())
    traps: tuple[str, ...] = ()


def load_passages(path: Path) -> list[Passage]:
    """Read passages; see :func:`dragoman.evaluation.cases.load_cases`."""
    return load_cases(path, Passage)


def evaluate(passages: list[Passage], read: Read) -> Result:
    """Read every passage and compare its expressions."""
    score = Score()
    for passage, record in zip(passages, read(passage.article() for passage in passages), strict=True):
        score.take(passage, record)
    return score.result()


class Score:
    """Counts over passages."""

    def __init__(self) -> None:
        self.right, self.found, self.all = Counter[str](), Counter[str](), Counter[str]()
        self.modifiers = self.of_modifiers = 0
        self.predicted = self.matched = self.traps = self.of_traps = 0
        self.wrong: list[str] = []

    def take(self, passage: Passage, record: Record) -> None:
        """Count one passage."""
        ranges = self._ranges(passage)
        for expected, place in zip(passage.times, ranges, strict=True):
            time = nearest(record.times, place)
            is_right = time is not None and same(time.timex, expected.value)
            self.all[expected.like] += 1
            self.found[expected.like] += time is not None
            self.right[expected.like] += is_right
            if expected.mod and time is not None:
                self.of_modifiers += 1
                self.modifiers += time.modifier == MODIFIERS[expected.mod]
            if not is_right:
                got = f"{time.text!r} {time.timex}" if time is not None else "nothing"
                self.wrong.append(f"  {passage.id} ({expected.like}): {expected.text!r} {expected.value}, got {got}")
        self.predicted += len(record.times)
        self.matched += sum(any(overlap(time, place) for place in ranges) for time in record.times)
        for trap in passage.traps:
            places = [match.span() for match in re.finditer(rf"\b{re.escape(trap)}\b", passage.text)]
            places = [place for place in places if not any(_meet(place, other) for other in ranges)]
            self.of_traps += 1
            self.traps += any(overlap(time, place) for place in places for time in record.times)

    def _ranges(self, passage: Passage) -> list[Range]:
        """Where the expressions stand, each behind the one before."""
        found: list[Range] = []
        start = 0
        for expected in passage.times:
            if expected.at is not None:
                start = -1
                for _ in range(expected.at):
                    start = passage.text.index(expected.text, start + 1)
            found += [(place, end) for place, end in Case.ranges(_after(passage, start), (expected.text,))]
            start = found[-1][1]
        return found

    def result(self) -> Result:
        """The figures."""
        whole = self.all.total()
        figures = {
            "times_right": self.right.total() / whole,
            "times_found": self.found.total() / whole,
            "times_precision": self.matched / max(1, self.predicted),
            "times_modifiers": self.modifiers / max(1, self.of_modifiers),
            "times_no_traps": 1 - self.traps / max(1, self.of_traps),
        }
        table = [
            *self.wrong,
            *(f"{n:10s} right {self.right[n]:3d} of {k:3d}, found {self.found[n]:3d}" for n, k in self.all.items()),
            f"values right {figures['times_right']:.4f}  found {figures['times_found']:.4f}  n {whole}",
            f"precision {figures['times_precision']:.4f} of {self.predicted}, modifiers "
            f"{figures['times_modifiers']:.4f} of {self.of_modifiers}, traps taken {self.traps} of {self.of_traps}",
        ]
        return Result(figures, table)


def _after(passage: Passage, start: int) -> Case:
    """The passage with everything before a place blanked, so that a search begins there."""
    return Case(id=passage.id, text=" " * max(0, start) + passage.text[max(0, start) :])


def nearest(times: list[Time], place: Range) -> Time | None:
    """The time that shares most characters with a range; None where none does."""
    best = max(times, key=lambda time: (overlap(time, place), -(time.end - time.start)), default=None)
    return best if best is not None and overlap(best, place) > 0 else None


def overlap(time: Time, place: Range) -> int:
    """How many characters a time and a range share."""
    return max(0, min(time.end, place[1]) - max(time.start, place[0]))


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def same(found: str | None, wanted: str | None) -> bool:
    """Whether two values are one: lengths by what they amount to, all others to the letter."""
    if found is None or wanted is None:
        return found is wanted
    return amount(found.removesuffix("Z")) == amount(wanted.removesuffix("Z"))


def amount(value: str) -> tuple[str, float] | str:
    """A length in months or seconds; any other value as it is."""
    match = PERIOD.fullmatch(value)
    if match is None:
        return value
    if match["tn"]:
        return "seconds", float(match["tn"]) * CLOCK_SECONDS[match["tu"]]
    if match["u"] in MONTHS:
        return "months", float(match["n"]) * MONTHS[match["u"]]
    return "seconds", float(match["n"]) * SECONDS[match["u"]]
