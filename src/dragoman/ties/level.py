"""Level: where a tie stands now, against its own past and against all other pairs of states."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import betainc

from dragoman.ties.found import SIDES, Side, TieLevel, TieRate
from dragoman.ties.periods import day_of
from dragoman.ties.rates import Posterior, posterior
from dragoman.ties.series import Series

# The last stretch: a quarter of a year.
RECENT = {"week": 13, "month": 3}


def level(series: Series, side: Side, dyad: str, others: Mapping[str, tuple[int, int]], counted: str) -> TieLevel:
    """Where a side of a tie stands in the last quarter of a year.

    The percentile is the chance that the rate of the last stretch is higher than that of a stretch of the past as
    long, averaged over all of these that do not overlap: both rates are posteriors, so that a quarter with little
    coverage is no low one but an unsure one.

    Args:
        others: cooperative and conflictual events of every pair of states in the same days.
        counted: what these are, in words: 'events of all contexts'.
    """
    whole, size = len(series.periods), RECENT[series.periods.by]
    dispersion = series.dispersions[side]
    recent = series.rate(side, max(0, whole - size), whole)
    ends = range(whole - size, size - 1, -size)
    past = [series.rate(side, end - size, end) for end in ends]
    prior = series.priors[side]
    now = posterior(recent.events, recent.exposure, prior, dispersion)
    higher = [beats(now, posterior(one.events, one.exposure, prior, dispersion)) for one in past]
    percentile = float(np.mean(higher)) if higher else None
    before = series.rate(side, 0, whole - size) if past else None
    at = SIDES.index(side)
    ranked = {name: counts[at] for name, counts in others.items() if counts[at]}
    rank = 1 + sum(count > ranked[dyad] for count in ranked.values()) if dyad in ranked else None
    start = int(max(series.periods.first, series.periods.starts[max(0, whole - size)]))
    return TieLevel(
        side=side, since=day_of(start).isoformat(), until=day_of(series.periods.last).isoformat(), recent=recent,
        past=before, percentile=percentile, stretches=len(past), rank=rank, pairs=len(ranked),
        reasons=[*own_reasons(series, recent, before, percentile, len(past)), rank_reason(rank, len(ranked), counted)],
    )  # fmt: skip


def own_reasons(
    series: Series, recent: TieRate, past: TieRate | None, percentile: float | None, stretches: int
) -> list[str]:
    """What the percentile rests on, in words."""
    unit = series.periods.by
    said = [
        f"{recent.events} events in the last {RECENT[unit]} {unit}s: {recent.rate:.2f} a {unit} at average coverage"
        f" ({recent.low:.2f} to {recent.high:.2f})"
    ]
    if past is None or percentile is None:
        return [*said, "the series is too short to hold it against its own past"]
    said.append(f"before: {past.rate:.2f} a {unit} ({past.low:.2f} to {past.high:.2f})")
    said.append(
        f"the chance that this is more than in an earlier stretch as long is {percentile:.0%} ({stretches} stretches)"
    )
    return said


def rank_reason(rank: int | None, pairs: int, counted: str) -> str:
    """The rank among all pairs, in words."""
    if rank is None:
        return f"none of the {pairs} pairs of states with {counted} in these days is this one"
    return f"number {rank} of {pairs} pairs of states by {counted} in these days"


def beats(one: Posterior, other: Posterior) -> float:
    """The chance that one rate is higher than another: both are Gamma, their share of the sum is Beta."""
    edge = one.exposure / (one.exposure + other.exposure)
    return 1.0 - float(betainc(one.shape, other.shape, edge))
