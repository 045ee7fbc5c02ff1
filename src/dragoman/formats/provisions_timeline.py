"""The timeline of provisions: a bar for each stretch in which one was in force, as numbers in a drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.concerns.provisions import Provision
from dragoman.knowledge.leaders import first_day
from dragoman.knowledge.regimes import regimes

WIDTH = 1000.0
# Names stand to the left of the bars.
LEFT, RIGHT = 250.0, 14.0
ROW, HEADING, AXIS = 17.0, 26.0, 28.0
THINNEST = 2.5
Span = tuple[tuple[date, date | None], ...]
LONGEST_LABEL = 34
# Years are named so far apart that their names do not touch.
YEARS_APART = 34.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in which a provision was in force.

    Args:
        open: it is in force still.
        early: it began before the drawing does.
    """

    x: float
    width: float
    since: str
    until: str | None
    open: bool
    early: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The provisions of one resolution or instrument that were in force in the same stretches, with its bars."""

    y: float
    label: str
    provisions: list[Provision]
    bars: list[Bar]

    @property
    def live(self) -> bool:
        """Whether they are, or may be, in force on the day that is asked about."""
        return self.provisions[0].in_force is not False


@dataclass(frozen=True, slots=True)
class Lane:
    """A regime with its provisions, one under the other."""

    y: float
    id: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing.

    Args:
        on: where the day stands that is asked about.
        years: year and where it begins.
        steps: the days on which something began or ended, each with how much did.
    """

    width: float
    height: float
    on: float
    years: list[tuple[int, float]]
    lanes: list[Lane]
    steps: list[tuple[str, int]]


def timeline(found: Sequence[Provision], on: date) -> Timeline | None:
    """The timeline of provisions by regime; None where there are none.

    Args:
        found: the provisions, also those that are no longer in force.
        on: the day that is asked about; the drawing reaches to it at least.
    """
    spans = {row.id: tuple(periods(row)) for row in found}
    if not spans:
        return None
    # Embargoes may be decades older than what the United Nations set: the drawing begins with the latter.
    named = [spans[row.id] for row in found if row.id in regimes().measures] or list(spans.values())
    axis = Axis.of(named, list(spans.values()), on)
    lanes, y = [], AXIS
    for regime in dict.fromkeys(row.regime for row in found):
        together: dict[tuple[str, Span], list[Provision]] = {}
        for row in found:
            if row.regime == regime:
                together.setdefault((instrument(row), spans[row.id]), []).append(row)
        lines = [
            Line(y + HEADING + at * ROW, label_of(name, rows), rows, [axis.bar(*one) for one in span])
            for at, ((name, span), rows) in enumerate(together.items())
        ]
        lanes.append(Lane(y, regime, lines))
        y += HEADING + ROW * len(lines)
    return Timeline(WIDTH, y + 8, axis.x(on), axis.years(), lanes, steps(spans.values()))


@dataclass(frozen=True, slots=True)
class Axis:
    """The days of a drawing, from left to right."""

    first: date
    last: date

    @classmethod
    def of(cls, named: Sequence[Span], every: Sequence[Span], on: date) -> Axis:
        """The days from the earliest of some stretches to the latest of all, and to the day that is asked about."""
        first = min(start for span in named for start, _ in span)
        last = max(end or start for span in every for start, end in span)
        return cls(date(min(first, on).year, 1, 1), max(last, on) + timedelta(days=200))

    def x(self, day: date) -> float:
        """Where a day stands."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / (self.last - self.first).days

    def bar(self, since: date, until: date | None) -> Bar:
        """The bar of a stretch of days; one that is open reaches to the end of the drawing."""
        x = max(LEFT, self.x(since))
        end = WIDTH - RIGHT if until is None else max(LEFT, self.x(until))
        last = until.isoformat() if until else None
        return Bar(x, max(THINNEST, end - x), since.isoformat(), last, until is None, since < self.first)

    def years(self) -> list[tuple[int, float]]:
        """The years that are named, and where they begin."""
        whole = range(self.first.year, self.last.year + 1)
        step = next(
            step for step in (1, 2, 5, 10, 20, 50, 100)
            if (WIDTH - LEFT - RIGHT) * step / len(whole) >= YEARS_APART
        )  # fmt: skip
        return [(year, self.x(date(year, 1, 1))) for year in whole if year % step == 0 or step == 1]


def periods(row: Provision) -> Iterator[tuple[date, date | None]]:
    """When a provision was in force; of a border that is a year or a month, its first day is taken."""
    measure = regimes().measures.get(row.id)
    if measure is not None:
        yield from measure.periods
    else:
        yield first_day(row.since), first_day(row.until) if row.until else None


def steps(spans: Iterable[Span]) -> list[tuple[str, int]]:
    """The days on which something began or ended, and how much did."""
    days = Counter(day.isoformat() for own in spans for span in own for day in span if day is not None)
    return sorted(days.items())


def instrument(row: Provision) -> str:
    """The resolution that a provision is of, or the instrument of an embargo."""
    measure = regimes().measures.get(row.id)
    return str(measure.resolution) if measure is not None else row.paragraph


def label_of(name: str, rows: Sequence[Provision]) -> str:
    """'1718 para 8(b): arms embargo', or 'Resolution 1718: 9 provisions'; cut where it is long."""
    text = f"{rows[0].paragraph}: {rows[0].measure.replace('_', ' ')}"
    if len(rows) > 1:
        text = f"{'Resolution ' if name.isdigit() else ''}{name}: {len(rows)} provisions"
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1].rstrip()}…"
