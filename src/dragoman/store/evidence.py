"""Evidence: an event with every report of it, who says so, why they are one event, and what analysts said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from dragoman.coding.wording import translated_by
from dragoman.concerns.record import with_concerns
from dragoman.merge.acts import Act
from dragoman.merge.events import Voice, merged
from dragoman.merge.keys import key_from, public_id
from dragoman.merge.likeness import likeness
from dragoman.merge.origins import Source
from dragoman.record import Record
from dragoman.store.batches import rows_where
from dragoman.store.chains import Chains
from dragoman.store.copies import copy_pairs
from dragoman.store.corrections import keyed, said_record
from dragoman.store.foreign import foreign_evidence, is_foreign
from dragoman.store.found import (
    Citation,
    Evidence,
    FoundArticle,
    FoundCopy,
    FoundMention,
    FoundOrigin,
    FoundVoice,
    event_from,
)
from dragoman.store.refusals import UnknownIdError
from dragoman.store.reviews import by_key, event_of, reviews_of, row_by_id
from dragoman.store.rows import Row, act_from
from dragoman.store.tables import article, article_copy, attribution, event, event_mention


def evidence_of(connection: Connection, event_id: str) -> Evidence:
    """An event with everything that it rests on.

    Raises:
        UnknownIdError: no event has this id.
    """
    row = present_event(connection, event_id)
    key = row["key"]
    if is_foreign(row):
        return foreign_evidence(row, reviews_of(connection, [key]))
    mentions = [
        dict(one)
        for one in connection.execute(select(event_mention).where(event_mention.c.event == key)).mappings()
        if one["standing"] != "rejected"
    ]
    articles = {one["key"]: dict(one) for one in rows_where(
        connection, select(article), article.c.key, (one["article"] for one in mentions))}  # fmt: skip
    acts = {one["key"]: act_from(one) for one in mentions}
    records = {name: said_record(connection, one) for name, one in articles.items()}
    found = [found_mention(one, acts, articles[one["article"]], records[one["article"]]) for one in mentions]
    found.sort(key=lambda one: (one.article.published or "9", one.article.id, one.start))
    whole = merged(list(acts.values()), copy_pairs(connection, articles))
    return Evidence(
        event=event_from(row),
        mentions=found,
        origins=[origin_found(source) for source in whole.sources],
        voices=[voice_found(voice) for voice in whole.voices],
        grade_reasons=list(whole.grade.reasons),
        copies=copies_among(connection, articles),
        reviews=reviews_of(connection, {key, *acts}),
    )


def present_event(connection: Connection, name: str) -> Row:
    """The row of the event that an id names: its own, one that it once had, or that of one of its mentions.

    Raises:
        UnknownIdError: there is none, or every report of it was rejected.
    """
    query = select(event).where(event.c.key == event_of(connection, name))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise UnknownIdError("an event mention that an analyst rejected", where=name, do="withdraw the review first")
    return dict(row)


def origin_found(source: Source) -> FoundOrigin:
    """An independent origin with the articles and mentions that rest on it."""
    return FoundOrigin(
        **source.origin.row(),
        party=source.party,
        reasons=list(source.reasons),
        articles=[public_id("ar", key) for key in source.articles],
        mentions=[public_id("em", key) for key in source.mentions],
    )


def voice_found(voice: Voice) -> FoundVoice:
    """What one origin says, with the articles."""
    articles = [public_id("ar", key) for key in voice.articles]
    return FoundVoice(origin=voice.origin, name=voice.name, says=voice.says, party=voice.party, articles=articles)


def found_mention(
    row: Mapping[str, Any], acts: Mapping[int, Act], holder: Mapping[str, Any], record: Record
) -> FoundMention:
    """One report of an act."""
    act = acts[row["key"]]
    return FoundMention(
        id=public_id("em", row["key"]),
        article=article_found(holder),
        type=row["type"],
        mode=row["mode"],
        factuality=row["factuality"],
        denied_by=json.loads(row["denied_by"]),
        when_value=row["when_value"],
        sentence=holder["text"][row["sentence_start"] : row["sentence_end"]],
        start=row["sentence_start"],
        end=row["sentence_end"],
        attribution=attribution_id(record, row["article"], local_of(record, row)),
        chain=Chains(record).of(local_of(record, row), act.origin),
        origin=act.origin.name,
        origin_reason=act.origin.reason,
        merged_because=why_merged(row, act, acts),
        confidence=row["confidence"],
        standing=row["standing"],
        translated=translated_by(record.article) is not None,
    )


def local_of(record: Record, row: Mapping[str, Any]) -> str | None:
    """The attribution that a mention stands in, by its name in the record; of a carried mention that of its row."""
    ids = {event.id: event.attribution for event in record.events}
    found: str | None = ids.get(row["local"], row["attribution"])
    return found


def attribution_id(record: Record, holder: int, local: str | None) -> str | None:
    """The id of an attribution, by which it is reviewed and cited."""
    return next((public_id("at", key) for key, one in keyed(record, holder).items() if one.id == local), None)


def why_merged(row: Mapping[str, Any], act: Act, acts: Mapping[int, Act]) -> list[str]:
    """Why a mention is taken for a report of the same act as the one that it hangs on."""
    parent = acts.get(row["parent"]) if row["parent"] is not None else None
    if parent is None:
        return ["the most definite report of this act"]
    if row["likeness"] is not None and row["likeness"] > 1:
        return ["an analyst says so"]
    name = public_id("em", parent.key)
    return [f"likest to {name}: {row['likeness']:.2f}", *likeness(act, parent).reasons]


def article_found(row: Mapping[str, Any]) -> FoundArticle:
    """An article as evidence names it."""
    return FoundArticle(
        id=public_id("ar", row["key"]), publisher=row["publisher"], title=row["title"],
        byline=json.loads(row["byline"]), published=row["published"], url=row["url"],
        source_class=row["source_class"], source_state=row["source_state"],
    )  # fmt: skip


def copies_among(connection: Connection, articles: Iterable[int]) -> list[FoundCopy]:
    """Who took text from whom, among some articles."""
    wanted = set(articles)
    rows = rows_where(connection, select(article_copy), article_copy.c.article, wanted)
    return [copy_found(row) for row in rows if row["other"] in wanted]


def copies_of(connection: Connection, article_id: str) -> list[FoundCopy]:
    """All articles that one took text from, or that took text from it.

    Raises:
        UnknownIdError: no article has this id.
    """
    key = row_by_id(connection, article, article_id)["key"]
    query = select(article_copy).where((article_copy.c.article == key) | (article_copy.c.other == key))
    return [copy_found(dict(row)) for row in connection.execute(query.order_by(article_copy.c.article)).mappings()]


def copy_found(row: Mapping[str, Any]) -> FoundCopy:
    """A copy out of its row."""
    return FoundCopy(
        article=public_id("ar", row["article"]), other=public_id("ar", row["other"]), kind=row["kind"],
        share=row["share"], paragraphs=[(at, there) for at, there, _ in json.loads(row["detail"])],
    )  # fmt: skip


def stored_record(connection: Connection, article_id: str) -> Record:
    """The record of an article in the store.

    Raises:
        UnknownIdError: no article has this id.
    """
    return with_concerns(said_record(connection, row_by_id(connection, article, article_id)))


def stored_records(connection: Connection) -> Iterator[Record]:
    """The records of all articles, in the order in which they were added."""
    for row in connection.execute(select(article).order_by(article.c.number)).mappings():
        yield with_concerns(said_record(connection, dict(row)))


def citations_of(connection: Connection, target: str) -> list[Citation]:
    """Footnote-ready citations: of every report of an event, of one mention, of an attribution, or of an article.

    Raises:
        UnknownIdError: nothing has this id.
    """
    found = key_from(target)
    kind = found[0] if found else None
    if kind == "ar":
        row = row_by_id(connection, article, target)
        return [citation(row, "ar", row["key"], (row["title"] or row["text"])[:200])]
    if kind == "em":
        return [mention_citation(connection, row_by_id(connection, event_mention, target))]
    if kind == "at":
        one = row_by_id(connection, attribution, target)
        holder = by_key(connection, article, one["article"], target)
        return [citation(holder, "at", one["key"], holder["text"][one["content_start"] : one["content_end"]])]
    return event_citations(connection, target)


def event_citations(connection: Connection, target: str) -> list[Citation]:
    """One citation for each article that reports an event: its first mention outside the headline."""
    key = event_of(connection, target)
    query = select(event_mention).where(event_mention.c.event == key, event_mention.c.standing != "rejected")
    rows = [dict(row) for row in connection.execute(query).mappings()]
    chosen: dict[int, Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda one: (one["role"] == "title", one["trigger_start"])):
        chosen.setdefault(row["article"], row)
    cited = [mention_citation(connection, row) for row in chosen.values()]
    return sorted(cited, key=lambda one: (one.published or "9", one.id))


def mention_citation(connection: Connection, row: Mapping[str, Any]) -> Citation:
    """The citation of one event mention."""
    holder = by_key(connection, article, row["article"], public_id("em", row["key"]))
    return citation(holder, "em", row["key"], holder["text"][row["sentence_start"] : row["sentence_end"]])


def citation(holder: Mapping[str, Any], kind: str, key: int, words: str) -> Citation:
    """A citation of words in an article."""
    return Citation(
        id=public_id(kind, key), publisher=holder["publisher"], byline=json.loads(holder["byline"]),
        title=holder["title"], published=holder["published"], url=holder["url"], words=words,
    )  # fmt: skip
