"""Rates: what counts with exposures say of a rate, and whether two of them differ, without asking a store.

A *count* is a number of events, an *exposure* what they are measured against: weeks, or weeks times how loudly the
press reported in them. Both models here know over-dispersion, for news comes in bursts: a summit is a dozen events.
``dispersion`` is the ratio of variance to mean, 1 for Poisson counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv, betaln, gammainc, gammaincinv, gammaln

Floats = NDArray[np.float64]
# Jeffreys' prior of a Poisson rate is Gamma(1/2, 0): half an event, in no time.
JEFFREYS = 0.5
LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held of a rate before counting: a Gamma distribution worth ``shape`` events in ``exposure``."""

    shape: float = JEFFREYS
    exposure: float = 0.0


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is held of a rate after counting: a Gamma distribution.

    Args:
        shape: events, those of the prior included; effective ones where counts are over-dispersed.
        exposure: the exposure in which they fell; the mean of the rate is ``shape / exposure``.
        level: the share of the distribution between ``low`` and ``high``.
    """

    shape: float
    exposure: float
    level: float = LEVEL

    @property
    def mean(self) -> float:
        """The expected rate, in events per unit of exposure."""
        return self.shape / self.exposure

    @property
    def low(self) -> float:
        """The lower end of the equal-tailed interval."""
        return self.quantile((1 - self.level) / 2)

    @property
    def high(self) -> float:
        """Its upper end."""
        return self.quantile((1 + self.level) / 2)

    def quantile(self, share: float) -> float:
        """The rate below which a share of the distribution lies."""
        return float(gammaincinv(self.shape, share)) / self.exposure

    def above(self, rate: float) -> float:
        """The probability that the rate is higher than one given."""
        return 1.0 - float(gammainc(self.shape, rate * self.exposure))


@dataclass(frozen=True, slots=True)
class RateTest:
    """Two counts held against each other.

    Args:
        count: the events whose rate is tested.
        rise: chance of a count as high as this or higher, if the rate were that of the baseline.
        fall: chance of a count as low as this or lower.
        ratio: the rate divided by that of the baseline, the median of its posterior.
        low: lower end of the ratio's interval.
        high: upper end.
        expected: the count that the baseline's rate alone makes likely; None where the baseline has no exposure.
    """

    count: int
    rise: float
    fall: float
    ratio: float
    low: float
    high: float
    expected: float | None

    @property
    def two_sided(self) -> float:
        """Twice the smaller chance, at most 1."""
        return min(1.0, 2 * min(self.rise, self.fall))


def long_run(count: float, exposure: float) -> Prior:
    """A weak prior: half an event, at the rate that the long run shows.

    It is Jeffreys' half event with the exposure that half an event takes at the long-run rate (itself estimated with
    Jeffreys' prior), so that a short stretch without coverage is held for an ordinary one, and one with some is not
    moved by more than half an event.
    """
    if exposure <= 0:
        raise ValueError("a long run needs an exposure")
    return Prior(JEFFREYS, JEFFREYS * exposure / (count + JEFFREYS))


def posterior(
    count: float, exposure: float, prior: Prior | None = None, dispersion: float = 1.0, level: float = LEVEL
) -> Posterior:
    """The posterior of a rate after so many events in so much exposure.

    Gamma-Poisson, conjugate (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6). Without a prior it is
    Jeffreys', whose intervals cover best on the whole (Brown, Cai and DasGupta, Statistica Sinica 13, 2003). Counts
    whose variance is ``dispersion`` times their mean weigh as so many times fewer events in as much less exposure.

    Args:
        count: events, not negative.
        exposure: more than 0, or the prior has some.
    """
    prior = prior or Prior()
    held = prior.exposure + exposure / dispersion
    if count < 0 or held <= 0:
        raise ValueError("a rate needs a count that is not negative and an exposure")
    return Posterior(prior.shape + count / dispersion, held, level)


def posteriors(
    counts: ArrayLike, exposures: ArrayLike, prior: Prior, dispersion: float = 1.0, level: float = LEVEL
) -> tuple[Floats, Floats, Floats]:
    """The means of many rates, and the lower and upper ends of their intervals: ``posterior`` for each."""
    shapes = prior.shape + np.asarray(counts, float) / dispersion
    held = prior.exposure + np.asarray(exposures, float) / dispersion
    edges = [gammaincinv(shapes, part) / held for part in ((1 - level) / 2, (1 + level) / 2)]
    return shapes / held, edges[0], edges[1]


def rate_test(
    count: int,
    exposure: float,
    baseline_count: int,
    baseline_exposure: float,
    dispersion: float = 1.0,
    level: float = LEVEL,
) -> RateTest:
    """Whether a rate is higher or lower than that of a baseline: an exact test, given the sum of both counts.

    If both rates are equal, the count is binomial among all events, with its share of the exposure (Przyborowski and
    Wilenski, Biometrika 31, 1940). Over-dispersed counts of the kind whose variance is proportional to their mean
    (negative binomial, shape in proportion to exposure: NB1) are beta-binomial instead, exactly, with the shapes
    ``n * share / (dispersion - 1)``; the one thing estimated in them is the common rate. Chances are of the whole tail,
    the count itself included, so that the test is at most as often wrong as it says.

    Args:
        count: events.
        exposure: more than 0.
        baseline_count: events to compare with.
        baseline_exposure: at 0 nothing can be compared: both chances are 1.
        dispersion: variance over mean, for both; values below 1 count as 1.
        level: of the interval of the ratio, from the posteriors of both rates under Jeffreys' prior.
    """
    total = count + baseline_count
    if baseline_exposure <= 0:
        return RateTest(count, 1.0, 1.0, 1.0, 0.0, float("inf"), None)
    share = exposure / (exposure + baseline_exposure)
    rise, fall = tails(count, total, share, max(1.0, dispersion))
    one, other = JEFFREYS + count / max(1.0, dispersion), JEFFREYS + baseline_count / max(1.0, dispersion)
    edges = [ratio_at(part, one, other, baseline_exposure / exposure) for part in ((1 - level) / 2, 0.5,
                                                                                    (1 + level) / 2)]  # fmt: skip
    return RateTest(count, rise, fall, edges[1], edges[0], edges[2], baseline_count * exposure / baseline_exposure)


def ratio_at(part: float, shape: float, other: float, scale: float) -> float:
    """The quantile of the ratio of two Gamma variables: a beta prime distribution."""
    drawn = float(betaincinv(shape, other, part))
    return scale * drawn / (1 - drawn) if drawn < 1 else float("inf")


def tails(count: int, total: int, share: float, dispersion: float) -> tuple[float, float]:
    """Chances of a count this high or higher, and this low or lower, among a total."""
    if total == 0 or share >= 1.0:
        return 1.0, 1.0
    if dispersion <= 1.0 + 1e-9:
        high = 1.0 if count == 0 else float(betainc(count, total - count + 1, share))
        low = 1.0 if count == total else float(betainc(total - count, count + 1, 1 - share))
        return high, low
    size = total / (dispersion - 1)
    one, other = size * share, size * (1 - share)
    ways = np.arange(total + 1)
    logs = gammaln(total + 1) - gammaln(ways + 1) - gammaln(total - ways + 1)
    logs = logs + betaln(ways + one, total - ways + other) - betaln(one, other)
    chances = np.exp(logs)
    chances /= chances.sum()
    return min(1.0, float(chances[count:].sum())), min(1.0, float(chances[: count + 1].sum()))


def dispersion_of(counts: ArrayLike, exposures: ArrayLike, block: int = 26) -> float:
    """How many times their mean the variance of counts is, at least 1: a moment estimate.

    Pearson's statistic over its degrees of freedom, corrected for sparse counts by Fletcher (Biometrika 99, 2012): it
    is divided by one plus the mean of ``(count - expected) / expected``. Expected is a rate that is constant within
    blocks of periods, so that a change of level, or a season, is not taken for noise.

    Args:
        counts: events in each period.
        exposures: of each period; those without any are left out.
        block: periods in a block.
    """
    counted, exposed = np.asarray(counts, float), np.asarray(exposures, float)
    squares, excess, free, used = 0.0, 0.0, 0, 0
    for start in range(0, len(counted), block):
        some = slice(start, start + block)
        kept = exposed[some] > 0
        events, held = counted[some][kept], exposed[some][kept]
        if len(events) < 2 or events.sum() == 0:
            continue
        expected = events.sum() / held.sum() * held
        squares += float(((events - expected) ** 2 / expected).sum())
        excess += float(((events - expected) / expected).sum())
        free += len(events) - 1
        used += len(events)
    if free == 0:
        return 1.0
    return max(1.0, squares / free / (1 + excess / used))


def false_discoveries(chances: Sequence[float] | NDArray[Any]) -> list[float]:
    """For each of many chances the share of false ones among all up to it (Benjamini and Hochberg, JRSS B 57, 1995)."""
    found = np.asarray(chances, float)
    if len(found) == 0:
        return []
    order = np.argsort(found)
    ranked = found[order] * len(found) / np.arange(1, len(found) + 1)
    lowest = np.minimum(1.0, np.minimum.accumulate(ranked[::-1])[::-1])
    result = np.empty(len(found))
    result[order] = lowest
    return [float(one) for one in result]
