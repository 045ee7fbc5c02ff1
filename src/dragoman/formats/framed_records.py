"""The columns of records as frames: articles, the event mentions in them, and who says what in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.formats.columns import Column, day
from dragoman.record import Attribution, Entity, Event, Record, Span


class Read(NamedTuple):
    """A record."""

    record: Record


class Coded(NamedTuple):
    """An event mention with its record."""

    record: Record
    event: Event


class Said(NamedTuple):
    """An attribution with its record."""

    record: Record
    said: Attribution


def words(record: Record, spans: list[Span]) -> str:
    """The words of spans as they stand in the text, with an ellipsis between them."""
    return " … ".join(record.article.text[span.start : span.end] for span in spans)


def rendered(one: Coded) -> str | None:
    """The sentence of an event in the translation of its article; None where it was read as it stands."""
    made, said = one.record.article.translation, one.event.translation
    return made.text[said.sentence.start : said.sentence.end] if made is not None and said is not None else None


def entity(record: Record, name: str | None) -> Entity | None:
    """An entity of a record."""
    return next((one for one in record.entities if one.id == name), None)


def names(record: Record, ids: list[str]) -> list[str]:
    """Entities by name."""
    found = (entity(record, one) for one in ids)
    return [one.name if one else name for one, name in zip(found, ids, strict=True)]


def states(record: Record, ids: list[str]) -> list[str]:
    """The states that entities are or belong to, once each."""
    found = (entity(record, one) for one in ids)
    return list(dict.fromkeys(one.state for one in found if one and one.state))


def columns_of_articles() -> Iterator[Column[Read]]:
    """What a row says of an article that was read."""
    yield Column("article", "text", "Hash of its text.", lambda one: one.record.article.id)
    yield Column("publisher", "text", "Who published it.", lambda one: one.record.article.publisher)
    yield Column("title", "text", "Its headline.", lambda one: one.record.article.title)
    yield Column("byline", "list", "Who wrote it.", lambda one: one.record.article.byline)
    yield Column("published", "text", "When, ISO 8601.", lambda one: one.record.article.published)
    yield Column("published_day", "day", "Its day, as written.", lambda one: day(one.record.article.published))
    yield Column("url", "text", "Its address.", lambda one: one.record.article.url)
    yield Column("language", "category", "ISO 639-1 code.", lambda one: one.record.article.language)
    yield Column("translated", "truth", "It says that it is a translation.", lambda one: one.record.article.translated)
    yield Column("length", "count", "Characters of its text.", lambda one: len(one.record.article.text))
    yield Column("events", "count", "Event mentions in it.", lambda one: len(one.record.events))
    yield Column("attributions", "count", "Attributions in it.", lambda one: len(one.record.attributions))
    yield Column("entities", "list", "Who and what it names, by id.", lambda one: [e.id for e in one.record.entities])
    yield Column("text", "text", "The text, character for character.", lambda one: one.record.article.text)


def columns_of_mentions() -> Iterator[Column[Coded]]:
    """What a row says of an event mention in an article; the same names as those of events where they say the same."""
    yield Column("article", "text", "Hash of the article's text.", lambda one: one.record.article.id)
    yield Column("id", "text", "Its id in the article.", lambda one: one.event.id)
    yield Column("type", "category", "PLOVER event type.", lambda one: one.event.type)
    yield Column("mode", "category", "PLOVER mode.", lambda one: one.event.mode)
    yield Column("quad", "category", "Verbal or material, cooperation or conflict.", lambda one: one.event.quad)
    yield Column("score", "number", "PLOVER's score, -10 to 10.", lambda one: one.event.score)
    yield Column("contexts", "list", "PLOVER contexts.", lambda one: one.event.contexts)
    yield Column("actors", "list", "Who did it, by name.", lambda one: names(one.record, one.event.actors))
    yield Column("actor_states", "list", "Their states, once each.", lambda one: states(one.record, one.event.actors))
    yield Column("recipients", "list", "To whom, by name.", lambda one: names(one.record, one.event.recipients))
    yield Column("recipient_states", "list", "Their states, once each.",
                 lambda one: states(one.record, one.event.recipients))  # fmt: skip
    yield Column("when_value", "text", "When it was, ISO 8601.", lambda one: one.event.when.value)
    yield Column("when_end", "text", "Where it lasted: until when.", lambda one: one.event.when.value_end)
    yield Column("when_precision", "category", "How precise that is.", lambda one: one.event.when.precision)
    yield Column("place", "text", "Where it was, by name.", place)
    yield Column("materiel", "list", "Arms and related equipment, by entity id.", lambda one: one.event.materiel)
    yield Column("factuality", "category", "How it is reported.", lambda one: one.event.factuality)
    yield Column("denied_by", "list", "Who denies it there, by entity id.", lambda one: one.event.denied_by)
    yield Column("attribution", "text", "The attribution that it stands in.", lambda one: one.event.attribution)
    yield Column("confidence", "number", "The coder's confidence, 0 to 1.", lambda one: one.event.confidence)
    yield Column("start", "count", "Where its sentence begins, in characters.", lambda one: one.event.sentence.start)
    yield Column("end", "count", "Where it ends.", lambda one: one.event.sentence.end)
    yield Column("sentence", "text", "The sentence.", lambda one: words(one.record, [one.event.sentence]))
    yield Column("translation", "text", "The same in the translation that was read.", rendered)


def place(row: Coded) -> str | None:
    """The place of an event mention, by name."""
    found = entity(row.record, row.event.where.entity) if row.event.where else None
    return found.name if found else None


def columns_of_sayings() -> Iterator[Column[Said]]:
    """What a row says of an attribution: who says what, in which words."""
    yield Column("article", "text", "Hash of the article's text.", lambda one: one.record.article.id)
    yield Column("id", "text", "Its id in the article.", lambda one: one.said.id)
    yield Column("kind", "category", "direct, indirect or mixed.", lambda one: one.said.kind)
    yield Column(
        "source", "text", "Who says it, in the article's words.", lambda one: words(one.record, one.said.source)
    )
    yield Column("source_entity", "text", "Who that is, by entity id.", lambda one: one.said.source_entity)
    yield Column("source_state", "category", "The state that they are or belong to.", state_of_source)
    yield Column("cue", "text", "The words of saying.", lambda one: words(one.record, one.said.cue))
    yield Column("content", "text", "What is said.", lambda one: words(one.record, one.said.content))
    yield Column("expresses", "category", "Speech, belief, intention ...", lambda one: one.said.expresses)
    yield Column("stance", "category", "What the cue does: assert, deny, doubt ...", lambda one: one.said.stance)
    yield Column("medium", "text", "How it was said.", lambda one: words(one.record, one.said.medium))
    yield Column("parent", "text", "The attribution that holds this one.", lambda one: one.said.parent)
    yield Column("start", "count", "Where its content begins, in characters.", lambda one: one.said.content[0].start)
    yield Column("end", "count", "Where it ends.", lambda one: one.said.content[-1].end)


def state_of_source(row: Said) -> str | None:
    """The state of who says it."""
    found = entity(row.record, row.said.source_entity)
    return found.state if found else None


ARTICLE_COLUMNS = tuple(columns_of_articles())
MENTION_COLUMNS = tuple(columns_of_mentions())
SAYING_COLUMNS = tuple(columns_of_sayings())
