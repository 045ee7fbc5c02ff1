"""Movers: the pairs of states whose ties moved most in a month, against their own year before it."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection

from dragoman.store.query import day
from dragoman.store.refusals import QueryError
from dragoman.store.ties import best_witnessed, keys_between
from dragoman.ties.baseline import Baseline, baseline
from dragoman.ties.counted import Counted, counted
from dragoman.ties.found import Mover, Movers, TieTest
from dragoman.ties.periods import day_of
from dragoman.ties.question import Question, question, state
from dragoman.ties.rates import false_discoveries
from dragoman.ties.series import OF_SIDE

# The last month, where none is named.
MONTH_DAYS = 30
MOST_EVENTS = 2
# Movers are told as such while of all up to them no more than so many are false.
SURE = 0.1


def movers(
    connection: Connection, *, month: str | None = None, until: str | None = None, context: str | None = None,
    kind: str | None = None, limit: int = 10,
) -> Movers:  # fmt: skip
    """The pairs of states that moved most in a month, the surest first.

    Args:
        month: '2023-09'; None means the last thirty days.
        until: the last of these days; None means that of the latest article.
        context: only events with this PLOVER context.
        kind: only acts, words or intentions.
        limit: at most so many.

    Raises:
        QueryError: a value cannot be asked for, or nothing in the store is dated.
    """
    if month is not None and until is not None:
        raise QueryError("a month and a last day", do="give --month or --until")
    if month is not None and len(month.strip()) != 7:
        raise QueryError(f"no month '{month}'", do="write 2023-09")
    asked = question(connection, until=month or until, context=context, kind=kind)
    first = day(month, last=False) if month else asked.last - MONTH_DAYS + 1
    held = baseline(connection, first, asked.last)
    table = counted(connection, held, asked)
    chances = table.chances()
    shares = false_discoveries(chances)
    ranked = sorted(range(len(table.rows)), key=lambda at: (chances[at], -abs(table.distances[at]), table.rows[at]))
    made = [told(connection, held, asked, table, at, shares[at]) for at in ranked[:limit]]
    sure = sum(q <= SURE for q in shares)
    return Movers(
        since=day_of(first).isoformat(), until=day_of(asked.last).isoformat(),
        baseline=day_of(held.start).isoformat(), context=asked.context, coverage=int(held.coverage[-1]),
        coverage_expected=float(held.coverage[:-1].mean()), dispersion=table.bursts[1], tested=len(table.rows),
        movers=made, notes=notes(held, len(table.rows), sure),
    )  # fmt: skip


def told(connection: Connection, held: Baseline, asked: Question, table: Counted, at: int, q: float) -> Mover:
    """One mover in the form that travels, with examples of its events."""
    (dyad, side), test = table.rows[at], table.test(at)
    keys = keys_between(connection, dyad, held.first, held.last, OF_SIDE[side], asked.bits, asked.number)
    one, other = (state(code) for code in dyad.split("-"))
    expected = test.expected or 0.0
    turn: Literal["rise", "fall"] = "rise" if test.count > expected else "fall"
    found = TieTest(
        events=test.count, expected=expected, ratio=test.ratio, low=test.low, high=test.high, p=test.two_sided
    )
    reasons = [
        f"{found.events} events in {held.size} days; at the rate of the year before, and at this coverage,"
        f" {expected:.1f} were likely",
        f"rate × {test.ratio:.1f} ({test.low:.1f} to {test.high:.1f}); exact p {found.p:.2g}; of this and all surer"
        f" movers {q:.1%} are false",
    ]
    events = best_witnessed(connection, keys, MOST_EVENTS, (held.first, held.last))
    return Mover(states=(one, other), dyad=dyad, side=side, turn=turn, test=found, q=q, events=events, reasons=reasons)


def notes(held: Baseline, rows: int, sure: int) -> list[str]:
    """What a reader of the figures should know."""
    usual = float(held.coverage[:-1].mean())
    said = [f"{sure} of {rows} pairs and sides moved beyond chance (at most {SURE:.0%} of these are false)"]
    if usual:
        times = held.coverage[-1] / usual
        said.append(
            f"the store holds {held.coverage[-1]:.0f} events of these days, {times:.1f} times the usual of the year"
            f" before; trust in coverage {held.trust:.2f}"
        )
    else:
        said.append("the store holds nothing of the year before: nothing can be said to have moved")
    return said
