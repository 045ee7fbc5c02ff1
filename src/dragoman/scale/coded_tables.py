"""The tables of coded shards: their columns with what they mean, and the rows that a record gives in each.

Beside the tables for people (articles, events, mentions, attributions, places, concerns) a shard holds the store's own
rows of its event mentions and copies (``event_mention``, ``mention_block``, ``copy_band``, ``passage``), of which
merging is made without reading a record again, which states are named together where nobody could read
(``named_together``), and what was not coded (``failures``, ``skipped``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from dragoman.concerns.record import with_concerns
from dragoman.merge.keys import mention_keys, public_id
from dragoman.record import SCHEMA_VERSION, Entity, Event, Record
from dragoman.store.lake_files import WORDS
from dragoman.store.lake_types import arrow_schema
from dragoman.store.rows import Filed, Row, band_rows, block_rows, passage_rows
from dragoman.store.tables import (
    article,
    attribution,
    copy_band,
    event_mention,
    mention_block,
    named_together,
    passage,
)

WORD = pa.string()
WORDS_LIST = pa.list_(pa.string())
NUMBER = pa.int64()
PLACE = pa.int32()
REAL = pa.float64()


@dataclass(frozen=True, slots=True)
class CodedTable:
    """A table of a shard: its columns, each with its type and what it means."""

    about: str
    columns: tuple[tuple[str, pa.DataType, str], ...]

    @property
    def schema(self) -> pa.Schema:
        """Its columns as Arrow knows them; their meanings go into the files."""
        fields = [pa.field(name, kind, metadata={"about": about}) for name, kind, about in self.columns]
        return pa.schema(fields, {"about": self.about, "dragoman_schema": SCHEMA_VERSION})


EVENTS = CodedTable(
    "Event mentions: one row for one report of one act.",
    (
        ("id", WORD, "of the event mention: em-..."),
        ("article", WORD, "the article, ar-..."),
        ("key", NUMBER, "the same as id, as a number"),
        ("local", WORD, "its id in the article's record"),
        ("type", WORD, "PLOVER event type"),
        ("mode", WORD, "PLOVER mode"),
        ("quad", WORD, "verbal or material, cooperation or conflict"),
        ("score", REAL, "PLOVER score, -10 to 10"),
        ("contexts", WORDS_LIST, "PLOVER contexts"),
        ("actors", WORDS_LIST, "entity ids of who did it"),
        ("actor_names", WORDS_LIST, "their names, in the same order"),
        ("actor_states", WORDS_LIST, "their states, ISO 3166-1 alpha-3, in the same order"),
        ("recipients", WORDS_LIST, "entity ids of to whom it was done"),
        ("recipient_names", WORDS_LIST, "their names, in the same order"),
        ("recipient_states", WORDS_LIST, "their states, in the same order"),
        ("when_value", WORD, "ISO date of the act; null where the report does not date it"),
        ("when_end", WORD, "ISO date of the last day of a range"),
        ("when_precision", WORD, "day, month, year ..."),
        ("place", WORD, "entity id of the place"),
        ("place_role", WORD, "venue, origin, destination or subject"),
        ("materiel", WORDS_LIST, "entity ids of arms and related equipment"),
        ("factuality", WORD, "happened, future, hypothetical, negated, historical"),
        ("denied_by", WORDS_LIST, "who denies it in this article"),
        ("attribution", WORD, "id in the record of the attribution that it stands in"),
        ("confidence", REAL, "0 to 1"),
        ("reasons", WORDS_LIST, "why it was coded so"),
        ("trigger_start", PLACE, "where the words that tell the act begin, in characters of the article's text"),
        ("trigger_end", PLACE, "where they end"),
        ("sentence_start", PLACE, "where their sentence begins"),
        ("sentence_end", PLACE, "where it ends"),
        ("sentence", WORD, "the sentence"),
        ("translation", WORD, "the sentence in the translation that it was found in; null where it was read as it is"),
    ),
)
MENTIONS = CodedTable(
    "Mentions: one row for each span that names, describes or points at an entity, with what is known of the entity.",
    (
        ("article", WORD, "the article, ar-..."),
        ("start", PLACE, "in characters of the article's text"),
        ("end", PLACE, "exclusive"),
        ("text", WORD, "the words"),
        ("form", WORD, "name, demonym, metonym, nominal, pronoun, embedded"),
        ("entity", WORD, "entity id"),
        ("name", WORD, "the entity's name"),
        ("kind", WORD, "person, state, organisation, group, place, publisher or materiel"),
        ("state", WORD, "the state it belongs to, ISO 3166-1 alpha-3"),
        ("sector", WORD, "PLOVER sector"),
        ("role", WORD, "office or description"),
        ("materiel_class", WORD, "UN Register of Conventional Arms, I-VIII"),
    ),
)
PLACES = CodedTable(
    "Places: one row for each place that an article names, with its point where it was found.",
    (
        ("article", WORD, "the article, ar-..."),
        ("entity", WORD, "entity id"),
        ("name", WORD, "its name"),
        ("kind", WORD, "place or state"),
        ("state", WORD, "ISO 3166-1 alpha-3"),
        ("lat", REAL, "degrees north; null where it was not resolved"),
        ("lon", REAL, "degrees east"),
        ("geonames_id", NUMBER, "GeoNames id"),
        ("precision", WORD, "point, city, region, country or continent"),
        ("times", PLACE, "how often the article names it"),
    ),
)
CONCERNS = CodedTable(
    "Concerns: one row for each provision that an event mention would engage, if it was done as reported.",
    (
        ("article", WORD, "the article, ar-..."),
        ("event", WORD, "the event mention, em-..."),
        ("provision", WORD, "id of the provision"),
        ("direction", WORD, "to_target, from_target, both, presence_abroad or target_obligation"),
        ("activity", WORD, "what passes"),
        ("status", WORD, "reported, planned, discussed, possible or denied"),
        ("reasons", WORDS_LIST, "why it would be engaged"),
        ("against", WORDS_LIST, "what argues against it"),
        ("called_illegal", WORDS_LIST, "attributions that call it illegal"),
    ),
)
FAILURES = CodedTable(
    "Failures: what could not be read or coded, with the reason.",
    (
        ("locator", WORD, "which document"),
        ("code", WORD, "code of the error"),
        ("what", WORD, "what was wrong"),
        ("place", WORD, "where"),
        ("advice", WORD, "what to do"),
    ),
)
SKIPPED = CodedTable(
    "Skipped: what was not read in full, because of its language, or because it tells of no act between two sides.",
    (
        ("locator", WORD, "which document"),
        ("url", WORD, "its address"),
        ("kind", WORD, "language or relevance"),
        ("reason", WORD, "why"),
    ),
)
PEOPLE = {
    "events": EVENTS, "mentions": MENTIONS, "places": PLACES, "concerns": CONCERNS, "failures": FAILURES,
    "skipped": SKIPPED,
}  # fmt: skip
# The store's own rows, in the store's own columns; articles and attributions are of use to people as well.
OWN = {
    "articles": article, "attributions": attribution, "event_mention": event_mention,
    "mention_block": mention_block, "copy_band": copy_band, "passage": passage, "named_together": named_together,
}  # fmt: skip


def schemas() -> dict[str, pa.Schema]:
    """The columns of every table of a shard."""
    found = {name: table.schema for name, table in PEOPLE.items()}
    for name, table in OWN.items():
        found[name] = arrow_schema(table)
    found["event_mention"] = found["event_mention"].append(pa.field(WORDS, WORD))
    return found


def rows_of(record: Record, filed: Filed) -> dict[str, list[Row]]:
    """The rows of a record in every table."""
    name = public_id("ar", filed.key)
    entities = {entity.id: entity for entity in record.entities}
    keys = dict(zip((event.id for event in record.events), mention_keys(filed.key, record.events), strict=True))
    mentions = zip(filed.mentions, filed.words, strict=True)
    return {
        "articles": [filed.article],
        "attributions": filed.attributions,
        "events": [
            {**event_row(record, event, keys[event.id], name, entities), "translation": row["translation"]}
            for event, row in zip(record.events, filed.mentions, strict=True)
        ],
        "mentions": list(mention_rows(record, name, entities)),
        "places": list(place_rows(record, name)),
        "concerns": list(concern_rows(record, keys, name)),
        "event_mention": [{**row, WORDS: words} for row, words in mentions],
        "mention_block": [row for act in filed.acts for row in block_rows(act)],
        "copy_band": band_rows(filed.key, filed.body),
        "passage": passage_rows(filed.key, filed.body),
        "named_together": filed.together,
    }


def event_row(record: Record, event: Event, key: int, name: str, entities: Mapping[str, Entity]) -> Row:
    """The row of an event mention."""
    text = record.article.text
    return {
        "id": public_id("em", key), "article": name, "key": key, "local": event.id, "type": event.type,
        "mode": event.mode, "quad": event.quad, "score": event.score, "contexts": event.contexts,
        **side("actor", event.actors, entities), **side("recipient", event.recipients, entities),
        "when_value": event.when.value, "when_end": event.when.value_end, "when_precision": event.when.precision,
        "place": event.where.entity if event.where else None,
        "place_role": event.where.role if event.where else None,
        "materiel": event.materiel, "factuality": event.factuality, "denied_by": event.denied_by,
        "attribution": event.attribution, "confidence": event.confidence, "reasons": event.reasons,
        "trigger_start": event.trigger[0].start, "trigger_end": event.trigger[-1].end,
        "sentence_start": event.sentence.start, "sentence_end": event.sentence.end,
        "sentence": text[event.sentence.start : event.sentence.end],
    }  # fmt: skip


def side(name: str, ids: Sequence[str], entities: Mapping[str, Entity]) -> Row:
    """Those on one side of an event: their ids, names and states."""
    known = [entities.get(one) for one in ids]
    return {
        f"{name}s": list(ids),
        f"{name}_names": [one.name if one else None for one in known],
        f"{name}_states": [one.state if one else None for one in known],
    }


def mention_rows(record: Record, name: str, entities: Mapping[str, Entity]) -> Iterator[Row]:
    """The rows of the mentions of a record."""
    for mention in record.mentions:
        entity = entities[mention.entity]
        yield {
            "article": name, "start": mention.start, "end": mention.end, "text": mention.text, "form": mention.form,
            "entity": entity.id, "name": entity.name, "kind": entity.kind, "state": entity.state,
            "sector": entity.sector, "role": entity.role, "materiel_class": entity.materiel_class,
        }  # fmt: skip


def place_rows(record: Record, name: str) -> Iterator[Row]:
    """The rows of the places of a record."""
    times: dict[str, int] = {}
    for mention in record.mentions:
        times[mention.entity] = times.get(mention.entity, 0) + 1
    for entity in record.entities:
        if entity.kind in ("place", "state"):
            yield {
                "article": name, "entity": entity.id, "name": entity.name, "kind": entity.kind, "state": entity.state,
                "lat": entity.lat, "lon": entity.lon, "geonames_id": entity.geonames_id,
                "precision": entity.geo_precision, "times": times.get(entity.id, 0),
            }  # fmt: skip


def concern_rows(record: Record, keys: Mapping[str, int], name: str) -> Iterator[Row]:
    """The rows of the concerns of a record."""
    if not any(event.activities for event in record.events):
        return
    for one in with_concerns(record).concerns:
        yield {
            "article": name, "event": public_id("em", keys[one.event]), "provision": one.provision,
            "direction": one.direction, "activity": one.activity, "status": one.status, "reasons": one.reasons,
            "against": one.against, "called_illegal": one.called_illegal,
        }  # fmt: skip


def documented() -> Iterable[tuple[str, CodedTable]]:
    """The tables for people, by name, for the documentation."""
    return PEOPLE.items()
