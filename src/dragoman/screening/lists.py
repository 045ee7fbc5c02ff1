"""Lists: an export of OpenSanctions, or a list of one's own in the same format, read line by line.

Two formats: FollowTheMoney entities as JSON, one a line (``entities.ftm.json``, ``targets.nested.json``), and
``targets.simple.csv``. A file may be large and may be broken: no more than one line is held at a time, and a line
that cannot be read is written down and passed over.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.screening.entries import SEPARATOR, ListEntry, entry_of, values
from dragoman.screening.refusals import NotAListError

# An entity with hundreds of names is some tens of kilobytes.
LONGEST_LINE = 4_194_304
MOST_TOLD = 20
# A file that begins with so many lines that cannot be read is taken for no list.
MOST_AT_FIRST = 1_000
MARK = b"\xef\xbb\xbf"
# The columns without which a table is no list, and what its other columns are in FollowTheMoney.
NEEDED = frozenset({"id", "schema", "name"})
COLUMNS = {"aliases": "alias", "countries": "country", "birth_date": "birthDate", "topics": "topics"}
PROGRAMMES = ("program_ids", "sanctions")
ADVICE = "give entities.ftm.json (one entity a line) or targets.simple.csv"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, and why."""

    line: int
    reason: str


class ListFile:
    """A list in a file, to be gone through once.

    Args:
        path: the file.
        progress: told how many bytes of how many are read.
    """

    def __init__(self, path: Path, progress: Callable[[int, int], None] | None = None) -> None:
        self.path = path
        self.entries = 0
        self.others = 0
        self.bad = 0
        self.told: list[BadLine] = []
        self.programmes: dict[str, set[str]] = defaultdict(set)
        self._progress = progress
        self._header: list[str] | None = None

    def __iter__(self) -> Iterator[ListEntry]:
        """The entries that are screened, in the order of the file.

        Raises:
            NotAListError: nothing in it is an entry.
        """
        size = self.path.stat().st_size
        with self.path.open("rb") as file:
            for number, data in numbered(file):
                entry = self._read(number, data)
                if entry is not None:
                    self.entries += 1
                    yield entry
                elif self.bad >= MOST_AT_FIRST and not self._began:
                    break
                if self._progress is not None and number % 2_000 == 0:
                    self._progress(file.tell(), size)
        if self._progress is not None:
            self._progress(size, size)
        if not self._began:
            first = f"; line {self.told[0].line}: {self.told[0].reason}" if self.told else ""
            raise NotAListError(f"no list: no entry in it{first}", where=str(self.path), do=ADVICE)

    @property
    def _began(self) -> bool:
        """Whether an entry has been read."""
        return bool(self.entries or self.others)

    def _read(self, number: int, data: bytes | None) -> ListEntry | None:
        """The entry of one line; None where it holds none, which is counted."""
        try:
            if data is None:
                raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
            text = data.decode("utf-8").strip()
            if not text:
                return None
            if self._header is None and not text.startswith("{"):
                self._header = header_of(text)
                return None
            entry = self._entry(text, number)
        except (ValueError, RecursionError, csv.Error) as error:
            self.bad += 1
            if len(self.told) < MOST_TOLD:
                self.told.append(BadLine(number, reason_of(error)))
            return None
        if entry is None:
            self.others += 1
        return entry

    def _entry(self, text: str, number: int) -> ListEntry | None:
        """The entry of a line, as JSON or as a row of the table."""
        if self._header is None:
            return self._entity(json.loads(text), number)
        row = next(csv.reader([text], strict=True))
        if len(row) != len(self._header):
            raise ValueError(f"{len(row)} columns where the header has {len(self._header)}")
        return row_entry(dict(zip(self._header, row, strict=True)), number)

    def _entity(self, entity: Any, number: int) -> ListEntry | None:
        """The entry of an entity; of a sanction its programmes are kept for the entity that it is about."""
        if not isinstance(entity, dict):
            raise ValueError("no entity: not a JSON object")
        id_, schema, properties = (entity.get(name) for name in ("id", "schema", "properties"))
        if not isinstance(id_, str) or not id_ or not isinstance(schema, str) or not isinstance(properties, dict):
            raise ValueError("no entity: id, schema or properties are missing")
        if schema == "Sanction":
            for about in values(properties, ("entity",)):
                self.programmes[about].update(values(properties, ("program", "programId")))
            return None
        nested = properties.get("sanctions")
        for sanction in nested if isinstance(nested, list) else ():
            if isinstance(sanction, dict) and isinstance(sanction.get("properties"), dict):
                self.programmes[id_].update(values(sanction["properties"], ("program", "programId")))
        return entry_of(id_, schema, properties, number)


def numbered(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers; None for a line that is too long, which is read past in pieces."""
    number = 0
    while data := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(data) <= LONGEST_LINE:
            yield number, data.removeprefix(MARK) if number == 1 else data
            continue
        while data and not data.endswith(b"\n"):
            data = file.readline(LONGEST_LINE)
        yield number, None


def header_of(text: str) -> list[str]:
    """The columns of a table.

    Raises:
        ValueError: the line is no header of such a table.
    """
    header = [name.strip().casefold() for name in next(csv.reader([text], strict=True), [])]
    if not set(header) >= NEEDED or len(set(header)) != len(header):
        raise ValueError("neither an entity nor the header of a table with id, schema and name")
    return header


def row_entry(row: dict[str, str], number: int) -> ListEntry | None:
    """The entry of a row of ``targets.simple.csv``.

    Raises:
        ValueError: it has no id or no name.
    """
    if not row["id"].strip():
        raise ValueError("the entry has no id")
    properties = {COLUMNS[name]: row[name].split(SEPARATOR) for name in COLUMNS if name in row}
    properties["name"] = [row["name"]]
    named = [row[name].split(SEPARATOR) for name in PROGRAMMES if row.get(name, "").strip()]
    properties["program"] = named[0] if named else []
    return entry_of(row["id"].strip(), row["schema"].strip(), properties, number)


def reason_of(error: Exception) -> str:
    """Why a line could not be read, in a few words and without its text."""
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"no UTF-8 at byte {error.start + 1}"
    if isinstance(error, RecursionError):
        return "no JSON: too deeply nested"
    return str(error)
