"""The tally of a query: how many events it finds, and how they spread over types, contexts, states, sources and time.

On a big store counting all takes seconds: the newest events are counted exactly, and the tally says how many they are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import Connection, select

from dragoman.store.batches import rows_where
from dragoman.store.events import UNKNOWN_DAY, classes_of
from dragoman.store.found import EventPage, Found
from dragoman.store.query import Query
from dragoman.store.search import Further, by_rarity, floor_of, page_from, statement_by
from dragoman.store.tables import event

Group = Literal["type", "context", "state", "source_class", "factuality", "year", "month"]
# So many events are read in a few hundredths of a second.
COUNTED = 2_000
EPOCH = date(1970, 1, 1).toordinal()
COLUMNS = (
    event.c.key, event.c.day, event.c.type, event.c.contexts, event.c.actors, event.c.recipients, event.c.classes,
    event.c.factuality,
)  # fmt: skip


class Count(Found):
    """How many events have a value."""

    value: str
    events: int


class Tally(Found):
    """How many events a query finds, and how many of them have which value."""

    events: int = Field(description="How many were counted.")
    complete: bool = Field(description="All are counted; else the newest ones.")
    counts: dict[Group, list[Count]] = Field(description="Most frequent first; years and months the latest first.")


class Listing(Found):
    """The first page of the events of a query, with the tally of all."""

    page: EventPage
    tally: Tally


def listing(connection: Connection, query: Query, further: Further = (), most: int = COUNTED) -> Listing:
    """The newest events of a query, as many as its limit, with the tally of up to ``most``.

    Args:
        connection: a connection for reading.
        query: what is asked.
        further: conditions beside those of the query.
        most: how many events are counted.
    """
    wanted = by_rarity(connection, query.facets())
    floor = floor_of(connection, wanted)
    asked = statement_by(wanted, connection, query, further, floor).with_only_columns(*COLUMNS)
    rows = connection.execute(asked.limit(most + 1)).fetchall()
    # Where the newest events of a frequent facet alone were looked at, older ones may fit as well.
    complete = len(rows) <= most and floor is None
    found = tally_of(rows[:most], complete)
    if not complete and len(rows) <= query.limit:
        whole = statement_by(wanted, connection, query, further).limit(query.limit + 1)
        first = [dict(row) for row in connection.execute(whole).mappings()]
    else:
        order = {row.key: at for at, row in enumerate(rows[: query.limit + 1])}
        whole_rows = rows_where(connection, select(event), event.c.key, order)
        first = sorted((dict(row) for row in whole_rows), key=lambda row: order[row["key"]])
    page = page_from(first, query.limit)
    if found.events < len(page.events):
        found = found.model_copy(update={"events": len(page.events)})
    return Listing(page=page, tally=found)


def tally_of(rows: Sequence[Any], complete: bool) -> Tally:
    """The tally of the rows of some events."""
    counts: dict[Group, Counter[str]] = {
        "type": Counter(row.type for row in rows),
        "factuality": Counter(row.factuality for row in rows),
        "source_class": spread(Counter(row.classes for row in rows), classes_of),
        "context": spread(Counter(row.contexts for row in rows), json.loads),
        "state": spread(Counter((row.actors, row.recipients) for row in rows), states_of),
        **periods(Counter(row.day for row in rows)),
    }
    return Tally(
        events=len(rows), complete=complete,
        counts={group: sorted_counts(counted, by_value=group in ("year", "month")) for group, counted in counts.items()}
    )  # fmt: skip


def spread(counted: Counter[Any], values_of: Any) -> Counter[str]:
    """Counts of lists of values as counts of the values: each list is read once, however many events have it."""
    found: Counter[str] = Counter()
    for listed, events in counted.items():
        for value in values_of(listed):
            found[value] += events
    return found


def states_of(sides: tuple[str, str]) -> set[str]:
    """The states that take part, on either side."""
    return {party["state"] for side in sides for party in json.loads(side) if party["state"]}


def periods(days: Counter[int]) -> dict[Group, Counter[str]]:
    """Events by year, or by month where all are of one year; undated ones count nowhere."""
    months: Counter[str] = Counter()
    for day, events in days.items():
        if day > UNKNOWN_DAY:
            months[date.fromordinal(day + EPOCH).isoformat()[:7]] += events
    years: Counter[str] = Counter()
    for month, events in months.items():
        years[month[:4]] += events
    return {"month": months} if len(years) == 1 else {"year": years}


def sorted_counts(counted: Counter[str], *, by_value: bool) -> list[Count]:
    """Counts in their order: by value from the last, or by number from the greatest."""
    pairs: Iterable[tuple[str, int]] = counted.items()
    if by_value:
        return [Count(value=value, events=events) for value, events in sorted(pairs, reverse=True)]
    return [Count(value=value, events=events) for value, events in sorted(pairs, key=lambda one: (-one[1], one[0]))]
