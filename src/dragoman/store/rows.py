"""Rows: a record as the store keeps it, and rows back as acts and records."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dragoman.concerns.doings import Doing
from dragoman.knowledge.publishers import publishers
from dragoman.language.original import as_translated
from dragoman.merge.acts import Act, Origin, Party, Venue, day_of
from dragoman.merge.copies import Body, body_of
from dragoman.merge.keys import article_key, attribution_keys, key_of, mention_keys
from dragoman.merge.likeness import blocks_of
from dragoman.merge.provenance import Provenance, outlet_of
from dragoman.record import Article, Attribution, Event, Record, When
from dragoman.store.acts import SharedNames, act_of, doings_of, rendering
from dragoman.store.refusals import UnstorableError

Row = dict[str, Any]
LEVEL = 4
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# How many of an article's own words a mention's index holds beside its sentence.
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Filed:
    """One record as rows.

    Args:
        key: key of the article.
        article: its row.
        mentions: the rows of its event mentions; what hangs on what is not filled in yet.
        attributions: the rows of its attributions.
        acts: the event mentions as merging sees them, in the same order.
        words: the text of each mention's entry in the index, in the same order.
        body: its text as copies are found by.
        together: the rows of the states that it names together, where it was not read.
    """

    key: int
    article: Row
    mentions: list[Row]
    attributions: list[Row]
    acts: list[Act]
    words: list[str]
    body: Body
    together: list[Row]


def file_record(record: Record) -> Filed:
    """The rows of a record.

    Raises:
        UnstorableError: it has a character 0, which is no text, and which PostgreSQL does not store.
    """
    article = record.article
    said = (article.text, article.title, article.url, article.publisher, article.published, *article.byline)
    if any("\0" in (part or "") for part in said):
        place = (article.url or article.id).replace("\0", "")
        raise UnstorableError("a character 0 in it", where=place, do="leave such characters out")
    key = article_key(article)
    known = publishers().by_id.get((article.publisher_id or "").removeprefix("publisher:"))
    body = body_of(article)
    source = {
        "outlet": outlet_of(record),
        "source_class": known.source_class if known else None,
        "source_state": known.state if known else None,
    }
    there = as_translated(record)
    told = [rendering(there, read) if record.article.translation else None for read in there.events]
    provenance = Provenance(there)
    keys = mention_keys(key, record.events)
    shared = SharedNames(there)
    acts = [
        act_of(record, event, there, read, provenance, source, shared, key, own)
        for event, read, own in zip(record.events, there.events, keys, strict=True)
    ]
    if any(event.activities for event in record.events):
        acts = [
            replace(act, doings=doings_of(record, there, event, read, key))
            for act, event, read in zip(acts, record.events, there.events, strict=True)
        ]
    return Filed(
        key=key,
        article=article_row(record, key, source, body),
        mentions=[mention_row(act, event, words) for act, event, words in zip(acts, record.events, told, strict=True)],
        attributions=attribution_rows(record, key),
        acts=acts,
        words=[
            index_text(record, event, act, words) for act, event, words in zip(acts, record.events, told, strict=True)
        ],
        body=body,
        together=together_rows(record, key),
    )


def coder_of(record: Record) -> str:
    """What made a record, in one string, its schema's version last: the same text and coder give the same record."""
    return f"{record.coder.name} {record.coder.version} {record.coder.model} {record.schema_version}"


def article_row(record: Record, key: int, source: Row, body: Body) -> Row:
    """The row of an article: its exact text, and the record without it."""
    article = record.article
    return {
        "key": key,
        "id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "publisher_id": article.publisher_id,
        **source,
        "title": article.title,
        "translated_title": article.translation.title if article.translation else None,
        "byline": json.dumps(article.byline, ensure_ascii=False),
        "published": article.published,
        "day": day_of(article.published),
        "language": article.language,
        "translator": translator_of(article),
        "text": article.text,
        "record": packed(record),
        "coder": coder_of(record),
        "signature": body.signature,
    }


def translator_of(article: Article) -> str | None:
    """What an article was read by: the engine, its version and the languages; None where it was read as it stands."""
    made = article.translation
    return f"{made.engine} {made.version} ({made.source}-{made.target})" if made else None


def packed(record: Record) -> bytes:
    """A record without the text of its article, compressed."""
    # Concerns follow from the events and are made anew when a record is given out.
    data = record.model_dump_json(exclude={"article": {"text"}, "concerns": True}, exclude_defaults=True)
    return zlib.compress(data.encode(), LEVEL)


def record_from(row: Mapping[str, Any]) -> Record:
    """The record that an article's row holds."""
    data = json.loads(zlib.decompress(row["record"]))
    data["article"]["text"] = row["text"]
    data["schema_version"] = row["coder"].rsplit(" ", 1)[-1]
    return Record.model_validate(data)


def article_from(row: Mapping[str, Any]) -> Article:
    """The article that a row holds."""
    return record_from(row).article


def index_text(record: Record, event: Event, act: Act, translation: str | None) -> str:
    """What a mention is found by: its sentence and how it was translated, the headline, the names of who and where."""
    names = [party.name for party in (*act.actors, *act.recipients)]
    if act.venue is not None:
        names.append(act.venue.name)
    sentence = record.article.text[event.sentence.start : event.sentence.end]
    told = (sentence, translation) if translation else (sentence,)
    return "\n".join((*told, (record.article.title or "")[:LONGEST_TITLE], *names))


