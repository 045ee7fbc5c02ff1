"""Streams: all events of a query with their reports, in flat memory, however many; what exports are made of."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, and_, func, select

from dragoman.merge.keys import public_id
from dragoman.record import AttributionKind, Factuality
from dragoman.store.batches import rows_where
from dragoman.store.evidence import article_found
from dragoman.store.found import Found, FoundArticle, FoundEvent, event_from
from dragoman.store.query import Query
from dragoman.store.search import statement_of
from dragoman.store.tables import article, attribution, event_mention

# Events whose reports are read together.
BATCH = 500
ROWS = 2_000


class Named(Found):
    """An entity that an article names: what its record says of it, and the first words that name it there."""

    id: str
    name: str
    kind: str
    state: str | None
    sector: str | None
    role: str | None
    geonames_id: int | None
    words: str | None


class Saying(Found):
    """The attribution that a report of an act stands in."""

    id: str
    kind: AttributionKind
    source: str | None = Field(description="Who says it, in the article's words.")
    source_entity: str | None
    cue: str | None
    stance: str | None
    start: int = Field(description="Where its content begins in the article's text, in characters.")
    end: int
    words: str = Field(description="Its content, from its first to its last word.")


class Report(Found):
    """One report of an act (an event mention), with what is needed of its article; offsets are characters there."""

    id: str
    article: FoundArticle
    language: str | None
    length: int = Field(description="Characters of the article's text.")
    type: str
    mode: str | None
    contexts: list[str]
    factuality: Factuality
    denied_by: list[str]
    when_value: str | None
    when_end: str | None
    actors: list[str] = Field(description="Entity ids.")
    recipients: list[str]
    start: int = Field(description="Where its sentence begins.")
    end: int
    sentence: str
    translation: str | None = Field(default=None, description="The sentence in the translation that was read.")
    trigger_start: int
    trigger_end: int
    role: str = Field(description="The segment that it stands in: title, paragraph, caption ...")
    saying: Saying | None
    origin: str
    confidence: float
    standing: str
    coder: str
    named: dict[str, Named] = Field(default_factory=dict, description="By id; only where the stream was asked for it.")


class Told(Found):
    """An event with its reports, the earliest first; none where another project coded it."""

    event: FoundEvent
    reports: list[Report]


def told_events(
    connection: Connection, query: Query, *, reports: bool = True, named: bool = False, limit: int | None = None
) -> Iterator[Told]:
    """All events that a query asks for, the newest first, however many; the limit of the query does not count.

    Args:
        connection: a connection for reading.
        query: what is asked.
        reports: with the reports of each.
        named: with the entities that each report's article names; it unpacks the record of every article.
        limit: at most so many events.
    """
    found = connection.execution_options(stream_results=True, yield_per=ROWS)
    rows = iter(found.execute(statement_of(connection, query).limit(limit)).mappings())
    # Reports are asked for in batches on a connection of their own: that of the events is under way.
    with connection.engine.connect() as second:
        while batch := [dict(row) for row in islice(rows, BATCH)]:
            told = reports_of(second, [row["key"] for row in batch], named=named) if reports else {}
            for row in batch:
                yield Told(event=event_from(row), reports=told.get(row["key"], []))


def reports_of(connection: Connection, events: Iterable[int], *, named: bool = False) -> dict[int, list[Report]]:
    """The reports of some events, by the keys of the events."""
    found: dict[int, list[Report]] = {}
    known: dict[int, dict[str, Named]] = {}
    rows = [dict(row) for row in rows_where(connection, statement(), event_mention.c.event, events)]
    if named:
        holders = {row["holder"] for row in rows}
        query = select(article.c.key, article.c.text, article.c.record)
        known = {row["key"]: named_in(row) for row in rows_where(connection, query, article.c.key, holders)}
    for row in sorted(rows, key=lambda one: (one["published"] or "9", one["holder"], one["trigger_start"])):
        found.setdefault(row["event"], []).append(report_from(row, known.get(row["holder"], {})))
    return found


def statement() -> Any:
    """The statement for reports with their articles and attributions; sentences are cut out by the database."""
    one, holder, said = event_mention.c, article.c, attribution.c
    here = and_(said.article == one.article, said.local == one.attribution)
    content = func.substr(holder.text, said.content_start + 1, said.content_end - said.content_start)
    return (
        select(
            event_mention, holder.key.label("holder"), holder.publisher, holder.title, holder.byline, holder.url,
            holder.language.label("written_in"), holder.translated_title, holder.translator, holder.coder,
            func.length(holder.text).label("length"),
            func.substr(holder.text, one.sentence_start + 1, one.sentence_end - one.sentence_start).label("said_in"),
            said.key.label("said_key"), said.kind.label("said_kind"), said.source.label("said_by"), said.source_entity,
            said.cue, said.stance, said.content_start, said.content_end, content.label("said_words"),
        )
        .join(article, holder.key == one.article)
        .outerjoin(attribution, here)
        .where(one.standing != "rejected")
    )  # fmt: skip


def report_from(row: Mapping[str, Any], named: dict[str, Named]) -> Report:
    """The report that a row holds."""
    return Report(
        id=public_id("em", row["key"]),
        article=article_found({**row, "key": row["holder"], "language": row["written_in"]}),
        language=row["written_in"],
        length=row["length"],
        type=row["type"],
        mode=row["mode"],
        contexts=json.loads(row["contexts"]),
        factuality=row["factuality"],
        denied_by=json.loads(row["denied_by"]),
        when_value=row["when_value"],
        when_end=row["when_end"],
        actors=[party["id"] for party in json.loads(row["actors"])],
        recipients=[party["id"] for party in json.loads(row["recipients"])],
        start=row["sentence_start"],
        end=row["sentence_end"],
        sentence=row["said_in"],
        translation=row["translation"],
        trigger_start=row["trigger_start"],
        trigger_end=row["trigger_end"],
        role=row["role"],
        saying=saying_from(row),
        origin=json.loads(row["origin"])["name"],
        confidence=row["confidence"],
        standing=row["standing"],
        coder=row["coder"],
        named=named,
    )


def saying_from(row: Mapping[str, Any]) -> Saying | None:
    """The attribution that a row holds beside its report."""
    if row["said_key"] is None:
        return None
    return Saying(
        id=public_id("at", row["said_key"]), kind=row["said_kind"], source=row["said_by"],
        source_entity=row["source_entity"], cue=row["cue"], stance=row["stance"], start=row["content_start"],
        end=row["content_end"], words=row["said_words"],
    )  # fmt: skip


def named_in(row: Mapping[str, Any]) -> dict[str, Named]:
    """The entities that an article names, by id, without making its whole record."""
    record = json.loads(zlib.decompress(row["record"]))
    words: dict[str, str] = {}
    for mention in record.get("mentions", ()):
        if mention.get("form", "name") != "pronoun":
            words.setdefault(mention["entity"], row["text"][mention["start"] : mention["end"]])
    return {
        one["id"]: Named(
            id=one["id"], name=one["name"], kind=one["kind"], state=one.get("state"), sector=one.get("sector"),
            role=one.get("role"), geonames_id=one.get("geonames_id"), words=words.get(one["id"]),
        )
        for one in record.get("entities", ())
    }  # fmt: skip
