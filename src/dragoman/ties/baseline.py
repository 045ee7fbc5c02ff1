"""Baseline: a stretch of days held against the year before it, for many pairs of states at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dragoman.store.ties import coverage_of
from dragoman.ties.loudness import BURST, trust_in
from dragoman.ties.rates import dispersion_of

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
YEAR = 365
# Rows with fewer events say nothing of how bursty pairs are.
FEWEST = 3


@dataclass(frozen=True)
class Baseline:
    """A stretch of days and the year before it, cut into blocks as long; the last block is the stretch.

    Args:
        first: the first day of the stretch, as days since 1970-01-01.
        last: its last day.
        days: the days on which anything was reported.
        events: and how much.
    """

    first: int
    last: int
    days: Numbers
    events: Numbers

    @property
    def size(self) -> int:
        """Days in a block."""
        return self.last - self.first + 1

    @property
    def blocks(self) -> int:
        """How many blocks there are, the stretch among them."""
        return max(1, round(YEAR / self.size)) + 1

    @property
    def start(self) -> int:
        """The first day of the year before."""
        return self.first - self.size * (self.blocks - 1)

    @cached_property
    def coverage(self) -> Floats:
        """All coded events, by block."""
        kept = (self.days >= self.start) & (self.days <= self.last)
        places = (self.days[kept] - self.start) // self.size
        return np.bincount(places, weights=self.events[kept], minlength=self.blocks).astype(float)

    @cached_property
    def trust(self) -> float:
        """How far coverage moves exposures, 0 to 1: see ``loudness``."""
        mean = float(self.coverage.mean())
        if mean == 0.0:
            return 0.0
        kept = (self.days >= self.start) & (self.days <= self.last)
        weeks = (self.days[kept] - self.start) // 7
        weekly = np.bincount(weeks, weights=self.events[kept], minlength=(self.last - self.start) // 7 + 1)
        noise = min(BURST, dispersion_of(weekly, np.ones(len(weekly))))
        return float(trust_in(self.coverage, np.ones(self.blocks), mean, noise).mean())

    def exposures(self, own: Floats) -> Floats:
        """Exposures by block for each row of own events: 1 on average, by what was covered of everybody else."""
        others = np.maximum(self.coverage - own, 0.0)
        mean = others.mean(axis=-1, keepdims=True)
        ratio = np.divide(others, mean, out=np.ones_like(others), where=mean > 0)
        found: Floats = np.maximum(1 + self.trust * (ratio - 1), 1e-6)
        return found


def baseline(connection: Connection, first: int, last: int) -> Baseline:
    """A stretch of days and the year before it."""
    days, events = coverage_of(connection)
    return Baseline(first, last, days, events)


def dispersions(counts: Floats, exposures: Floats) -> tuple[Floats, float]:
    """How bursty each row of counts is, and all of them are: variance over mean, at least 1.

    Pearson's statistic with Fletcher's correction, as in ``dispersion_of``, over the blocks of the year before. A year
    of one pair says little, so that its estimate counts half and that of all pairs together half.

    Args:
        counts: a row a pair, a column a block of the year before.
        exposures: the same shape.
    """
    free = counts.shape[1] - 1
    totals = counts.sum(axis=1)
    rows = totals >= FEWEST
    if free < 1 or not rows.any():
        return np.ones(len(counts)), 1.0
    expected = totals[:, None] * exposures / exposures.sum(axis=1, keepdims=True)
    safe = np.maximum(expected, 1e-12)
    squares = ((counts - expected) ** 2 / safe).sum(axis=1)
    excess = ((counts - expected) / safe).mean(axis=1)
    own = squares / free / np.maximum(1 + excess, 1e-3)
    # An exact sum: the same whatever order the pairs come in, from a store or a lake.
    every = max(1.0, fsum(own[rows]) / int(rows.sum()))
    found: Floats = np.maximum(1.0, np.where(rows, (own + every) / 2, every))
    return found, every
