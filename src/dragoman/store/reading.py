"""Reading: an article with all that was found in it, by the ids that people see, and what analysts said of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, select

from dragoman.coding.wording import is_marked
from dragoman.concerns.record import with_concerns
from dragoman.knowledge.plover import plover
from dragoman.merge.acts import Origin
from dragoman.merge.keys import key_from, mention_keys, public_id
from dragoman.record import Attribution, Concern, Event, Factuality, Record, Span, When
from dragoman.store.batches import rows_where
from dragoman.store.chains import Chains
from dragoman.store.corrections import keyed, said_record
from dragoman.store.evidence import article_found, citation, copies_of
from dragoman.store.found import Found, FoundArticle, FoundCopy, FoundParty, FoundPlace, FoundReview, named
from dragoman.store.reviews import reviews_of, row_by_id
from dragoman.store.rows import record_from
from dragoman.store.tables import article, attribution, event, event_mention


class ReadMention(Found):
    """One report of an act as its article shows it."""

    id: str
    event: str = Field(description="The event that it is a report of.")
    type: str
    mode: str | None
    contexts: list[str]
    score: float | None
    actors: list[FoundParty]
    recipients: list[FoundParty]
    materiel: dict[str, str] = Field(description="Names by entity id.")
    when: When
    place: FoundPlace | None
    factuality: Factuality
    denied_by: list[str] = Field(description="Those who deny it in this article, by name.")
    attribution: str | None = Field(description="The attribution that it stands in, by its id.")
    chain: list[str] = Field(description="Who says so, from the outlet to where it came from.")
    origin: str
    origin_reason: str
    confidence: float
    reasons: list[str]
    trigger: list[Span]
    sentence: Span
    concerns: list[Concern]
    standing: str
    event_standing: str = Field(description="How its event stands; an analyst may have rejected that as a whole.")
    carried: bool = Field(description="The coder does not find it any more; a review keeps it.")
    citation: str

    @property
    def who(self) -> str:
        """Those who did it, in a few words."""
        return named(self.actors) or "unknown"

    @property
    def whom(self) -> str:
        """Those to whom it was done, in a few words."""
        return named(self.recipients)


class ReadAttribution(Found):
    """Who said what in an article."""

    id: str
    kind: str
    source: str = Field(description="Who: an entity by name, or the words that describe it.")
    source_entity: str | None
    cue: str | None
    medium: str | None
    occasion: str | None = Field(description="On what occasion it was said.")
    stance: str | None
    parent: str | None = Field(description="The attribution whose content holds this one, by its id.")
    sources: list[Span]
    cues: list[Span]
    contents: list[Span]
    mentions: list[str] = Field(description="The event mentions that stand in it, by their ids.")
    reasons: list[str]
    standing: str
    carried: bool
    citation: str

    @property
    def translated(self) -> bool:
        """Whether its quoted words went through a translation."""
        return is_marked(self.reasons)


class Reading(Found):
    """An article with all that was found in it."""

    article: FoundArticle
    record: Record
    mentions: list[ReadMention]
    attributions: list[ReadAttribution]
    reviews: list[FoundReview]
    copies: list[FoundCopy]
    others: dict[str, FoundArticle] = Field(description="The articles that the copies name, by their ids.")
    citation: str

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.id


def reading_of(connection: Connection, article_id: str) -> Reading:
    """An article with all that was found in it.

    Raises:
        UnknownIdError: no article has this id.
    """
    holder = row_by_id(connection, article, article_id)
    record = with_concerns(said_record(connection, holder))
    rows = rows_of(connection, event_mention, holder["key"])
    said = rows_of(connection, attribution, holder["key"])
    parts = Parts(holder, record, names_of(holder, record, said), standings(connection, rows))
    mentions = parts.mentions(rows)
    copies = copies_of(connection, article_id)
    return Reading(
        article=article_found(holder),
        record=record,
        mentions=mentions,
        attributions=parts.attributions(said, mentions),
        reviews=reviews_of(connection, [*(row["key"] for row in (*rows, *said)), *(row["event"] for row in rows)]),
        copies=copies,
        others=others_of(connection, copies),
        citation=citation(holder, "ar", holder["key"], (holder["title"] or holder["text"])[:200]).text(),
    )


def rows_of(connection: Connection, table: Any, key: int) -> list[dict[str, Any]]:
    """The rows of a table that belong to an article."""
    return [dict(row) for row in connection.execute(select(table).where(table.c.article == key)).mappings()]


def standings(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """How the events of mentions stand, by key."""
    query = select(event.c.key, event.c.standing)
    found = rows_where(connection, query, event.c.key, {row["event"] for row in rows})
    return {row["key"]: row["standing"] for row in found}


def names_of(holder: Mapping[str, Any], record: Record, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The keys of the attributions by their names in the record.

    A key counts the attributions of the same borders, so that they are counted before any is rejected.
    """
    whole = record_from(holder) if any(row["standing"] == "rejected" for row in rows) else record
    return {one.id: key for key, one in keyed(whole, holder["key"]).items()}


