"""The rows by which ties are counted: one for each event and pair of states, and how many events a day has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Any, get_args

from sqlalchemy import Connection, bindparam, text

from dragoman.knowledge.plover import plover
from dragoman.knowledge.ties import KINDS, tie_rules
from dragoman.record import Quad
from dragoman.store.batches import insert
from dragoman.store.events import UNKNOWN_DAY, sides_of
from dragoman.store.rows import Row
from dragoman.store.tables import coverage, event_tie

QUADS: tuple[Quad, ...] = get_args(Quad)
# Says the same on SQLite and PostgreSQL.
ADD_UP = text(
    "INSERT INTO coverage (day, events) VALUES (:day, :events) "
    "ON CONFLICT (day) DO UPDATE SET events = coverage.events + excluded.events"
)
COLUMNS = ("dyad", "day", "event")


def tie_rows(row: Mapping[str, Any]) -> list[Row]:
    """The rows of an event's ties; none for what was rejected or denied, or is background of which no day is known."""
    kind = tie_rules().kind(row["type"], row["factuality"])
    if kind is None or not placed(row):
        return []
    sides = sides_of(row) if row["standing"] == "corrected" else row
    return [
        {
            "dyad": f"{one}-{other}",
            "day": row["day"],
            "event": row["key"],
            "last_day": row["last_day"],
            "quad": QUADS.index(sides["quad"]),
            "kind": KINDS.index(kind),
            "contexts": context_bits(json.loads(row["contexts"])),
            "score": sides["score"],
            "dated": row["when_value"] is not None,
        }
        for one, other in sorted(pairs(row))
    ]


def placed(row: Mapping[str, Any]) -> bool:
    """Whether an event counts on its day: it was not rejected, and is no background whose day is that of its report."""
    background = row["factuality"] == "historical" and row["when_value"] is None
    return row["standing"] != "rejected" and row["day"] != UNKNOWN_DAY and not background


def pairs(row: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The pairs of states with a tie in an event, each in alphabetical order.

    A tie joins a state that acts and one to which it is done. Those on one side have a tie as well where the act is
    done together: two that accuse a third are no dyad in conflict.
    """
    actors, recipients = (
        {party["state"] for party in json.loads(row[side]) if party["state"]} for side in ("actors", "recipients")
    )
    if row["type"] in tie_rules().together:
        return set(combinations(sorted(actors | recipients), 2))
    return {(min(pair), max(pair)) for pair in product(actors, recipients) if pair[0] != pair[1]}


def context_bits(names: Iterable[str]) -> int:
    """Contexts as the bits of one number, in the order of ``plover.yaml``."""
    known = list(plover().contexts)
    return sum(1 << known.index(name) for name in set(names) if name in known)


def contexts_of(bits: int) -> list[str]:
    """The contexts that a number stands for."""
    return [name for at, name in enumerate(plover().contexts) if bits >> at & 1]


def drop_ties(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Delete the ties of events by their rows, from which they follow."""
    gone = [{name: tie[name] for name in COLUMNS} for row in rows for tie in tie_rows(row)]
    if gone:
        statement = event_tie.delete()
        for name in COLUMNS:
            statement = statement.where(event_tie.c[name] == bindparam(f"b_{name}"))
        connection.execute(statement, [{f"b_{name}": one[name] for name in COLUMNS} for one in gone])


def write_ties(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the ties of events that were written just now."""
    insert(connection, event_tie, [tie for row in rows for tie in tie_rows(row)])


def count_coverage(
    connection: Connection, gone: Iterable[Mapping[str, Any]], fresh: Iterable[Mapping[str, Any]]
) -> None:
    """Keep the number of events a day in step with events that go and come."""
    change = Counter(row["day"] for row in fresh if placed(row))
    change.subtract(row["day"] for row in gone if placed(row))
    moved = [{"day": day, "events": events} for day, events in sorted(change.items()) if events]
    if not moved:
        return
    connection.execute(ADD_UP, moved)
    if any(one["events"] < 0 for one in moved):
        connection.execute(coverage.delete().where(coverage.c.events == 0))
