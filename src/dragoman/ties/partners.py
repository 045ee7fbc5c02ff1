"""Partners: the ties of one state with all others, side by side."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Connection

from dragoman.knowledge.ties import KINDS
from dragoman.record import Quad
from dragoman.store.query import state_of
from dragoman.store.tie_rows import QUADS
from dragoman.store.ties import DyadCount, dyad_counts, dyads_with, side_counts
from dragoman.ties.baseline import Baseline, baseline
from dragoman.ties.counted import counted
from dragoman.ties.found import SIDES, Partner, Partners, Side, TieTest
from dragoman.ties.periods import back, day_of
from dragoman.ties.question import Question, question, state
from dragoman.ties.rates import RateTest

# The last stretch, which is held against the year before it: a quarter of a year.
RECENT_WEEKS = 13


def partners(
    connection: Connection, of: str, *, since: str | None = None, until: str | None = None, context: str | None = None,
    kind: str | None = None, limit: int = 20,
) -> Partners:  # fmt: skip
    """The ties of one state with all others, those with most events first.

    Args:
        of: the state by code or name.
        since: the first day; None means that of the earliest article.
        until: the last day; None means that of the latest article.
        context: only events with this PLOVER context.
        kind: only acts, words or intentions.
        limit: at most so many partners.

    Raises:
        QueryError: a value cannot be asked for, or nothing in the store is dated.
    """
    code = state_of(of)
    asked = question(connection, since=since, until=until, context=context, kind=kind)
    dyads = dyads_with(code)
    counts = dyad_counts(
        connection, asked.first, asked.last, dyads=dyads, contexts=asked.bits, kind=asked.number
    )  # fmt: skip
    ranked = sorted(counts.values(), key=lambda one: (-sum(one.quads), one.dyad))
    held = baseline(connection, back(asked.last, weeks=RECENT_WEEKS) + 1, asked.last)
    tests = recent_tests(connection, held, asked, dyads)
    sums = {dyad: sum(sides) for dyad, sides in side_counts(connection, held.first, held.last).items()}
    whole = sum(sum(one.quads) for one in ranked)
    return Partners(
        state=state(code), since=day_of(asked.first).isoformat(), until=day_of(asked.last).isoformat(),
        context=asked.context, kind=asked.kind, stretch=day_of(held.first).isoformat(), total=len(ranked),
        partners=[partner(code, one, whole, tests, rank_of(one.dyad, sums)) for one in ranked[:limit]],
        notes=notes(held, asked),
    )  # fmt: skip


def recent_tests(
    connection: Connection, held: Baseline, asked: Question, dyads: list[str]
) -> dict[tuple[str, Side], RateTest]:
    """The last stretch of some pairs of states against the year before it."""
    table = counted(connection, held, asked, dyads)
    return {table.rows[at]: table.test(at) for at in range(len(table.rows))}


def rank_of(dyad: str, sums: dict[str, int]) -> int | None:
    """The rank of a pair among all by the events of the last stretch; None where it has none."""
    if dyad not in sums:
        return None
    return 1 + sum(count > sums[dyad] for count in sums.values())


def partner(
    code: str, counts: DyadCount, whole: int, tests: dict[tuple[str, Side], RateTest], rank: int | None
) -> Partner:
    """One partner in the form that travels."""
    other = next(one for one in counts.dyad.split("-") if one != code)
    events = sum(counts.quads)
    quads: dict[Quad, int] = dict(zip(QUADS, counts.quads, strict=True))
    recent = {side: told(tests[counts.dyad, side]) for side in SIDES if (counts.dyad, side) in tests}
    return Partner(
        state=state(other), dyad=counts.dyad, events=events, quads=quads, score=round(counts.score, 3),
        score_mean=round(counts.score / events, 3), share=events / whole, rank=rank, recent=recent,
    )  # fmt: skip


def told(test: RateTest) -> TieTest:
    """A test in the form that travels."""
    return TieTest(
        events=test.count, expected=test.expected or 0.0, ratio=test.ratio, low=test.low, high=test.high,
        p=test.two_sided,
    )  # fmt: skip


def notes(held: Baseline, asked: Question) -> list[str]:
    """What a reader of the figures should know."""
    said = [
        f"the last {RECENT_WEEKS} weeks are those from {day_of(held.first).isoformat()}; before means the year before"
    ]
    if not np.any(held.coverage[:-1]):
        said.append("the store holds nothing of that year")
    if asked.number is not None:
        said.append(f"only {KINDS[asked.number]}")
    return said
