"""Quoted words: what the reports of many events say, word for word, in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, case, func, select

from dragoman.merge.keys import key_from, public_id
from dragoman.record import Factuality
from dragoman.store.batches import chunks
from dragoman.store.found import Found
from dragoman.store.tables import article, event_mention

# A list shows so many reports of an event; the page of the event shows all.
MOST_REPORTS = 8


class Quote(Found):
    """One report of an event in its own words."""

    mention: str
    article: str
    publisher: str | None
    published: str | None
    origin: str = Field(description="The name of where it came from.")
    factuality: Factuality
    words: str = Field(description="The sentence that reports the act.")
    translation: str | None = Field(default=None, description="The same in the translation that was read.")


class Quoted(Found):
    """The reports of one event, the most definite first, then by date."""

    quotes: list[Quote]
    reports: int = Field(description="How many there are, beyond those that are quoted too.")
    first_number: int = Field(description="Number of the earliest added article.")
    last_number: int = Field(description="Number of the latest added article.")


def quoted(connection: Connection, events: Iterable[str], most: int = MOST_REPORTS) -> dict[str, Quoted]:
    """The words of the reports of some events, by their ids; rejected reports are left out.

    Args:
        connection: a connection for reading.
        events: ids of events.
        most: how many reports of each are quoted.
    """
    keys = [found[1] for found in map(key_from, events) if found]
    rows = [row for chunk in chunks(keys) for row in connection.execute(statement(chunk, most)).mappings()]
    by_event: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda one: one["place"]):
        by_event.setdefault(public_id("ev", row["event"]), []).append(dict(row))
    return {
        name: Quoted(
            quotes=[quote_of(row) for row in listed], reports=listed[0]["reports"],
            first_number=listed[0]["first_number"], last_number=listed[0]["last_number"],
        )
        for name, listed in by_event.items()
    }  # fmt: skip


def statement(keys: list[int], most: int) -> Any:
    """The statement for the first reports of some events: sentences are cut out of the texts by the database."""
    mention = event_mention.c
    event = mention.event
    ranked = (
        select(
            mention.key, mention.event, mention.article, mention.origin, mention.factuality, mention.sentence_start,
            mention.sentence_end, mention.translation,
            func.row_number().over(
                partition_by=event,
                order_by=(case((mention.parent.is_(None), 0), else_=1), mention.published, mention.key),
            ).label("place"),
            func.count().over(partition_by=event).label("reports"),
            func.min(article.c.number).over(partition_by=event).label("first_number"),
            func.max(article.c.number).over(partition_by=event).label("last_number"),
        )
        .join(article, article.c.key == mention.article)
        .where(mention.event.in_(keys), mention.standing != "rejected")
        .subquery("ranked")
    )  # fmt: skip
    length = ranked.c.sentence_end - ranked.c.sentence_start
    words = func.substr(article.c.text, ranked.c.sentence_start + 1, length).label("words")
    return (
        select(ranked, article.c.publisher, article.c.published, words)
        .join(article, article.c.key == ranked.c.article)
        .where(ranked.c.place <= most)
    )


def quote_of(row: Mapping[str, Any]) -> Quote:
    """The quote that a row holds."""
    return Quote(
        mention=public_id("em", row["key"]), article=public_id("ar", row["article"]), publisher=row["publisher"],
        published=row["published"], origin=json.loads(row["origin"])["name"], factuality=row["factuality"],
        words=row["words"], translation=row["translation"],
    )  # fmt: skip
