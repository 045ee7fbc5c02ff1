"""Every kind of source to parcels: files, folders, tables, archives, standard input, pages, feeds and sitemaps."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import IntakeError
from dragoman.intake.addresses import Document, Way, concluded, parcels_at, parcels_in_xml
from dragoman.intake.compressed import Unpacked
from dragoman.intake.decoding import refuse_binary
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.folders import files_in, named
from dragoman.intake.json import is_line
from dragoman.intake.json_lines import parcels_in_lines
from dragoman.intake.parcels import Found, Memory, Parcel, Refusal
from dragoman.intake.refusals import EmptyInputError, MissingInputError, UnreadableError
from dragoman.intake.source import ADDRESS, STDIN, SUFFIXES, refuse_size
from dragoman.intake.stamps import iso_date
from dragoman.intake.tables import parcels_in_csv, parcels_in_parquet
from dragoman.intake.warc import parcels_in_archive
from dragoman.intake.xml import kind_of
from dragoman.settings import settings

LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv"})
PARQUET = frozenset({".parquet", ".pq"})
PARQUET_MAGIC = b"PAR1"
WARC_MAGIC = b"WARC/1."
STDIN_NAME = "standard input"
# Lines that begin JSON which is spread over many lines.
SPREAD = frozenset({b"{", b"["})


def parcels_from(
    source: str, *, memory: Memory, fetcher: Fetcher, published: str | None = None, plain: bool = False
) -> Iterator[Found]:
    """The parcels of a source, as they are read; in the place of what cannot be read, a refusal.

    Args:
        source: a file, a folder, an http or https address, or ``-`` for standard input.
        memory: says which units are done; they are passed over.
        fetcher: fetches what is at addresses.
        published: the date of publication, where the caller knows it; it wins over what the source says.
        plain: take files and pages as plain text, whatever they look like.

    Raises:
        DateError: ``published`` is no date. Nothing else is raised.
    """
    given = iso_date(published, where=source) if published is not None else None
    way = Way(memory, fetcher, given, plain)
    if ADDRESS.match(source):
        return parcels_at(source, way)
    return stdin_parcels(way) if source == STDIN else path_parcels(Path(source), way)


def stdin_parcels(way: Way) -> Iterator[Found]:
    """The parcel of standard input, which nothing remembers."""
    yield from Whole(sys.stdin.buffer.read(settings().max_bytes + 1), STDIN_NAME, "", way).parcels()


def path_parcels(path: Path, way: Way) -> Iterator[Found]:
    """The parcels of a file or of those in a folder."""
    try:
        folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        yield unreadable(path, error)
        return
    for found in files_in(path) if folder else (path,):
        yield from (found,) if isinstance(found, Refusal) else file_parcels(found, way)


def file_parcels(path: Path, way: Way) -> Iterator[Found]:
    """The parcels of a file, unless its state is remembered."""
    where = named(path)
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            mark = f"{state.st_size}:{state.st_mtime_ns}" if stat.S_ISREG(state.st_mode) else None
            if mark is None or way.memory.mark(where) != mark:
                yield from concluded(contents(file, path, way), where, mark)
    except (OSError, ValueError) as error:
        yield unreadable(path, error)


def unreadable(path: Path, error: OSError | ValueError) -> Refusal:
    """The refusal of a path that cannot be opened or read."""
    where = named(path)
    if isinstance(error, FileNotFoundError):
        return Refusal(where, MissingInputError("no such file or folder", where=where, do="check the name"))
    reason = getattr(error, "strerror", None) or str(error)
    return Refusal(where, UnreadableError(f"cannot be read: {reason}", where=where, do="check the file's rights"))


def contents(file: BinaryIO, path: Path, way: Way) -> Iterator[Found]:
    """The parcels of an open file, by its name and, where that says little, by its content."""
    where, name = named(path), path.name.lower()
    packed = name.endswith(".gz")
    suffix = Path(name.removesuffix(".gz")).suffix
    if suffix == ".warc" and not way.plain:
        return parcels_in_archive(path, way.given)
    if suffix in PARQUET and not way.plain:
        return parcels_in_parquet(file, where, way.given)
    reader = Unpacked(file) if packed else file
    if suffix in TABLES and not way.plain:
        return parcels_in_csv(reader, where, way.given, tabs=suffix == ".tsv")
    if suffix in LINES and not way.plain and not is_spread(file, packed=packed):
        return parcels_in_lines(reader, where, way.given)
    return whole_parcels(file, path, suffix, way, packed=packed)


def is_spread(file: BinaryIO, *, packed: bool) -> bool:
    """Whether a file named as JSON Lines is one JSON text over many lines; the file is at its start again."""
    if not file.seekable():
        return False
    try:
        start = (Unpacked(file) if packed else file).readline(settings().max_bytes)
    except IntakeError:
        start = b""
    file.seek(0)
    return start.strip() in SPREAD


def whole_parcels(file: BinaryIO, path: Path, suffix: str, way: Way, *, packed: bool) -> Iterator[Found]:
    """The parcels of a file that is read as a whole; JSON Lines that are too large for that are read as lines."""
    where = named(path)
    try:
        data = (Unpacked(file) if packed else file).read(settings().max_bytes + 1)
    except IntakeError as error:
        yield Refusal(where, type(error)(error.what, where=where, do=error.do))
        return
    whole = Whole(data, where, suffix, way)
    if not way.plain and data.startswith(WARC_MAGIC):
        yield from parcels_in_archive(path, way.given)
    elif not way.plain and data.startswith(PARQUET_MAGIC) and not packed:
        file.seek(0)
        yield from parcels_in_parquet(file, where, way.given)
    elif len(data) > settings().max_bytes and whole.has_lines and file.seekable():
        file.seek(0)
        yield from parcels_in_lines(Unpacked(file) if packed else file, where, way.given)
    else:
        yield from whole.parcels()


@dataclass(frozen=True, slots=True)
class Whole:
    """All bytes of a file or of standard input, what it is called, and its suffix."""

    data: bytes
    where: str
    suffix: str
    way: Way

    @property
    def has_lines(self) -> bool:
        """Whether these are JSON Lines: one object in the first line, and more after it."""
        if self.way.plain or self.data.lstrip()[:1] != b"{":
            return False
        first, _, rest = self.data.lstrip().partition(b"\n")
        return bool(rest.strip()) and is_line(first.decode("utf-8", "replace"))

    def parcels(self) -> Iterator[Found]:
        """The parcels: those of a feed, those of lines, or one."""
        try:
            refuse_size(len(self.data), self.where)
            if not self.data.strip():
                raise EmptyInputError("nothing in it", where=self.where, do="give a file or page with an article")
            refuse_binary(self.data, self.where)
        except IntakeError as error:
            yield Refusal(self.where, error)
            return
        kind = None if self.way.plain else kind_of(self.data)
        if kind is not None:
            yield from parcels_in_xml(Document(self.data, self.where), kind, self.way)
        elif self.has_lines:
            yield from parcels_in_lines(io.BytesIO(self.data), self.where, self.way.given)
        else:
            form = "text" if self.way.plain else SUFFIXES.get(self.suffix)
            yield Parcel(self.where, self.data, form, given=self.way.given)
