"""What is given by a form to be added: a pasted text, addresses, and files under names that nobody is to trust."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from dragoman.desk.options import BY_FORM
from dragoman.errors import IntakeError
from dragoman.intake.addresses import Way, parcels_at
from dragoman.intake.fetcher import Answer, Fetcher
from dragoman.intake.inputs import path_parcels
from dragoman.intake.parcels import Found, Memory, Parcel, Refusal
from dragoman.intake.refusals import EmptyInputError, RefusedUrlError, TooLargeError
from dragoman.intake.stamps import iso_date
from dragoman.intake.url import TYPES
from dragoman.settings import settings

MOST_FILES = 50
MOST_ADDRESSES = 20
LONGEST_NAME = 120
LONGEST_FIELD = 500
# A file's ending says what kind it is; one that is not among these says nothing.
ENDINGS = frozenset(
    {
        ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv",
        ".parquet", ".pq", ".warc", ".xml", ".rss", ".atom", ".rdf",
    }
)  # fmt: skip
# Answers of addresses that are kept between the look at them and the adding, in bytes.
MOST_KEPT = 50_000_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted text with what is said of it; None where nothing is."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file: its name as it was given, cleaned for showing, and where its bytes lie."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Given:
    """What was given at once.

    Args:
        name: tells it from everything else that was ever given.
        pasted: a text.
        addresses: http and https addresses.
        files: uploaded files.
    """

    name: str
    pasted: Pasted | None
    addresses: tuple[str, ...]
    files: tuple[File, ...]

    @property
    def sources(self) -> list[str]:
        """The names of its sources, as failures and progress call them."""
        pasted = [f"{BY_FORM}a pasted text ({self.name})"] if self.pasted else []
        return [*pasted, *self.addresses, *map(self.called, self.files)]

    @property
    def title(self) -> str:
        """What was given, in a few words."""
        parts = [f"“{self.pasted.title}”" if self.pasted.title else "a pasted text"] if self.pasted else []
        parts += self.addresses[:2]
        parts += [file.name for file in self.files[:3]]
        more = len(self.sources) - len(parts)
        return ", ".join(parts) + (f" and {more} more" if more > 0 else "")

    def called(self, file: File) -> str:
        """The name of a file as a source."""
        return f"{BY_FORM}{file.name} ({self.name}, {file.path.name})"

    def found(self, source: str, memory: Memory, fetcher: Fetcher) -> Iterator[Found]:
        """What is in one of its sources. No name that was given is ever taken for a path."""
        way = Way(memory, fetcher)
        if source in self.addresses:
            return parcels_at(source, way)
        for file in self.files:
            if self.called(file) == source:
                return renamed(path_parcels(file.path, way), str(file.path), source)
        return iter([parcel_of(self.pasted, source)] if self.pasted else [])


def given_pasted(
    text: str, title: str | None, publisher: str | None, published: str | None, url: str | None
) -> Pasted | None:
    """A pasted text; None where there is none.

    Raises:
        DateError: the date of publication is no date.
        TooLargeError: the text is longer than the setting ``max_chars``.
        RefusedUrlError: its address is no address.
    """
    if not text.strip():
        return None
    if len(text) > settings().max_chars:
        what = f"a text of {len(text)} characters, more than {settings().max_chars}"
        raise TooLargeError(what, where="the pasted text", do="split it, or raise DRAGOMAN_MAX_CHARS")
    if url is not None and not is_address(url):
        raise RefusedUrlError("no http or https address", where=url[:LONGEST_NAME], do="write https://...")
    # A browser sends every end of a line as two characters, whatever was pasted.
    plain = text.replace("\r\n", "\n")
    stamp = iso_date(published, where="the date of the pasted text") if published else None
    return Pasted(plain, (title or "")[:LONGEST_FIELD] or None, (publisher or "")[:LONGEST_FIELD] or None, stamp, url)


def given_addresses(text: str) -> tuple[str, ...]:
    """Addresses, one a line.

    Raises:
        TooLargeError: there are too many.
        RefusedUrlError: one is none.
    """
    lines = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > MOST_ADDRESSES:
        raise TooLargeError(
            f"more than {MOST_ADDRESSES} addresses", where="the addresses", do="give some of them, then the rest"
        )
    for line in lines:
        if not is_address(line):
            raise RefusedUrlError(
                "no http or https address", where=line[:LONGEST_NAME], do="write https://..., one address a line"
            )
    return lines


def is_address(text: str) -> bool:
    """Whether a text is an address of the web; whether it may be fetched is seen when it is."""
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def given_files(uploads: list[tuple[str, BinaryIO]], folder: Path) -> tuple[File, ...]:
    """Uploaded files, their bytes in a folder under names of our own.

    Raises:
        TooLargeError: there are too many, or they hold more than the setting ``max_bytes`` together.
    """
    if len(uploads) > MOST_FILES:
        raise TooLargeError(f"more than {MOST_FILES} files", where="the files", do="upload some, then the rest")
    left = settings().max_bytes
    files = []
    for number, (name, stream) in enumerate(uploads, start=1):
        path = folder / f"{number:04}{ending_of(name)}"
        with path.open("xb") as out:
            left -= copied(stream, out, left)
        files.append(File(shown_name(name), path))
    return tuple(files)


def copied(stream: BinaryIO, out: BinaryIO, most: int) -> int:
    """Copy a stream; gives its number of bytes.

    Raises:
        TooLargeError: it has more than ``most``.
    """
    if most - stream.seek(0, 2) < 0:
        raise TooLargeError(
            f"more than {settings().max_bytes} bytes", where="the files together",
            do="upload fewer at once, use dragoman add, or raise DRAGOMAN_MAX_BYTES",
        )  # fmt: skip
    stream.seek(0)
    shutil.copyfileobj(stream, out)
    return out.tell()


def ending_of(name: str) -> str:
    """The ending of a name, where it is one of those that say what a file is; packed ones have two."""
    small = name.lower()
    packed = ".gz" if small.endswith(".gz") else ""
    ending = next((one for one in ENDINGS if small.removesuffix(".gz").endswith(one)), "")
    return ending + packed


def shown_name(name: str) -> str:
    """A name as it is shown: the part after the last slash, without control characters, and not too long."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip()
    return kept[-LONGEST_NAME:] or "a file without a name"


