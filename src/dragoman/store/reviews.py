"""Reviews: what analysts say of events, event mentions and attributions; kept for ever, and above the machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Table, select

from dragoman.knowledge.plover import plover
from dragoman.merge.acts import border
from dragoman.merge.keys import key_from, key_of, public_id
from dragoman.record import Factuality
from dragoman.store.batches import delete_where, insert, rows_where
from dragoman.store.corrections import is_entity_id
from dragoman.store.database import Database
from dragoman.store.foreign import is_foreign, renew_foreign
from dragoman.store.found import FoundReview
from dragoman.store.ledger import now
from dragoman.store.refusals import ReviewError, UnknownIdError
from dragoman.store.revision import machine_attribution, renew_mentions, standing_of
from dragoman.store.rows import Row, listed
from dragoman.store.tables import attribution, event, event_mention, pin, review
from dragoman.store.upkeep import Upkeep

Action = Literal["confirm", "correct", "reject"]
Scope = Literal["event", "mention", "attribution"]
SCOPES: dict[str | None, Scope] = {"ev": "event", "em": "mention", "at": "attribution"}
TABLES: dict[Scope, Table] = {"event": event, "mention": event_mention, "attribution": attribution}
FIELDS: dict[Scope, tuple[str, ...]] = {
    "event": ("type", "mode", "when_value", "when_end", "factuality", "reliability", "credibility"),
    "mention": ("type", "mode", "when_value", "when_end", "factuality"),
    "attribution": ("source_entity", "source", "stance", "kind"),
}


def add_review(
    database: Database, target: str, action: Action, *, fields: Mapping[str, Any] | None = None,
    note: str | None = None, author: str | None = None,
) -> str:  # fmt: skip
    """Confirm, correct or reject an event, an event mention or an attribution.

    Args:
        target: its id.
        action: what is done.
        fields: what is corrected, by column; see ``FIELDS``.
        note: why.
        author: who says so.

    Returns:
        The id of the review.

    Raises:
        UnknownIdError: no row has that id.
        ReviewError: a field cannot be corrected, or not to that value.
    """
    values = checked(target, action, dict(fields or {}))
    with database.writing() as connection:
        scope, row = target_row(connection, target)
        made = now()
        found: Row = {
            "key": key_of("review", scope, row["key"], action, listed(values), note, author, made),
            "scope": scope,
            "target": row["key"],
            "article": row.get("article"),
            "action": action,
            "fields": listed(values),
            "note": note,
            "author": author,
            "made": made,
            "withdrawn": None,
            "snapshot": listed(plain(row)),
        }
        insert(connection, review, [found])
        apply_to(connection, scope, row["key"])
        return public_id("re", found["key"])


def withdraw(database: Database, review_id: str) -> None:
    """Take a review back: the machine's word, or that of an earlier review, holds again. The review stays on file.

    Raises:
        UnknownIdError: no review has that id.
        ReviewError: it was withdrawn before.
    """
    with database.writing() as connection:
        row = row_by_id(connection, review, review_id)
        if row["withdrawn"]:
            raise ReviewError("a review that was withdrawn before", where=review_id, do="see: dragoman show ID")
        connection.execute(review.update().where(review.c.key == row["key"]).values(withdrawn=now()))
        if row["action"] in ("join", "split"):
            unpin(connection, row["key"])
        else:
            apply_to(connection, row["scope"], row["target"])


def join(database: Database, events: Sequence[str], *, note: str | None = None, author: str | None = None) -> str:
    """Make several events one: their mentions stay together whatever the machine thinks. Gives the review's id.

    Raises:
        UnknownIdError: no event has one of the ids.
        ReviewError: there are not two events, or another project coded one of them.
    """
    with database.writing() as connection:
        keys = {event_of(connection, one) for one in events}
        if len(keys) < 2:
            raise ReviewError("one event only", where=", ".join(events), do="give the ids of two events or more")
        if any(is_foreign(dict(row)) for row in rows_where(connection, select(event), event.c.key, keys)):
            raise ReviewError(
                "an event that another project coded has no reports that could be joined", where=", ".join(events),
                do="join events of dragoman's own coding",
            )  # fmt: skip
        members = members_of(connection, keys)
        return pin_down(connection, "join", min(keys), [members], note, author)


def split(
    database: Database, event_id: str, mentions: Sequence[str], *, note: str | None = None, author: str | None = None
) -> str:
    """Make some mentions of an event an event of their own. Gives the review's id.

    Raises:
        UnknownIdError: no event or mention has one of the ids.
        ReviewError: the mentions are none of the event's, or all of them.
    """
    with database.writing() as connection:
        name = event_of(connection, event_id)
        members = members_of(connection, {name})
        apart = {row_by_id(connection, event_mention, one)["key"] for one in mentions}
        if not apart or not apart < members:
            raise ReviewError(
                "the mentions are none, all, or not all of this event's", where=event_id,
                do="give some of the mentions that 'dragoman show ID' lists",
            )  # fmt: skip
        return pin_down(connection, "split", name, [apart, members - apart], note, author)


def reviews_of(connection: Connection, keys: Iterable[int]) -> list[FoundReview]:
    """All reviews of some targets, withdrawn ones too, the earliest first."""
    rows = rows_where(connection, select(review), review.c.target, keys)
    return sorted((review_from(row) for row in rows), key=lambda one: (one.made, one.id))


def all_reviews(connection: Connection) -> list[FoundReview]:
    """All reviews, withdrawn ones too, the earliest first."""
    rows = connection.execute(select(review).order_by(review.c.made, review.c.key)).mappings()
    return [review_from(dict(row)) for row in rows]


def review_from(row: Mapping[str, Any]) -> FoundReview:
    """The review that a row holds."""
    kinds = {scope: kind for kind, scope in SCOPES.items() if kind}
    return FoundReview(
        id=public_id("re", row["key"]), action=row["action"], scope=row["scope"],
        target=public_id(kinds[row["scope"]], row["target"]), fields=json.loads(row["fields"]), note=row["note"],
        author=row["author"], made=row["made"], withdrawn=row["withdrawn"],
    )  # fmt: skip


def checked(target: str, action: Action, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a correction, each of a value that it may have.

    Raises:
        ReviewError: one is unknown or has another value, or a correction corrects nothing.
    """
    scope = scope_of(target)
    if (action == "correct") != bool(fields):
        raise ReviewError("a correction names fields, and nothing else does", where=target, do=f"give {FIELDS[scope]}")
    for name, value in fields.items():
        if name not in FIELDS[scope]:
            raise ReviewError(
                f"'{name}' cannot be corrected", where=target, do=f"give one of {', '.join(FIELDS[scope])}"
            )
        if not acceptable(name, value):
            raise ReviewError(f"no {name} '{value}'", where=target, do="see docs/reference/plover.md and the record")
    if "when_value" in fields:
        fields["when_precision"] = {4: "year", 7: "month", 10: "day"}.get(len(str(fields["when_value"] or "")))
        fields.setdefault("when_end", None)
    if "type" in fields:
        # A mode belongs to one type.
        fields.setdefault("mode", None)
    return fields


