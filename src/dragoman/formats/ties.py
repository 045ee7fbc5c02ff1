"""Ties out: tables for the eye, CSV for a spreadsheet; JSON is the classes themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.formats.sheets import sheet
from dragoman.formats.ties_table import TURNS, ties_table
from dragoman.formats.words import plain
from dragoman.knowledge.ties import KINDS
from dragoman.record import Quad
from dragoman.ties.found import SIDES, Mover, Movers, Partner, Partners, Side, TiePeriod, Ties, TieTest

__all__ = ["movers_csv", "movers_table", "partners_csv", "partners_table", "ties_csv", "ties_table"]

QUADS: tuple[Quad, ...] = get_args(Quad)
COUNTS = tuple(f"{quad} {kind}".replace(" ", "_") for quad in QUADS for kind in KINDS)
RATES = tuple(f"{side}{part}" for side in SIDES for part in ("", "_rate", "_low", "_high"))
PERIOD_COLUMNS = (
    "period", "start", "end", *COUNTS, *RATES, "score", "score_mean", "contexts", "coverage", "share", "loudness",
    "thin",
)  # fmt: skip
TESTED = ("events", "expected", "ratio", "low", "high", "p")
PARTNER_COLUMNS = (
    "state", "name", "events", *(quad.replace(" ", "_") for quad in QUADS), "score", "score_mean", "share", "rank",
    *(f"recent_{side}_{part}" for side in SIDES for part in TESTED),
)  # fmt: skip
MOVER_COLUMNS = ("dyad", "one", "other", "side", "turn", *TESTED, "q", "example_events")
# Movers that may well be chance are dimmed.
SURE = 0.1
# Of so many movers examples of events are shown below the table.
MOST_EXAMPLES = 5


def ties_csv(ties: Ties) -> str:
    """The series of a tie, one row a period."""
    return sheet(PERIOD_COLUMNS, (period_values(one) for one in ties.periods))


def period_values(period: TiePeriod) -> list[object]:
    """The values of a period in the order of the columns."""
    held = {(one.quad, one.kind): one.events for one in period.counts}
    rates = [
        value
        for one in (period.cooperation, period.conflict)
        for value in (one.events, round(one.rate, 4), round(one.low, 4), round(one.high, 4))
    ]
    return [
        period.label, period.start, period.end, *(held.get((quad, kind), 0) for quad in QUADS for kind in KINDS),
        *rates, period.score, period.score_mean, [f"{name}:{count}" for name, count in period.contexts.items()],
        period.coverage, None if period.share is None else round(period.share, 6), round(period.loudness, 4),
        period.thin,
    ]  # fmt: skip


def partners_csv(found: Partners) -> str:
    """Partners, one a row."""
    return sheet(PARTNER_COLUMNS, (partner_values(one) for one in found.partners))


def partner_values(partner: Partner) -> list[object]:
    """The values of a partner in the order of the columns."""
    return [
        partner.state.code, partner.state.name, partner.events, *(partner.quads[quad] for quad in QUADS),
        partner.score, partner.score_mean, round(partner.share, 6), partner.rank,
        *(value for side in SIDES for value in test_values(partner.recent.get(side))),
    ]  # fmt: skip


def movers_csv(found: Movers) -> str:
    """Movers, one a row."""
    return sheet(
        MOVER_COLUMNS,
        ([one.dyad, one.states[0].name, one.states[1].name, one.side, one.turn, *test_values(one.test),
          round(one.q, 6), [event.id for event in one.events]] for one in found.movers),
    )  # fmt: skip


def test_values(test: TieTest | None) -> list[object]:
    """The values of a test; empty cells where there was too little to test."""
    if test is None:
        return [None] * len(TESTED)
    return [test.events, *(round(getattr(test, name), 6) for name in TESTED[1:])]


def partners_table(found: Partners) -> RenderableType:
    """Partners as a table."""
    said = f"{found.state.name} and its partners, {found.since} to {found.until}"
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("partner", overflow="fold")
    table.add_column("events", justify="right")
    for quad in QUADS:
        table.add_column(quad.replace(" ", "\n"), justify="right")
    for name in ("score", "rank", *(f"{side}\nof late" for side in SIDES)):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.partners:
        table.add_row(
            plain(one.state.name), str(one.events), *(str(one.quads[quad] or "") for quad in QUADS),
            f"{one.score_mean:+.1f}", str(one.rank or ""), *(late(one, side) for side in SIDES),
        )  # fmt: skip
    notes = [*found.notes, "score: mean of the PLOVER scores, −10 to 10; rank: among all pairs by events of late"]
    if found.total > len(found.partners):
        notes.append(f"{len(found.partners)} of {found.total} partners; more with --limit")
    return Group(Text(filtered(said, found.context, found.kind), style="bold"), table, *dimmed(notes))


def late(partner: Partner, side: Side) -> Text:
    """What the last stretch says of a side: events, and how many were likely; bold beyond chance."""
    test = partner.recent.get(side)
    if test is None:
        return Text("")
    sure = test.p <= 0.01
    style = f"bold {TURNS['rise' if test.events > test.expected else 'fall'][1]}" if sure else "dim"
    return Text(f"{test.events} for {test.expected:.1f}", style=style)


def movers_table(found: Movers) -> RenderableType:
    """Movers as a table, the surest first."""
    said = f"Ties that moved most, {found.since} to {found.until}, against the year from {found.baseline}"
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("states", overflow="fold")
    table.add_column("what", no_wrap=True)
    for name in ("events", "likely", "rate ×", "90 %", "p", "q"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.movers:
        table.add_row(*mover_cells(one), style="" if one.q <= SURE else "dim")
    examples = [
        Text.assemble((f"{event.id}  ", "dim"), plain(event.label))
        for one in found.movers[:MOST_EXAMPLES] for event in one.events
    ]  # fmt: skip
    notes = [
        *found.notes,
        "likely: at the rate of the year before and this coverage; q: share of false ones up to here",
    ]
    return Group(Text(filtered(said, found.context, None), style="bold"), table, *examples, *dimmed(notes))


def mover_cells(mover: Mover) -> list[RenderableType]:
    """The cells of a mover."""
    test, (sign, style) = mover.test, TURNS[mover.turn]
    return [
        plain(f"{mover.states[0].name} – {mover.states[1].name}"),
        Text.assemble((f"{sign} ", style), f"{mover.side} {'rose' if mover.turn == 'rise' else 'fell'}"),
        str(test.events), f"{test.expected:.1f}", f"{test.ratio:.1f}", f"{test.low:.1f}–{short(test.high)}",
        f"{test.p:.2g}", f"{mover.q:.2g}",
    ]  # fmt: skip


def short(value: float) -> str:
    """A number that may be very large, in a few characters."""
    return f"{value:.1f}" if value < 100 else f"{value:.0f}" if value < 10_000 else ">9999"


def filtered(said: str, context: str | None, kind: str | None) -> str:
    """A heading with what was asked for alone."""
    only = ", ".join(part for part in (context, kind) if part)
    return f"{said} ({only} only)" if only else said


def dimmed(lines: Iterable[str]) -> list[Text]:
    """Notes below a table."""
    return [Text(plain(line), style="dim") for line in lines]
