"""Movers: the pairs of states whose ties moved most in a month, against their own year before it."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from dragoman.store.query import day
from dragoman.store.refusals import QueryError
from dragoman.store.ties import Numbers, best_witnessed, block_counts, keys_between
from dragoman.ties.baseline import FEWEST, Baseline, baseline, dispersions
from dragoman.ties.found import Mover, Movers, Side, TieTest
from dragoman.ties.periods import day_of
from dragoman.ties.question import Question, question, state
from dragoman.ties.rates import RateTest, false_discoveries
from dragoman.ties.series import OF_SIDE

Floats = NDArray[np.float64]
# The last month, where none is named.
MONTH_DAYS = 30
MOST_EVENTS = 2
# Movers are told as such while of all up to them no more than so many are false.
SURE = 0.1
Row = tuple[str, Side]


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
    counts, own = counted(connection, held, asked)
    tests, every = tested(held, counts, own)
    chances = [test.two_sided for test in tests.values()]
    surely = dict(zip(tests, false_discoveries(chances), strict=True))
    ranked = sorted(tests, key=lambda row: (tests[row].two_sided, -abs(np.log(max(tests[row].ratio, 1e-9))), row))
    made = [told(connection, held, asked, row, tests[row], counts[row], surely[row]) for row in ranked[:limit]]
    sure = sum(q <= SURE for q in surely.values())
    return Movers(
        since=day_of(first).isoformat(), until=day_of(asked.last).isoformat(),
        baseline=day_of(held.start).isoformat(), context=asked.context, coverage=int(held.coverage[-1]),
        coverage_expected=float(held.coverage[:-1].mean()), dispersion=every, tested=len(tests), movers=made,
        notes=notes(held, len(tests), sure),
    )  # fmt: skip


def counted(connection: Connection, held: Baseline, asked: Question) -> tuple[dict[Row, Floats], dict[str, Floats]]:
    """Events by block: of each pair and side as they are asked for, and of each pair in all."""
    every = block_counts(connection, held.start, held.last, held.size)
    wanted = every
    if asked.bits is not None or asked.number is not None:
        wanted = block_counts(connection, held.start, held.last, held.size, contexts=asked.bits, kind=asked.number)
    own: dict[str, Floats] = {}
    for (dyad, _), numbers in every.items():
        own[dyad] = own.get(dyad, 0.0) + numbers.astype(float)
    return sides_of(wanted), own


def sides_of(numbers: dict[tuple[str, int], Numbers]) -> dict[Row, Floats]:
    """Counts by quad class added up to cooperation and conflict."""
    found: dict[Row, Floats] = {}
    side: Side
    for side, quads in OF_SIDE.items():
        for (dyad, quad), counts in numbers.items():
            if quad in quads:
                found[dyad, side] = found.get((dyad, side), 0.0) + counts.astype(float)
    return found


def tested(held: Baseline, counts: dict[Row, Floats], own: dict[str, Floats]) -> tuple[dict[Row, RateTest], float]:
    """The test of each pair and side with enough events, and how bursty all of them are."""
    rows = [row for row in sorted(counts) if counts[row].sum() >= FEWEST]
    if not rows:
        return {}, 1.0
    table = np.array([counts[row] for row in rows])
    exposed = held.exposures(np.array([own[dyad] for dyad, _ in rows]))
    each, every = dispersions(table[:, :-1], exposed[:, :-1])
    return {
        row: held.test(table[at], own[row[0]], float(each[at])) for at, row in enumerate(rows)
    }, every  # fmt: skip


def told(
    connection: Connection, held: Baseline, asked: Question, row: Row, test: RateTest, counts: Floats, q: float
) -> Mover:
    """One mover in the form that travels, with examples of its events."""
    dyad, side = row
    keys = keys_between(connection, dyad, held.first, held.last, OF_SIDE[side], asked.bits, asked.number)
    one, other = (state(code) for code in dyad.split("-"))
    expected = test.expected or 0.0
    turn: Literal["rise", "fall"] = "rise" if counts[-1] > expected else "fall"
    found = TieTest(
        events=int(counts[-1]), expected=expected, ratio=test.ratio, low=test.low, high=test.high, p=test.two_sided
    )
    reasons = [
        f"{found.events} events in {held.size} days; at the rate of the year before, and at this coverage,"
        f" {expected:.1f} were likely",
        f"rate × {test.ratio:.1f} ({test.low:.1f} to {test.high:.1f}); exact p {found.p:.2g}; of this and all surer"
        f" movers {q:.1%} are false",
    ]
    events = best_witnessed(connection, keys, MOST_EVENTS)
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
