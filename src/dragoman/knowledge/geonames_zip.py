"""A zip file of a GeoNames dump: the one member that counts, read line by line, with what is wrong told plainly."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Literal, NamedTuple

from dragoman.errors import KnowledgeError

Layout = Literal["places", "names"]

# GeoNames' own lines stay below 20 kB; a longer one than this is passed over without being kept.
LONGEST_LINE = 100_000
BLOCK = 1 << 20
# GeoNames' files are packed four to one. What is large and packed far more closely was made to fill a disk.
MOST_BYTES, LARGE, CLOSEST = 64 << 30, 100 << 20, 100
COLUMNS: dict[Layout, tuple[int, ...]] = {"places": (19,), "names": (8, 10)}
BESIDE = ("readme.txt", "iso-languagecodes.txt")
LOOKED_AT = 50
ENCRYPTED = 0x1
WANTED: dict[Layout, str] = {"places": "allCountries.zip", "names": "alternateNames.zip"}


class Line(NamedTuple):
    """A line of a member: its bytes, None where it is too long, and how many bytes end with it."""

    content: bytes | None
    end: int


class Dump:
    """A member of a zip file that is laid out as GeoNames lays out places, or names.

    Args:
        path: the zip file.
        layout: what it should hold.

    Raises:
        KnowledgeError: it is no zip file, packed in a way that is not read, or holds something else.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self.archive = opened(path)
        self.member = self._chosen()
        self._refuse_bombs()
        found = self._found_layout()
        if found != layout:
            raise self._wrong(found)

    @property
    def size(self) -> int:
        """Bytes of the unpacked member."""
        return self.member.file_size

    @property
    def issue(self) -> str:
        """Which file of which day it is; 1980 is a zip file's word for no date."""
        year, month, day = self.member.date_time[:3]
        dated = f" of {year}-{month:02d}-{day:02d}" if year > 1980 else ""
        return f"{self.path.name}, {self.member.filename}{dated}"

    @property
    def identity(self) -> list[str | int]:
        """What tells this member from any other, wherever the file lies."""
        return [self.member.filename, self.member.file_size, self.member.CRC]

    def lines(self, start: int = 0) -> Iterator[Line]:
        """The lines from a byte on that begins one.

        Raises:
            KnowledgeError: the file is damaged.
        """
        end = start
        try:
            with self.archive.open(self.member) as file:
                file.seek(start)
                for content, length in split(file):
                    end += length
                    yield Line(content, end)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise KnowledgeError(
                f"the zip file is damaged after {end:,} of {self.size:,} bytes", where=str(self.path), do="get it anew"
            ) from error

    def close(self) -> None:
        """Close the zip file."""
        self.archive.close()

    def _chosen(self) -> zipfile.ZipInfo:
        """The largest text file that is no note on the data."""
        members = self.archive.infolist()
        texts = [one for one in members if one.filename.lower().endswith(".txt") and not is_beside(one.filename)]
        if not texts:
            held = ", ".join(one.filename for one in members[:3]) or "nothing"
            raise KnowledgeError(
                f"the zip file holds {held}, and no text file of GeoNames", where=str(self.path), do=self._advice()
            )
        return max(texts, key=lambda one: one.file_size)

    def _refuse_bombs(self) -> None:
        member = self.member
        if member.flag_bits & ENCRYPTED:
            raise KnowledgeError("the zip file is encrypted", where=str(self.path), do="unpack and pack it anew")
        closely = member.file_size > LARGE and member.file_size > CLOSEST * max(member.compress_size, 1)
        if member.file_size > MOST_BYTES or closely:
            raise KnowledgeError(
                f"{member.filename} would unpack to {member.file_size:,} bytes from {member.compress_size:,}",
                where=str(self.path),
                do=self._advice(),
            )

    def _found_layout(self) -> Layout | int:
        """The layout of the first lines that have one; else how many columns the first line has."""
        try:
            first = [line.content for line in islice(self.lines(), LOOKED_AT) if line.content]
        except NotImplementedError as error:
            raise KnowledgeError(
                f"the zip file is packed in a way that is not read: {error}", where=str(self.path), do="pack it anew"
            ) from error
        for content in first:
            fields = content.split(b"\t")
            for layout, columns in COLUMNS.items():
                if len(fields) in columns and fields[0].isdigit():
                    return layout
        return len(first[0].split(b"\t")) if first else 0

    def _wrong(self, found: Layout | int) -> KnowledgeError:
        name = self.member.filename
        if found in COLUMNS:
            other = "places where names are expected" if found == "places" else "names where places are expected"
            return KnowledgeError(
                f"{name} holds {other}",
                where=str(self.path),
                do="give the two files in this order: allCountries.zip alternateNames.zip",
            )
        wanted = " or ".join(map(str, COLUMNS[self.layout]))
        had = f"has {found} columns where GeoNames has {wanted}" if found else "is empty"
        return KnowledgeError(f"{name} {had}", where=str(self.path), do=self._advice())

    def _advice(self) -> str:
        return f"give {WANTED[self.layout]} as GeoNames publishes it in export/dump"


def opened(path: Path) -> zipfile.ZipFile:
    """A zip file.

    Raises:
        KnowledgeError: it cannot be read, or is none.
    """
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise KnowledgeError(
            "the file is no whole zip file", where=str(path), do="give it as GeoNames publishes it, or get it anew"
        ) from error
    except OSError as error:
        raise KnowledgeError(
            f"the file cannot be read: {error.strerror}", where=str(path), do="check its name"
        ) from error


def is_beside(name: str) -> bool:
    """Whether a member is a note on the data, or lists the languages."""
    return name.lower().rpartition("/")[2] in BESIDE


def split(file: IO[bytes]) -> Iterator[tuple[bytes | None, int]]:
    """The lines of a file without their ends, None for one that is too long, with their lengths in bytes.

    Never more than a block and a line are kept.
    """
    rest, dropped = b"", 0
    while block := file.read(BLOCK):
        lines = block.split(b"\n")
        lines[0] = rest + lines[0]
        rest = lines.pop()
        for line in lines:
            too_long = dropped or len(line) > LONGEST_LINE
            yield None if too_long else line.removesuffix(b"\r"), dropped + len(line) + 1
            dropped = 0
        if len(rest) > LONGEST_LINE:
            rest, dropped = b"", dropped + len(rest)
    if rest or dropped:
        yield None if dropped else rest.removesuffix(b"\r"), dropped + len(rest)
