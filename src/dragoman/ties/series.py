"""Series: the events of two states counted by period, quad class, kind and context, beside what was covered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.knowledge.plover import plover
from dragoman.knowledge.ties import KINDS, TieKind
from dragoman.record import Quad
from dragoman.store.tie_rows import QUADS
from dragoman.store.ties import TieRows
from dragoman.ties.found import SIDES, Side, TieCount, TiePeriod, TieRate
from dragoman.ties.loudness import Loudness, loudness, thin
from dragoman.ties.periods import Periods
from dragoman.ties.rates import Prior, dispersion_of, long_run, posterior, posteriors

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
# The quad classes of each side, by their numbers.
OF_SIDE: dict[Side, tuple[int, int]] = {"cooperation": (0, 1), "conflict": (2, 3)}
YEAR = {"week": 52, "month": 12}
# Events without a context stand under this name.
NO_CONTEXT = "none"
# Periods in which a rate is held to be the same when its dispersion is estimated.
BLOCK = {"week": 26, "month": 12}


@dataclass(frozen=True)
class Series:
    """The counted events of two states.

    Args:
        periods: the weeks or months.
        rows: the events that are placed in them and asked for.
        places: the place of each among the periods.
        coverage: all coded events of the store, by period.
        own: all events of the two states, whatever was asked for, by period.
    """

    periods: Periods
    rows: TieRows
    places: NDArray[np.int64]
    coverage: Floats
    own: Floats

    @cached_property
    def loudness(self) -> Loudness:
        """How loudly the press reported, by what it reported of everybody else."""
        return loudness(np.maximum(self.coverage - self.own, 0.0), self.periods.lengths, YEAR[self.periods.by])

    @property
    def exposures(self) -> Floats:
        """Of each period, in periods of average coverage."""
        return self.loudness.exposures

    @cached_property
    def thin(self) -> Flags:
        """Which periods are thin."""
        return thin(self.coverage, self.periods.lengths, YEAR[self.periods.by])

    @cached_property
    def _of(self) -> dict[Side, Flags]:
        return {side: (self.rows.quad == one) | (self.rows.quad == other) for side, (one, other) in OF_SIDE.items()}

    def of(self, side: Side) -> Flags:
        """Which events are of a side."""
        return self._of[side]

    @cached_property
    def totals(self) -> dict[Side, Floats]:
        """Events of each side by period."""
        return {side: self.counts(self.of(side)) for side in SIDES}

    def counts(self, kept: Flags) -> Floats:
        """Events by period, of those that are to be kept."""
        return np.bincount(self.places[kept], minlength=len(self.periods)).astype(float)

    def sums(self, kept: Flags) -> Floats:
        """Sums of PLOVER scores by period; an event without a score adds nothing."""
        weights = np.nan_to_num(self.rows.score[kept])
        return np.bincount(self.places[kept], weights=weights, minlength=len(self.periods)).astype(float)

    @cached_property
    def dispersions(self) -> dict[Side, float]:
        """Variance over mean of the counts of each side."""
        block = BLOCK[self.periods.by]
        return {side: dispersion_of(self.totals[side], self.exposures, block) for side in SIDES}

    @cached_property
    def priors(self) -> dict[Side, Prior]:
        """A weak prior of each side's rate, from its own long run."""
        whole = float(self.exposures.sum())
        return {side: long_run(float(self.totals[side].sum()), whole) for side in SIDES}

    def rate(self, side: Side, first: int, end: int) -> TieRate:
        """The rate of a side from one period up to another."""
        events = int(self.totals[side][first:end].sum())
        return rate(events, float(self.exposures[first:end].sum()), self.priors[side], self.dispersions[side])


def rate(events: int, exposure: float, prior: Prior, dispersion: float) -> TieRate:
    """A rate with its interval."""
    found = posterior(events, exposure, prior, dispersion)
    return TieRate(events=events, exposure=exposure, rate=found.mean, low=found.low, high=found.high)


