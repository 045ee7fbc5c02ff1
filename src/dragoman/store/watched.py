"""What rules look at: events in a scope, the weeks of dyads, and how much was coded in each week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, or_, select

from dragoman.knowledge.ties import KINDS
from dragoman.merge.acts import Act, day_of
from dragoman.store.batches import rows_where
from dragoman.store.events import UNKNOWN_DAY
from dragoman.store.rows import Row, act_from
from dragoman.store.tables import event, event_facet, event_mention, event_tie
from dragoman.store.ties import coverage_of, dyads_with

# An event that is first reported later than this after it happened was not to be seen in its week.
TIMELY = 9
ACT = KINDS.index("act")
WEEK = 7
# 1970-01-01 was a Thursday: weeks begin on Mondays.
MONDAY = 3


def week_of(day: int) -> int:
    """The number of the week of a day that is counted from 1970-01-01; week 0 began on 1969-12-29."""
    return (day + MONDAY) // WEEK


def first_day_of(week: int) -> int:
    """The Monday of a week."""
    return week * WEEK - MONDAY


def events_in(connection: Connection, facets: Sequence[Sequence[str]], since: str | None = None) -> Iterator[Row]:
    """The rows of events that have one facet of each list, in the order in which they were first reported.

    Args:
        connection: for reading.
        facets: lists of facets.
        since: only what was first reported on this day or later.
    """
    query = select(event)
    for wanted in facets:
        query = query.where(event.c.key.in_(select(event_facet.c.event).where(event_facet.c.facet.in_(wanted))))
    if since is not None:
        query = query.where(event.c.first_report >= since)
    for row in connection.execute(query.order_by(event.c.first_report, event.c.key)).mappings():
        yield dict(row)


def count_in(connection: Connection, facets: Sequence[Sequence[str]]) -> int:
    """How many events have one facet of each list."""
    query = select(func.count()).select_from(event)
    for wanted in facets:
        query = query.where(event.c.key.in_(select(event_facet.c.event).where(event_facet.c.facet.in_(wanted))))
    return int(connection.execute(query).scalar_one())


def present_events(connection: Connection, mentions: Iterable[int]) -> dict[int, int]:
    """The events that mentions report now, by the mentions' keys; those of rejected ones are missing.

    An event that another project coded has no mentions: it goes by its own key.
    """
    wanted = set(mentions)
    query = select(event_mention.c.key, event_mention.c.event).where(event_mention.c.standing != "rejected")
    found = {row["key"]: row["event"] for row in rows_where(connection, query, event_mention.c.key, wanted)}
    whole = rows_where(connection, select(event.c.key), event.c.key, wanted - found.keys())
    return found | {row["key"]: row["key"] for row in whole}


def acts_of(connection: Connection, events: Iterable[int]) -> dict[int, list[Act]]:
    """The mentions of events as merging sees them, the earliest reported first."""
    found: dict[int, list[Act]] = {}
    query = select(event_mention).where(event_mention.c.standing != "rejected")
    for row in rows_where(connection, query, event_mention.c.event, events):
        found.setdefault(row["event"], []).append(act_from(row))
    return {key: sorted(acts, key=lambda act: act.report) for key, acts in found.items()}


@dataclass(slots=True)
class DyadWeeks:
    """The weeks of a dyad.

    Args:
        acts: keys of the events of each week that are acts, dated to a week and reported in time.
        own: how many events of any kind it has in each week, by which it adds to the coverage.
    """

    acts: dict[int, list[int]] = field(default_factory=dict)
    own: Counter[int] = field(default_factory=Counter)


def weeks_of_dyads(
    connection: Connection, dyads: Sequence[str], states: Sequence[str], contexts: int = 0
) -> dict[str, DyadWeeks]:
    """The weeks of dyads.

    Args:
        connection: for reading.
        dyads: pairs, as ``PRK-RUS``.
        states: all pairs of these are taken, too.
        contexts: bits of contexts, one of which an act must have; 0 asks for nothing.
    """
    tie = event_tie.c
    columns = (tie.dyad, tie.day, tie.last_day, tie.event, tie.kind, tie.contexts, event.c.first_report)
    named = [tie.dyad.in_(dyads), tie.dyad.in_([dyad for state in states for dyad in dyads_with(state)])]
    query = select(*columns).join(event, event.c.key == tie.event).where(or_(*named), tie.day > UNKNOWN_DAY)
    found: dict[str, DyadWeeks] = {}
    for row in connection.execute(query.order_by(tie.dyad, tie.day, tie.event)).mappings():
        weeks = found.setdefault(row["dyad"], DyadWeeks())
        week = week_of(row["day"])
        weeks.own[week] += 1
        reported = day_of(row["first_report"])
        in_time = reported is not None and reported - row["day"] <= TIMELY
        dated = row["last_day"] - row["day"] < WEEK
        if in_time and dated and row["kind"] == ACT and (not contexts or row["contexts"] & contexts):
            weeks.acts.setdefault(week, []).append(row["event"])
    return found


def weekly_coverage(connection: Connection) -> Counter[int]:
    """How many coded events there are in each week, of all states."""
    found: Counter[int] = Counter()
    for day, count in zip(*coverage_of(connection), strict=True):
        found[week_of(int(day))] += int(count)
    return found


def rows_by_key(connection: Connection, keys: Iterable[int]) -> dict[int, Row]:
    """The rows of events by their keys."""
    return {row["key"]: dict(row) for row in rows_where(connection, select(event), event.c.key, keys)}
