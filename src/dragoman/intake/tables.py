"""Tables (CSV, TSV, Parquet): a parcel for each row, its columns found by their names, read as they are needed."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import IntakeError
from dragoman.intake.compressed import Unpacked
from dragoman.intake.decoding import decoded, marked, refuse_binary
from dragoman.intake.parcels import Parcel, Refusal
from dragoman.intake.refusals import EmptyInputError, TableError, TooLargeError
from dragoman.intake.source import Form, refuse_size
from dragoman.settings import settings

# By what a column is for: the names that data sets give it, the likeliest first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "maintext", "main_text", "article", "article_text", "full_text", "fulltext",
        "plain_text", "body_text", "story",
    ),
    "html": ("html", "raw_html", "page"),
    "url": ("url", "link", "source_url", "article_url"),
    "published": (
        "date", "published", "date_publish", "datepublished", "date_published", "published_at", "pub_date", "pubdate",
        "publication_date", "publish_date", "published_date", "timestamp", "datetime",
    ),
    "title": ("title", "headline"),
    "publisher": ("publisher", "sitename", "site_name", "outlet", "newspaper", "source_name", "source"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
}  # fmt: skip
DELIMITERS = ",;\t|"
BUFFER = 65_536
BATCH = 64
MOST_AUTHORS = 20
LONGEST_LIST = 300
LONGEST_HINT = 4_000
# One stretch of a column that is larger when unpacked is made to do harm.
MOST_COLUMN_BYTES = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand, by what they are for."""

    places: dict[str, int]
    form: Form

    def parcel(self, row: Sequence[Any], place: str, given: str | None) -> Parcel | Refusal:
        """The parcel of one row."""
        value = self._value(row, "text")
        if isinstance(value, bytes):
            data = value
        else:
            data = ("" if value is None else str(value)).encode("utf-8", "surrogateescape")
        if not data.strip():
            return Refusal(place, EmptyInputError("a row without text", where=place, do="fill its text, or leave it"))
        language = self._hint(row, "language")
        return Parcel(
            place,
            data,
            self.form,
            given=given,
            url=self._hint(row, "url"),
            published=self._hint(row, "published"),
            title=self._hint(row, "title"),
            publisher=self._hint(row, "publisher"),
            byline=self._byline(row),
            language=language[:2].lower() if language and (len(language) == 2 or language[2] in "-_") else None,
            origin="the table",
        )

    def _value(self, row: Sequence[Any], name: str) -> Any:
        """What a row holds for a purpose; None where the row is too short or the table has no such column."""
        place = self.places.get(name)
        return row[place] if place is not None and place < len(row) else None

    def _hint(self, row: Sequence[Any], name: str) -> str | None:
        """What a row says, as text on one line."""
        value = self._value(row, name)
        if value is None or isinstance(value, (bytes, list, dict)):
            return None
        text = value.isoformat() if isinstance(value, date) else str(value)
        text = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
        return text if text and len(text) <= LONGEST_HINT else None

    def _byline(self, row: Sequence[Any]) -> tuple[str, ...]:
        """The names that a row gives as authors."""
        value = self._value(row, "byline")
        names = value if isinstance(value, list) else [self._hint(row, "byline")]
        return tuple(" ".join(name.split()) for name in names[:MOST_AUTHORS] if isinstance(name, str) and name.strip())


def columns_of(names: Sequence[str], where: str) -> Columns:
    """The columns by their names.

    Raises:
        TableError: none holds text.
    """
    plain = [name.strip().lower().replace(" ", "_").replace("-", "_") for name in names]
    places = {
        purpose: next(plain.index(name) for name in known if name in plain)
        for purpose, known in COLUMNS.items()
        if any(name in plain for name in known)
    }
    form: Form = "text" if "text" in places else "html"
    if "text" not in places and "html" not in places:
        listed = " ".join(", ".join(names).split())[:LONGEST_LIST]
        raise TableError(f"no column of text among: {listed}", where=where, do="name the column of the text 'text'")
    places.setdefault("text", places.get("html", 0))
    return Columns(places, form)


