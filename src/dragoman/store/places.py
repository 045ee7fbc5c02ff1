"""Places: how many events of which side each place has, for a map."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, Select, String, column, func, select, values

from dragoman.store.batches import MOST_KEYS
from dragoman.store.events import UNKNOWN_DAY
from dragoman.store.found import Found
from dragoman.store.query import Query
from dragoman.store.search import chosen_numbers, conditions
from dragoman.store.tables import event

MOST_PLACES = 300
EPOCH = date(1970, 1, 1)


class PlaceCount(Found):
    """The events of one place."""

    id: str
    name: str
    state: str | None
    lat: float | None = Field(description="None where the place is known by name alone.")
    lon: float | None
    precise: bool = Field(description="A town or a point; else the middle of a state or region stands for it.")
    events: int
    cooperation: int
    conflict: int
    last_day: str | None = Field(description="The last day of its latest event; None where none is dated.")

    @property
    def share(self) -> float:
        """The share of conflict, from 0 to 1."""
        return self.conflict / self.events

    @property
    def mapped(self) -> bool:
        """Whether it has coordinates."""
        return self.lat is not None and self.lon is not None


class Places(Found):
    """The places of the events that a query asks for, those with most events first."""

    places: list[PlaceCount]
    total: int = Field(description="All places, also those beyond the limit.")
    events: int = Field(description="All events that were asked for.")
    placed: int = Field(description="Events with a place, also those beyond the limit.")

    @property
    def without(self) -> int:
        """Events of which no report says where they were done, or of which that place was not resolved."""
        return self.events - self.placed

    @property
    def shown(self) -> int:
        """Events of the places that are listed."""
        return sum(place.events for place in self.places)

    @property
    def unmapped(self) -> int:
        """Events of listed places without coordinates."""
        return sum(place.events for place in self.places if not place.mapped)


class Tally:
    """The events of places while they are counted."""

    def __init__(self) -> None:
        self.sides: Counter[tuple[str, bool]] = Counter()
        self.last: dict[str, int] = {}
        self.without = 0

    def add(self, venue: str | None, quad: str, events: int, last_day: int) -> None:
        """Count some events of one place and one quad class."""
        if venue is None:
            self.without += events
            return
        self.sides[venue, quad.endswith("conflict")] += events
        self.last[venue] = max(last_day, self.last.get(venue, UNKNOWN_DAY))

    def events(self, venue: str) -> int:
        """The events of a place."""
        return self.sides[venue, False] + self.sides[venue, True]

    def ranked(self) -> list[str]:
        """The places, those with most events first."""
        return sorted(self.last, key=lambda venue: (-self.events(venue), venue))


def places(connection: Connection, query: Query, limit: int = MOST_PLACES) -> Places:
    """The places of the events that a query asks for, whatever its own limit.

    Args:
        limit: at most so many places, those with most events.
    """
    tally = Tally()
    for row in counted(connection, query):
        tally.add(*row)
    ranked = tally.ranked()
    placed = sum(tally.sides.values())
    return Places(
        places=list(described(connection, tally, ranked[:limit])), total=len(ranked), events=placed + tally.without,
        placed=placed,
    )  # fmt: skip


def counted(connection: Connection, query: Query) -> Iterator[tuple[str | None, str, int, int]]:
    """Place, quad class, number of events and last day, in groups.

    Without facets and words the index of places answers alone, in its own order. Else the events are read in the order
    of the table, and grouped here: a database would sort them first.
    """
    numbers = chosen_numbers(connection, query)
    if numbers is None:
        yield from connection.execute(by_index(query, placed=True)).cursor.fetchall()
        without = connection.execute(by_index(query, placed=False)).scalar_one()
        yield None, "", int(without), UNKNOWN_DAY
        return
    statement = select(event.c.venue, event.c.quad, event.c.last_day).where(event.c.number.in_(numbers))
    for condition in conditions(query, event.c.day):
        statement = statement.where(condition)
    for venue, quad, last_day in connection.execute(statement).cursor.fetchall():
        yield venue, quad, 1, last_day


def by_index(query: Query, *, placed: bool) -> Select[Any]:
    """The statement that counts by place and quad class, or that counts what has no place."""
    found: Select[Any] = select(func.count()).select_from(event).where(event.c.venue.is_(None))
    if placed:
        found = select(event.c.venue, event.c.quad, func.count(), func.max(event.c.last_day))
        found = found.where(event.c.venue.is_not(None)).group_by(event.c.venue, event.c.quad)
    for condition in conditions(query.model_copy(update={"type": None}), event.c.day):
        found = found.where(condition)
    if query.type:
        # Asked so, it cannot tempt a database to the index of types, which leads to the rows one by one.
        found = found.where(func.coalesce(event.c.type, "") == query.type)
    return found


def described(connection: Connection, tally: Tally, venues: Sequence[str]) -> Iterator[PlaceCount]:
    """The places with their names and coordinates, as one event of each has them."""
    rows = place_rows(connection, venues)
    for venue in venues:
        place = rows[venue]
        last = tally.last[venue]
        yield PlaceCount(
            id=venue, name=place["name"], state=place["state"], lat=place["lat"], lon=place["lon"],
            precise=place["precise"], events=tally.events(venue), cooperation=tally.sides[venue, False],
            conflict=tally.sides[venue, True],
            last_day=None if last == UNKNOWN_DAY else (EPOCH + timedelta(days=last)).isoformat(),
        )  # fmt: skip


def place_rows(connection: Connection, venues: Sequence[str]) -> dict[str, dict[str, Any]]:
    """A place by its id, as one event has it."""
    found = {}
    for start in range(0, len(venues), MOST_KEYS):
        named = [(venue,) for venue in venues[start : start + MOST_KEYS]]
        wanted = values(column("venue", String), name="named").data(named).cte("wanted")
        one = select(event.c.place).where(event.c.venue == wanted.c.venue).limit(1).correlate(wanted)
        for venue, place in connection.execute(select(wanted.c.venue, one.scalar_subquery())):
            found[venue] = json.loads(place)
    return found
