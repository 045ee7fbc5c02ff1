"""How often alerts of a changed rate are false, and how soon a doubled rate is reported, by simulation.

    python benchmarks/alerts.py [--years 2000] [--runs 1000] [--seed 1] [--dispersion 0.05]

Worlds are made up: the press covers more in some seasons than in others, less over holidays, more from year to year;
the events of a dyad are negative binomial around its rate times the coverage. The rule of dragoman, a naive z-score on
raw counts and one on shares of coverage see the same worlds. Bounds that no rule can pass are printed beside.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom

from dragoman.ties.loudness import loudness
from dragoman.watch.surveillance import LEARNING, WEEKS, Model, learn, shared_threshold, watch

Array = NDArray[np.float64]
HISTORY = 3 * WEEKS
WATCHED = 4 * WEEKS
EVENTS = 400.0
BUDGET = 0.1
RATE = 3.0
SOON = 5
# Rates of dyads by rank, as in event data of the world: a few busy ones, and most of them quiet.
BUSIEST, FALLING = 12.0, 0.9
DYADS = 200
Z, PAST = 3.0, 26


@dataclass(frozen=True)
class World:
    """Counts of dyads by week, the coverage of each week, and the usual rates."""

    counts: Array
    coverage: Array
    rates: Array

    @cached_property
    def exposures(self) -> Array:
        """How loudly the press reported, as rules see it."""
        return loudness(self.coverage, np.ones(len(self.coverage))).exposures


class Maker:
    """Makes worlds up, the same ones for the same seed.

    Args:
        seed: of all chances.
        dispersion: of counts around rate times coverage: variance = mean + dispersion x mean squared.
    """

    def __init__(self, seed: int, dispersion: float) -> None:
        self.random = np.random.default_rng(seed)
        self.dispersion = dispersion

    def coverage(self, weeks: int) -> Array:
        """All coded events a week: seasons, holidays, growth, and noise of the press."""
        week = np.arange(weeks)
        season = 1 + 0.35 * np.sin(2 * np.pi * (week + self.random.integers(WEEKS)) / WEEKS)
        holidays = np.where(np.isin(week % WEEKS, (51, 0, 32)), 0.5, 1.0)
        growth = 1.1 ** (week / WEEKS)
        return self.negative_binomial(EVENTS * season * holidays * growth, 0.01)

    def negative_binomial(self, mean: Array, dispersion: float) -> Array:
        """Counts around a mean that vary more than chance has it."""
        size = 1 / max(dispersion, 1e-9)
        return self.random.poisson(self.random.gamma(size, mean / size)).astype(float)

    def world(self, rates: Array, weeks: int, change: Callable[[int, Array], Array] | None = None) -> World:
        """A world of dyads with some rates; ``change`` gives the factors of each week for a dyad."""
        coverage = self.coverage(weeks)
        told = coverage / coverage[:HISTORY].mean()
        factors = np.array([change(at, told) if change else np.ones(weeks) for at in range(len(rates))])
        counts = self.negative_binomial(rates[:, None] * told[None, :] * factors, self.dispersion)
        return World(counts, coverage, rates)


def zipf(dyads: int) -> Array:
    """Usual rates of dyads by rank."""
    return BUSIEST / np.arange(1, dyads + 1) ** FALLING


def models(world: World) -> list[Model]:
    """What is usual for each dyad by the end of the history; dyads of which too little is known have none."""
    told = world.exposures[:HISTORY]
    found = (learn(counts[:HISTORY], told) for counts in world.counts)
    return [model for model in found if model is not None]


def threshold(world: World, factor: float) -> float:
    """The threshold of a rule that watches all dyads of a world, by the end of the history."""
    told = [float(one) for one in world.exposures[:HISTORY]]
    return shared_threshold(models(world), factor=factor, budget=BUDGET, exposures=told)


def dragoman(world: World, factor: float, height: float) -> list[list[int]]:
    """The weeks of the alarms of each dyad after the history."""
    told = world.exposures
    return [
        [one.week for one in watch(counts, told, factor=factor, threshold=height) if one.week >= HISTORY]
        for counts in world.counts
    ]


def naive(world: World, *, shares: bool) -> list[list[int]]:
    """The alarms of a z-score over the last half year, on counts or on shares of coverage; quiet as long as ours."""
    found = []
    for counts in world.counts:
        series = counts / world.coverage if shares else counts
        weeks: list[int] = []
        for week in range(HISTORY, len(series)):
            past = series[week - PAST : week]
            spread = past.std(ddof=1)
            if spread > 0 and (series[week] - past.mean()) / spread > Z and (not weeks or week > weeks[-1] + LEARNING):
                weeks.append(week)
        found.append(weeks)
    return found


def false_alarms(maker: Maker, years: int) -> dict[str, dict[str, float]]:
    """False alarms in a dyad-year of each rule: over a watch of many dyads, and at single rates."""
    found: dict[str, dict[str, float]] = {}
    worlds = max(1, round(years / (DYADS * WATCHED / WEEKS)))
    for _ in range(worlds):
        world = maker.world(zipf(DYADS), HISTORY + WATCHED)
        for name, alarms in ruled(world).items():
            row = found.setdefault(name, {})
            spent = DYADS * WATCHED / WEEKS * worlds
            row["all dyads"] = row.get("all dyads", 0.0) + sum(map(len, alarms)) / spent
            for label, low, high in (("rate < 0.5", 0, 0.5), ("0.5 to 2", 0.5, 2), ("rate > 2", 2, 99)):
                at = [one for one, rate in zip(alarms, world.rates, strict=True) if low <= rate < high]
                row[label] = row.get(label, 0.0) + sum(map(len, at)) / (len(at) * WATCHED / WEEKS * worlds)
    return found


def ruled(world: World) -> dict[str, list[list[int]]]:
    """The alarms of every rule in a world."""
    return {
        "dragoman, rise": dragoman(world, 2.0, threshold(world, 2.0)),
        "dragoman, fall": dragoman(world, 0.5, threshold(world, 0.5)),
        f"z > {Z:.0f} on counts": naive(world, shares=False),
        f"z > {Z:.0f} on shares": naive(world, shares=True),
    }


def alone(maker: Maker, years: int) -> float:
    """False alarms in a dyad-year of a rule that watches one dyad of the rate."""
    dyads = max(1, round(years / (WATCHED / WEEKS)))
    total = 0
    for _ in range(max(1, dyads // 50)):
        world = maker.world(np.full(50, RATE), HISTORY + WATCHED)
        for at in range(50):
            one = World(world.counts[at : at + 1], world.coverage, world.rates[at : at + 1])
            total += sum(map(len, dragoman(one, 2.0, threshold(one, 2.0))))
    return total / (max(1, dyads // 50) * 50 * WATCHED / WEEKS)


def doubled(maker: Maker, runs: int) -> dict[str, float]:
    """Share of runs in which a doubling of the weekly rate is reported within so many weeks."""
    begins = maker.random.integers(HISTORY + 8, HISTORY + WEEKS, runs)
    weeks = HISTORY + WEEKS + SOON
    found: dict[str, float] = {}
    many = maker.world(zipf(DYADS), HISTORY)
    shared = threshold(many, 2.0)
    for begin in begins:
        world = maker.world(
            np.array([RATE]),
            weeks,
            lambda at, told, b=begin: np.where(np.arange(weeks) >= b, 2.0, 1.0),  # type: ignore[misc]
        )
        rows = {
            "dragoman, in a watch of many dyads": dragoman(world, 2.0, shared)[0],
            "dragoman, watching one dyad": dragoman(world, 2.0, threshold(world, 2.0))[0],
            f"z > {Z:.0f} on counts": naive(world, shares=False)[0],
            f"z > {Z:.0f} on shares": naive(world, shares=True)[0],
        }
        for name, alarms in rows.items():
            soon = any(begin <= week < begin + SOON for week in alarms)
            found[name] = found.get(name, 0.0) + soon / runs
    return found


def louder(maker: Maker, worlds: int) -> dict[str, float]:
    """Alarms in a dyad-year in the half year after the press doubles and the ties do not change."""
    found: dict[str, float] = {}
    weeks = HISTORY + WEEKS // 2
    for _ in range(worlds):
        world = maker.world(zipf(DYADS), weeks)
        later = np.arange(weeks) >= HISTORY
        coverage = np.where(later, world.coverage * 2, world.coverage)
        told = coverage / coverage[:HISTORY].mean()
        counts = maker.negative_binomial(world.rates[:, None] * told[None, :], maker.dispersion)
        loud = World(counts, coverage, world.rates)
        for name, alarms in ruled(loud).items():
            if name != "dragoman, fall":
                found[name] = found.get(name, 0.0) + sum(map(len, alarms)) / (DYADS * 0.5 * worlds)
    return found


def bound(dispersion: float, alarms: float) -> float:
    """The most that any rule can report within the weeks, knowing the usual rate exactly (Neyman and Pearson).

    In each stretch of so many weeks a rule is a test of the sum of its counts, of a size that its false alarms allow.
    """
    allowed = alarms * SOON / WEEKS
    size = SOON / max(dispersion, 1e-9)
    usual, changed = size / (size + SOON * RATE), size / (size + 2 * SOON * RATE)
    least = nbinom.isf(allowed, size, usual)
    inner, outer = nbinom.sf(least, size, usual), nbinom.sf(least - 1, size, usual)
    share = (allowed - inner) / (outer - inner)
    return float(nbinom.sf(least, size, changed) + share * nbinom.pmf(least, size, changed))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=2_000, help="dyad-years without a change (default 2,000)")
    parser.add_argument("--runs", type=int, default=1_000, help="runs with a doubled rate (default 1,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dispersion", type=float, default=0.05, help="of the counts of a dyad (default 0.05)")
    options = parser.parse_args()
    maker = Maker(options.seed, options.dispersion)
    excess = 1 + options.dispersion * RATE
    print(f"counts of a rate of {RATE:g} a week vary {excess:.2f} times as much as chance has it\n")
    print(f"false alarms in a dyad-year, {options.years} dyad-years of no change (budget {BUDGET:g})")
    for name, row in false_alarms(maker, options.years).items():
        print(f"  {name:<20}" + "".join(f"  {label}: {value:6.3f}" for label, value in row.items()))
    single = alone(maker, options.years)
    print(f"  dragoman, a rule for one dyad of {RATE:g} a week: {single:.3f}\n")
    print(f"a rate of {RATE:g} a week doubles: reported within {SOON} weeks, {options.runs} runs (wanted 0.80)")
    for name, share in doubled(maker, options.runs).items():
        print(f"  {name:<36} {share:.3f}")
    exact = bound(options.dispersion, BUDGET)
    print(f"  no rule for this dyad with {BUDGET:g} false alarms a year can report more than {exact:.3f}")
    print(f"  (were the counts as even as chance allows: {bound(0.0, BUDGET):.3f})\n")
    print("coverage doubles, the ties do not: alarms in a dyad-year of the half year after")
    for name, value in louder(maker, max(1, options.years // 500)).items():
        print(f"  {name:<36} {value:.3f}")


if __name__ == "__main__":
    main()
