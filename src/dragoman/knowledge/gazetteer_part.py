"""The half-made gazetteer: rows staged in a file of their own, with how far each dump has been read.

Rows and position are written in one transaction, so that an import that was killed goes on where it stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.knowledge.gazetteer_tables import SPELLINGS_FROM, NameRow
from dragoman.knowledge.geonames_lines import LARGE_KINDS, DumpPlace

CACHE_KIB = 128 << 10
SCHEMA = """
CREATE TABLE plan (said TEXT NOT NULL);
CREATE TABLE step (name TEXT PRIMARY KEY, position INTEGER NOT NULL, lines INTEGER NOT NULL, done INTEGER NOT NULL,
    kept INTEGER NOT NULL, left_out INTEGER NOT NULL, aside TEXT NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, kind TEXT NOT NULL,
    country TEXT, admin1 INTEGER, admin2 INTEGER, population INTEGER NOT NULL, code TEXT, feature TEXT,
    code1 TEXT, code2 TEXT);
CREATE TABLE spelling (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL);
CREATE TABLE area (code TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""
# The dump is newer than the embedded gazetteer's row of the same number, but often has no people of an area.
PUT_PLACE = """
INSERT INTO place (id, name, lat, lon, kind, country, population, feature, code1, code2)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, lat = excluded.lat, lon = excluded.lon, kind = excluded.kind,
    country = excluded.country, population = iif(excluded.population, excluded.population, population),
    feature = excluded.feature, code1 = excluded.code1, code2 = excluded.code2
"""
PUT_STEP = "INSERT OR REPLACE INTO step VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Step:
    """How far one dump has been read: up to which byte, and what became of its lines.

    ``aside``: lines that could not be read, by reason, with the number of the first.
    """

    name: str
    position: int = 0
    lines: int = 0
    done: bool = False
    kept: int = 0
    left_out: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def set_aside(self, reason: str) -> None:
        """Count the present line as one that could not be read."""
        self.first.setdefault(reason, self.lines)
        self.aside[reason] += 1


class Marks:
    """Which places are known, a byte for each number: whether the dump has them, and whether they are large."""

    KNOWN, LARGE, IN_DUMP = 1, 2, 4

    def __init__(self) -> None:
        self._bytes = bytearray()

    def __getitem__(self, number: int) -> int:
        return self._bytes[number] if number < len(self._bytes) else 0

    def add(self, number: int, marks: int) -> None:
        """Mark a place."""
        if number >= len(self._bytes):
            self._bytes.extend(bytes(number + 1 - len(self._bytes)))
        self._bytes[number] |= marks


class Part:
    """The staged rows of one import.

    Args:
        path: the file; made where it is missing.
        plan: what is imported and how; a file of another plan is not gone on with.

    Attributes:
        anew: why a file that was there is not gone on with, if so.

    Raises:
        KnowledgeError: another import is writing the file.
    """

    def __init__(self, path: Path, plan: str) -> None:
        self.path = path
        self.anew: str | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._told():
            self.connection = connection(path)
            if self._has(plan):
                return
            if self.anew:
                self.delete()
                self.connection = connection(path)
                alone(self.connection)
            with self.writing():
                for statement in filter(str.strip, SCHEMA.split(";")):
                    self.connection.execute(statement)
                self.connection.execute("INSERT INTO plan VALUES (?)", (plan,))

    def _has(self, plan: str) -> bool:
        """Whether the file holds rows of this plan; ``anew`` then says why it does not, unless it is empty."""
        try:
            alone(self.connection)
            tables = {row[0] for row in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            said = self.connection.execute("SELECT said FROM plan").fetchone() if "plan" in tables else None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.anew = "what the last one left cannot be read"
            return False
        if said is None:
            self.anew = "what the last one left is no part of a gazetteer" if tables else None
        elif said != (plan,):
            self.anew = "files or options are others than those that the last one began with"
        return said == (plan,)

    def step(self, name: str) -> Step:
        """How far a dump has been read."""
        row = self.connection.execute("SELECT * FROM step WHERE name = ?", (name,)).fetchone()
        if row is None:
            return Step(name)
        _, position, lines, done, kept, left_out, aside = row
        counted = json.loads(aside)
        return Step(
            name, position, lines, bool(done), kept, left_out, Counter(counted["counts"]), counted["first"]
        )  # fmt: skip

    def save(self, step: Step) -> None:
        """Write down how far a dump has been read; inside ``writing``."""
        aside = json.dumps({"counts": step.aside, "first": step.first})
        row = (step.name, step.position, step.lines, step.done, step.kept, step.left_out, aside)
        self.connection.execute(PUT_STEP, row)

    def put(self, places: list[DumpPlace], spellings: list[NameRow]) -> None:
        """Add places of the dump, the areas among them, and names; inside ``writing``."""
        self.connection.executemany(PUT_PLACE, places)
        areas = [(place.area_code, place.id) for place in places if place.area_code]
        self.connection.executemany("INSERT OR REPLACE INTO area VALUES (?, ?)", areas)
        self.connection.executemany("INSERT INTO spelling VALUES (?, ?, ?)", spellings)

    def put_embedded(self, embedded: Path, areas: Iterable[tuple[str, int]]) -> None:
        """Begin with the places and names of the embedded gazetteer, so that nothing that it knows is lost.

        Args:
            embedded: its file.
            areas: GeoNames' codes of areas with their numbers.
        """
        self.connection.execute("ATTACH ? AS embedded", (f"{embedded.resolve().as_uri()}?mode=ro&immutable=1",))
        try:
            with self.writing():
                self.connection.execute("INSERT INTO place SELECT *, NULL, NULL FROM embedded.place")
                self.connection.execute("INSERT INTO spelling SELECT key, place, own FROM embedded.name")
                self.connection.executemany("INSERT OR REPLACE INTO area VALUES (?, ?)", areas)
                self.save(Step("embedded", done=True))
        finally:
            self.connection.execute("DETACH embedded")

    def drop_lost_areas(self) -> None:
        """Forget the codes of areas that are not among the places: they would lead nowhere."""
        with self.writing():
            self.connection.execute("DELETE FROM area WHERE place NOT IN (SELECT id FROM place)")

    def marks(self) -> Marks:
        """The marks of all places that are there."""
        found = Marks()
        rows = self.connection.execute("SELECT id, kind, population, feature IS NOT NULL FROM place")
        for number, kind, people, in_dump in rows:
            large = Marks.LARGE if people >= SPELLINGS_FROM or kind in LARGE_KINDS else 0
            found.add(number, Marks.KNOWN | large | (Marks.IN_DUMP if in_dump else 0))
        return found

    def area_codes(self) -> dict[int, str]:
        """ISO 3166-2 codes by number of area."""
        return dict(self.connection.execute("SELECT id, code FROM place WHERE code IS NOT NULL"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of it is written, or nothing.

        Raises:
            KnowledgeError: it cannot be written.
        """
        with self._told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise refused(error, self.path) from error

    def close(self) -> None:
        """Close the file; what is in it stays for the next time."""
        self.connection.close()

    def delete(self) -> None:
        """Close and delete the file."""
        self.close()
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            path.unlink(missing_ok=True)


def connection(path: Path) -> sqlite3.Connection:
    """A connection that opens nothing yet."""
    return sqlite3.connect(path.resolve().as_uri(), uri=True, isolation_level=None, timeout=1.0)


def alone(connection: sqlite3.Connection) -> None:
    """Take the lock and keep it: a second import is told at its start. A kill or a power cut leaves the file whole."""
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def refused(error: sqlite3.OperationalError, path: Path) -> KnowledgeError:
    """The error for a file that SQLite cannot write."""
    if "locked" in str(error):
        return KnowledgeError("another import is writing this gazetteer", where=str(path), do="wait until it is done")
    return KnowledgeError(
        f"the gazetteer cannot be written: {error}",
        where=str(path),
        do="make room, and the same command goes on; or name another place with --to",
    )
