"""Reasons: each change of a tie told with the events that made it, and with what speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dragoman.knowledge.plover import plover
from dragoman.knowledge.ties import KINDS
from dragoman.store.found import FoundEvent
from dragoman.store.tie_rows import QUADS
from dragoman.store.ties import best_witnessed
from dragoman.ties.changes import Change
from dragoman.ties.found import Side, TieCause, TieChange, TieDate, TieTest
from dragoman.ties.periods import day_of
from dragoman.ties.rates import RateTest, rate_test
from dragoman.ties.series import Series

Flags = NDArray[np.bool_]
# Of a change that lasts, the events of the first half year are those that made it.
MADE = {"week": 26, "month": 6}
MOST_EVENTS = 5
MOST_CAUSES = 3
# No more events than this are asked of the store for one change; those nearest to it.
MOST_ASKED = 2_000
ROSE = ("rise", "surge")
NAMES = {"act": ("act", "acts"), "words": ("statement", "statements"), "intention": ("intention", "intentions")}


@dataclass(frozen=True)
class Stretch:
    """Periods from one up to another, with what falls in them."""

    first: int
    end: int
    events: Flags
    exposure: float


class Teller:
    """Tells the changes of one side of a series.

    Args:
        connection: to the store, for the events.
        series: the series.
        side: cooperation or conflict.
    """

    def __init__(self, connection: Connection, series: Series, side: Side) -> None:
        self.connection, self.series, self.side, self.dispersion = connection, series, side, series.dispersions[side]
        self.own = series.of(side)

    def tell(self, change: Change) -> TieChange:
        """A change in the form that travels."""
        shift = change.shift
        before = self.stretch(shift.start, shift.place)
        after = self.stretch(shift.place, change.end.place if change.end else shift.end)
        up = change.kind in ROSE
        made = self.made(after if up else before, last=not up)
        acts = self.series.rows.kind == 0
        chance = max(shift.chance, change.end.chance) if change.end else shift.chance
        dates = self.date(change, after if up or change.end is None else before)
        told = TieChange(
            side=self.side, turn=change.kind,
            date=dates, began=self.dated(shift.place, shift.low, shift.high),
            ended=self.dated(change.end.place, change.end.low, change.end.high) if change.end else None,
            before=self.series.rate(self.side, before.first, before.end),
            after=self.series.rate(self.side, after.first, after.end),
            test=told_test(shift.test, int(after.events.sum())), chance=chance,
            acts=self.test(after, before, acts), causes=self.causes(after, before, up),
            events=self.witnessed(made), reasons=[],
        )  # fmt: skip
        return told.model_copy(update={"reasons": self.reasons(told, after, before)})

    def witnessed(self, made: Flags) -> list[FoundEvent]:
        """The best witnessed of some events of the series."""
        rows = self.series.rows
        days = (int(rows.day[made].min()), int(rows.day[made].max())) if made.any() else None
        return best_witnessed(self.connection, rows.event[made].tolist(), MOST_EVENTS, days)

    def stretch(self, first: int, end: int) -> Stretch:
        """Periods with the side's events in them."""
        inside = self.own & (self.series.places >= first) & (self.series.places < end)
        return Stretch(first, end, inside, float(self.series.exposures[first:end].sum()))

    def made(self, stretch: Stretch, *, last: bool) -> Flags:
        """The events of a stretch that are nearest to a change: its first ones, or its last."""
        size = MADE[self.series.periods.by]
        first = max(stretch.first, stretch.end - size) if last else stretch.first
        end = stretch.end if last else min(stretch.end, stretch.first + size)
        inside = np.flatnonzero(stretch.events & (self.series.places >= first) & (self.series.places < end))
        kept = np.zeros(len(self.own), dtype=bool)
        kept[inside[-MOST_ASKED:] if last else inside[:MOST_ASKED]] = True
        return kept

    def test(self, after: Stretch, before: Stretch, kept: Flags) -> TieTest:
        """The exact test of two stretches by some of their events alone."""
        sums = [int((one.events & kept).sum()) for one in (after, before)]
        return told_test(rate_test(sums[0], after.exposure, sums[1], before.exposure, self.dispersion), sums[0])

    def causes(self, after: Stretch, before: Stretch, up: bool) -> list[TieCause]:
        """The contexts and quad classes that grew most, or shrank most."""
        rows = self.series.rows
        parts: dict[str, Flags] = {name: rows.quad == at for at, name in enumerate(QUADS)}
        parts |= {name: (rows.contexts >> at & 1).astype(bool) for at, name in enumerate(plover().contexts)}
        found = []
        for name, kept in parts.items():
            events = int((after.events & kept).sum())
            expected = float((before.events & kept).sum()) * after.exposure / before.exposure
            if (events - expected > 0) if up else (expected - events > 0):
                found.append(TieCause(what=name, events=events, expected=round(expected, 2)))
        return sorted(found, key=lambda one: (-abs(one.events - one.expected), one.what))[:MOST_CAUSES]

    def date(self, change: Change, held: Stretch) -> str:
        """The day of a change: where it began; of what went back the median day of its events, or its middle."""
        if change.end is None:
            return self.series.periods.start(change.shift.place).isoformat()
        days = self.series.rows.day[held.events] if change.kind == "surge" else np.array([], dtype=np.int64)
        if not len(days):
            starts = self.series.periods.starts
            return day_of(int(starts[change.shift.place] + starts[change.end.place]) // 2).isoformat()
        return day_of(int(np.sort(days)[(len(days) - 1) // 2])).isoformat()

    def dated(self, place: int, low: int, high: int) -> TieDate:
        """A place in the series as a day, with the borders of its interval."""
        starts = [self.series.periods.start(one).isoformat() for one in (place, low)]
        return TieDate(day=starts[0], low=starts[1], high=self.series.periods.end(high).isoformat())

    def reasons(self, told: TieChange, after: Stretch, before: Stretch) -> list[str]:
        """What speaks for a change and against it, in words."""
        test, unit = told.test, self.series.periods.by
        kinds = self.series.rows.kind[after.events]
        parts = [f"{int((kinds == at).sum())} {NAMES[name][int((kinds == at).sum()) != 1]}"
                 for at, name in enumerate(KINDS) if (kinds == at).any()]  # fmt: skip
        said = [
            f"{test.events} events in {after.exposure:.1f} {unit}s of average coverage"
            f"{' (' + ', '.join(parts) + ')' if parts else ''}, where the rate before makes {test.expected:.1f} likely",
            f"rate × {test.ratio:.1f} ({test.low:.1f} to {test.high:.1f}); exact p {test.p:.2g}; chance finds as strong"
            f" a change in {told.chance:.1%} of such series, wherever it may lie",
            f"by acts alone: {told.acts.events} where {told.acts.expected:.1f} were likely, exact p {told.acts.p:.2g}",
        ]
        raw = self.raw(after, before)
        thin = float(self.series.thin[after.first : after.end].mean())
        said.append(f"without regard to coverage the rate is × {raw:.1f}" if raw is not None else
                    "there was none before")  # fmt: skip
        if thin > 0.5:
            said.append(f"{thin:.0%} of these {unit}s are thin: the store holds little of anything in them")
        return said

    def raw(self, after: Stretch, before: Stretch) -> float | None:
        """The ratio of events a period, whatever was covered; None where there were none before."""
        lengths = self.series.periods.lengths
        rates = [one.events.sum() / lengths[one.first : one.end].sum() for one in (after, before)]
        return float(rates[0] / rates[1]) if rates[1] else None


def told_test(test: RateTest, events: int) -> TieTest:
    """A test in the form that travels."""
    return TieTest(events=events, expected=test.expected or 0.0, ratio=test.ratio, low=test.low, high=test.high,
                   p=test.two_sided)  # fmt: skip
