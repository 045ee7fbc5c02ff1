"""The tables of a gazetteer's SQLite file, what the file says of itself, and how a file is put in place whole."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row
from dragoman.knowledge.gazetteer_names import is_latin, name_key

# Raise it whenever the tables or their filling change: a file of another layout is not read.
LAYOUT = 3
# What SQLite keeps at byte 68 of a file for the program that made it: "drgo".
MADE_HERE = 0x6472676F
HEADER = 100
# Smaller places keep their own name only: foreign spellings of hamlets collide with everything.
SPELLINGS_FROM = 1_000

PlaceKind = Literal["state", "admin1", "admin2", "admin3", "city", "region", "feature"]

# 'feature': the class and code of GeoNames; 'own': whether the name is a usual one of the place.
SCHEMA = f"""
PRAGMA application_id = {MADE_HERE};
PRAGMA user_version = {LAYOUT};
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, kind TEXT NOT NULL,
    country TEXT, admin1 INTEGER, admin2 INTEGER, population INTEGER NOT NULL, code TEXT, feature TEXT);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE people (country TEXT PRIMARY KEY, people INTEGER NOT NULL);
CREATE TABLE about (said TEXT NOT NULL);
CREATE INDEX place_code ON place (code) WHERE code IS NOT NULL;
"""
# A part of a town is not counted beside its town.
FILL_PEOPLE = (
    "INSERT INTO people SELECT country, sum(population) FROM place"
    " WHERE kind = 'city' AND country IS NOT NULL AND feature IS NOT 'P.PPLX' GROUP BY country"
)

PlaceRow = tuple[
    int, str, float, float, PlaceKind, str | None, int | None, int | None, int, str | None, str | None
]  # fmt: skip
NameRow = tuple[str, int, bool]


class Source(Row):
    """A source of a gazetteer's places: its key in ``geonames.yaml``, and which issue of it was taken."""

    key: str
    issue: str


class About(Row):
    """What a gazetteer's file says of itself.

    ``built``: ISO 8601; ``places``: numbers by kind; ``names``: distinct pairs of name and place; ``plan``: what it was
    built from and how, so that the same need not be built again.
    """

    built: str
    sources: tuple[Source, ...]
    places: dict[str, int]
    names: int
    plan: str = ""


def named(place: int, usual: Collection[str], others: Iterable[str]) -> Iterator[NameRow]:
    """The keys of a place: of its usual names and of its other Latin spellings."""
    own = {key for name in usual if (key := name_key(name))}
    for key in own:
        yield key, place, True
    for other in others:
        if other not in usual and is_latin(other) and (key := name_key(other)) and key not in own:
            yield key, place, False


def describe(connection: sqlite3.Connection, built: str, sources: tuple[Source, ...], plan: str = "") -> About:
    """Count what a filled file holds, and write down what it is."""
    counts = dict(connection.execute("SELECT kind, count(*) FROM place GROUP BY kind"))
    names = connection.execute("SELECT count(*) FROM name").fetchone()[0]
    about = About(built=built, sources=sources, places=counts, names=names, plan=plan)
    connection.execute("INSERT INTO about VALUES (?)", (about.model_dump_json(),))
    return about


def about_file(path: Path) -> About:
    """What a gazetteer's file says of itself.

    Raises:
        KnowledgeError: it is no gazetteer, of another layout, or damaged.
    """
    check_file(path)
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        said = connection.execute("SELECT said FROM about").fetchone()
        return About.model_validate_json(said[0])
    except (sqlite3.Error, ValidationError, TypeError) as error:
        raise damaged(path) from error
    finally:
        connection.close()


def check_file(path: Path) -> None:
    """Look at the head of a gazetteer's file.

    Raises:
        KnowledgeError: it cannot be read, is no gazetteer, or of another layout.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
    except OSError as error:
        raise KnowledgeError(
            f"the gazetteer cannot be read: {error.strerror}",
            where=str(path),
            do="make it with dragoman gazetteer import, or take back the setting gazetteer",
        ) from error
    if not is_gazetteer(head):
        raise KnowledgeError(
            "the file is no gazetteer", where=str(path), do="name one that dragoman gazetteer import has made"
        )
    layout = int.from_bytes(head[60:64], "big")
    if layout != LAYOUT:
        raise KnowledgeError(
            f"the gazetteer has layout {layout}, and this dragoman reads layout {LAYOUT}",
            where=str(path),
            do="make it anew with dragoman gazetteer import",
        )


def is_gazetteer(head: bytes) -> bool:
    """Whether a file that begins so is an SQLite file of dragoman's gazetteer."""
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == MADE_HERE


def damaged(path: Path) -> KnowledgeError:
    """The error for a gazetteer's file whose content cannot be read."""
    return KnowledgeError("the gazetteer's file is damaged", where=str(path), do="delete it and make it anew")


def replace_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let a function write a file beside a path, and put it there when it is done; nothing stays behind if it fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="building-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
