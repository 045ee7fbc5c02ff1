"""Changes: where the rate of a series shifted, how sure that is, and how surely it is dated.

Three steps. ``ruptures`` (Truong, Oudre and Vayatis, Signal Processing 167, 2020) proposes places with PELT (Killick,
Fearnhead and Eckley, JASA 107, 2012) under the likelihood of counts with exposures, or else the best single surge is
proposed; the penalty is low, so that rather too many are. Each proposal is then tested between its neighbours: how
often does chance alone, with the same number of events in the same stretch, as bursty as these, find a split that looks
as strong *anywhere* in it? The weakest is dropped until all that are left hold. Last comes the place: its posterior,
given that there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruptures import Pelt
from ruptures.base import BaseCost
from scipy.special import gammaln

from dragoman.ties.rates import JEFFREYS, LEVEL, RateTest, long_run, rate_test

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
# What a proposal has to gain, in units of log-likelihood; less than BIC asks for, as the test is still to come.
PENALTY = 4.0
# How seldom chance may find as much: once in a hundred stretches without a change.
ALPHA = 0.01
DRAWS = 399
# Where after so many draws chance is seen to do it easily, no more are made.
FIRST_DRAWS = 99
EASY = 0.05
# PELT looks at every place of a short series, and at about so many of a long one; the posterior looks at all.
PLACES = 60
# A level is more than one summit: the higher rate has events in so many different periods.
ACTIVE = 3
# Lengths of surges that are held against chance; one that is longer does not fall through the steps of PELT.
LENGTHS = (1, 2, 3, 4, 6, 8, 10, 13, 18, 26, 39, 52, 78, 104)
# A level after a surge is the one before, unless chance would find a difference as great less often than this.
SAME = 0.05


@dataclass(frozen=True, slots=True)
class Shift:
    """One place at which the rate shifted.

    Args:
        place: the first period of the new rate, the likeliest one.
        low: the earliest period that is likely to be it.
        high: the latest.
        start: the first period of the old rate.
        end: the period after the last of the new one.
        chance: how often chance alone would find as strong a split in this stretch, the search for it included.
        test: the exact test of the new rate against the old one.
    """

    place: int
    low: int
    high: int
    start: int
    end: int
    chance: float
    test: RateTest

    @property
    def rises(self) -> bool:
        """Whether the rate rose."""
        return self.test.rise < self.test.fall


class RateCost(BaseCost):  # type: ignore[misc]
    """The cost of a segment: the negative log-likelihood of its counts at its own rate, eased for over-dispersion."""

    model = "rates"
    min_size = 1

    def __init__(self, dispersion: float) -> None:
        self.dispersion = dispersion
        self.counts: list[float] = []
        self.exposures: list[float] = []

    def fit(self, signal: NDArray[Any]) -> RateCost:
        """Take in counts and exposures, a column each."""
        self.signal = signal
        self.counts, self.exposures = ([0.0, *column.cumsum().tolist()] for column in signal.T)
        return self

    def error(self, start: int, end: int) -> float:
        """The cost of the periods from ``start`` up to ``end``."""
        count = self.counts[end] - self.counts[start]
        if not count:
            return 0.0
        return -count * log(count / (self.exposures[end] - self.exposures[start])) / self.dispersion


def shifts(counts: Floats, exposures: Floats, dispersion: float, active: int = ACTIVE) -> list[Shift]:
    """Where the rate shifted, the earliest first; none where nothing but chance is seen.

    Args:
        counts: events in each period.
        exposures: of each period, all more than 0.
        dispersion: variance over mean of the counts.
        active: in how many different periods the higher rate must have events.
    """
    total = len(counts)
    if total < 4 or counts.sum() < 2:
        return []
    search = Search(counts, exposures, dispersion, active)
    places = search.weeded(proposals(counts, exposures, dispersion)) or search.surge()
    return [search.shift(*one) for one in zip([0, *places], places, [*places[1:], total], strict=False)]


def proposals(counts: Floats, exposures: Floats, dispersion: float) -> list[int]:
    """Places where the rate may have shifted, by PELT; in a long series it does not look at every place."""
    pelt = Pelt(custom_cost=RateCost(dispersion), min_size=1, jump=-(-len(counts) // PLACES))
    found: list[int] = pelt.fit(np.column_stack([counts, exposures])).predict(pen=PENALTY)
    return found[:-1]


def best_stretch(counts: Floats, exposures: Floats) -> tuple[int, int]:
    """The periods from one place up to another whose rate differs most from that of the others, in likelihood."""
    longest = min(len(counts) - 1, LENGTHS[-1])
    first = np.repeat(np.arange(len(counts)), longest)
    last = first + np.tile(np.arange(1, longest + 1), len(counts))
    first, last = first[last <= len(counts)], last[last <= len(counts)]
    best = int(np.argmax(stretch_gains(counts[None, :], exposures, first, last)[0]))
    return int(first[best]), int(last[best])


def stretch_gains(counts: Floats, exposures: Floats, first: Places, last: Places) -> Floats:
    """For each row of counts, what each stretch of periods gains in log-likelihood by a rate of its own."""
    rows = len(counts)
    events = np.concatenate([np.zeros((rows, 1)), counts.cumsum(axis=1)], axis=1)
    spells = np.concatenate([[0.0], exposures.cumsum()])
    inside, spent = events[:, last] - events[:, first], spells[last] - spells[first]
    outside, rest = events[:, -1:] - inside, spells[-1] - spent
    found: Floats = inside * np.log(np.maximum(inside, 1e-300) / spent)
    # A stretch that is the whole series leaves nothing outside.
    found += outside * np.log(np.maximum(outside, 1e-300) / np.maximum(rest, 1e-300))
    return found


class Search:
    """Tests and dates splits of one series."""

    def __init__(self, counts: Floats, exposures: Floats, dispersion: float, active: int = ACTIVE) -> None:
        self.counts, self.exposures, self.dispersion, self.active = counts, exposures, dispersion, active
        self.known: dict[tuple[int, int], float] = {}

    def weeded(self, places: list[int]) -> list[int]:
        """The places that hold against chance, each put where it is likeliest between its neighbours."""
        kept = self._settled(places)
        while kept:
            edges = [0, *kept, len(self.counts)]
            chances = [
                self.chance(edges[at], edges[at + 2]) if self._lasting(*edges[at : at + 3]) else 1.0
                for at in range(len(kept))
            ]
            worst = int(np.argmax(chances))
            if chances[worst] <= ALPHA:
                return kept
            kept = self._settled(kept[:worst] + kept[worst + 1 :])
        return kept

    def surge(self) -> list[int]:
        """The borders of the best single surge or lull, where it lasts and holds against chance; none where not.

        A surge of a few periods can fall through the steps of PELT. How often chance alone finds as strong a stretch
        anywhere is asked as in ``chance``, of stretches of the lengths in ``LENGTHS``, in the data and in the draws.
        """
        total = len(self.counts)
        borders = [place for place in best_stretch(self.counts, self.exposures) if 0 < place < total]
        edges = [0, *borders, total]
        if not borders or not all(self._lasting(*edges[at : at + 3]) for at in range(len(borders))):
            return []
        lengths = [length for length in LENGTHS if length < total]
        first = np.concatenate([np.arange(total - length + 1) for length in lengths])
        last = np.concatenate([np.arange(length, total + 1) for length in lengths])
        chance = self._odds(
            0, total, lambda counts: stretch_gains(counts, self.exposures, first, last).max(axis=1)
        )  # fmt: skip
        return self.weeded(borders) if chance <= ALPHA else []

    def _odds(self, start: int, end: int, gain: Callable[[Floats], Floats]) -> float:
        """How often events that are strewn anew between two periods gain as much as those that are there.

        Args:
            start: the first period.
            end: the period after the last.
            gain: what each row of counts gains.
        """
        counts, exposures = self.counts[start:end], self.exposures[start:end]
        total = int(counts.sum())
        seen = float(gain(counts[None, :])[0]) - 1e-9
        chance = np.random.default_rng([total, end - start])
        better, made = 0, 0
        for draws in (FIRST_DRAWS, DRAWS - FIRST_DRAWS):
            drawn = strewn(total, exposures, self.dispersion, chance, draws)
            better, made = better + int((gain(drawn) >= seen).sum()), made + draws
            if better > EASY * made:
                break
        return (1 + better) / (1 + made)

    def _lasting(self, start: int, place: int, end: int) -> bool:
        """Whether the higher of two rates is more than one burst.

        It has events in several periods, and without the fullest of them the exact test still tells both apart.
        """
        parts = [(start, place), (place, end)]
        low, high = sorted(parts, key=lambda one: self.counts[slice(*one)].sum() / self.exposures[slice(*one)].sum())
        counts, exposures = self.counts[slice(*high)], self.exposures[slice(*high)]
        if int((counts > 0).sum()) < self.active:
            return False
        kept = np.arange(len(counts)) != int(np.argmax(counts / exposures))
        left = rate_test(
            int(counts[kept].sum()), float(exposures[kept].sum()), int(self.counts[slice(*low)].sum()),
            float(self.exposures[slice(*low)].sum()), self.dispersion,
        )  # fmt: skip
        return left.two_sided <= ALPHA and left.rise < left.fall

    def _settled(self, places: list[int]) -> list[int]:
        """The places moved to where each is likeliest between its neighbours, from the left."""
        moved = list(places)
        for at in range(len(moved)):
            start, end = ([0, *moved][at], [*moved, len(self.counts)][at + 1])
            moved[at] = start + 1 + int(np.argmax(self._place_logs(start, end)))
        return moved

    def chance(self, start: int, end: int) -> float:
        """How often chance alone finds a split as strong as the best one between two periods.

        The events are strewn anew, given their number: multinomial by exposure, Dirichlet-multinomial where counts are
        over-dispersed (NB1, as in ``rate_test``). The same stretch always gets the same answer: the draws are seeded.
        """
        if (start, end) not in self.known:
            exposures = self.exposures[start:end]
            self.known[start, end] = self._odds(start, end, lambda counts: split_gain(counts, exposures))
        return self.known[start, end]

    def shift(self, start: int, place: int, end: int) -> Shift:
        """A split with its tests and the borders of its place."""
        logs = self._place_logs(start, end)
        weights = np.exp(logs - logs.max())
        share = (weights / weights.sum()).cumsum()
        low, high = (start + 1 + int(np.searchsorted(share, part)) for part in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
        return Shift(
            place, min(low, place), max(min(high, end - 1), place), start, end, self.chance(start, end),
            self.test((place, end), (start, place)),
        )  # fmt: skip

    def test(self, one: tuple[int, int], other: tuple[int, int]) -> RateTest:
        """The rate of one stretch of periods against that of another."""
        sums = [(int(self.counts[a:b].sum()), float(self.exposures[a:b].sum())) for a, b in (one, other)]
        return rate_test(*sums[0], *sums[1], self.dispersion)

    def _place_logs(self, start: int, end: int) -> Floats:
        """The log of the posterior of each place of a split between two periods, up to a constant.

        Every place is as likely beforehand. The rates on both sides are integrated out under ``long_run`` priors.
        """
        counts, exposures = self.counts[start:end], self.exposures[start:end]
        prior = long_run(float(counts.sum()), float(exposures.sum()))
        left, spent = counts.cumsum()[:-1], exposures.cumsum()[:-1]
        found: Floats = sum(
            gammaln(JEFFREYS + count / self.dispersion)
            - (JEFFREYS + count / self.dispersion) * np.log(prior.exposure + spell / self.dispersion)
            for count, spell in ((left, spent), (counts.sum() - left, exposures.sum() - spent))
        )
        return found


def split_gain(counts: Floats, exposures: Floats) -> Floats:
    """For each row of counts, what the best split gains in log-likelihood over one rate."""
    total, spell = counts.sum(axis=1, keepdims=True), exposures.sum()
    left, spent = counts.cumsum(axis=1)[:, :-1], exposures.cumsum()[:-1]
    right = total - left
    gain = left * np.log(np.maximum(left, 1e-300) / spent) + right * np.log(np.maximum(right, 1e-300) / (spell - spent))
    gain -= total * np.log(np.maximum(total, 1e-300) / spell)
    found: Floats = gain.max(axis=1)
    return found


def strewn(total: int, exposures: Floats, dispersion: float, chance: np.random.Generator, draws: int) -> Floats:
    """So many events strewn over periods by their exposures, as bursty as given, so many times."""
    shares = exposures / exposures.sum()
    if dispersion > 1.01:
        loads = chance.gamma(total * shares / (dispersion - 1), size=(draws, len(shares)))
        sums = loads.sum(axis=1, keepdims=True)
        shares = np.where(sums > 0, loads / np.maximum(sums, 1e-300), shares)
    return chance.multinomial(total, shares, size=draws).astype(float)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is told: a shift that lasted, or a surge or lull with its end.

    Args:
        kind: rise, fall, surge (a rise that went back) or lull (a fall that did).
        shift: where it began.
        end: where it went back.
    """

    kind: str
    shift: Shift
    end: Shift | None = None


def changes(counts: Floats, exposures: Floats, dispersion: float, active: int = ACTIVE) -> list[Change]:
    """The shifts of a series, with those taken together that go up and back to the level from which they came."""
    found = shifts(counts, exposures, dispersion, active)
    search = Search(counts, exposures, dispersion, active)
    told: list[Change] = []
    at = 0
    while at < len(found):
        one, after = found[at], found[at + 1] if at + 1 < len(found) else None
        if after is not None and one.rises != after.rises and (
            search.test((after.place, after.end), (one.start, one.place)).two_sided > SAME
        ):  # fmt: skip
            base = search.test((one.place, after.place), (one.start, one.place))
            told.append(Change("surge" if one.rises else "lull", replace(one, test=base), after))
            at += 2
        else:
            told.append(Change("rise" if one.rises else "fall", one))
            at += 1
    return told
