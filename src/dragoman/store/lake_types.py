"""The types of the store's columns in a lake: what they are in Parquet and in DuckDB."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, LargeBinary, SmallInteger, Table

from dragoman.store.lake_files import LAYOUT

# A column's type, DuckDB's and Parquet's; the narrower first, as one is of the kind of another. Days and counts are
# wide: there is no column of them that a narrower one would make smaller in Parquet.
TYPES: tuple[tuple[type[Any], str, pa.DataType], ...] = (
    (SmallInteger, "SMALLINT", pa.int16()),
    (BigInteger, "BIGINT", pa.int64()),
    (Integer, "BIGINT", pa.int64()),
    (Float, "DOUBLE", pa.float64()),
    (Boolean, "BOOLEAN", pa.bool_()),
    (LargeBinary, "BLOB", pa.binary()),
)


def sql_type(column: Column[Any]) -> str:
    """DuckDB's type for a column."""
    return next((sql for known, sql, _ in TYPES if isinstance(column.type, known)), "VARCHAR")


def arrow_type(column: Column[Any]) -> pa.DataType:
    """Parquet's type for a column."""
    return next((kind for known, _, kind in TYPES if isinstance(column.type, known)), pa.string())


def arrow_schema(table: Table) -> pa.Schema:
    """The columns of one of the store's tables as its files hold them; what only numbers the rows is left out."""
    fields = [pa.field(one.name, arrow_type(one)) for one in table.columns if one.name != "number"]
    return pa.schema(fields, {"dragoman_layout": str(LAYOUT)})
