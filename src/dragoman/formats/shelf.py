"""The shelf: what an export has to remember until its end, on disk, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import NamedTuple

TABLES = """
CREATE TABLE seen (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE held (name TEXT PRIMARY KEY, value TEXT NOT NULL, first TEXT, last TEXT) WITHOUT ROWID;
CREATE TABLE referred (name TEXT, other TEXT, PRIMARY KEY (name, other)) WITHOUT ROWID;
"""
# In KiB: what stays in memory of it.
CACHE = 64 * 1024
HOLD = """
INSERT INTO held VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET
first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
last = max(coalesce(last, excluded.last), coalesce(excluded.last, last))
"""


class Held(NamedTuple):
    """What is held under a name: the value that came first, and the first and last stamp of all."""

    name: str
    value: str
    first: str | None
    last: str | None


class Shelf:
    """A temporary database that SQLite keeps in memory while it is small, and that is gone when it is closed."""

    def __init__(self) -> None:
        # An empty name is SQLite's own word for a private temporary file.
        self.connection = sqlite3.connect("", isolation_level=None)
        self.connection.executescript(TABLES + f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -{CACHE};")
        self.connection.execute("BEGIN")

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()

    def new(self, name: str) -> bool:
        """Whether a name is asked for the first time."""
        return self.connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (name,)).rowcount == 1

    def hold(self, name: str, value: str, first: str | None = None, last: str | None = None) -> None:
        """Keeps a value under a name; of several the first, with the smallest ``first`` and the largest ``last``."""
        self.connection.execute(HOLD, (name, value, first, last))

    def held(self) -> Iterator[Held]:
        """All that is held, in the order of the names."""
        return map(Held._make, self.connection.execute("SELECT * FROM held ORDER BY name"))

    def refer(self, name: str, other: str) -> None:
        """Notes that one name refers to another."""
        self.connection.execute("INSERT OR IGNORE INTO referred VALUES (?, ?)", (name, other))

    def referred(self, name: str) -> list[str]:
        """What a name refers to, in order."""
        query = "SELECT other FROM referred WHERE name = ? ORDER BY other"
        return [other for (other,) in self.connection.execute(query, (name,))]
