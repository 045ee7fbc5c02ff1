"""The course of a case's events as a picture: how many of each quad class, by day, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, get_args

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dragoman.formats.ties_plot import COLOURS, INK
from dragoman.record import Quad
from dragoman.store.found import FoundEvent

Step = Literal["day", "month", "year"]
# How many characters of an ISO date name a step.
LENGTHS: dict[Step, int] = {"day": 10, "month": 7, "year": 4}
SIZE = (6.8, 3.1)
MOST_DAYS, MOST_MONTHS = 62, 120
DAYS_A_MONTH = 30.4
MOST_NAMED = 12
QUADS: tuple[Quad, ...] = get_args(Quad)
SHADES = {
    "material cooperation": COLOURS["cooperation"]["act"], "verbal cooperation": COLOURS["cooperation"]["words"],
    "material conflict": COLOURS["conflict"]["act"], "verbal conflict": COLOURS["conflict"]["words"],
}  # fmt: skip


def day_of(event: FoundEvent) -> str | None:
    """The date of an event as far as it is known; where no report dates it, the day of the first report."""
    return event.when_value or (event.first_report or "")[:10] or None


def step_of(events: Sequence[FoundEvent]) -> Step:
    """The shortest step in which a series of events can be read, and to which at least half of them are dated."""
    days = sorted(day for event in events if (day := day_of(event)))
    first, last = (date.fromisoformat(f"{day}-01-01"[:10] if len(day) < 7 else f"{day}-01"[:10])
                   for day in (days[0], days[-1]))  # fmt: skip
    span = (last - first).days
    steps: list[Step] = ["year"]
    if span <= DAYS_A_MONTH * MOST_MONTHS:
        steps.insert(0, "month")
    if span <= MOST_DAYS:
        steps.insert(0, "day")
    return next(step for step in steps if step == "year" or 2 * sum(counted(events, step).values()) >= len(days))


def counted(events: Sequence[FoundEvent], step: Step) -> Counter[tuple[str, str]]:
    """How many events of each quad class fall into each step; those of which the date is vaguer are left out."""
    length = LENGTHS[step]
    return Counter(
        (day[:length], event.quad) for event in events if (day := day_of(event)) and len(day) >= length
    )  # fmt: skip


def steps_between(first: str, last: str, step: Step) -> list[str]:
    """All steps from one to another, also those without an event."""
    if step == "year":
        return [f"{year:04d}" for year in range(int(first), int(last) + 1)]
    if step == "month":
        months = range(int(first[:4]) * 12 + int(first[5:]) - 1, int(last[:4]) * 12 + int(last[5:]))
        return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
    begin, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
    return [(begin + timedelta(days=at)).isoformat() for at in range(days + 1)]


def series_figure(events: Sequence[FoundEvent]) -> Figure:
    """Bars of cooperation upwards and of conflict downwards, a bar a step."""
    step = step_of(events)
    counts = counted(events, step)
    names = sorted({name for name, _ in counts})
    steps = steps_between(names[0], names[-1], step) if names else []
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    for side, sign in (("cooperation", 1), ("conflict", -1)):
        below = [0] * len(steps)
        for quad in (f"material {side}", f"verbal {side}"):
            heights = [sign * counts[name, quad] for name in steps]
            if any(heights):
                axes.bar(range(len(steps)), heights, bottom=below, color=SHADES[quad], width=0.9, label=quad)
            below = [one + height for one, height in zip(below, heights, strict=True)]
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_ylabel(f"events a {step}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    apart = -(-len(steps) // MOST_NAMED) or 1
    axes.set_xticks(range(0, len(steps), apart), steps[::apart], rotation=30, ha="right")
    figure.legend(loc="outside upper left", frameon=False, ncols=2, fontsize=8)
    return figure


def series_caption(events: Sequence[FoundEvent]) -> str:
    """What stands below the picture."""
    step = step_of(events)
    return f"The {sum(counted(events, step).values())} events of this file by {step} and quad class, conflict downwards"


def series_alt(events: Sequence[FoundEvent]) -> str:
    """What the picture shows, in words."""
    step = step_of(events)
    counts = counted(events, step)
    if not counts:
        return f"No event is dated to the {step}."
    quads, steps = Counter[str](), Counter[str]()
    for (name, quad), number in counts.items():
        quads[quad] += number
        steps[name] += number
    told = ", ".join(f"{quads[quad]} {quad}" for quad in QUADS if quads[quad])
    peak = min(steps, key=lambda name: (-steps[name], name))
    return f"Bars of events by {step}, {min(steps)} to {max(steps)}: {told}; most in {peak}, {steps[peak]} events."


def series_notes(events: Sequence[FoundEvent]) -> list[str]:
    """How events without a date, or with a vague one, are counted."""
    step = step_of(events)
    undated = sum(event.when_value is None for event in events)
    vague = len(events) - sum(counted(events, step).values())
    notes = [f"{undated} events that no report dates stand on the day of their first report."] if undated else []
    return [*notes, *([f"{vague} events are not dated to the {step} and are left out."] if vague else [])]
