"""Changes: calm when nothing changed, keen when something did, dated, and no summit taken for a new level."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dragoman.ties.changes import Change, changes
from dragoman.ties.loudness import loudness, thin
from dragoman.ties.rates import dispersion_of

SEED = 5
WEEKS = 312
RUNS = 30


def series(
    chance: np.random.Generator, rates: Any, dispersion: float = 2.0, louder: Any = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Coverage that swings with the seasons, and over-dispersed counts in proportion to it."""
    loud = 1000 * (1 + 0.4 * np.sin(np.arange(WEEKS) / 8.3)) * chance.gamma(20, 1 / 20, WEEKS) * louder
    mean = np.broadcast_to(rates, WEEKS) * loud / 1000
    counts = chance.poisson(chance.gamma(mean / (dispersion - 1), dispersion - 1))
    return chance.poisson(loud).astype(float), counts.astype(float)


def found(covered: np.ndarray, counts: np.ndarray) -> list[Change]:
    exposures = loudness(covered, np.ones(len(counts))).exposures
    return changes(counts, exposures, dispersion_of(counts, exposures))


def step(after: float, at: int = 156) -> np.ndarray:
    return np.where(np.arange(WEEKS) >= at, after, 1.0)


@pytest.mark.parametrize("rate", [0.3, 4.0])
def test_nothing_changed_and_little_is_told(rate: float) -> None:
    chance = np.random.default_rng(SEED)
    told = [found(*series(chance, rate)) for _ in range(RUNS)]
    assert sum(bool(one) for one in told) <= 0.1 * RUNS


def test_twice_the_coverage_is_no_change() -> None:
    chance = np.random.default_rng(SEED)
    told = [found(*series(chance, 3.0, louder=step(2.0))) for _ in range(RUNS)]
    assert sum(bool(one) for one in told) <= 0.1 * RUNS


def test_twice_the_rate_is_told_and_dated() -> None:
    chance = np.random.default_rng(SEED)
    told = [found(*series(chance, 4.0 * step(2.0))) for _ in range(RUNS)]
    single = [one[0] for one in told if len(one) == 1 and one[0].kind == "rise"]
    assert len(single) >= 0.85 * RUNS
    assert np.mean([abs(one.shift.place - 156) <= 4 for one in single]) >= 0.7
    assert np.mean([one.shift.low <= 156 <= one.shift.high for one in single]) >= 0.75
    assert np.mean([one.shift.test.low <= 2 <= one.shift.test.high for one in single]) >= 0.75


def test_a_fall_is_a_fall() -> None:
    (one,) = found(*series(np.random.default_rng(SEED), 6.0 * step(1 / 3)))
    assert (one.kind, one.end) == ("fall", None)
    assert one.shift.test.ratio < 0.5


def test_a_surge_has_an_end() -> None:
    rates = np.where((np.arange(WEEKS) >= 100) & (np.arange(WEEKS) < 130), 12.0, 3.0)
    (one,) = found(*series(np.random.default_rng(SEED), rates))
    assert one.kind == "surge"
    assert one.end is not None
    assert abs(one.shift.place - 100) <= 3
    assert abs(one.end.place - 130) <= 3


def test_one_summit_is_no_change_of_level() -> None:
    chance = np.random.default_rng(SEED)
    told = []
    for _ in range(RUNS // 2):
        covered, counts = series(chance, 0.2)
        counts[150] += 14
        told.append(found(covered, counts))
    assert sum(bool(one) for one in told) <= 0.1 * RUNS / 2


def test_the_same_series_gets_the_same_answer() -> None:
    covered, counts = series(np.random.default_rng(SEED), 3.0 * step(2.0))
    assert found(covered, counts) == found(covered, counts)


@pytest.mark.parametrize("counts", [[], [1.0], [0.0] * 50, [0.0] * 49 + [1.0]])
def test_next_to_nothing_says_nothing(counts: list[float]) -> None:
    assert changes(np.array(counts), np.ones(len(counts)), 1.0) == []


def test_coverage_is_loudness_where_there_is_much_of_it() -> None:
    covered = np.where(np.arange(104) < 52, 800.0, 1600.0) + np.arange(104) % 7
    loud = loudness(covered, np.ones(104))
    assert loud.trust > 0.95
    assert loud.window == 0
    assert loud.exposures[80] / loud.exposures[20] == pytest.approx(2.0, rel=0.05)
    assert loud.exposures.sum() == pytest.approx(104)


def test_little_coverage_says_little_of_loudness() -> None:
    covered = np.random.default_rng(SEED).poisson(0.5, 104).astype(float)
    loud = loudness(covered, np.ones(104))
    assert loud.window > 0
    assert loud.exposures.max() / loud.exposures.min() < 1.5


def test_no_coverage_leaves_the_weeks() -> None:
    loud = loudness(np.zeros(10), np.ones(10))
    assert (loud.trust, loud.exposures.tolist()) == (0.0, [1.0] * 10)


def test_thin_periods() -> None:
    covered = np.full(60, 100.0)
    covered[[5, 6, 7]] = 24, 26, 0
    assert np.flatnonzero(thin(covered, np.ones(60))).tolist() == [5, 7]
    assert thin(np.array([9.0, 10.0]), np.ones(2)).tolist() == [True, False]
    assert thin(np.array([5.0]), np.array([0.4])).tolist() == [False], "half a week may have half as much"
