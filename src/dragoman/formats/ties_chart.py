"""The tie of two states as figures for a chart in a browser: bars by context, changes and alerts, in few characters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from dragoman.formats.ties_plot import TURNS
from dragoman.ties.found import SIDES, Side, TieChange, TiePeriod, Ties
from dragoman.ties.series import NO_CONTEXT
from dragoman.watch.alerts import Alert

View = Literal["one", "contexts"]
# So many contexts have a colour of their own; the rest is one.
MOST_NAMED = 6
# So many contexts have a panel of their own.
MOST_PANELS = 12
OTHER = "other"
# Of these each has its own colour whenever it has one at all, so that two ties can be read alike.
USUAL = {"diplomatic": 1, "military": 2, "economic": 3, "legal": 4, "natural_resource": 5, "technology": 6}
# The colour of what is left, and that of what has no context.
REST = {OTHER: 7, NO_CONTEXT: 8}
SIGNS: dict[Side, str] = {"cooperation": "up", "conflict": "down"}


class Shade(NamedTuple):
    """A context in the chart.

    Args:
        name: a PLOVER context, 'other' or 'none'.
        slot: the number of its colour, 1 to 8.
        events: how many events it has, divided ones in parts.
        holds: the contexts that it stands for.
    """

    name: str
    slot: int
    events: float
    holds: tuple[str, ...]


def shades(ties: Ties) -> list[Shade]:
    """The contexts of a tie with their colours, the most frequent first, then the rest and what has none."""
    sums: dict[str, float] = {}
    for period in ties.periods:
        for side in SIDES:
            for name, share in period.divided[side].items():
                sums[name] = sums.get(name, 0.0) + share
    without = sums.pop(NO_CONTEXT, 0.0)
    ranked = sorted(sums, key=lambda name: (-sums[name], name))
    # One that is left over gets its colour rather than the name of a rest.
    named, rest = (ranked, []) if len(ranked) == MOST_NAMED else (ranked[: MOST_NAMED - 1], ranked[MOST_NAMED - 1 :])
    slots = slots_of(named)
    found = [Shade(name, slots[name], sums[name], (name,)) for name in named]
    if rest:
        found.append(Shade(OTHER, REST[OTHER], sum(sums[name] for name in rest), tuple(rest)))
    if without:
        found.append(Shade(NO_CONTEXT, REST[NO_CONTEXT], without, (NO_CONTEXT,)))
    return found


def slots_of(named: Sequence[str]) -> dict[str, int]:
    """A colour for each of some contexts: its usual one, else the first that is free."""
    held = {name: USUAL[name] for name in named if name in USUAL}
    free = iter(sorted(set(range(1, MOST_NAMED + 1)) - set(held.values())))
    return {name: held[name] if name in held else next(free) for name in named}


def chart(ties: Ties, alerts: Iterable[Alert], view: View = "one") -> dict[str, Any]:
    """The figures of a chart, ready for JSON: a list a column, one place a period.

    Args:
        ties: the tie.
        alerts: those of the same pair.
        view: 'one' chart with divided events, or 'contexts': a panel each, with whole ones.
    """
    periods = ties.periods
    return {
        "by": ties.by,
        "until": ties.until,
        "labels": [one.label for one in periods],
        "starts": [one.start for one in periods],
        "thin": [int(one.thin) for one in periods],
        "coverage": [one.coverage for one in periods],
        "bars": divided(ties) if view == "one" else [],
        "panels": panels(ties) if view == "contexts" else [],
        "changes": [change_of(number, one) for number, one in enumerate(ties.changes, 1)],
        "alerts": [
            {"id": one.id, "day": one.day, "what": one.title, "state": one.state}
            for one in alerts if periods and periods[0].start <= one.day <= periods[-1].end
        ],
    }  # fmt: skip


def divided(ties: Ties) -> list[dict[str, Any]]:
    """The bars of the one chart, which add up to events."""
    return [bars(shade, ties.periods, lambda one, side: one.divided[side]) for shade in shades(ties)]


def bars(
    shade: Shade, periods: Sequence[TiePeriod], counts: Callable[[TiePeriod, Side], Mapping[str, float]]
) -> dict[str, Any]:
    """The bars of a context, cooperation and conflict apart."""
    found: dict[str, Any] = {"name": shade.name, "slot": shade.slot}
    for side, sign in SIGNS.items():
        held = [counts(one, side) for one in periods]
        sums = (sum(one.get(name, 0) for name in shade.holds) if one else 0 for one in held)
        found[sign] = [int(value) if value == int(value) else round(value, 2) for value in sums]
    return found


def ranked_contexts(ties: Ties) -> list[tuple[str, int]]:
    """The contexts of a tie with their whole events, the most frequent first."""
    sums: dict[str, int] = {}
    for period in ties.periods:
        for name, events in period.contexts.items():
            sums[name] = sums.get(name, 0) + events
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))


def panels(ties: Ties) -> list[dict[str, Any]]:
    """The bars of the most frequent contexts, each with all its events, undivided."""
    slots = {shade.name: shade.slot for shade in shades(ties)}
    return [
        bars(Shade(name, slots.get(name, REST[OTHER]), events, (name,)), ties.periods,
             lambda one, side: one.context_sides[side]) | {"events": events}
        for name, events in ranked_contexts(ties)[:MOST_PANELS]
    ]  # fmt: skip


def change_of(number: int, change: TieChange) -> dict[str, Any]:
    """A change as the chart marks it."""
    return {
        "number": number,
        "side": change.side,
        "said": f"{change.side} {TURNS[change.turn]}",
        "day": change.date,
        "low": change.began.low,
        "high": change.began.high,
        "began": change.began.day,
        "ended": change.ended.day if change.ended else None,
    }
