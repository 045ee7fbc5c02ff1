"""Surveillance: whether the weekly rate of a dyad's events rose or fell, at a chosen rate of false alarms.

A cumulative sum of log-likelihood ratios (Page 1954) between the usual rate and a changed one, over counts that are
negative binomial around ``rate x exposure``. The exposure of a week is its coverage, so that a louder press is no
closer tie. The usual rate is learned from the weeks before, and what is not known of it widens the counts. The
threshold follows from the false alarms that a rule may give in a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Array = NDArray[np.float64]
Numbers = TypeVar("Numbers", float, Array)
WEEKS = 52
# Weeks that the usual rate is learned from, at most and at least; and how many of the latest are left out, since a
# change that has begun must not teach itself.
LONGEST, SHORTEST, GUARD = 156, 13, 4
# With fewer events than this in the past, a rate says nothing.
FEWEST = 4.0
# After an alarm the new rate is learned for so many weeks before the next one may be given.
LEARNING = 4
# Over-dispersion where nothing is known (1/size of the negative binomial), and how many squared expected events that
# belief is worth.
DISPERSION, BELIEF = 0.05, 100.0
# Below it counts are as good as Poisson; the negative binomial needs a finite size.
LEAST_DISPERSION = 1e-4
# Weeks that a climb may take: what rises more slowly is told by the ties, not by an alert.
CLIMB = 8
# An alarm needs so many events, seen or to be expected: fewer are told one by one, and are no rate.
LEAST = 10.0
# How the threshold is found: series of five calm years, the same for the same models.
PATHS, CALM_WEEKS, SEED = 2_000, 5 * WEEKS, 1
# However many quiet dyads a rule watches, a busy one gives no more than some six times the budget: that is the lowest.
LOWEST, HIGHEST = 2.5, 12.0
# Share of the budget that is spent on them: calm years have a usual rate that is drawn once, while the real one is
# learned anew every week, and a press that is noisier than its seasons. benchmarks/alerts.py measures what comes of it.
KEPT = 0.65


@dataclass(frozen=True, slots=True)
class Model:
    """What is usual for a dyad.

    Args:
        rate: events in a week of mean coverage.
        dispersion: by how much counts vary more than chance has it: variance = mean + dispersion x mean^2.
        evidence: how many events the rate rests on, over-dispersion allowed for.
        weeks: weeks that it was learned from.
        loudness: mean exposure of those weeks.
    """

    rate: float
    dispersion: float
    evidence: float
    weeks: int
    loudness: float = 1.0

    @property
    def doubt(self) -> float:
        """Standard deviation of the estimate of the dispersion, as that of a moment estimator of nearly even counts."""
        squared = self.weeks * self.rate**2
        return float((2 * squared) ** 0.5 / (squared + BELIEF))

    @property
    def spread(self) -> float:
        """Dispersion of the next count, the doubt about the rate included."""
        return max(self.dispersion + 1.0 / self.evidence, LEAST_DISPERSION)


@dataclass(frozen=True, slots=True)
class Signal:
    """An alarm: the rate is another one since some week.

    Args:
        week: index of the week at whose end it was given.
        onset: index of the first week of the change.
        count: events from the onset to the alarm.
        expected: events that were to be expected there, by the usual rate and the coverage.
        p: how likely so many (or so few) are in those weeks at the usual rate.
        model: what was usual.
        statistic: the cumulative sum.
        threshold: what it had to pass.
    """

    week: int
    onset: int
    count: int
    expected: float
    p: float
    model: Model
    statistic: float
    threshold: float


def learn(counts: Array, exposures: Array) -> Model | None:
    """What is usual in some weeks.

    Args:
        counts: events a week.
        exposures: coverage of each week, as multiples of the mean; weeks with none are left out.

    Returns:
        The model; None where the weeks or their events are too few.
    """
    told = exposures > 0
    counts, exposures = counts[told], exposures[told]
    total, weight = float(counts.sum()), float(exposures.sum())
    if len(counts) < SHORTEST or total < FEWEST:
        return None
    rate = (total + 0.5) / weight
    mean = rate * exposures
    squared = float((mean**2).sum())
    excess = float(((counts - mean) ** 2 - mean).sum())
    dispersion = max(0.0, (excess + BELIEF * DISPERSION) / (squared + BELIEF))
    inflation = 1.0 + dispersion * squared / total
    return Model(rate, dispersion, (total + 0.5) / inflation, len(counts), weight / len(counts))


def watch(counts: Sequence[float], exposures: Sequence[float], *, factor: float, threshold: float) -> list[Signal]:
    """The alarms in a series of weeks, each given with what was known at the end of its week.

    Args:
        counts: events in each week.
        exposures: coverage of each week, as multiples of the mean; 0 where there was none.
        factor: the change that is looked for: 2 for twice the rate, 0.5 for half of it.
        threshold: what the cumulative sum must pass; see ``shared_threshold``.
    """
    seen, told = np.asarray(counts, float), np.asarray(exposures, float)
    signals: list[Signal] = []
    first, quiet = 0, 0
    climb = Climb()
    for week in range(len(seen)):
        if told[week] <= 0:
            continue
        if signals and week >= quiet > signals[-1].week and stayed(seen, told, signals[-1], week):
            first = signals[-1].onset
        end = max(first, week - GUARD)
        model = learn(seen[max(first, end - LONGEST) : end], told[max(first, end - LONGEST) : end])
        if model is None or week < quiet:
            climb = Climb(week + 1)
            continue
        climb.take(float(seen[week]), float(told[week]), model, factor)
        if climb.total > threshold and climb.tells(model):
            signals.append(signal(seen, told, climb.onset, week, model, climb.total, threshold, factor))
            quiet, climb = week + 1 + LEARNING, Climb(week + 1)
        elif climb.total <= 0 or week - climb.onset >= CLIMB - 1:
            climb = Climb(week + 1)
    return signals


@dataclass(slots=True)
class Climb:
    """The sum since it last was nought, with the events that made it."""

    onset: int = 0
    total: float = 0.0
    count: float = 0.0
    due: float = 0.0
    exposure: float = 0.0
    weeks: int = 0

    def take(self, count: float, exposure: float, model: Model, factor: float) -> None:
        """Add a week."""
        mean = exposure * model.rate
        self.total += ratio(count, mean, model.spread, factor)
        self.count += count
        self.due += mean
        self.exposure += exposure
        self.weeks += 1

    def tells(self, model: Model) -> bool:
        """Whether it rests on events enough; when the press is louder than it was, on so many more."""
        louder = max(1.0, self.exposure / self.weeks / model.loudness)
        return max(self.count, self.due) >= LEAST * louder


def stayed(counts: Array, exposures: Array, last: Signal, week: int) -> bool:
    """Whether the weeks after an alarm are likelier at the rate that it told of than at the usual one.

    If so, that is what is usual from its onset on; else it was a passing one, and the past teaches as before.
    """
    after = slice(last.week + 1, week)
    mean, spread = float(exposures[after].sum()) * last.model.rate, last.model.spread
    changed = max(last.count, 0.5) / last.expected
    return bool(ratio(float(counts[after].sum()), mean, spread, changed) > 0)


def signal(
    counts: Array, exposures: Array, onset: int, week: int, model: Model, total: float, threshold: float, factor: float
) -> Signal:
    """An alarm with the count, what was expected, and how likely that is by chance."""
    told = exposures[onset : week + 1]
    count, expected = int(counts[onset : week + 1].sum()), float(model.rate * told.sum())
    spread = model.dispersion * float((told**2).sum()) / float(told.sum()) ** 2 + 1.0 / model.evidence
    size = 1.0 / max(spread, LEAST_DISPERSION)
    chance = size / (size + expected)
    # The tails of the negative binomial are incomplete beta functions.
    many = betainc(count, size, 1 - chance) if count else 1.0
    p = many if factor > 1 else betainc(size, count + 1, chance)
    return Signal(week, onset, count, expected, float(p), model, total, threshold)


def ratio(count: Numbers, mean: Numbers, spread: Numbers, factor: float) -> Numbers:
    """How much likelier a count is at the changed rate than at the usual one, as a logarithm."""
    size = 1.0 / spread
    gain: Numbers = count * log(factor) + (count + size) * np.log((size + mean) / (size + factor * mean))
    return gain


def shared_threshold(
    models: Sequence[Model], *, factor: float, budget: float, exposures: Sequence[float] = (1.0,)
) -> float:
    """The threshold at which a rule gives so many false alarms a year for each dyad that it watches, on average.

    All dyads share it, which spends the budget where there is something to be seen: on a dyad with an event a month
    a change takes years to show, whatever the threshold. For one dyad alone it is that dyad's own. It is found by
    playing the rule on years in which nothing changes, the same ones every time.

    Args:
        models: what is usual for each dyad.
        factor: the change that is looked for.
        budget: false alarms in a dyad-year.
        exposures: coverage of some past weeks, as multiples of the mean: the seasons that the years have.
    """
    if not models:
        return HIGHEST
    peaks, years = calm_peaks(models, factor, np.asarray(exposures, float))
    allowed = int(budget * KEPT * years)
    if len(peaks) <= allowed:
        return LOWEST
    return float(min(max(np.sort(peaks)[::-1][allowed], LOWEST), HIGHEST))


def calm_peaks(models: Sequence[Model], factor: float, exposures: Array) -> tuple[Array, float]:
    """How high the sum climbs in years in which nothing changes, once for each climb from nought, and how many years.

    The true rate and dispersion of each series are drawn from what is known of them.
    """
    chance = np.random.default_rng(SEED)
    each = max(1, -(-PATHS // len(models)))
    rate, dispersion, doubt, evidence, spread = (
        np.repeat([getattr(model, name) for model in models], each)
        for name in ("rate", "dispersion", "doubt", "evidence", "spread")
    )
    truth = rate * chance.gamma(evidence) / evidence
    size = 1.0 / np.maximum(dispersion + doubt * chance.standard_normal(len(rate)), LEAST_DISPERSION)
    told = exposures[exposures > 0]
    usual = float(told.mean())
    total, peak, seen, due, length, heard = (np.zeros(len(rate)) for _ in range(6))
    peaks: list[Array] = []
    for week in range(CALM_WEEKS):
        exposure = told[week % len(told)]
        mean = truth * exposure
        counts = chance.poisson(chance.gamma(size, mean / size))
        total += ratio(counts, rate * exposure, spread, factor)
        seen, due, length, heard = seen + counts, due + rate * exposure, length + 1, heard + exposure
        enough = LEAST * np.maximum(1.0, heard / length / usual)
        peak = np.where(np.maximum(seen, due) >= enough, np.maximum(peak, total), peak)
        over = (total <= 0) | (length >= CLIMB)
        peaks.append(peak[over & (peak > 0)])
        total, peak, seen, due, length, heard = (
            np.where(over, 0.0, one) for one in (total, peak, seen, due, length, heard)
        )
    return np.concatenate([*peaks, peak[peak > 0]]), len(rate) * CALM_WEEKS / WEEKS
