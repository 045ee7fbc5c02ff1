"""Which events in the store would engage some provisions: how many by provision and status, and the newest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from dragoman.record import ConcernStatus
from dragoman.store.found import Found, FoundEvent, event_from
from dragoman.store.tables import event, event_facet

# Statuses stand in the events themselves: they are read from so many of the newest.
NEWEST = 1_000
MOST_SHOWN = 8


class Engaged(Found):
    """The events that would engage some provisions; what an analyst rejected is not among them.

    ``statuses`` counts concerns, of which an event may have several; ``read`` says in how many of the newest events.
    """

    provisions: dict[str, int]
    events: int
    statuses: dict[ConcernStatus, int]
    read: int
    newest: list[FoundEvent]


def engaged_events(connection: Connection, provisions: Sequence[str]) -> Engaged:
    """The events that would engage one of some provisions, by their ids."""
    facets = [f"provision:{name}" for name in provisions]
    asked = event_facet.c.facet.in_(facets)
    standing = event.c.standing != "rejected"
    joined = event_facet.join(event, event.c.key == event_facet.c.event)
    grouped = select(event_facet.c.facet, func.count()).select_from(joined).where(asked, standing)
    counts = {
        facet.partition(":")[2]: count for facet, count in connection.execute(grouped.group_by(event_facet.c.facet))
    }
    whole = select(func.count(event_facet.c.event.distinct())).select_from(joined).where(asked, standing)
    keys = select(event_facet.c.event).where(asked)
    rows = connection.execute(
        select(event).where(event.c.key.in_(keys), standing).order_by(event.c.day.desc(), event.c.key).limit(NEWEST)
    ).mappings()
    found = [dict(row) for row in rows]
    wanted = set(provisions)
    statuses: Counter[ConcernStatus] = Counter(
        one["status"] for row in found for one in json.loads(row["concerns"]) if one["provision"] in wanted
    )
    return Engaged(
        provisions=counts, events=connection.execute(whole).scalar_one(), statuses=dict(statuses.most_common()),
        read=len(found), newest=[event_from(row) for row in found[:MOST_SHOWN]],
    )  # fmt: skip
