"""Periods: ISO weeks or months between two days, and which of them a day falls in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

By = Literal["week", "month"]
Days = NDArray[np.int64]
EPOCH = date(1970, 1, 1).toordinal()
# Day 0, 1970-01-01, was a Thursday: Monday was three days before.
THURSDAY = 3
USUAL = {"week": 7.0, "month": 365.2425 / 12}


@dataclass(frozen=True)
class Periods:
    """Whole weeks or months, of which the first and the last may be cut.

    Args:
        by: 'week' (ISO, from Monday) or 'month'.
        first: the first day, as days since 1970-01-01.
        last: the last day, inclusive.
    """

    by: By
    first: int
    last: int

    @cached_property
    def starts(self) -> Days:
        """The first day of each period, and after them the day after the last."""
        if self.by == "week":
            monday = self.first - (self.first + THURSDAY) % 7
            return np.arange(monday, self.last - (self.last + THURSDAY) % 7 + 8, 7, dtype=np.int64)
        begin, end = day_of(self.first), day_of(self.last)
        months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month + 1)
        return np.array([date(one // 12, one % 12 + 1, 1).toordinal() - EPOCH for one in months], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """How long each is, in periods of usual length: less than 1 where it is cut off by the first or last day."""
        begin, end = np.maximum(self.starts[:-1], self.first), np.minimum(self.starts[1:], self.last + 1)
        whole: NDArray[np.float64] = (end - begin) / USUAL[self.by]
        return whole

    def places(self, days: Days) -> Days:
        """The place of each day among the periods; -1 for a day outside."""
        found = np.searchsorted(self.starts, days, side="right") - 1
        outside = (days < self.first) | (days > self.last)
        return np.where(outside, -1, found)

    def holds(self, first: Days, last: Days) -> NDArray[np.bool_]:
        """Whether stretches of days are narrow enough for a period: as wide as a week, or in one month."""
        narrow: NDArray[np.bool_] = last - first < 7
        if self.by == "month":
            narrow |= self.places(first) == self.places(np.minimum(last, self.last))
        return narrow

    def label(self, place: int) -> str:
        """'2023-W37' or '2023-09'."""
        start = day_of(int(self.starts[place]))
        if self.by == "month":
            return f"{start:%Y-%m}"
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"

    def start(self, place: int) -> date:
        """The first day of a period."""
        return day_of(int(self.starts[place]))

    def end(self, place: int) -> date:
        """The last day of a period, inclusive."""
        return day_of(int(self.starts[place + 1]) - 1)


def day_of(number: int) -> date:
    """The date of a day that is counted from 1970-01-01."""
    return date.fromordinal(number + EPOCH)


def number_of(day: date) -> int:
    """A date as days since 1970-01-01."""
    return day.toordinal() - EPOCH


def back(day: int, *, weeks: int) -> int:
    """The day so many weeks before."""
    return number_of(day_of(day) - timedelta(weeks=weeks))