def others_of(connection: Connection, copies: Iterable[FoundCopy]) -> dict[str, FoundArticle]:
    """The articles that copies name, by their ids."""
    wanted = {name for one in copies for name in (one.article, one.other)}
    keys = [found[1] for found in map(key_from, wanted) if found]
    columns = [column for column in article.c if column.name not in ("text", "record", "signature")]
    found = [article_found(row) for row in rows_where(connection, select(*columns), article.c.key, keys)]
    return {one.id: one for one in found}


class Parts:
    """What was found in one article, with its words.

    Args:
        holder: the article's row.
        record: its record, as analysts left it.
        names: the keys of its attributions by their names in the record.
        standings: how the events of its mentions stand, by key.
    """

    def __init__(
        self, holder: Mapping[str, Any], record: Record, names: Mapping[str, int], standings: Mapping[int, str]
    ) -> None:
        self.holder = holder
        self.standings = standings
        self.record = record
        self.text: str = holder["text"]
        self.chains = Chains(record)
        self.ids = {name: public_id("at", key) for name, key in names.items()}
        self.keys = {key: name for name, key in names.items()}
        self.concerns: dict[str, list[Concern]] = {}
        for one in record.concerns:
            self.concerns.setdefault(one.event, []).append(one)

    def mentions(self, rows: Iterable[Mapping[str, Any]]) -> list[ReadMention]:
        """The event mentions in the order of the text."""
        keys = mention_keys(self.holder["key"], self.record.events)
        coded = dict(zip(keys, self.record.events, strict=True))
        found = [self.mention(row, coded.get(row["key"])) for row in rows]
        return sorted(found, key=lambda one: (one.trigger[0].start, one.trigger[-1].end, one.id))

    def mention(self, row: Mapping[str, Any], coded: Event | None) -> ReadMention:
        """One event mention: its row, which holds what analysts said, with what only the record holds."""
        origin = Origin(**json.loads(row["origin"]))
        local = coded.attribution if coded else row["attribution"]
        corrected = row["standing"] == "corrected"
        modes = plover().types[row["type"]].modes
        mode = row["mode"] if row["mode"] in modes else None
        return ReadMention(
            id=public_id("em", row["key"]),
            event=public_id("ev", row["event"]),
            type=row["type"],
            mode=row["mode"],
            contexts=json.loads(row["contexts"]),
            score=plover().score(row["type"], mode) if corrected else row["score"],
            actors=json.loads(row["actors"]),
            recipients=json.loads(row["recipients"]),
            materiel={one: self.name(one) for one in json.loads(row["materiel"])},
            when=when_of(row, coded),
            place=json.loads(row["place"]) if row["place"] else None,
            factuality=row["factuality"],
            denied_by=[self.name(one) for one in json.loads(row["denied_by"])],
            attribution=self.ids.get(local or ""),
            chain=self.chains.of(local, origin),
            origin=origin.name,
            origin_reason=origin.reason,
            confidence=row["confidence"],
            reasons=coded.reasons if coded else ["a review keeps what the coder does not find any more"],
            trigger=coded.trigger if coded else [Span(start=row["trigger_start"], end=row["trigger_end"])],
            sentence=Span(start=row["sentence_start"], end=row["sentence_end"]),
            concerns=self.concerns.get(coded.id, []) if coded else [],
            standing=row["standing"],
            event_standing=self.standings.get(row["event"], "machine"),
            carried=row["carried"],
            citation=self.cite("em", row["key"], row["sentence_start"], row["sentence_end"]),
        )

    def attributions(self, rows: Iterable[Mapping[str, Any]], mentions: Iterable[ReadMention]) -> list[ReadAttribution]:
        """The attributions in the order of the text, those that an analyst rejected as well."""
        holds: dict[str, list[str]] = {}
        for one in mentions:
            holds.setdefault(one.attribution or "", []).append(one.id)
        found = [self.attribution(row, holds) for row in rows]
        return sorted(found, key=lambda one: (one.contents[0].start, one.contents[-1].end, one.id))

    def attribution(self, row: Mapping[str, Any], holds: Mapping[str, list[str]]) -> ReadAttribution:
        """One attribution: its row, which holds what analysts said, with what only the record holds."""
        name = public_id("at", row["key"])
        coded = self.chains.holders.get(self.keys.get(row["key"], ""))
        content = Span(start=row["content_start"], end=row["content_end"])
        return ReadAttribution(
            id=name,
            kind=row["kind"],
            source=self.source(row, coded),
            source_entity=row["source_entity"],
            cue=row["cue"],
            medium=self.medium(row, coded),
            occasion=self.words(coded.occasion) if coded else None,
            stance=row["stance"],
            parent=self.ids.get((coded.parent if coded else None) or ""),
            sources=coded.source if coded else [],
            cues=coded.cue if coded else [],
            contents=(coded.content if coded else None) or [content],
            mentions=holds.get(name, []),
            reasons=coded.reasons if coded else [],
            standing=row["standing"],
            carried=row["carried"],
            citation=self.cite("at", row["key"], row["content_start"], row["content_end"]),
        )

    def source(self, row: Mapping[str, Any], coded: Attribution | None) -> str:
        """Who says it, as the latest word has it."""
        if row["source_entity"]:
            return self.name(row["source_entity"])
        return row["source"] or (self.chains.source(coded) if coded else "somebody not named")

    def medium(self, row: Mapping[str, Any], coded: Attribution | None) -> str | None:
        """Through whom, or how, it was said."""
        if row["medium_entity"]:
            return self.name(row["medium_entity"])
        return self.words(coded.medium) if coded else None

    def words(self, spans: Iterable[Span]) -> str | None:
        """The words of spans; None of none."""
        return " … ".join(self.text[span.start : span.end] for span in spans) or None

    def name(self, entity: str) -> str:
        """The name of an entity; its id's own words where the record does not hold it."""
        return self.chains.names.get(entity) or entity.partition(":")[2] or entity

    def cite(self, kind: str, key: int, start: int, end: int) -> str:
        """A footnote for some words."""
        return citation(self.holder, kind, key, self.text[start:end]).text()


def when_of(row: Mapping[str, Any], coded: Event | None) -> When:
    """When an act was, as its row has it; with the words that say so where no analyst changed it."""
    if coded is not None and (coded.when.value, coded.when.value_end) == (row["when_value"], row["when_end"]):
        return coded.when
    reason = None if row["when_value"] else "an analyst says that it is not known"
    return When(value=row["when_value"], value_end=row["when_end"], precision=row["when_precision"], reason=reason)
