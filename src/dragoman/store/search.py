"""Search: events by words and structure together, in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, and_, column, exists, func, select, text
from sqlalchemy.sql.elements import ColumnElement

from dragoman.store.events import CLASSES
from dragoman.store.found import FoundEvent, event_from
from dragoman.store.query import Query
from dragoman.store.tables import event, event_facet, event_mention
from dragoman.store.words import Kind, matching


def find_events(connection: Connection, query: Query) -> Iterator[FoundEvent]:
    """The events that a query asks for, the newest first, at most ``query.limit``."""
    for row in connection.execute(statement_of(connection, query)).mappings():
        yield event_from(dict(row))


def count_events(connection: Connection, query: Query) -> int:
    """How many events a query asks for, without its limit."""
    inner = statement_of(connection, query).order_by(None).limit(None).with_only_columns(event.c.key).subquery()
    return int(connection.execute(select(func.count()).select_from(inner)).scalar_one())


def statement_of(connection: Connection, query: Query) -> Select[Any]:
    """The statement for a query.

    The first facet drives: its index is ordered by day, so that the newest events come without sorting.
    """
    facets = query.facets()
    found: Select[Any] = select(event)
    day: ColumnElement[int] = event.c.day
    if facets and len(facets[0]) == 1:
        first = event_facet.alias("first_facet")
        found = found.join(first, and_(first.c.event == event.c.key, first.c.facet == facets[0][0]))
        day = first.c.day
        facets = facets[1:]
    for wanted in facets:
        found = found.where(has_facet(wanted))
    for condition in conditions(query, day):
        found = found.where(condition)
    if query.words:
        found = found.where(event.c.key.in_(matching_events(connection, query)))
    return found.order_by(day.desc(), event.c.key.desc()).limit(query.limit)


def chosen_numbers(connection: Connection, query: Query) -> Select[Any] | None:
    """The numbers of the events with the facets and the words of a query; None where it asks for neither.

    The numbers are the order of the table, so that the rows can be read in it; conditions on columns are left out.
    """
    facets = query.facets()
    found = select(event.c.number)
    if facets:
        first = event_facet.alias("first_facet")
        found = found.join(first, and_(first.c.event == event.c.key, first.c.facet.in_(facets[0])))
    for wanted in facets[1:]:
        found = found.where(has_facet(wanted))
    if query.words:
        found = found.where(event.c.key.in_(matching_events(connection, query)))
    return found if facets or query.words else None


def has_facet(wanted: list[str]) -> ColumnElement[bool]:
    """Whether an event has one of some facets."""
    facet = event_facet.alias()
    return exists().where(facet.c.facet.in_(wanted), facet.c.day == event.c.day, facet.c.event == event.c.key)


def conditions(query: Query, day: ColumnElement[int]) -> Iterator[ColumnElement[bool]]:
    """The conditions on the event's own columns."""
    first, last = query.first_day(), query.last_day()
    if first is not None:
        yield event.c.last_day >= first
    if last is not None:
        yield day <= last
    if query.type:
        yield event.c.type == query.type
    if query.factuality:
        yield event.c.factuality == query.factuality
    if query.contested:
        yield event.c.contested
    if query.min_origins:
        yield event.c.origins >= query.min_origins
    if query.source_class:
        yield event.c.classes.op("&")(1 << CLASSES.index(query.source_class)) != 0
    if not query.rejected:
        yield event.c.standing != "rejected"


def matching_events(connection: Connection, query: Query) -> Any:
    """The keys of the events whose mentions, or whose articles, have the words of a query."""
    kind: Kind = "article" if query.anywhere else "mention"
    sql, values = matching(connection.dialect.name, kind, query.words or "", "words")
    matches = text(sql).bindparams(**values).columns(column("key", BigInteger)).subquery("matches")
    place = event_mention.c.article if query.anywhere else event_mention.c.key
    return select(event_mention.c.event).where(place.in_(select(matches.c.key)))
