"""A timeline of alerts as a drawing: a lane a trigger, a mark an alert, ticks by year or month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.watch.alerts import Alert

WIDTH, LEFT, RIGHT, TOP, LANE, BOTTOM = 1_000.0, 28.0, 28.0, 8.0, 58.0, 26.0
# Marks that would cover one another stand on one another, up to so many.
SIZE, MOST_HIGH = 11.0, 4
# With more months than this, ticks are years; with more than that, every few of them.
MOST_MONTHS, MOST_TICKS = 20, 10


@dataclass(frozen=True)
class Mark:
    """An alert in the drawing."""

    x: float
    y: float
    alert: Alert


@dataclass(frozen=True)
class Lane:
    """A trigger: where its line lies, and its alerts."""

    y: float
    trigger: str
    alerts: int


@dataclass(frozen=True)
class Timeline:
    """A drawing, in pixels from the upper left corner."""

    width: float
    height: float
    lanes: list[Lane]
    marks: list[Mark]
    ticks: list[tuple[float, str]]


def timeline(alerts: Sequence[Alert], since: date, until: date, triggers: Sequence[str]) -> Timeline:
    """A timeline between two days.

    Args:
        alerts: by the day on which they were given.
        since: the first day.
        until: the last day.
        triggers: of the rule, a lane each, whether one set it off or not.
    """
    span = max(1, (until - since).days)

    def place(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - since).days / span, 1)

    lanes, marks = [], []
    for number, trigger in enumerate(triggers):
        own = [one for one in alerts if one.trigger == trigger]
        base = TOP + (number + 1) * LANE
        lanes.append(Lane(base, trigger, len(own)))
        marks += stacked([(place(date.fromisoformat(one.made[:10])), one) for one in own], base)
    height = TOP + LANE * len(triggers) + BOTTOM
    return Timeline(WIDTH, height, lanes, marks, [(place(day), said) for day, said in ticks(since, until)])


def stacked(placed: list[tuple[float, Alert]], base: float) -> list[Mark]:
    """Marks of one lane, those that are close on one another."""
    ends = [float("-inf")] * MOST_HIGH
    found = []
    for x, alert in sorted(placed, key=lambda one: one[0]):
        level = next((at for at, end in enumerate(ends) if x - end >= SIZE), MOST_HIGH - 1)
        ends[level] = x
        found.append(Mark(x, base - 7 - level * (SIZE - 1), alert))
    return found


def ticks(since: date, until: date) -> list[tuple[date, str]]:
    """The days at which a month or year begins, with what is written there."""
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    if months <= MOST_MONTHS:
        step = max(1, -(-months // MOST_TICKS))
        starts = (since.year * 12 + since.month - 1 + at for at in range(0, months + 1, step))
        days = [(date(one // 12, one % 12 + 1, 1), f"{one // 12}-{one % 12 + 1:02d}") for one in starts]
    else:
        step = max(1, -(-(until.year - since.year + 1) // MOST_TICKS))
        days = [(date(year, 1, 1), str(year)) for year in range(since.year, until.year + 1, step)]
    return [(day, said) for day, said in days if since <= day <= until]
