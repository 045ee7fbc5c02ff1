"""Tables: events as CSV, Parquet and Excel, row by row as they come, in flat memory however many."""

from __future__ import annotations

import io
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Generic, TypeVar
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
from xlsxwriter import Workbook

from dragoman import __version__
from dragoman.formats.columns import (
    CSV_COLUMNS,
    EVENT_COLUMNS,
    REPORT_COLUMNS,
    Column,
    Kind,
    Reported,
    event_of,
)
from dragoman.formats.sheets import SEPARATOR, write_sheet
from dragoman.formats.words import plain
from dragoman.store.found import FoundEvent
from dragoman.store.stream import Told

Row = TypeVar("Row")

# Rows of events are turned into columns by so many, and so many of these batches are a row group of the file: events
# take some kilobytes each as objects, a tenth of it as columns, and readers want large groups.
BATCH = 4_096
GROUP = 16
TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(), "category": pa.string(), "list": pa.list_(pa.string()), "number": pa.float64(),
    "count": pa.int32(), "truth": pa.bool_(), "day": pa.date32(),
}  # fmt: skip
# What a sheet of Excel holds.
MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
# Excel's first day that is the same in all its calendars; earlier ones stay texts.
FIRST_DAY = date(1900, 3, 1)
# The stamp of a workbook of which no report has a date; its parts bear the same year.
NO_STAMP = datetime(1980, 1, 1)
# What the library takes for a text with formats of its own, and writes as it stands.
RICH = ("<r>", "</r>")
# An escaped character takes up to five.
LONGEST_MARKED = LONGEST_TEXT // 6


