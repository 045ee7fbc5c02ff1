"""Cells of tables that know no quoting: values as text in which no tab, line break or quotation mark can do harm."""

from __future__ import annotations

import re
from collections.abc import Iterable

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def plain(value: str) -> str:
    """A text on one line: control characters and runs of white space are one space each, '"' is an apostrophe.

    Such files quote nothing, but many readers take a quotation mark for the beginning of a quoted cell.
    """
    if value.isprintable() and '"' not in value and "  " not in value:
        return value.strip()
    return " ".join(CONTROL.sub(" ", value).replace('"', "'").split())


def cell(value: object, missing: str) -> str:
    """A value as a cell; ``missing`` where it is None or empty."""
    return plain(str(value)) or missing if value is not None else missing


def listed(values: Iterable[object], missing: str) -> str:
    """Several values in one cell, separated by ';', each at its place; ``missing`` alone where none is known."""
    cells = [cell(value, missing).replace(";", ",") for value in values]
    return ";".join(cells) if any(one != missing for one in cells) else missing


def line(cells: Iterable[str]) -> bytes:
    """One row, in UTF-8, ended by a line feed."""
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")