def parcel_of(pasted: Pasted, source: str) -> Parcel:
    """The parcel of a pasted text."""
    return Parcel(
        source, pasted.text.encode("utf-8", "replace"), "text", url=pasted.url, charset="utf-8",
        given=pasted.published, title=pasted.title, publisher=pasted.publisher, origin="the form",
    )  # fmt: skip


def renamed(found: Iterator[Found], path: str, name: str) -> Iterator[Found]:
    """What was found in a file, under the name of the source: nobody is to see where the bytes lie."""
    for one in found:
        if isinstance(one, Parcel):
            yield replace(one, locator=one.locator.replace(path, name, 1))
        elif isinstance(one, Refusal):
            error = one.error
            where = (error.where or "").replace(path, name, 1) or None
            what = error.what.replace(path, name)
            yield Refusal(one.locator.replace(path, name, 1), type(error)(what, where=where, do=error.do))


def refuse_nothing(given: Given) -> None:
    """Refuse a form in which nothing is.

    Raises:
        EmptyInputError: nothing is.
    """
    if not given.sources:
        advice = "paste a text, name an address or choose a file"
        raise EmptyInputError("nothing was given", where="the form", do=advice)


class Remembering(Fetcher):
    """A fetcher that asks once for each address: what was looked at is what is added."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[tuple[str, frozenset[str]], Answer | IntakeError] = {}
        self._left = MOST_KEPT

    def get(self, url: str, mark: str | None = None, *, types: frozenset[str] = TYPES) -> Answer | None:
        """As a fetcher does; what came of an address before comes again.

        Raises:
            IntakeError: it cannot be fetched.
        """
        known = self._answers.get((url, types))
        if isinstance(known, IntakeError):
            raise known
        if known is not None:
            return known
        try:
            answer = super().get(url, mark, types=types)
        except IntakeError as error:
            self._answers[url, types] = error
            raise
        if answer is not None and len(answer.page.data) <= self._left:
            self._left -= len(answer.page.data)
            self._answers[url, types] = answer
        return answer