def rows_by_period(series: Series) -> list[TiePeriod]:
    """The periods of a series with all that is counted in them."""
    rows, whole = series.rows, len(series.periods)
    everything = np.ones(len(rows), dtype=bool)
    cells: list[tuple[Quad, TieKind, list[float], list[float]]] = []
    for quad, of_quad in enumerate(QUADS):
        for kind, of_kind in enumerate(KINDS):
            kept = (rows.quad == quad) & (rows.kind == kind)
            if kept.any():
                cells.append((of_quad, of_kind, series.counts(kept).tolist(), series.sums(kept).tolist()))
    sides = {side: side_contexts(series, side) for side in SIDES}
    scored, total = series.counts(~np.isnan(rows.score)).tolist(), series.sums(everything).tolist()
    events, coverage = series.counts(everything).tolist(), series.coverage.tolist()
    loud, faint = (series.exposures / series.periods.lengths).tolist(), series.thin.tolist()
    rates = {side: side_rates(series, side) for side in SIDES}
    return [
        TiePeriod(
            label=series.periods.label(at),
            start=series.periods.start(at).isoformat(),
            end=series.periods.end(at).isoformat(),
            counts=[
                TieCount(quad=quad, kind=kind, events=int(counts[at]), score=round(sums[at], 3))
                for quad, kind, counts, sums in cells
                if counts[at]
            ],
            contexts=added(sides["cooperation"][0].get(at, {}), sides["conflict"][0].get(at, {})),
            context_sides={side: sides[side][0].get(at, {}) for side in SIDES},
            divided={side: sides[side][1].get(at, {}) for side in SIDES},
            cooperation=rates["cooperation"][at],
            conflict=rates["conflict"][at],
            score=round(total[at], 3),
            score_mean=round(total[at] / scored[at], 3) if scored[at] else None,
            coverage=int(coverage[at]),
            share=events[at] / coverage[at] if coverage[at] else None,
            loudness=loud[at],
            thin=faint[at],
        )
        for at in range(whole)
    ]


def side_contexts(series: Series, side: Side) -> tuple[dict[int, dict[str, int]], dict[int, dict[str, float]]]:
    """The events of a side by period and context: whole ones, and divided so that they add up.

    A store does not say which of several contexts is the main one, so an event is divided evenly among them.
    """
    kept = series.of(side)
    bits, places = series.rows.contexts[kept], series.places[kept]
    flags = [(bits >> at & 1).astype(bool) for at in range(len(plover().contexts))]
    several = np.sum(flags, axis=0)
    shares = 1.0 / np.maximum(several, 1)
    whole: dict[int, dict[str, int]] = {}
    divided: dict[int, dict[str, float]] = {}
    for name, flag in (*zip(plover().contexts, flags, strict=True), (NO_CONTEXT, several == 0)):
        if not flag.any():
            continue
        counts = np.bincount(places[flag], minlength=len(series.periods))
        parts = np.bincount(places[flag], weights=shares[flag], minlength=len(series.periods))
        for at in np.flatnonzero(counts).tolist():
            divided.setdefault(at, {})[name] = round(float(parts[at]), 4)
            if name != NO_CONTEXT:
                whole.setdefault(at, {})[name] = int(counts[at])
    return whole, divided


def added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """Counts by context added up, in the order of PLOVER's contexts."""
    if not one or not other:
        return one or other
    order = {name: at for at, name in enumerate(plover().contexts)}
    return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other}, key=order.__getitem__)}


def side_rates(series: Series, side: Side) -> list[TieRate]:
    """The rate of a side in each period."""
    counts, exposures = series.totals[side], series.exposures
    means, lows, highs = posteriors(counts, exposures, series.priors[side], series.dispersions[side])
    return [
        TieRate(events=int(count), exposure=exposure, rate=mean, low=low, high=high)
        for count, exposure, mean, low, high in zip(
            counts.tolist(), exposures.tolist(), means.tolist(), lows.tolist(), highs.tolist(), strict=True
        )
    ]
