"""Cells of a foreign file: whole lines cut at their tabs into columns, with those counted that cannot be cut so."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import csv

from dragoman.scale.foreign_coding import Columns


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines that were cut.

    Args:
        cells: a column 'line', a column 'tabbed' (the line had more tabs at its end), and one for each name asked for.
        wrong: numbers of the lines that have other columns.
        after: the number of the line that follows.
    """

    cells: pa.Table
    wrong: list[int]
    after: int


@dataclass(slots=True)
class Odd:
    """Lines that have not as many cells as there are columns, while a piece is cut."""

    width: int
    numbers: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    tabbed: list[tuple[int, list[str]]] = field(default_factory=list)

    def __call__(self, row: csv.InvalidRow) -> str:
        """Take one down: empty lines are no rows, tabs after the last column mean nothing."""
        self.numbers.append(row.number)
        cells = row.text.split("\t")
        if row.actual_columns > self.width and not any(cells[self.width :]):
            self.tabbed.append((row.number, cells[: self.width]))
        elif row.text:
            self.wrong.append(row.number)
        return "skip"


def cut(data: bytes, number: int, columns: Columns, names: Mapping[str, str]) -> Cut:
    """Cut whole lines of UTF-8 into cells.

    Args:
        data: the lines, parted by line feeds alone.
        number: of the first of them.
        columns: what the file's columns are.
        names: the columns that are wanted by the names that they get; what the file does not have is left out.
    """
    at = [f"c{place}" for place in range(1, columns.width + 1)]
    wanted = {alias: f"c{columns.places[name]}" for alias, name in names.items() if name in columns.places}
    if not data:
        return Cut(mended([], number, columns, list(wanted), names), [], number)
    odd = Odd(columns.width)
    table = csv.read_csv(
        io.BytesIO(data),
        read_options=csv.ReadOptions(column_names=at, use_threads=False, block_size=len(data) + 1),
        parse_options=csv.ParseOptions(
            delimiter="\t", quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False,
            invalid_row_handler=odd,
        ),
        convert_options=csv.ConvertOptions(
            include_columns=list(wanted.values()), column_types=dict.fromkeys(at, pa.string()),
            strings_can_be_null=False, check_utf8=False,
        ),
    )  # fmt: skip
    total = table.num_rows + len(odd.numbers)
    lines = np.delete(np.arange(number, number + total), np.array(odd.numbers, dtype=np.int64) - 1)
    cells = table.rename_columns(list(wanted)).append_column("line", pa.array(lines, pa.int64()))
    cells = cells.append_column("tabbed", pa.array(np.zeros(len(lines), dtype=bool)))
    if odd.tabbed:
        cells = pa.concat_tables([cells, mended(odd.tabbed, number, columns, list(wanted), names)])
    return Cut(cells, [number + line - 1 for line in odd.wrong], number + total)


def mended(
    tabbed: Sequence[tuple[int, list[str]]], number: int, columns: Columns, wanted: Sequence[str],
    names: Mapping[str, str],
) -> pa.Table:  # fmt: skip
    """The cells of lines that had more tabs at their end."""
    found = {alias: [cells[columns.places[names[alias]] - 1] for _, cells in tabbed] for alias in wanted}
    arrays = {alias: pa.array(cells, pa.string()) for alias, cells in found.items()}
    arrays["line"] = pa.array([number + line - 1 for line, _ in tabbed], pa.int64())
    arrays["tabbed"] = pa.array([True] * len(tabbed), pa.bool_())
    return pa.table(arrays)
