"""Search: events by words and structure together, in one statement, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    and_,
    column,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from dragoman.merge.keys import public_id
from dragoman.store.events import CLASSES
from dragoman.store.found import EventPage, FoundEvent, event_from
from dragoman.store.lake_words import matching_keys
from dragoman.store.query import Query, place_in_list
from dragoman.store.rows import Row
from dragoman.store.tables import event, event_facet, event_mention
from dragoman.store.words import Kind

# Facets with more events than this are taken for equally frequent.
FREQUENT = 20_000
# Conditions beside those of a query, such as what a person starred.
Further = Sequence[ColumnElement[bool]]


def find_events(connection: Connection, query: Query) -> Iterator[FoundEvent]:
    """The events that a query asks for, the newest first, at most ``query.limit``."""
    for row in connection.execute(statement_of(connection, query)).mappings():
        yield event_from(dict(row))


def event_page(connection: Connection, query: Query, after: str | None = None, further: Further = ()) -> EventPage:
    """A page of the events that a query asks for, the newest first.

    Args:
        connection: a connection for reading.
        query: what is asked; its limit is the length of the page.
        after: where the page before ended, as its ``older`` says; None begins with the newest.
        further: conditions beside those of the query.

    Raises:
        QueryError: ``after`` is no place in the list.
    """
    found = statement_of(connection, query, further).limit(query.limit + 1)
    if after is not None:
        day, key = place_in_list(after)
        found = found.where(or_(event.c.day < day, and_(event.c.day == day, event.c.key < key)), event.c.day <= day)
    return page_from([dict(row) for row in connection.execute(found).mappings()], query.limit)


def page_from(rows: Sequence[Row], limit: int) -> EventPage:
    """A page out of the rows of its events and of one more, where there is one."""
    shown = rows[:limit]
    older = f"{shown[-1]['day']}.{public_id('ev', shown[-1]['key'])}" if len(rows) > limit else None
    return EventPage(events=[event_from(row) for row in shown], older=older)


def count_events(connection: Connection, query: Query, further: Further = (), most: int | None = None) -> int:
    """How many events a query asks for, without its limit; counted up to ``most`` alone where it is given."""
    found = statement_of(connection, query, further)
    inner = found.order_by(None).limit(most).with_only_columns(event.c.key).subquery()
    return int(connection.execute(select(func.count()).select_from(inner)).scalar_one())


def statement_of(connection: Connection, query: Query, further: Further = ()) -> Select[Any]:
    """The statement for a query, its events in their order."""
    return statement_by(by_rarity(connection, query.facets()), connection, query, further)


def statement_by(
    wanted: Sequence[Facets], connection: Connection, query: Query, further: Further = (), floor: int | None = None
) -> Select[Any]:  # fmt: skip
    """The statement for a query whose facets are in the order of their frequency.

    The rarest facet drives: its index is ordered by day, so that the newest events come without sorting. Events that
    began before the day ``floor`` are not looked at.
    """
    found: Select[Any] = select(event)
    day: ColumnElement[int] = event.c.day
    if any(not one.names for one in wanted):
        return found.where(false()).limit(query.limit)
    if wanted:
        first = driver(wanted[0].names)
        found = found.join(first, first.c.event == event.c.key)
        day = first.c.day
    for one in wanted[1:]:
        found = found.where(has_facet(one.names))
    if floor is not None:
        found = found.where(day >= floor)
    for condition in (*conditions(query, day), *further):
        found = found.where(condition)
    if query.words:
        found = found.where(event.c.key.in_(matching_events(connection, query)))
    return found.order_by(day.desc(), event.c.key.desc()).limit(query.limit)


class Facets(NamedTuple):
    """Facets of which an event must have one, and how many events have them, counted up to ``FREQUENT`` each."""

    names: list[str]
    events: int


def by_rarity(connection: Connection, wanted: Sequence[list[str]]) -> list[Facets]:
    """Lists of facets without those that no event has, the list with the fewest events first."""
    names = {name for listed in wanted for name in listed}
    if not names:
        return []
    sizes: dict[str, int] = {row.name: row.events for row in connection.execute(sizes_of(sorted(names)))}
    present = [[name for name in listed if sizes[name]] for listed in wanted]
    found = [Facets(listed, sum(sizes[name] for name in listed)) for listed in present]
    return sorted(found, key=lambda one: one.events)


def sizes_of(names: Sequence[str]) -> Any:
    """A statement for how many events have each of some facets, counted up to a limit."""
    return union_all(
        *(
            select(
                literal(name).label("name"),
                select(func.count())
                .select_from(select(event_facet.c.event).where(event_facet.c.facet == name).limit(FREQUENT).subquery())
                .scalar_subquery()
                .label("events"),
            )
            for name in names
        )
    )


def driver(names: Sequence[str]) -> FromClause:
    """The events that have one of some facets, with their days, each once."""
    facet = event_facet.alias("first_facet")
    listed = select(facet.c.day, facet.c.event).where(facet.c.facet.in_(names))
    return (listed if len(names) == 1 else listed.distinct()).subquery("driving")


def floor_of(connection: Connection, wanted: Sequence[Facets]) -> int | None:
    """The day before which a search among frequent facets need not look to see ``FREQUENT`` of their events.

    None where the rarest facet has fewer events, or none is asked for.
    """
    if not wanted or wanted[0].events < FREQUENT:
        return None
    facet = event_facet.c
    days = select(facet.day).where(facet.facet.in_(wanted[0].names)).order_by(facet.day.desc())
    found: int | None = connection.execute(days.offset(FREQUENT - 1).limit(1)).scalar()
    return found


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
    sql, values = matching_keys(connection, kind, query.words or "", "words")
    matches = text(sql).bindparams(**values).columns(column("key", BigInteger)).subquery("matches")
    place = event_mention.c.article if query.anywhere else event_mention.c.key
    return select(event_mention.c.event).where(place.in_(select(matches.c.key)))
