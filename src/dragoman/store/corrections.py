"""Corrections: the record of an article with what analysts said of its attributions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from sqlalchemy import Connection, select

from dragoman.knowledge.publishers import publishers
from dragoman.knowledge.states import states
from dragoman.merge.keys import attribution_keys
from dragoman.record import Attribution, Entity, Kind, Record
from dragoman.store.batches import rows_where
from dragoman.store.rows import record_from
from dragoman.store.tables import review


def said_record(connection: Connection, row: Mapping[str, Any]) -> Record:
    """The record that an article's row holds, its attributions as analysts left them.

    A rejected attribution is gone, and what stood in it stands in the one around it; a corrected one has the source,
    stance and kind that were given.
    """
    record = record_from(row)
    keys = keyed(record, row["key"])
    query = select(review).where(review.c.scope == "attribution", review.c.withdrawn.is_(None))
    said = sorted(rows_where(connection, query, review.c.target, keys), key=lambda one: (one["made"], one["key"]))
    latest: dict[int, str] = {}
    for one in said:
        latest[one["target"]] = one["action"]
        for name, value in json.loads(one["fields"]).items():
            correct(record, keys[one["target"]], name, value)
    for key, action in latest.items():
        if action == "reject":
            remove(record, keys[key])
    return record


def keyed(record: Record, article: int) -> dict[int, Attribution]:
    """The attributions of a record by their keys."""
    keys = attribution_keys(article, record.attributions)
    return dict(zip(keys, record.attributions, strict=True))


def correct(record: Record, attribution: Attribution, name: str, value: Any) -> None:
    """Correct one field of an attribution; a new source becomes an entity of the record."""
    if name == "source_entity" and value and all(one.id != value for one in record.entities):
        record.entities.append(entity_of(value))
    if name in ("source_entity", "stance", "kind"):
        setattr(attribution, name, value)
        attribution.reasons.append(f"{name}: an analyst says so")


def remove(record: Record, attribution: Attribution) -> None:
    """Take an attribution out: what pointed at it points at the one around it."""
    record.attributions.remove(attribution)
    for other in record.attributions:
        if other.parent == attribution.id:
            other.parent = attribution.parent
    for event in record.events:
        if event.attribution == attribution.id:
            event.attribution = attribution.parent


def entity_of(name: str) -> Entity:
    """The entity of an id, as far as knowledge knows it."""
    kind, _, slug = name.partition(":")
    publisher = publishers().by_id.get(slug) if kind == "publisher" else None
    if publisher is not None:
        return Entity(id=name, name=publisher.name, kind="publisher", known=True, state=publisher.state)
    if kind == "state" and slug in states():
        return Entity(id=name, name=states()[slug].name, kind="state", known=True, state=slug)
    shown = slug.replace("-", " ").title()
    return Entity(id=name, name=shown, kind=cast(Kind, kind), known=kind == "person")


def is_entity_id(value: object) -> bool:
    """Whether a value can be the id of an entity: a kind and a name, 'publisher:kcna'."""
    kind, colon, slug = str(value).partition(":")
    return bool(colon and slug) and kind in get_args(Kind)
