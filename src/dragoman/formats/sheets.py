"""Sheets: rows as CSV that a spreadsheet opens as data and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TextIO

from dragoman.formats.words import plain

SEPARATOR = ";"
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV with a header; lists within a cell are separated by ';'."""
    out = io.StringIO()
    write_sheet(out, columns, rows)
    return out.getvalue()


def write_sheet(out: TextIO, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> int:
    """Write rows as CSV with a header, one at a time; gives how many there were."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    written = 0
    for row in rows:
        writer.writerow([cell(value) for value in row])
        written += 1
    return written


def cell(value: object) -> str:
    """A value as a cell; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        value = SEPARATOR.join(str(one) for one in value)
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    text = plain(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