def write_csv(told: Iterable[Told | FoundEvent], out: BinaryIO) -> int:
    """Write events as CSV (UTF-8, one a row, with a header); lists are separated by ';'. Gives the number of rows."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    rows = ([column.value(event_of(one)) for column in CSV_COLUMNS] for one in told)
    try:
        return write_sheet(text, [column.name for column in CSV_COLUMNS], rows)
    finally:
        # Whoever opened the file closes it.
        text.detach()


# -- Parquet -------------------------------------------------------------------------------------------------------


def write_parquet(told: Iterable[Told | FoundEvent], out: BinaryIO) -> int:
    """Write events as Parquet: typed, compressed with zstd, described in its own metadata. Gives the number of rows."""
    schema = schema_of(EVENT_COLUMNS)
    batches = batches_of(map(event_of, told), EVENT_COLUMNS, schema)
    written = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(batches, GROUP)):
            table = pa.Table.from_batches(group, schema)
            writer.write_table(table, row_group_size=BATCH * GROUP)
            written += table.num_rows
    return written


def schema_of(columns: Sequence[Column[Any]]) -> pa.Schema:
    """The types of columns, with a description of each and the version of dragoman in the metadata."""
    fields = [pa.field(one.name, TYPES[one.kind], metadata={"description": one.about}) for one in columns]
    about = {one.name: one.about for one in columns}
    return pa.schema(
        fields, {"dragoman.version": __version__, "dragoman.columns": json.dumps(about, ensure_ascii=False)}
    )


def batches_of(rows: Iterable[Row], columns: Sequence[Column[Row]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows as batches of columns."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield pa.record_batch(
            [
                pa.array([column.value(row) for row in batch], field.type)
                for column, field in zip(columns, schema, strict=True)
            ],
            schema=schema,
        )


# -- Excel ---------------------------------------------------------------------------------------------------------


def write_excel(told: Iterable[Told | FoundEvent], out: BinaryIO) -> int:
    """Write events as an Excel workbook: events, their reports, and what the columns mean. Gives the rows of all.

    The sheets are written side by side, each row by row, so that only their last rows are held; where one is full, a
    further one of its kind begins ('events 2'). The stamp of the workbook is the day of its last report.
    """
    with TemporaryDirectory() as folder:
        book = Workbook(out, {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        events, reports = Sheets(book, "events", EVENT_COLUMNS), Sheets(book, "reports", REPORT_COLUMNS)
        meanings = book.add_worksheet("columns")
        last = ""
        for one in told:
            event = event_of(one)
            events.add(event)
            last = max(last, event.last_report or "")
            for report in one.reports if isinstance(one, Told) else ():
                reports.add(Reported(event, report))
        explain(book, meanings, events, reports)
        for sheets in (events, reports):
            sheets.finish()
        book.set_properties({"created": stamp(last), "comments": f"dragoman {__version__}"})
        book.close()
    return events.rows + reports.rows


class Sheets(Generic[Row]):
    """The sheets of one kind of rows: as many as it takes.

    Args:
        book: the workbook.
        name: of the first; the next is called 'name 2'.
        columns: what a row says.
    """

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column[Row]]) -> None:
        self.book = book
        self.name = name
        self.columns = columns
        self.rows = 0
        self.cut: Counter[str] = Counter()
        self.full: list[Any] = []
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._sheet = self._begun()
        self._at = 0

    def add(self, row: Row) -> None:
        """Write one row below the others."""
        if self._at == MOST_ROWS:
            self._end()
            self._sheet, self._at = self._begun(), 0
        self._at += 1
        self.rows += 1
        for place, column in enumerate(self.columns):
            value = column.value(row)
            if value is not None:
                self._write(place, column, value)

    def finish(self) -> None:
        """Nothing more will be added."""
        self._end()

    def _begun(self) -> Any:
        """A new sheet with its header."""
        sheet = self.book.add_worksheet(f"{self.name} {len(self.full) + 1}" if self.full else self.name)
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.name, self._head)
        sheet.freeze_panes(1, 1)
        return sheet

    def _end(self) -> None:
        self._sheet.autofilter(0, 0, self._at, len(self.columns) - 1)
        self.full.append(self._sheet)

    def _write(self, place: int, column: Column[Row], value: object) -> None:
        """Write one cell; text stays text, whatever it looks like."""
        if isinstance(value, bool):
            self._sheet.write_boolean(self._at, place, value)
        elif isinstance(value, int | float):
            if math.isfinite(value):
                self._sheet.write_number(self._at, place, value)
        elif isinstance(value, date) and value >= FIRST_DAY:
            self._sheet.write_datetime(self._at, place, value, self._day)
        elif write_text(self._sheet, self._at, place, in_words(value)):
            self.cut[column.name] += 1


def in_words(value: object) -> str:
    """A text, a list or an early day as the text of a cell, on one line without control characters."""
    if isinstance(value, list):
        return plain(SEPARATOR.join(value))
    return plain(str(value))


def write_text(sheet: Any, row: int, place: int, text: str) -> bool:
    """Write a text as text, never as a formula, a link or a format; says whether it had to be cut to fit."""
    if not text:
        return False
    if text.startswith(RICH[0]) and text.endswith(RICH[1]):
        # The library takes it for markup, which it does not escape; as markup that says the same it comes to no harm.
        kept = text if len(text) <= LONGEST_MARKED else text[:LONGEST_MARKED]
        sheet.write_string(row, place, f'<r><t xml:space="preserve">{escape(kept)}</t></r>')
        return kept != text
    return bool(sheet.write_string(row, place, text) == -2)


def explain(book: Workbook, sheet: Any, *kinds: Sheets[Any]) -> None:
    """Fill the sheet that says what the columns of the others mean, and what was cut."""
    head, folded = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, (name, width) in enumerate({"sheet": 10, "column": 20, "meaning": 80, "note": 50}.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, head)
    at = 0
    for sheets in kinds:
        for column in sheets.columns:
            at += 1
            cut = sheets.cut[column.name]
            note = f"{cut} cut short: a cell holds {LONGEST_TEXT:,} characters" if cut else ""
            for place, text in enumerate((sheets.name, column.name, column.about, *([note] if note else []))):
                sheet.write_string(at, place, text, folded)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, at, 3)


def stamp(last: str) -> datetime:
    """When the last report was published, as the stamp of a workbook."""
    try:
        return datetime.fromisoformat(last[:10])
    except ValueError:
        return NO_STAMP
