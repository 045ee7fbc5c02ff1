"""Acts of a record: its event mentions as merging sees them, with where each comes from and what passes in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dragoman.coding.wording import least_quoted
from dragoman.concerns.doings import Doing, doing_of
from dragoman.concerns.record import called_illegal
from dragoman.knowledge.merging import merging
from dragoman.merge.acts import Act, Venue, anchors_of, content_words, manner_of, party_of, sentence_key, window_of
from dragoman.merge.keys import attribution_keys, public_id
from dragoman.merge.provenance import Provenance
from dragoman.record import Article, Entity, Event, Record, Span


def rendering(there: Record, event: Event) -> str:
    """The sentence of an event in the translation of its article."""
    return there.article.text[event.sentence.start : event.sentence.end]


class SharedNames:
    """Whom and what an article names that has the same id in every article, in whatever language.

    Args:
        there: the record in the words that were coded.
    """

    def __init__(self, there: Record) -> None:
        ids = {one.id for one in there.entities if one.known or one.kind == "state" or one.geonames_id is not None}
        self.mentions = [one for one in there.mentions if one.entity in ids]
        self.starts = [one.start for one in self.mentions]
        # States are in all articles on them.
        self.cast = anchors_of(name for name in ids if not name.startswith("state:"))

    def within(self, span: Span) -> set[str]:
        """Those that a stretch of the text names."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return {one.entity for one in self.mentions[first:last]}


def act_of(
    record: Record,
    event: Event,
    there: Record,
    read: Event,
    provenance: Provenance,
    source: Mapping[str, Any],
    shared: SharedNames,
    article: int,
    key: int,
) -> Act:
    """An event mention as merging sees it.

    Args:
        record: the record; its places are those of the published text.
        event: the event mention in it.
        there: the record in the words that were coded, those of a translation where there is one.
        read: the event mention in that.
        provenance: where reports come from.
        source: who published the article.
        shared: whom the article names that is named in any language.
        article: its key.
        key: of the mention.
    """
    entities = provenance.entities
    sentence = record.article.text[event.sentence.start : event.sentence.end]
    first, last, anchored = window_of(event.when, event.factuality, record.article.published)
    actors = tuple(party_of(entities[name]) for name in event.actors if name in entities)
    recipients = tuple(party_of(entities[name]) for name in event.recipients if name in entities)
    return Act(
        key=key,
        article=article,
        type=event.type,
        mode=event.mode,
        contexts=frozenset(event.contexts),
        actors=actors,
        recipients=recipients,
        materiel=frozenset(event.materiel),
        first=first,
        last=last,
        anchored=anchored,
        venue=venue_of(event, entities),
        factuality=event.factuality,
        denied_by=tuple(event.denied_by),
        confidence=event.confidence,
        when=event.when,
        words=content_words(rendering(there, read), (party.name for party in (*actors, *recipients))),
        language=there.article.language,
        translated=record.article.translation is not None,
        anchors=anchors_of(shared.within(read.sentence), rendering(there, read)),
        cast=shared.cast,
        sentence=sentence_key(sentence, merging().sentence_words),
        quotes=quotes_of(record, event),
        manner=manner_of(" ".join(there.article.text[span.start : span.end] for span in read.trigger)),
        sentence_start=event.sentence.start,
        origin=provenance.of(read),
        role=role_of(record.article, event),
        published=record.article.published,
        trigger=(event.trigger[0].start - event.sentence.start, event.trigger[-1].end - event.sentence.start),
        **source,
    )


def doings_of(record: Record, there: Record, event: Event, read: Event, article: int) -> tuple[Doing, ...]:
    """The activities of an event mention, with the attributions that call them illegal by their ids in the store.

    Args:
        record: the record.
        there: the record in the words that were coded.
        event: the event mention in the record.
        read: the event mention in the words that were coded, from which it is told what calls it illegal.
        article: key of the article.
    """
    entities = {entity.id: entity for entity in record.entities}
    keys = attribution_keys(article, record.attributions)
    ids = {one.id: public_id("at", name) for one, name in zip(record.attributions, keys, strict=True)}
    return tuple(
        replace(
            doing_of(activity, entities),
            illegal=tuple(sorted(ids[name] for name in called_illegal(there, read, seen))),
        )
        for activity, seen in zip(event.activities, read.activities, strict=True)
    )


def venue_of(event: Event, entities: Mapping[str, Entity]) -> Venue | None:
    """The place of an event."""
    place = entities.get(event.where.entity) if event.where else None
    if place is None or event.where is None:
        return None
    return Venue(
        place.id, place.name, event.where.role, place.state, place.lat, place.lon,
        place.geo_precision in ("point", "city"),
    )  # fmt: skip


def role_of(article: Article, event: Event) -> str:
    """The role of the segment that a mention stands in."""
    start = event.trigger[0].start
    return next((one.role for one in article.segments if one.start <= start < one.end), "paragraph")


def quotes_of(record: Record, event: Event) -> frozenset[int]:
    """The keys of the quotations in the mention's sentence; translated ones must be longer to tell a source."""
    text = record.article.text
    least = least_quoted(record.article)
    found = set()
    for attribution in record.attributions:
        if attribution.kind == "indirect":
            continue
        for span in attribution.content:
            if span.start < event.sentence.end and span.end > event.sentence.start:
                for part in text[span.start : span.end].replace("“", '"').replace("”", '"').split('"')[1::2]:
                    key = sentence_key(part, least)
                    if key is not None:
                        found.add(key)
    return frozenset(found)