def mention_row(act: Act, event: Event, translation: str | None) -> Row:
    """The row of an event mention, with its sentence in the translation that it was found in."""
    return {
        "key": act.key,
        "article": act.article,
        "local": event.id,
        "type": act.type,
        "mode": act.mode,
        "quad": event.quad,
        "score": event.score,
        "contexts": listed(sorted(act.contexts)),
        "actors": listed([party.row() for party in act.actors]),
        "recipients": listed([party.row() for party in act.recipients]),
        "materiel": listed(sorted(act.materiel)),
        "when_value": event.when.value,
        "when_end": event.when.value_end,
        "when_precision": event.when.precision,
        "first_day": act.first,
        "last_day": act.last,
        "anchored": act.anchored,
        "place": listed(act.venue.row()) if act.venue else None,
        "factuality": act.factuality,
        "denied_by": listed(list(act.denied_by)),
        "attribution": event.attribution,
        "confidence": act.confidence,
        "trigger_start": event.trigger[0].start,
        "trigger_end": event.trigger[-1].end,
        "sentence_start": event.sentence.start,
        "sentence_end": event.sentence.end,
        "sentence": act.sentence,
        "translation": translation,
        "language": act.language,
        "words": array("I", sorted(act.words)).tobytes(),
        "anchors": array("I", sorted(act.anchors)).tobytes(),
        "named": array("I", sorted(act.cast)).tobytes(),
        "quotes": listed(sorted(act.quotes)),
        "manner": act.manner,
        "origin": listed(act.origin.row()),
        "role": act.role,
        "activities": listed([doing.row() for doing in act.doings]),
        "published": act.published,
        "outlet": act.outlet,
        "source_class": act.source_class,
        "source_state": act.source_state,
        "parent": None,
        "likeness": None,
        "event": act.key,
        "standing": "machine",
        "carried": False,
    }


def act_from(row: Mapping[str, Any]) -> Act:
    """The act that the row of an event mention holds."""
    return Act(
        key=row["key"],
        article=row["article"],
        type=row["type"],
        mode=row["mode"],
        contexts=frozenset(json.loads(row["contexts"])),
        actors=parties_from(row["actors"]),
        recipients=parties_from(row["recipients"]),
        materiel=frozenset(json.loads(row["materiel"])),
        first=row["first_day"],
        last=row["last_day"],
        anchored=row["anchored"],
        venue=Venue(**json.loads(row["place"])) if row["place"] else None,
        factuality=row["factuality"],
        denied_by=tuple(json.loads(row["denied_by"])),
        confidence=row["confidence"],
        when=When.model_construct(
            value=row["when_value"], value_end=row["when_end"], precision=row["when_precision"], start=None, end=None,
            reason=None,
        ),
        words=frozenset(array("I", row["words"])),
        language=row["language"],
        translated=row["translation"] is not None,
        anchors=frozenset(array("I", row["anchors"] or b"")),
        cast=frozenset(array("I", row["named"] or b"")),
        sentence=row["sentence"],
        quotes=frozenset(json.loads(row["quotes"])),
        manner=row["manner"],
        sentence_start=row["sentence_start"],
        origin=Origin(**json.loads(row["origin"])),
        role=row["role"],
        published=row["published"],
        outlet=row["outlet"],
        source_class=row["source_class"],
        source_state=row["source_state"],
        trigger=(row["trigger_start"] - row["sentence_start"], row["trigger_end"] - row["sentence_start"]),
        doings=tuple(Doing.from_row(one) for one in json.loads(row["activities"])),
    )  # fmt: skip


def parties_from(text: str) -> tuple[Party, ...]:
    """The participants that a column holds."""
    return tuple(Party(**party) for party in json.loads(text))


def attribution_rows(record: Record, article: int) -> list[Row]:
    """The rows of the attributions of a record."""
    rows = []
    for key, one in zip(attribution_keys(article, record.attributions), record.attributions, strict=True):
        rows.append(
            {
                "key": key,
                "article": article,
                "local": one.id,
                "kind": one.kind,
                "source_entity": one.source_entity,
                "source": told_words(record, one, "source"),
                "cue": told_words(record, one, "cue"),
                "content_start": one.content[0].start if one.content else 0,
                "content_end": one.content[-1].end if one.content else 0,
                "stance": one.stance,
                "parent": one.parent,
                "medium_entity": one.medium_entity,
                "standing": "machine",
                "carried": False,
            }
        )
    return rows


def told_words(record: Record, attribution: Attribution, name: str) -> str | None:
    """The words of one part of an attribution; where those of the original are not known, those of the translation."""
    made, text, spans = record.article.translation, record.article.text, getattr(attribution, name)
    if attribution.translation is not None and made is not None and not spans:
        text, spans = made.text, getattr(attribution.translation, name)
    return " … ".join(text[span.start : span.end] for span in spans) or None


def together_rows(record: Record, article: int) -> list[Row]:
    """The rows of the states that an article names together; an article without a date says nothing of a time."""
    day = day_of(record.article.published)
    if day is None:
        return []
    return [
        {"dyad": "-".join(one.states), "day": day, "article": article, "sentences": len(one.sentences)}
        for one in record.named_together
    ]


def block_rows(act: Act) -> list[Row]:
    """The rows by which an act is found."""
    return [{"block": block, "mention": act.key} for block in sorted(blocks_of(act))]


def band_rows(key: int, body: Body) -> list[Row]:
    """The rows by which a copy is found by its wording."""
    return [{"band": band, "article": key} for band in sorted(set(body.bands()))]


def passage_rows(key: int, body: Body) -> list[Row]:
    """The rows by which a copy is found by whole sentences."""
    return [{"sentence": one, "article": key, "paragraph": at} for one, at in body.sentences()]


def listed(value: Any) -> str:
    """A value as JSON, the same for the same value."""
    if value == []:
        return "[]"
    return ENCODE(value)


def locator_key(locator: str) -> int:
    """The key of a source or of a failure, by its locator."""
    return key_of("locator", locator)
