"""One week or month of a tie: the very events that are counted in it."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import Connection

from dragoman.store.refusals import QueryError
from dragoman.store.ties import best_witnessed, ties_of
from dragoman.ties.dyad import asked_for
from dragoman.ties.found import TieEvents
from dragoman.ties.periods import Periods, number_of
from dragoman.ties.question import pair, question

WEEK = re.compile(r"(\d{4})-W(\d{2})")
MONTH = re.compile(r"(\d{4})-(\d{2})")
MOST_EVENTS = 60


def events_of(
    connection: Connection, one: str, other: str, label: str, *, since: str | None = None, until: str | None = None,
    context: str | None = None, kind: str | None = None, limit: int = MOST_EVENTS,
) -> TieEvents:  # fmt: skip
    """The events that ``tie_between`` counts in one period.

    Args:
        one: a state by code or name.
        other: the other one.
        label: '2023-W37' or '2023-09'.
        since: the first day of the series, where it begins within the period.
        until: its last day.
        context: only events with this PLOVER context.
        kind: only acts, words or intentions.
        limit: at most so many, those with most independent origins.

    Raises:
        QueryError: there is no such period, or a value cannot be asked for.
    """
    dyad, named = pair(one, other)
    first = first_day(label)
    by = "week" if WEEK.fullmatch(label) else "month"
    asked = question(connection, since=since, until=until, by=by, context=context, kind=kind)
    whole = Periods(asked.by, number_of(first), number_of(first))
    start, end = int(whole.starts[0]), int(whole.starts[1]) - 1
    found: list[int] = []
    if start <= asked.last and end >= asked.first:
        rows = ties_of(connection, dyad, max(start, asked.first), min(end, asked.last))
        kept = asked_for(rows, asked) & Periods(asked.by, asked.first, asked.last).holds(rows.day, rows.last_day)
        found = rows.event[kept].tolist()
    events = sorted(best_witnessed(connection, found, limit), key=lambda event: (event.when_value or "", event.id))
    return TieEvents(
        dyad=dyad, states=named, label=label, start=whole.start(0).isoformat(), end=whole.end(0).isoformat(),
        context=asked.context, kind=asked.kind, total=len(found), events=events,
    )  # fmt: skip


def first_day(label: str) -> date:
    """The first day of a period by its label.

    Raises:
        QueryError: it is none.
    """
    try:
        if found := WEEK.fullmatch(label):
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        if found := MONTH.fullmatch(label):
            return date(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass
    raise QueryError(f"no week or month '{label}'", do="write 2023-W37 or 2023-09")
