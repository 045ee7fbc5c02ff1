"""Words in a lake: the texts that may hold them are narrowed down by DuckDB, and SQLite's full-text search decides.

So a question of words finds in a lake what it finds in an SQLite store: the same words in the same endings. There is no
index; the time grows with the lake (a second or two for each million mentions).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from dragoman.store.lake_files import WORDS
from dragoman.store.words import SQLITE, Kind, match_sqlite, matching, terms_of

BATCH = 20_000
# What a row of each kind is found by.
TEXTS = {
    "mention": f"SELECT key, {WORDS} AS words FROM event_mention",
    "article": "SELECT key, substr(coalesce(title, ''), 1, 1000) || chr(10) || text AS words FROM article",
}


def matching_keys(connection: Connection, kind: Kind, question: str, name: str) -> tuple[str, dict[str, Any]]:
    """SQL for the keys of the rows that match a question, in a store or a lake, and its parameter called ``name``."""
    if connection.dialect.name != "duckdb":
        return matching(connection.dialect.name, kind, question, name)
    return f"SELECT unnest(CAST(:{name} AS BIGINT[])) AS key", {name: keys_with(connection, kind, question)}


def keys_with(connection: Connection, kind: Kind, question: str) -> list[int]:
    """The keys of the mentions or articles that match a question of words, in ascending order."""
    stems = [stem for term in terms_of(question) if not term.without for stem in map(begins, term.words)]
    # An index of SQLite folds the letters of a text; so does DuckDB here, and a stem is the beginning of its words.
    wanted = " AND ".join("contains(strip_accents(lower(words)), ?)" for _ in stems)
    query = f"SELECT key, words FROM ({TEXTS[kind]}) AS texts WHERE {wanted}"
    found = connection.exec_driver_sql(query, tuple(stems)).cursor
    return sorted(matched(batches(found), question))


def batches(cursor: Any) -> Iterator[list[tuple[int, str]]]:
    """The rows of a cursor, many at a time."""
    while rows := cursor.fetchmany(BATCH):
        yield rows


def matched(texts: Iterable[list[tuple[int, str]]], question: str) -> Iterator[int]:
    """The keys of the texts that SQLite's full-text search finds."""
    wanted = match_sqlite(question)
    for batch in texts:
        with closing(indexed()) as index:
            numbered = [(at, words) for at, (_, words) in enumerate(batch, start=1)]
            index.executemany("INSERT INTO mention_words (rowid, words) VALUES (?, ?)", numbered)
            for (row,) in index.execute("SELECT rowid FROM mention_words WHERE mention_words MATCH ?", (wanted,)):
                yield batch[row - 1][0]


def indexed() -> sqlite3.Connection:
    """An empty index in memory, made as the store makes its own."""
    made = sqlite3.connect(":memory:")
    made.execute(SQLITE[0])
    return made


@lru_cache(maxsize=1024)
def begins(word: str) -> str:
    """With what every word begins that has the same stem: the stem without its last letter, which may be changed."""
    with closing(indexed()) as index:
        index.execute("INSERT INTO mention_words (rowid, words) VALUES (1, ?)", (word,))
        index.execute("CREATE VIRTUAL TABLE stems USING fts5vocab('mention_words', 'row')")
        found: list[str] = [row[0] for row in index.execute("SELECT term FROM stems")]
    # A word that the index takes apart, or not at all, is looked for by what decides anyway.
    return found[0][:-1] if len(found) == 1 else ""