def acceptable(name: str, value: Any) -> bool:
    """Whether a field may have a value."""
    if name == "type":
        return value in plover().types
    if name == "mode":
        return value is None or any(value in row.modes for row in plover().types.values())
    if name == "factuality":
        return value in get_args(Factuality)
    if name == "source_entity":
        return value is None or is_entity_id(value)
    if name in ("when_value", "when_end"):
        return value is None or border(str(value), None, last=False) is not None
    if name == "reliability":
        return value in tuple("ABCDEF")
    return value in range(1, 7) if name == "credibility" else value is None or isinstance(value, str)


def scope_of(target: str) -> Scope:
    """What kind of thing an id names.

    Raises:
        UnknownIdError: nothing that is reviewed.
    """
    found = key_from(target)
    if found is None or found[0] not in SCOPES:
        raise UnknownIdError("no id of an event, a mention or an attribution", where=target, do="see: dragoman find")
    return SCOPES[found[0]]


def target_row(connection: Connection, target: str) -> tuple[Scope, Row]:
    """The kind and the row of what is reviewed; an event may be named by any id that it once had."""
    scope = scope_of(target)
    if scope == "event":
        return scope, by_key(connection, event, event_of(connection, target), target)
    return scope, row_by_id(connection, TABLES[scope], target)


