"""The writer: puts records into the store, each once, and replaces those of an older coder."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from dragoman.record import Record
from dragoman.store.batches import insert, rows_where
from dragoman.store.copies import Known, keep_copies
from dragoman.store.database import Database
from dragoman.store.rows import Filed, band_rows, block_rows, file_record, passage_rows
from dragoman.store.tables import (
    article,
    attribution,
    copy_band,
    event_mention,
    mention_block,
    named_together,
    passage,
)
from dragoman.store.upkeep import Upkeep
from dragoman.store.words import Entry, Kind, add_words

LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding records: how many were new, how many the store knew, and the event mentions in the new."""

    new: int
    known: int
    mentions: int

    def __add__(self, other: Added) -> Added:
        return Added(self.new + other.new, self.known + other.known, self.mentions + other.mentions)


NOTHING = Added(0, 0, 0)


def add_records(database: Database, records: Iterable[Record]) -> Added:
    """Add records in one transaction: all of them are stored and merged, or none is.

    A record whose article the store holds is passed over, whatever its coder; see ``recode`` for renewing those.
    """
    with collector_paused():
        filed = {one.key: one for one in map(file_record, records)}
        if not filed:
            return NOTHING
        with database.writing() as connection:
            return add_filed(connection, filed)


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for circular rubbish for a while: a batch makes many rows and no circles, and the search took a third
    of its time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def add_filed(connection: Connection, filed: dict[int, Filed]) -> Added:
    """Add records that are rows already, inside a transaction."""
    query = select(article.c.key)
    known = {row["key"] for row in rows_where(connection, query, article.c.key, filed)}
    new = [filed[key] for key in sorted(filed) if key not in known]
    put(connection, new)
    return Added(len(new), len(known), sum(len(one.mentions) for one in new))


def put(connection: Connection, new: Sequence[Filed]) -> None:
    """Write articles that the store does not hold, find their copies, and merge their event mentions."""
    insert(connection, article, [one.article for one in new])
    insert(connection, copy_band, [row for one in new for row in band_rows(one.key, one.body)])
    insert(connection, passage, [row for one in new for row in passage_rows(one.key, one.body)])
    index(connection, "article", article, {one.key: article_words(one) for one in new})
    keep_copies(connection, [Known(one.key, one.article["outlet"], one.article["published"], one.body) for one in new])
    put_coded(connection, new)


def put_coded(connection: Connection, new: Sequence[Filed]) -> None:
    """Write what was coded out of articles, and merge it."""
    insert(connection, attribution, [row for one in new for row in one.attributions])
    insert(connection, named_together, [row for one in new for row in one.together])
    mentions = [row for one in new for row in one.mentions]
    acts = [act for one in new for act in one.acts]
    insert(connection, event_mention, mentions)
    insert(connection, mention_block, [row for act in acts for row in block_rows(act)])
    words = [text for one in new for text in one.words]
    index(connection, "mention", event_mention, {act.key: text for act, text in zip(acts, words, strict=True)})
    Upkeep(connection).take(acts)


def article_words(filed: Filed) -> str:
    """What an article is found by: its headline, also in translation, and its text."""
    titles = [filed.article["title"] or "", *filter(None, [filed.article["translated_title"]])]
    return "\n".join((*(title[:LONGEST_TITLE] for title in titles), filed.article["text"]))


def index(connection: Connection, kind: Kind, table: Table, texts: dict[int, str]) -> None:
    """Put the texts of rows that are stored into an index."""
    add_words(connection, kind, entries(connection, table, texts))


def entries(connection: Connection, table: Table, texts: dict[int, str]) -> list[Entry]:
    """Entries of an index for rows, with the numbers that the database gave them."""
    rows = rows_where(connection, select(table.c.number, table.c.key), table.c.key, texts)
    return [Entry(row["number"], row["key"], texts[row["key"]]) for row in rows]


def known_articles(database: Database, keys: Iterable[int]) -> set[int]:
    """Which of some articles the store holds."""
    with database.reading() as connection:
        return {row["key"] for row in rows_where(connection, select(article.c.key), article.c.key, keys)}