def parcels_in_csv(
    file: BinaryIO | Unpacked, where: str, given: str | None, *, tabs: bool
) -> Iterator[Parcel | Refusal]:
    """A parcel for each row of a CSV or TSV file.

    Args:
        file: the file, or what unpacks it.
        where: what it is called.
        given: the date of publication that the caller gave.
        tabs: its columns are parted by tabs; otherwise the first line shows by what.
    """
    number = 0
    try:
        rows, columns = opened_csv(file, where, tabs=tabs)
        for number, row in enumerate(rows, start=1):
            if row:
                yield columns.parcel(row, f"{where}, row {number}", given)
    except IntakeError as error:
        yield Refusal(where, error)
    except (csv.Error, OSError, UnicodeError) as error:
        what = f"broken after row {number} ({str(error)[:120]})"
        yield Refusal(where, TableError(what, where=where, do="mend it; the rows before are read"))


def opened_csv(file: BinaryIO | Unpacked, where: str, *, tabs: bool) -> tuple[Iterator[list[str]], Columns]:
    """The rows after the first, and the columns that the first names.

    Raises:
        IntakeError: it is empty, binary, or without a column of text.
    """
    lines = bounded_lines(file, where)
    first = next(lines, "")
    if not first.strip():
        raise EmptyInputError("no row in it", where=where, do="give a table with a first line of names")
    delimiter = "\t" if tabs else max(DELIMITERS, key=first.count)
    csv.field_size_limit(settings().max_bytes)
    rows = csv.reader(chain([first], lines), delimiter=delimiter)
    return rows, columns_of(next(rows), where)


def bounded_lines(file: BinaryIO | Unpacked, where: str) -> Iterator[str]:
    """The lines of a file as text, none longer than the setting ``max_bytes``.

    Raises:
        IntakeError: it is binary, or a line is longer.
    """
    most = settings().max_bytes
    line = file.readline(most + 1)
    refuse_binary(line, where)
    encoding = marked(line) or "utf-8"
    if encoding != "utf-8":
        yield from wide_lines(line + file.read(most + 1), where)
        return
    line = line.removeprefix(codecs.BOM_UTF8)
    while line:
        if len(line) > most:
            raise TooLargeError(f"a line of more than {most} bytes", where=where, do="raise DRAGOMAN_MAX_BYTES")
        # Bytes that are no UTF-8 go through as they are: the worker refuses the row, not the parent the table.
        yield line.decode("utf-8", "surrogateescape")
        line = file.readline(most + 1)


def wide_lines(data: bytes, where: str) -> Iterator[str]:
    """The lines of a whole small file in UTF-16 or UTF-32, whose lines no search for a byte can find.

    Raises:
        IntakeError: it is too large, or is not in that encoding.
    """
    refuse_size(len(data), where)
    yield from decoded(data, where).splitlines(keepends=True)


def parcels_in_parquet(
    file: BinaryIO, where: str, given: str | None, groups: Sequence[int] | None = None, before: int = 0
) -> Iterator[Parcel | Refusal]:
    """A parcel for each row of a Parquet file.

    Args:
        file: the file.
        where: what it is called.
        given: the date of publication that the caller gave.
        groups: only these groups of rows; None means all.
        before: how many rows of the file stand before them.
    """
    number = before
    try:
        table = pq.ParquetFile(file, buffer_size=BUFFER, pre_buffer=False)
        columns = columns_of(table.schema_arrow.names, where)
        used = [table.schema_arrow.names[place] for place in dict.fromkeys(columns.places.values())]
        refuse_swelling(table.metadata, where)
        columns = columns_of(used, where)
        for batch in table.iter_batches(batch_size=BATCH, row_groups=groups, columns=used, use_threads=False):
            for row in rows_of(batch, used):
                number += 1
                yield columns.parcel(row, f"{where}, row {number}", given)
    except IntakeError as error:
        yield Refusal(where, error)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        what = f"no Parquet file, or broken after row {number} ({' '.join(str(error).split())[:120]})"
        yield Refusal(where, TableError(what, where=where, do="make it again; the rows before are read"))


def rows_of(batch: pa.RecordBatch, names: Iterable[str]) -> Iterator[Sequence[Any]]:
    """The rows of a batch."""
    return zip(*(batch.column(name).to_pylist() for name in names), strict=True)


def refuse_swelling(metadata: pq.FileMetaData, where: str) -> None:
    """Refuse a file whose columns would swell beyond memory.

    Raises:
        TooLargeError: one does.
    """
    for group in range(metadata.num_row_groups):
        found = metadata.row_group(group)
        for place in range(found.num_columns):
            if found.column(place).total_uncompressed_size > MOST_COLUMN_BYTES:
                raise TooLargeError("a column of more than 4 GB in one group", where=where, do="write smaller groups")
