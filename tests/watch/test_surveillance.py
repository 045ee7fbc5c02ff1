"""Rates are watched at the promised rate of false alarms; seeded, so that every run sees the same worlds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dragoman.watch.surveillance import LEARNING, SHORTEST, WEEKS, Model, learn, shared_threshold, watch

Array = NDArray[np.float64]
USUAL = Model(rate=3.0, dispersion=0.05, evidence=300.0, weeks=104)
SEASON = 1 + 0.4 * np.sin(2 * np.pi * np.arange(6 * WEEKS) / WEEKS)


def drawn(seed: int, rates: Array) -> Array:
    """Counts that vary somewhat more than chance has it."""
    chance = np.random.default_rng(seed)
    return chance.poisson(chance.gamma(20.0, rates / 20.0)).astype(float)


@pytest.fixture(scope="module")
def height() -> float:
    """The threshold of a rule that watches one dyad of three acts a week."""
    return shared_threshold([USUAL], factor=2.0, budget=0.1)


def test_a_calm_series_gives_few_alarms(height: float) -> None:
    alarms = sum(len(watch(drawn(seed, 3.0 * SEASON), SEASON, factor=2.0, threshold=height)) for seed in range(60))
    years = 60 * (len(SEASON) / WEEKS - 0.3)
    assert 0 < alarms / years < 0.17


def test_a_risen_rate_is_told_with_its_onset_and_what_was_usual(height: float) -> None:
    begin = 4 * WEEKS
    rates = np.where(np.arange(len(SEASON)) < begin, 3.0, 9.0)
    later = 0
    for seed in range(20):
        signals = watch(drawn(seed, rates), np.ones(len(SEASON)), factor=2.0, threshold=height)
        first, *more = [one for one in signals if one.week >= begin]
        assert first.week < begin + 5
        assert abs(first.onset - begin) <= 4
        assert first.model.rate == pytest.approx(3.0, rel=0.25)
        assert first.expected < first.count
        assert first.p < 0.01
        assert first.statistic > first.threshold
        assert all(one.week > first.week + LEARNING for one in more)
        later += len(more)
    # The new rate is the usual one after a while: what comes in forty dyad-years more is by chance.
    assert later <= 8


def test_a_halved_rate_is_a_fall_and_no_rise(height: float) -> None:
    begin = 4 * WEEKS
    counts = drawn(3, np.where(np.arange(len(SEASON)) < begin, 12.0, 4.0))
    fall = shared_threshold([Model(12.0, 0.05, 500.0, 104)], factor=0.5, budget=0.1)
    falls = watch(counts, np.ones(len(SEASON)), factor=0.5, threshold=fall)
    assert [one.week >= begin for one in falls] == [True]
    assert falls[0].count < falls[0].expected
    assert not [one for one in watch(counts, np.ones(len(SEASON)), factor=2.0, threshold=height) if one.week >= begin]


def test_a_louder_press_is_no_closer_tie(height: float) -> None:
    loud = np.where(np.arange(len(SEASON)) < 4 * WEEKS, 1.0, 2.0)
    counts = [drawn(seed, 3.0 * loud) for seed in range(40)]
    blind = sum(bool(late(watch(one, np.ones(len(loud)), factor=2.0, threshold=height))) for one in counts)
    told = sum(len(late(watch(one, loud, factor=2.0, threshold=height))) for one in counts)
    assert blind > 35, "without coverage nearly every one would be an alarm"
    assert told <= 14, "forty dyads, two years"


def late(signals: list[object]) -> list[object]:
    return [one for one in signals if one.week >= 4 * WEEKS]  # type: ignore[attr-defined]


def test_weeks_without_coverage_say_nothing(height: float) -> None:
    exposures = np.ones(len(SEASON))
    exposures[200:230] = 0.0
    counts = np.where(exposures > 0, drawn(5, np.full(len(SEASON), 3.0)), 0.0)
    assert not [one for one in watch(counts, exposures, factor=0.5, threshold=height) if 200 <= one.week < 240]


def test_too_little_of_a_past_says_nothing() -> None:
    assert learn(np.ones(SHORTEST - 1), np.ones(SHORTEST - 1)) is None
    assert learn(np.zeros(100), np.ones(100)) is None
    assert learn(np.array([5.0, 5.0, 5.0]), np.zeros(3)) is None
    assert watch([], [], factor=2.0, threshold=3.0) == []


def test_what_is_usual_is_learned_with_its_doubt() -> None:
    counts = drawn(1, np.full(400, 3.0))
    whole, short = learn(counts, np.ones(400)), learn(counts[:20], np.ones(20))
    assert whole is not None
    assert short is not None
    assert whole.rate == pytest.approx(3.0, rel=0.1)
    assert 0.0 < whole.dispersion < 0.15
    assert short.spread > whole.spread
    bursty = learn(np.tile([0.0, 0.0, 0.0, 12.0], 50), np.ones(200))
    assert bursty is not None
    assert bursty.dispersion > 0.8


def test_a_smaller_budget_asks_for_more_evidence() -> None:
    heights = [shared_threshold([USUAL], factor=2.0, budget=budget) for budget in (1.0, 0.3, 0.1, 0.03)]
    assert heights == sorted(heights)
    assert len(set(heights)) == 4
    assert shared_threshold([USUAL], factor=2.0, budget=0.1) == heights[2], "the same for the same models"


def test_quiet_dyads_leave_their_share_of_the_budget_to_busy_ones() -> None:
    quiet = [Model(0.1, 0.05, 10.0, 104)] * 20
    assert shared_threshold([USUAL, *quiet], factor=2.0, budget=0.1) < shared_threshold([USUAL], factor=2.0, budget=0.1)
