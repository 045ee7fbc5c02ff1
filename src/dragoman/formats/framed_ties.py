"""The columns of ties as frames: periods and changes of one pair, partners of one state, pairs that moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from dragoman.formats.columns import Column, Kind, Row
from dragoman.formats.ties import COUNTS, QUADS
from dragoman.knowledge.ties import KINDS
from dragoman.record import Quad
from dragoman.ties.found import (
    SIDES,
    Mover,
    Movers,
    Partner,
    Partners,
    Side,
    TieChange,
    TiePeriod,
    TieRate,
    Ties,
    TieTest,
)


class Period(NamedTuple):
    """A period with the tie that it is one of."""

    ties: Ties
    period: TiePeriod


class Changed(NamedTuple):
    """A change with the tie that changed."""

    ties: Ties
    change: TieChange


class Tied(NamedTuple):
    """A partner with the state whose partner it is."""

    partners: Partners
    partner: Partner


class Moved(NamedTuple):
    """A mover with the question that it answers."""

    movers: Movers
    mover: Mover


# What a test of two rates says, by the names of its fields.
ABOUT = {
    "events": "Events in the stretch.",
    "expected": "Events at the rate before.",
    "ratio": "Rate over the rate before: the median of its posterior.",
    "low": "Lower end of its 90 % interval.",
    "high": "Upper end of its 90 % interval.",
    "p": "Exact, two-sided; without the search for the stretches.",
}


def columns_of_periods() -> Iterator[Column[Period]]:
    """What a row says of a week or month of a tie."""
    yield Column("dyad", "category", "The two states, ISO codes.", lambda one: one.ties.dyad)
    yield Column("period", "text", "'2023-W37' or '2023-09'.", lambda one: one.period.label)
    yield Column("start", "day", "Its first day.", lambda one: date.fromisoformat(one.period.start))
    yield Column("end", "day", "Its last day.", lambda one: date.fromisoformat(one.period.end))
    for name, (quad, kind) in zip(COUNTS, ((quad, kind) for quad in QUADS for kind in KINDS), strict=True):
        yield Column(name, "count", f"Events: {quad}, {kind}.", counted(quad, kind))
    for side in SIDES:
        yield from columns_of_rates(side)
    yield Column("score", "number", "Sum of the PLOVER scores.", lambda one: one.period.score)
    yield Column("score_mean", "number", "Their mean; unknown without events.", lambda one: one.period.score_mean)
    yield Column(
        "contexts", "list", "Events by PLOVER context, 'military:3'.",
        lambda one: [f"{name}:{count}" for name, count in one.period.contexts.items()],
    )  # fmt: skip
    yield Column("coverage", "count", "All coded events of the store in the period.", lambda one: one.period.coverage)
    yield Column("unread", "count", "Articles not read that name both states together.", lambda one: one.period.unread)
    yield Column("share", "number", "Events of this tie among them.", lambda one: one.period.share)
    yield Column("loudness", "number", "How loudly the press reported, 1 on average.", lambda one: one.period.loudness)
    yield Column("thin", "truth", "Too little is covered to say anything.", lambda one: one.period.thin)


def counted(quad: str, kind: str) -> Callable[[Period], int]:
    """Takes from a period how many events of a quad class and kind it has."""
    return lambda one: sum(cell.events for cell in one.period.counts if (cell.quad, cell.kind) == (quad, kind))


def columns_of_rates(side: Side) -> Iterator[Column[Period]]:
    """What a row says of one side of a tie in a period."""

    def of(row: Period) -> TieRate:
        return row.period.cooperation if side == "cooperation" else row.period.conflict

    yield Column(side, "count", f"Events of {side}.", lambda one: of(one).events)
    yield Column(f"{side}_rate", "number", "Events a period of average coverage.", lambda one: of(one).rate)
    yield Column(f"{side}_low", "number", "Lower end of its 90 % interval.", lambda one: of(one).low)
    yield Column(f"{side}_high", "number", "Upper end of its 90 % interval.", lambda one: of(one).high)


def columns_of_changes() -> Iterator[Column[Changed]]:
    """What a row says of a change of a tie."""
    yield Column("dyad", "category", "The two states, ISO codes.", lambda one: one.ties.dyad)
    yield Column("side", "category", "Cooperation or conflict.", lambda one: one.change.side)
    yield Column("turn", "category", "rise, fall, surge or lull.", lambda one: one.change.turn)
    yield Column(
        "date", "day", "First day of a rise or fall; median day of the events of a surge or lull.",
        lambda one: date.fromisoformat(one.change.date),
    )  # fmt: skip
    for name, about in (("day", "likeliest"), ("low", "earliest"), ("high", "latest")):
        yield Column(f"began_{name}", "day", f"When it began: the {about} day.", bordered("began", name))
        yield Column(f"ended_{name}", "day", f"When it went back: the {about} day.", bordered("ended", name))
    yield Column("before", "number", "The rate before.", lambda one: one.change.before.rate)
    yield Column("after", "number", "The rate after.", lambda one: one.change.after.rate)
    yield from figures(measured_change)
    yield Column("chance", "number", "How often chance alone finds as strong a split.", lambda one: one.change.chance)
    yield Column("causes", "list", "Contexts or quad classes that grew or shrank most.",
                 lambda one: [cause.what for cause in one.change.causes])  # fmt: skip
    yield Column(
        "example_events", "list", "Events that made it, by id.", lambda one: [event.id for event in one.change.events]
    )


def bordered(which: str, name: str) -> Callable[[Changed], date | None]:
    """Takes from a change one of the days between which it began or ended."""

    def of(row: Changed) -> date | None:
        held = getattr(row.change, which)
        return date.fromisoformat(getattr(held, name)) if held else None

    return of


def columns_of_partners() -> Iterator[Column[Tied]]:
    """What a row says of one partner of a state."""
    yield Column("of", "category", "The state whose partner it is, ISO code.", lambda one: one.partners.state.code)
    yield Column("dyad", "category", "The two states, ISO codes.", lambda one: one.partner.dyad)
    yield Column("state", "category", "The partner, ISO code.", lambda one: one.partner.state.code)
    yield Column("name", "text", "Its name.", lambda one: one.partner.state.name)
    yield Column("events", "count", "Events between the two.", lambda one: one.partner.events)
    for quad in QUADS:
        yield Column(quad.replace(" ", "_"), "count", f"Events: {quad}.", quadded(quad))
    yield Column("score", "number", "Sum of the PLOVER scores.", lambda one: one.partner.score)
    yield Column("score_mean", "number", "Their mean.", lambda one: one.partner.score_mean)
    yield Column("share", "number", "Of the state's own ties in these days.", lambda one: one.partner.share)
    yield Column("rank", "count", "Among all pairs, by events in the last stretch.", lambda one: one.partner.rank)
    for side in SIDES:
        yield from figures(recent(side), f"recent_{side}_")


def quadded(quad: Quad) -> Callable[[Tied], int]:
    """Takes from a partner how many events of a quad class there are."""
    return lambda one: one.partner.quads[quad]


def recent(side: Side) -> Callable[[Tied], TieTest | None]:
    """Takes from a partner the test of the last stretch; none where there was too little to test."""
    return lambda one: one.partner.recent.get(side)


def columns_of_movers() -> Iterator[Column[Moved]]:
    """What a row says of a pair of states that moved."""
    yield Column("dyad", "category", "The two states, ISO codes.", lambda one: one.mover.dyad)
    yield Column("one", "text", "The one by name.", lambda one: one.mover.states[0].name)
    yield Column("other", "text", "The other by name.", lambda one: one.mover.states[1].name)
    yield Column("since", "day", "First day of the stretch.", lambda one: date.fromisoformat(one.movers.since))
    yield Column("until", "day", "Its last day.", lambda one: date.fromisoformat(one.movers.until))
    yield Column("side", "category", "Cooperation or conflict.", lambda one: one.mover.side)
    yield Column("turn", "category", "rise or fall.", lambda one: one.mover.turn)
    yield from figures(measured_move)
    yield Column("q", "number", "Share of false ones among this and all surer movers.", lambda one: one.mover.q)
    yield Column(
        "example_events", "list", "Events that made it, by id.", lambda one: [event.id for event in one.mover.events]
    )


def measured_move(row: Moved) -> TieTest:
    """The test of a mover."""
    return row.mover.test


def measured_change(row: Changed) -> TieTest:
    """The test of a change."""
    return row.change.test


def figures(test: Callable[[Row], TieTest | None], before: str = "") -> Iterator[Column[Row]]:
    """What a row says of a test of two rates."""
    for name, about in ABOUT.items():
        kind: Kind = "count" if name == "events" else "number"
        yield Column(f"{before}{name}", kind, about, figure(test, name))


def figure(test: Callable[[Row], TieTest | None], name: str) -> Callable[[Row], object]:
    """Takes from a row one figure of its test."""

    def of(row: Row) -> object:
        found = test(row)
        return None if found is None else getattr(found, name)

    return of


PERIOD_COLUMNS = tuple(columns_of_periods())
CHANGE_COLUMNS = tuple(columns_of_changes())
PARTNER_COLUMNS = tuple(columns_of_partners())
MOVER_COLUMNS = tuple(columns_of_movers())
