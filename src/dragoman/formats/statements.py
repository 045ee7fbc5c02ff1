"""Statements of FollowTheMoney: a value of a property of an entity, with where, when and in which words it was said."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from io import TextIOWrapper
from typing import BinaryIO, Literal, NamedTuple

from dragoman.formats.shelf import Shelf
from dragoman.knowledge.followthemoney import followthemoney

Scope = Literal["event", "article", "all"]

DATASET = "dragoman"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
# Of these a blank is as good as a line break.
LINES = frozenset({"address", "name", "string"})


class Statement(NamedTuple):
    """A value of a property; its id is the same wherever entity, property, value and language are.

    Args:
        entity: the id of the entity.
        schema: its schema.
        prop: the property.
        value: the value as FollowTheMoney takes it.
        origin: the article that says so, or the project that coded it.
        lang: ISO 639-3 code of the language of the words that it was taken from.
        original: these words, where they are others than the value.
        first: the first report that says so, 'YYYY-MM-DDTHH:MM:SS' in UTC.
        last: the last.
    """

    entity: str
    schema: str
    prop: str
    value: str
    origin: str | None = None
    lang: str | None = None
    original: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def id(self) -> str:
        """The id that followthemoney gives to such a statement (``followthemoney.statement.Statement.make_key``)."""
        spoken = f"@{self.lang}" if self.lang else ""
        key = f"{DATASET}.{self.entity}.{self.prop}.{self.value}{spoken}"
        return sha1(key.encode(), usedforsecurity=False).hexdigest()

    def row(self, id_: str) -> tuple[str | None, ...]:
        """The statement, whose id is given, in the order of ``COLUMNS``."""
        return (
            self.entity, self.entity, self.prop, followthemoney().properties[self.prop], self.schema, self.value,
            DATASET, self.origin, self.lang, self.original, "f", self.first, self.last, id_,
        )  # fmt: skip

    def seen(self, other: Statement) -> Statement:
        """The same statement, seen in another report, too."""
        stamps = [one for one in (self.first, other.first) if one], [one for one in (self.last, other.last) if one]
        return self._replace(first=min(stamps[0], default=None), last=max(stamps[1], default=None))


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity of which something is stated, in the course of one event.

    Args:
        id: its id.
        schema: its schema.
        scope: whether it is the event's own, an article, of which all events state the same, or one of all events.
        first: the first report of the event.
        last: the last.
        origin: the article that says so, or the project that coded it.
    """

    id: str
    schema: str
    scope: Scope = "event"
    first: str | None = None
    last: str | None = None
    origin: str | None = None

    def states(
        self, prop: str, value: str | None, *, language: str | None = None, words: str | None = None
    ) -> list[Statement]:
        """What is stated: one statement, or none where there is no value or FollowTheMoney takes none such.

        Args:
            prop: the property.
            value: the value.
            language: ISO 639-1 code of the language of the words that it was taken from.
            words: these words.
        """
        known = followthemoney()
        kind = known.properties[prop]
        whole = " ".join(value.split()) if value and kind in LINES else (value or "").strip()
        if kind == "url" and (not whole.startswith(("http://", "https://")) or len(whole) > known.longest[kind]):
            return []
        if not whole:
            return []
        cut = whole[: known.longest[kind]].strip()
        original = words if words is not None else whole
        lang = None if kind in known.unspoken or language is None else known.languages.get(language)
        return [
            Statement(
                self.id, self.schema, prop, cut, self.origin, lang, None if original == cut else original,
                self.first, self.last,
            )
        ]  # fmt: skip


class StatementFile:
    """A CSV file of statements, each of which it holds once.

    Args:
        out: where to; it stays open.
        shelf: keeps those that later events may repeat, until ``close``, and which articles are written.
    """

    def __init__(self, out: BinaryIO, shelf: Shelf) -> None:
        self.shelf = shelf
        self.text = TextIOWrapper(out, encoding="utf-8", newline="")
        self.rows = csv.writer(self.text, dialect=csv.unix_dialect)
        self.rows.writerow(COLUMNS)
        self.written = 0

    def write(self, statements: Iterable[tuple[Subject, Statement]]) -> None:
        """Writes the statements of one event and of articles that are new; keeps back what others may repeat."""
        own: dict[str, Statement] = {}
        shared: dict[str, Statement] = {}
        new: dict[str, bool] = {}
        for subject, one in statements:
            if subject.scope == "article":
                if subject.id not in new:
                    new[subject.id] = self.shelf.new(subject.id)
                if not new[subject.id]:
                    continue
            found = shared if subject.scope == "all" else own
            id_ = one.id
            found[id_] = found[id_].seen(one) if id_ in found else one
        for id_, one in own.items():
            self.put(id_, one)
        for id_, one in shared.items():
            self.shelf.hold(id_, json.dumps(one, ensure_ascii=False), one.first, one.last)

    def close(self) -> None:
        """Writes what was kept back, with the first and the last report of all events."""
        for held in self.shelf.held():
            self.put(held.name, Statement(*json.loads(held.value))._replace(first=held.first, last=held.last))
        self.text.flush()
        self.text.detach()

    def put(self, id_: str, one: Statement) -> None:
        """Writes one statement, whose id is given."""
        self.rows.writerow(one.row(id_))
        self.written += 1


def stamp(moment: datetime | None) -> str | None:
    """An instant as FollowTheMoney writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment else None
