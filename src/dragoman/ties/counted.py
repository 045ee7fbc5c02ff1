"""Counted: the events of many pairs of states in a stretch of days and the year before it, ready to be tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dragoman.store.ties import Blocks, block_counts
from dragoman.ties.baseline import FEWEST, Baseline, dispersions
from dragoman.ties.found import SIDES, Side
from dragoman.ties.question import Question
from dragoman.ties.rates import RateTest, rate_test
from dragoman.ties.series import OF_SIDE

Floats = NDArray[np.float64]
# A pair nearer to what is expected than so many standard deviations is plainly within chance: chances beyond 0.15.
PLAIN = 1.2
Row = tuple[str, Side]


@dataclass(frozen=True)
class Counted:
    """Pairs of states with enough events to say something of, a row each and side.

    Args:
        rows: which pair and side.
        counts: events by block; the last block is the stretch, the others are the year before.
        exposures: of each block, 1 on average.
    """

    rows: list[Row]
    counts: Floats
    exposures: Floats

    @cached_property
    def bursts(self) -> tuple[Floats, float]:
        """How bursty each row is, and all of them are."""
        return dispersions(self.counts[:, :-1], self.exposures[:, :-1])

    def test(self, at: int) -> RateTest:
        """The exact test of a row's stretch against the year before."""
        counts, exposed = self.counts[at], self.exposures[at]
        return rate_test(
            int(counts[-1]), float(exposed[-1]), int(counts[:-1].sum()), float(exposed[:-1].sum()),
            float(self.bursts[0][at]),
        )  # fmt: skip

    @cached_property
    def distances(self) -> Floats:
        """How many standard deviations each row's stretch is from what is expected, roughly."""
        share = self.exposures[:, -1] / self.exposures.sum(axis=1)
        total = self.counts.sum(axis=1)
        spread = np.sqrt(np.maximum(total * share * (1 - share) * self.bursts[0], 1e-12))
        found: Floats = (self.counts[:, -1] - total * share) / spread
        return found

    def chances(self) -> Floats:
        """The two-sided chance of each row: exact, and 1 for what is plainly within chance."""
        found = np.ones(len(self.rows))
        for at in np.flatnonzero(np.abs(self.distances) >= PLAIN):
            found[at] = self.test(int(at)).two_sided
        return found


def counted(
    connection: Connection, held: Baseline, asked: Question, dyads: Sequence[str] | None = None
) -> Counted:  # fmt: skip
    """Count pairs of states, all or some, as they are asked for, against the coverage of everybody else."""
    every = block_counts(connection, held.start, held.last, held.size, dyads=dyads)
    wanted = every
    if asked.bits is not None or asked.number is not None:
        wanted = block_counts(
            connection, held.start, held.last, held.size, dyads=dyads, contexts=asked.bits, kind=asked.number
        )
    own = own_of(every, wanted)
    rows: list[Row] = []
    counts, owned = [], []
    for side in SIDES:
        table = wanted.counts[:, list(OF_SIDE[side])].sum(axis=1).astype(float)
        kept = np.flatnonzero(table.sum(axis=1) >= FEWEST)
        rows += [(wanted.dyads[at], side) for at in kept]
        counts.append(table[kept])
        owned.append(own[kept])
    return Counted(rows, np.concatenate(counts), held.exposures(np.concatenate(owned)))


def own_of(every: Blocks, wanted: Blocks) -> Floats:
    """All events by block of the pairs that are wanted, in their order."""
    sums: Floats = every.counts.sum(axis=1).astype(float)
    if every is wanted:
        return sums
    places = {dyad: at for at, dyad in enumerate(every.dyads)}
    found: Floats = sums[np.array([places[dyad] for dyad in wanted.dyads], dtype=int)]
    return found
