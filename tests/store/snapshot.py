"""A store as plain rows, to be held against another: everything but clocks and the database's own numbers."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, select, text

from dragoman.store.database import Database
from dragoman.store.tables import metadata

# Numbers order rows inside one database; these columns say when something was done.
LEFT_OUT = {"number", "seen"}
# Counts the transactions, however many there were.
COUNTERS = {"store_state"}


def snapshot(where: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables, sorted, and the words that each row is found by."""
    database = Database(where, create=False)
    found: dict[str, list[tuple[object, ...]]] = {}
    with database.reading() as connection:
        if database.is_sqlite:
            for kind in ("mention", "article"):
                name = f"{kind}_words"
                connection.execute(text(f"CREATE VIRTUAL TABLE temp.all_{name} USING fts5vocab(main, {name}, 'row')"))
        for name, table in metadata.tables.items():
            if name in COUNTERS:
                continue
            columns = [column for column in table.c if column.name not in LEFT_OUT]
            found[name] = sorted(rows_of(connection, columns), key=repr)
        for kind in ("mention", "article"):
            found[f"{kind}_words"] = sorted(tuple(row) for row in connection.execute(text(words(database, kind))).all())
    database.close()
    return found


def rows_of(connection: Connection, columns: list[Column[Any]]) -> list[tuple[object, ...]]:
    """The rows of a table, the same from both databases: bytes by their hash, and columns of bytes are few."""
    rows = [tuple(row) for row in connection.execute(select(*columns))]
    for place, column in enumerate(columns):
        if isinstance(column.type, LargeBinary):
            rows = [(*row[:place], hashed(row[place]), *row[place + 1 :]) for row in rows]
    return rows


def hashed(value: object) -> str | None:
    """The hash of bytes."""
    if value is None:
        return None
    assert isinstance(value, bytes | memoryview)
    return hashlib.sha256(bytes(value)).hexdigest()


def words(database: Database, kind: str) -> str:
    """The statement for every word of an index, with the number of texts and of places that it stands in."""
    if database.is_sqlite:
        return f"SELECT term, doc, cnt FROM temp.all_{kind}_words"
    return f"SELECT word, ndoc, nentry FROM ts_stat('SELECT words FROM {kind}_words')"
