"""Shards: what is to be coded, cut into pieces that are each coded once, by anybody, in any order.

A shard is a file, a range of a long file of lines or of a Parquet file, or some small files together. Which shards an
input has depends on the input alone, never on who codes it with how many processes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import pyarrow.parquet as pq
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from dragoman.errors import DragomanError
from dragoman.intake.folders import files_in, named
from dragoman.intake.inputs import LINES, PARQUET
from dragoman.intake.parcels import Refusal
from dragoman.intake.refusals import MissingInputError
from dragoman.scale.refusals import InputAddressError

# A file of lines is cut into about so many ranges, none shorter or longer than so many bytes: from some seconds of
# coding to some minutes. Small files go together up to a number or to so many bytes.
RANGES = 32
LEAST_BYTES, MOST_BYTES = 200_000, 4_000_000
MOST_FILES = 100
SMALL = 500_000
ROWS = 500
LONGEST_NAME = 40
WEB = re.compile(r"https?://", re.IGNORECASE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
Kind = Literal["file", "files", "lines", "rows"]


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of the input.

    Args:
        name: its name, in the lake too.
        kind: a whole file, some small files, or a range of one: bytes of lines, groups of rows of Parquet.
        paths: the files, local or with the scheme of an object store.
        first: where a range begins: the byte, or the group of rows.
        last: where it ends, exclusive.
        number: how many lines or rows come before it.
        mark: size and time of change of the files, so that a changed file is coded again.
    """

    name: str
    kind: Kind
    paths: tuple[str, ...]
    first: int = 0
    last: int = 0
    number: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the input: its path, its size in bytes, and its state."""

    path: str
    size: int
    mark: str


def shards_of(inputs: Iterable[str]) -> tuple[list[Shard], list[Refusal]]:
    """The shards of an input, in its order, and what of it cannot be read.

    Args:
        inputs: files, folders, and addresses of an object store such as ``s3://bucket/news/*.warc.gz``.
    """
    shards: list[Shard] = []
    refusals: list[Refusal] = []
    small: list[Piece] = []
    for piece in pieces_of(inputs):
        if isinstance(piece, Refusal):
            refusals.append(piece)
        elif is_small(piece):
            small.append(piece)
        else:
            shards.extend(cut(piece))
    shards.extend(together(small))
    return list({shard.name: shard for shard in shards}.values()), refusals


def pieces_of(inputs: Iterable[str]) -> Iterator[Piece | Refusal]:
    """The files of an input, each once."""
    seen: set[str] = set()
    for given in inputs:
        for piece in pieces_at(given) if ELSEWHERE.match(given) else local_pieces(Path(given)):
            path = piece.path if isinstance(piece, Piece) else piece.locator
            if path not in seen:
                seen.add(path)
                yield piece


def local_pieces(given: Path) -> Iterator[Piece | Refusal]:
    """The files at a local path."""
    if not given.exists():
        where = named(given)
        yield Refusal(where, MissingInputError("no such file or folder", where=where, do="check the name"))
        return
    for path in files_in(given) if given.is_dir() else (given,):
        if isinstance(path, Refusal):
            yield path
        else:
            state = path.stat()
            yield Piece(str(path), state.st_size, f"{state.st_size}:{state.st_mtime_ns}")


def pieces_at(given: str) -> Iterator[Piece | Refusal]:
    """The files at an address of an object store; a pattern names several, an address that ends in '/' all under it."""
    if WEB.match(given):
        error: DragomanError = InputAddressError(
            "pages of the web are not coded in bulk", where=given,
            do="download it first, or name an object store such as s3://...",
        )  # fmt: skip
        raise error
    try:
        system, path = url_to_fs(given)
        found = sorted(system.glob(path) if "*" in path else system.find(path))
    except (ValueError, ImportError, OSError) as error:
        raise InputAddressError(
            f"cannot be listed ({error})", where=given, do="install what fsspec needs for it, such as s3fs"
        ) from error
    if not found:
        yield Refusal(given, MissingInputError("nothing there", where=given, do="check the name"))
    for one in found:
        yield piece_at(system, one)


def piece_at(system: AbstractFileSystem, path: str) -> Piece:
    """A file of an object store."""
    told = system.info(path)
    state = told.get("ETag") or told.get("etag") or told.get("mtime") or told.get("LastModified") or ""
    return Piece(system.unstrip_protocol(path), int(told.get("size") or 0), f"{told.get('size')}:{state}")


def suffix_of(path: str) -> str:
    """What a file is by its name; '' for what is packed, which can be read from its beginning alone."""
    return Path(path).suffix.lower()


def is_small(piece: Piece) -> bool:
    """Whether a file goes into a shard with others: small, and neither lines nor a table nor an archive."""
    name = piece.path.lower().removesuffix(".gz")
    return piece.size < SMALL and suffix_of(name) not in LINES | PARQUET | {".warc", ".csv", ".tsv"}


def together(pieces: Sequence[Piece]) -> Iterator[Shard]:
    """Shards of small files, in their order."""
    group: list[Piece] = []
    for piece in pieces:
        if len(group) >= MOST_FILES or sum(one.size for one in group) >= SMALL:
            yield made("files", group)
            group = []
        group.append(piece)
    if group:
        yield made("files", group)


def cut(piece: Piece) -> Iterator[Shard]:
    """The shards of one file."""
    here = not ELSEWHERE.match(piece.path)
    if here and suffix_of(piece.path) in LINES:
        yield from line_ranges(piece)
    elif here and suffix_of(piece.path) in PARQUET:
        yield from row_ranges(piece)
    else:
        yield made("file", [piece])


def line_ranges(piece: Piece) -> Iterator[Shard]:
    """Ranges of a file of lines: each ends with a line, and knows how many lines stand before it."""
    first = number = 0
    size = min(max(piece.size // RANGES, LEAST_BYTES), MOST_BYTES)
    with Path(piece.path).open("rb") as file:
        while block := file.read(size):
            rest = file.readline() if not block.endswith(b"\n") else b""
            last = first + len(block) + len(rest)
            yield made("lines", [piece], first, last, number)
            first, number = last, number + block.count(b"\n") + rest.count(b"\n")


def row_ranges(piece: Piece) -> Iterator[Shard]:
    """Ranges of the groups of rows of a Parquet file; a broken one is one shard, in which the reason is told."""
    try:
        metadata = pq.ParquetFile(piece.path).metadata
        sizes = [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]
    except (OSError, ValueError):
        sizes = []
    first = number = rows = 0
    for at, size in enumerate(sizes):
        rows += size
        if rows >= ROWS or at == len(sizes) - 1:
            yield made("rows", [piece], first, at + 1, number)
            first, number, rows = at + 1, number + rows, 0
    if not sizes:
        yield made("file", [piece])


def made(kind: Kind, pieces: Sequence[Piece], first: int = 0, last: int = 0, number: int = 0) -> Shard:
    """A shard with its name: for people its first file, for certain a digest of what it is."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(pieces[0].path).name.lower()).strip("-")[:LONGEST_NAME].strip("-")
    parts = "\n".join([kind, str(first), str(last), *(piece.path for piece in pieces)])
    digest = blake2b(parts.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    mark = blake2b("\n".join(piece.mark for piece in pieces).encode(), digest_size=8).hexdigest()
    return Shard(f"{stem or 'shard'}-{digest}", kind, tuple(p.path for p in pieces), first, last, number, mark)
