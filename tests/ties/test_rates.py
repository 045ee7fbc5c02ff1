"""Rates: intervals that cover, tests that are wrong as seldom as they say, and dispersion that is found again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom, gamma

from dragoman.ties.rates import Prior, dispersion_of, false_discoveries, long_run, posterior, rate_test

SEED = 20260101


def bursty(chance: np.random.Generator, mean: np.ndarray | float, dispersion: float, size: int) -> np.ndarray:
    """Counts whose variance is ``dispersion`` times their mean."""
    loud = chance.gamma(np.asarray(mean) / (dispersion - 1), dispersion - 1, size)
    return chance.poisson(loud)


@pytest.mark.parametrize(("count", "exposure"), [(0, 1.0), (3, 1.0), (40, 10.0)])
def test_the_posterior_is_the_gamma_of_the_books(count: int, exposure: float) -> None:
    found = posterior(count, exposure)
    expected = gamma(count + 0.5, scale=1 / exposure)
    assert found.mean == pytest.approx(expected.mean())
    assert (found.low, found.high) == pytest.approx(expected.interval(0.9))
    assert found.above(2.0) == pytest.approx(expected.sf(2.0))


def test_intervals_cover_the_rate() -> None:
    chance = np.random.default_rng(SEED)
    for rate in (0.5, 3.0, 20.0):
        found = [posterior(int(count), 2.0) for count in chance.poisson(2 * rate, 2_000)]
        assert 0.86 <= np.mean([one.low <= rate <= one.high for one in found]) <= 0.97


def test_intervals_of_bursty_counts_cover_as_well() -> None:
    chance = np.random.default_rng(SEED)
    counts = bursty(chance, 20.0, 4.0, 2_000)
    assert np.mean([one.low <= 20 <= one.high for one in (posterior(int(c), 1, dispersion=4.0) for c in counts)]) > 0.86
    assert np.mean([one.low <= 20 <= one.high for one in (posterior(int(c), 1) for c in counts)]) < 0.7


def test_a_long_run_holds_what_has_no_exposure() -> None:
    prior = long_run(120, 60.0)
    silent = posterior(0, 0.0, prior)
    assert silent.mean == pytest.approx(2.0, rel=0.01)
    assert posterior(0, 20.0, prior).high < 0.2
    assert posterior(0, 0.0, long_run(0, 60.0)).mean == pytest.approx(1 / 120)


@pytest.mark.parametrize(("count", "exposure"), [(-1, 1.0), (0, 0.0)])
def test_no_rate_without_exposure(count: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="exposure"):
        posterior(count, exposure)
    with pytest.raises(ValueError, match="exposure"):
        long_run(0, 0.0)


@given(
    st.integers(0, 60), st.integers(0, 60), st.floats(0.1, 50), st.floats(0.1, 50),
    st.sampled_from([1.0, 1.5, 3.0]),
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_the_tails_are_those_of_the_books(one: int, two: int, here: float, there: float, dispersion: float) -> None:
    found = rate_test(one, here, two, there, dispersion)
    total, share = one + two, here / (here + there)
    if total == 0:
        assert (found.rise, found.fall) == (1.0, 1.0)
        return
    size = total / (dispersion - 1) if dispersion > 1 else 0.0
    law = betabinom(total, size * share, size * (1 - share)) if dispersion > 1 else binom(total, share)
    assert found.rise == pytest.approx(law.sf(one - 1), abs=1e-8)
    assert found.fall == pytest.approx(law.cdf(one), abs=1e-8)
    assert found.low <= found.ratio <= found.high
    assert found.expected == pytest.approx(two * here / there)


def test_the_test_is_wrong_as_seldom_as_it_says() -> None:
    chance = np.random.default_rng(SEED)
    for dispersion in (1.0, 3.0):
        pairs = (
            zip(chance.poisson(6.0, 3_000), chance.poisson(60.0, 3_000), strict=True)
            if dispersion == 1
            else zip(bursty(chance, 6.0, 3.0, 3_000), bursty(chance, 60.0, 3.0, 3_000), strict=True)
        )
        found = [rate_test(int(one), 1.0, int(two), 10.0, dispersion) for one, two in pairs]
        for side in ("rise", "fall"):
            wrong = np.mean([getattr(one, side) <= 0.05 for one in found])
            assert wrong <= 0.065, (dispersion, side)


def test_a_doubling_is_told_and_its_ratio_covered() -> None:
    found = rate_test(60, 10.0, 150, 50.0)
    assert found.rise < 1e-4 < found.fall
    assert found.low < 2.0 < found.high
    assert found.expected == 30.0
    assert rate_test(60, 20.0, 150, 50.0).rise > 0.4, "twice the events in twice the exposure are no change"


def test_without_a_baseline_nothing_is_said() -> None:
    found = rate_test(5, 1.0, 0, 0.0)
    assert (found.two_sided, found.expected) == (1.0, None)


@pytest.mark.parametrize("dispersion", [1.0, 2.0, 5.0])
def test_dispersion_is_found_again(dispersion: float) -> None:
    chance = np.random.default_rng(SEED)
    exposures = 1 + 0.5 * np.sin(np.arange(520) / 8)
    mean = 4 * exposures * np.where(np.arange(520) < 260, 1.0, 3.0)
    counts = chance.poisson(mean) if dispersion == 1 else bursty(chance, mean, dispersion, 520)
    assert dispersion_of(counts, exposures) == pytest.approx(dispersion, rel=0.2)


def test_dispersion_of_nothing_is_that_of_chance() -> None:
    assert dispersion_of([0, 0, 0], [1, 1, 1]) == dispersion_of([], []) == dispersion_of([4, 0], [1, 0]) == 1.0


def test_false_discoveries() -> None:
    assert false_discoveries([0.01, 0.5, 0.02, 1.0]) == pytest.approx([0.04, 2 / 3, 0.04, 1.0])
    assert false_discoveries([]) == []


def test_a_prior_counts_as_events() -> None:
    assert posterior(2, 1.0, Prior(3.0, 1.0)).mean == 2.5
