"""Batches: many rows or keys in few statements, within the limits of both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table
from sqlalchemy.engine import Dialect

from dragoman.store.rows import Row

# PostgreSQL takes 65,535 parameters, SQLite 32,766; planners work best with far fewer.
MOST_KEYS = 500


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows into a table; all have the same columns."""
    if not rows:
        return
    columns = tuple(rows[0])
    statement = insert_statement(table, columns, connection.dialect)
    connection.exec_driver_sql(statement, list(map(itemgetter(*columns), rows)))


@lru_cache(maxsize=64)
def insert_statement(table: Table, columns: tuple[str, ...], dialect: Dialect) -> str:
    """The text of an insert, in the dialect's own way of writing parameters.

    Compiling it once and handing the driver plain tuples takes a fifth of the time of an insert by dictionaries.
    """
    quote = dialect.identifier_preparer.quote
    mark = "?" if dialect.name == "sqlite" else "%s"
    names = ", ".join(quote(name) for name in columns)
    return f"INSERT INTO {quote(table.name)} ({names}) VALUES ({', '.join(mark for _ in columns)})"


def chunks(values: Iterable[int], size: int = MOST_KEYS) -> Iterator[list[int]]:
    """Values in lists of a size, in ascending order, each once."""
    source = iter(sorted(set(values)))
    while chunk := list(islice(source, size)):
        yield chunk


def rows_where(
    connection: Connection, query: Select[Any], column: ColumnElement[int], values: Iterable[int]
) -> Iterator[Any]:
    """The rows of a query whose column has one of the values, as mappings."""
    for chunk in chunks(values):
        yield from connection.execute(query.where(column.in_(chunk))).mappings().fetchall()


def delete_where(connection: Connection, table: Table, column: ColumnElement[int], values: Iterable[int]) -> None:
    """Delete the rows of a table whose column has one of the values."""
    for chunk in chunks(values):
        connection.execute(table.delete().where(column.in_(chunk)))
