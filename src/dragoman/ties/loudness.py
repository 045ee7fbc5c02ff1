"""Loudness: how much the press reported in each period, as far as what a store holds can tell, and where it is thin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from dragoman.ties.rates import dispersion_of

Floats = NDArray[np.float64]
# Below ten coded events of everybody a period says nothing of one pair; nor below a quarter of what is usual around it.
THIN_EVENTS = 10
THIN_SHARE = 0.25
# Half-widths of the windows in which coverage is counted, up to a year, and how many events (by information) suffice.
WINDOWS = (0, 1, 2, 4, 8, 13, 26)
ENOUGH = 30.0
# What coverage varies beyond this many times its mean is a louder week, not a story told in many events.
BURST = 5.0


@dataclass(frozen=True)
class Loudness:
    """The loudness of each period beside the average one.

    Args:
        exposures: of each period, in periods of average length and loudness; the sum is that of the lengths.
        window: periods on each side that were counted together, because one alone holds too few events.
        trust: how far coverage moves the exposure, 0 (not at all) to 1 (exposure is coverage).
    """

    exposures: Floats
    window: int
    trust: float


def loudness(coverage: ArrayLike, lengths: ArrayLike, year: int = 52) -> Loudness:
    """How loudly the press reported, by what it reported of everybody else.

    Coverage is itself a count, and a bursty one: a store with four events a week knows little of how loud the press
    was. It is therefore shrunk towards its mean, as an empirical Bayes estimate does (Gamma-Poisson, Robbins 1956;
    Efron, Large-Scale Inference, 2010, chapter 1): the loudness of a period is held to be Gamma with mean 1, whose
    variance is what the counts vary beyond their own noise. With hundreds of events a period the estimate is the
    coverage itself; with few, a doubling of them moves it little, and ``trust`` says so.

    Args:
        coverage: coded events in each period, without those of the pair that is measured.
        lengths: of each period, 1 for a whole one.
        year: periods in a year.
    """
    counts, spans = np.asarray(coverage, float), np.asarray(lengths, float)
    mean = float(counts.sum() / spans.sum()) if spans.sum() else 0.0
    if mean == 0.0 or len(counts) < 4:
        return Loudness(spans, 0, 0.0)
    noise = min(BURST, dispersion_of(counts, spans, year // 2))
    windows = [half for half in WINDOWS if half <= year // 2]
    window = next((half for half in windows if (2 * half + 1) * mean / noise >= ENOUGH), windows[-1])
    held, over = around(counts, window), around(spans, window)
    trusts = trust_in(held, over, mean, noise)
    exposures = spans * (1 + trusts * (held / (over * mean) - 1))
    return Loudness(exposures * spans.sum() / exposures.sum(), window, float(trusts.mean()))


def trust_in(counts: Floats, spans: Floats, mean: float, noise: float) -> Floats:
    """How far each count of coverage is to be trusted as a measure of loudness, 0 to 1.

    It is the weight of the count in the posterior mean under a Gamma prior with mean 1, whose variance is what the
    ratios of counts to their mean vary beyond their own noise.

    Args:
        counts: coverage of each stretch.
        spans: lengths of the stretches.
        mean: coverage of a stretch of length 1.
        noise: variance over mean of counts of one loudness.
    """
    ratio = counts / (spans * mean)
    extra = float(np.average((ratio - 1) ** 2, weights=spans) - noise * np.mean(1 / (spans * mean)))
    if extra <= 0:
        return np.zeros(len(counts))
    weight = spans * mean / noise
    found: Floats = weight / (1 / extra + weight)
    return found


def around(values: Floats, half: int) -> Floats:
    """Sums over each place and so many on both sides."""
    total = np.concatenate([[0.0], values.cumsum()])
    places = np.arange(len(values))
    found: Floats = total[np.minimum(places + half + 1, len(values))] - total[np.maximum(places - half, 0)]
    return found


def thin(coverage: ArrayLike, lengths: ArrayLike, year: int = 52) -> NDArray[np.bool_]:
    """Which periods hold too little of anything to say something of one pair.

    Those with fewer than ten coded events in all, or fewer than a quarter of the median of the year around them.
    """
    counts, spans = np.asarray(coverage, float), np.asarray(lengths, float)
    half = year // 2
    padded = np.pad(counts, half, constant_values=np.nan)
    usual = np.nanmedian(sliding_window_view(padded, 2 * half + 1), axis=1)
    few: NDArray[np.bool_] = counts < np.maximum(THIN_EVENTS, THIN_SHARE * usual) * np.minimum(1.0, spans)
    return few
