"""Foreign events in a store: what GDELT or POLECAT coded, beside dragoman's own events and apart from merging."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from dragoman.store.batches import insert, rows_where
from dragoman.store.events import classes_of, corrected, facet_rows
from dragoman.store.found import Evidence, Foreign, FoundOrigin, FoundReview, event_from
from dragoman.store.rows import Row
from dragoman.store.tables import event, event_facet, review
from dragoman.store.tie_rows import count_coverage, drop_ties, write_ties


@dataclass(frozen=True, slots=True)
class Stored:
    """What came of putting foreign events into a store: how many were new, and how many it knew."""

    new: int = 0
    known: int = 0

    def __add__(self, other: Stored) -> Stored:
        return Stored(self.new + other.new, self.known + other.known)


NONE_STORED = Stored()


def put_foreign(connection: Connection, rows: Iterable[Row]) -> Stored:
    """Put foreign events into a store, inside a transaction."""
    given = {row["key"]: row for row in rows}
    query = select(event.c.key)
    known = {row["key"] for row in rows_where(connection, query, event.c.key, given)}
    new = [row for key, row in given.items() if key not in known]
    put_rows(connection, new)
    return Stored(len(new), len(known))


def put_rows(connection: Connection, rows: list[Row], gone: Iterable[Mapping[str, Any]] = ()) -> None:
    """Write events with what follows from their rows; ``gone`` are those whose places they take."""
    insert(connection, event, rows)
    insert(connection, event_facet, [facet for row in rows for facet in facet_rows(row)])
    write_ties(connection, rows)
    count_coverage(connection, gone, rows)


def is_foreign(row: Mapping[str, Any]) -> bool:
    """Whether the row of an event is another project's coding."""
    return "foreign" in json.loads(row["detail"])


def renew_foreign(connection: Connection, row: Row) -> None:
    """Bring a foreign event in step with the reviews in force: it has no mentions that it could be made of anew.

    What the other project coded stands in what the first review of it kept.
    """
    query = select(review).where(review.c.scope == "event", review.c.target == row["key"])
    reviews = [dict(one) for one in connection.execute(query.order_by(review.c.made, review.c.key)).mappings()]
    base = json.loads(reviews[0]["snapshot"]) if reviews else row
    fresh = corrected(dict(base), [one for one in reviews if one["withdrawn"] is None])
    fresh = {name: fresh[name] for name in row if name != "number"}
    drop_rows(connection, row)
    put_rows(connection, [fresh], [row])


def drop_rows(connection: Connection, row: Mapping[str, Any]) -> None:
    """Delete an event with what follows from its row."""
    statement = event_facet.delete()
    for name in ("facet", "day", "event"):
        statement = statement.where(event_facet.c[name] == bindparam(f"b_{name}"))
    gone = [{f"b_{name}": value for name, value in facet.items()} for facet in facet_rows(row)]
    if gone:
        connection.execute(statement, gone)
    drop_ties(connection, [row])
    connection.execute(event.delete().where(event.c.key == row["key"]))


def foreign_evidence(row: Row, reviews: list[FoundReview]) -> Evidence:
    """What a foreign event rests on: whose coding it is and the source that is named there, and no report."""
    found = event_from(row)
    assert found.foreign is not None
    (source,) = found.origins
    classes = classes_of(row["classes"])
    origin = FoundOrigin(
        id=source.id, name=source.name, kind="outlet", state=None, source_class=classes[0] if classes else None,
        reason=named_by(found.foreign), party=source.party, reasons=[named_by(found.foreign)], articles=[], mentions=[],
    )  # fmt: skip
    return Evidence(
        event=found, mentions=[], origins=[origin], voices=[], grade_reasons=[ungraded(found.foreign)], copies=[],
        reviews=reviews,
    )  # fmt: skip


def named_by(foreign: Foreign) -> str:
    """Why an origin is one."""
    if foreign.source is None:
        return f"{foreign.title} names no source: it stands for itself"
    return f"{foreign.title} names it as the source; whether others had told it is not known"


def ungraded(foreign: Foreign) -> str:
    """Why a foreign event has the grade F6."""
    return f"coded by {foreign.title}: no report of it was read, so that it cannot be judged"