def row_by_id(connection: Connection, table: Table, text: str) -> Row:
    """The row that an id names.

    Raises:
        UnknownIdError: none.
    """
    found = key_from(text)
    return by_key(connection, table, found[1] if found else -1, text)


def by_key(connection: Connection, table: Table, key: int, text: str) -> Row:
    """The row of a key.

    Raises:
        UnknownIdError: there is none.
    """
    row = connection.execute(select(table).where(table.c.key == key)).mappings().first()
    if row is None:
        raise UnknownIdError("nothing has this id", where=text, do="see: dragoman find")
    return dict(row)


def event_of(connection: Connection, text: str) -> int:
    """The key of the event that an id names: its own, one that it once had, or that of one of its mentions.

    Raises:
        UnknownIdError: none.
    """
    found = key_from(text)
    if found is not None:
        key = found[1]
        if connection.execute(select(event.c.key).where(event.c.key == key)).scalar() is not None:
            return key
        name = connection.execute(select(event_mention.c.event).where(event_mention.c.key == key)).scalar()
        if name is not None:
            return int(name)
    raise UnknownIdError("no event has this id", where=text, do="see: dragoman find")


def members_of(connection: Connection, events: Iterable[int]) -> set[int]:
    """The mentions of events."""
    query = select(event_mention.c.key).where(event_mention.c.standing != "rejected")
    return {row["key"] for row in rows_where(connection, query, event_mention.c.event, events)}


def plain(row: Row) -> Row:
    """A row without its bytes, for keeping how it was."""
    return {name: value for name, value in row.items() if not isinstance(value, bytes)}


def apply_to(connection: Connection, scope: str, key: int) -> None:
    """Bring what was reviewed in step with the reviews in force."""
    if scope == "attribution":
        renew_attribution(connection, key)
    elif scope == "mention":
        renew_mentions(connection, [key])
    else:
        name = connection.execute(select(event_mention.c.event).where(event_mention.c.key == key)).scalar()
        if name is not None:
            Upkeep(connection).renew([], [int(name)])
            return
        found = connection.execute(select(event).where(event.c.key == key)).mappings().first()
        row = dict(found) if found else None
        if row is not None and is_foreign(row):
            renew_foreign(connection, row)


def renew_attribution(connection: Connection, key: int) -> None:
    """Bring an attribution in step with the reviews in force."""
    row = machine_attribution(connection, key)
    said = in_force(connection, "attribution", key)
    row["standing"] = standing_of(said)
    for one in said:
        row |= json.loads(one["fields"])
    connection.execute(attribution.update().where(attribution.c.key == key).values(row))
    # Where a report comes from may be another place now.
    query = select(event_mention.c.key).where(event_mention.c.article == row["article"])
    renew_mentions(connection, connection.execute(query).scalars().all())


def in_force(connection: Connection, scope: Scope, key: int) -> list[Row]:
    """The reviews of a target in force, the earliest first."""
    query = select(review).where(review.c.scope == scope, review.c.target == key, review.c.withdrawn.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(review.c.made, review.c.key)).mappings()]


def pin_down(
    connection: Connection, action: str, target: int, groups: Sequence[set[int]], note: str | None, author: str | None
) -> str:
    """Pin mentions together, group by group, and renew their events."""
    made = now()
    name = key_of("review", "event", target, action, listed([sorted(group) for group in groups]), note, author, made)
    row: Row = {
        "key": name, "scope": "event", "target": target, "article": None, "action": action,
        "fields": listed({"groups": [[public_id("em", key) for key in sorted(group)] for group in groups]}),
        "note": note, "author": author, "made": made, "withdrawn": None, "snapshot": "{}",
    }  # fmt: skip
    insert(connection, review, [row])
    pins: list[Row] = [
        {"mention": key, "review": name, "company": key_of("company", name, at), "made": made}
        for at, group in enumerate(groups)
        for key in sorted(group)
    ]
    insert(connection, pin, pins)
    renew_mentions(connection, [one["mention"] for one in pins])
    return public_id("re", name)


def unpin(connection: Connection, name: int) -> None:
    """Let go what a review pinned together."""
    rows = connection.execute(select(pin.c.mention).where(pin.c.review == name)).scalars().all()
    delete_where(connection, pin, pin.c.review, [name])
    renew_mentions(connection, rows)
