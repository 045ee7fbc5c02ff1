"""The lake: Parquet files shown as the store's tables by DuckDB, so that it answers what a store answers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Column, Engine, Table, create_engine
from sqlalchemy.pool import NullPool

from dragoman.store.lake_dialect import NAME
from dragoman.store.lake_files import CODED, WORDS, LakeFiles
from dragoman.store.lake_types import sql_type
from dragoman.store.tables import article, coverage, metadata, store_state

# Which shard a row comes from, by the name of its file.
SHARD = "regexp_extract(filename, 'shard=([^/]*)/', 1) AS shard"


def lake_engine(root: Path) -> Engine:
    """An engine that answers the store's statements over a lake.

    Raises:
        StoreError: it is no lake, or not merged.
    """
    files = LakeFiles(root)
    files.refuse_unmerged()
    base = duckdb.connect()
    # Rows come in the order that a statement asks for; any other order costs memory.
    base.execute("SET preserve_insertion_order = false")
    for table in metadata.sorted_tables:
        base.execute(view_of(base, table, files))
    # Every connection is a cursor over the same views.
    return create_engine(f"{NAME}://", creator=base.cursor, poolclass=NullPool)


def view_of(base: duckdb.DuckDBPyConnection, table: Table, files: LakeFiles) -> str:
    """The statement that shows the files of a table; a table that a lake has not is empty."""
    paths = files.of(table.name)
    name = quoted(table.name)
    if table is store_state:
        return f"CREATE VIEW {name} AS SELECT 1 AS one, {files.manifest.merged} AS version"
    if not paths:
        columns = ", ".join(f"CAST(NULL AS {sql_type(column)}) AS {quoted(column.name)}" for column in table.columns)
        return f"CREATE VIEW {name} AS SELECT {columns} WHERE false"
    source = f"read_parquet({quoted_paths(paths)}, union_by_name = true, hive_partitioning = false)"
    if table is coverage:
        # Several files may know of one day.
        return (
            f"CREATE VIEW {name} AS SELECT day, CAST(SUM(events) AS BIGINT) AS events FROM {source} "
            "GROUP BY day HAVING SUM(events) > 0"
        )
    source = widened(base, table, source, paths[0])
    columns = ", ".join(shown(column) for column in table.columns)
    extra = f", {WORDS}" if table.name == "event_mention" else ""
    hidden = files.hidden() if table.name in CODED else None
    if hidden is not None:
        # Of an article that several shards hold, one is shown.
        holder = "key" if table is article else "article"
        named = source.replace("union_by_name = true", "union_by_name = true, filename = true", 1)
        source = (
            f"(SELECT * EXCLUDE (filename), {SHARD} FROM {named}) AS every "
            f"ANTI JOIN {quoted_path(hidden)} AS hidden ON hidden.key = every.{holder} AND hidden.shard = every.shard"
        )
    return f"CREATE VIEW {name} AS SELECT {columns}{extra} FROM {source}"


def widened(base: duckdb.DuckDBPyConnection, table: Table, source: str, path: Path) -> str:
    """The files of a table with the columns that an older dragoman did not write, which are null there."""
    held = {row[0] for row in base.execute(f"SELECT name FROM parquet_schema({quoted_path(path)})").fetchall()}
    lacking = [column for column in table.columns if column.nullable and column.name not in held]
    if not lacking:
        return source
    empty = ", ".join(f"CAST(NULL AS {sql_type(column)}) AS {quoted(column.name)}" for column in lacking)
    return f"(SELECT * FROM {source} UNION ALL BY NAME SELECT {empty} WHERE false) AS files"


def shown(column: Column[Any]) -> str:
    """A column as a view shows it. What only orders the rows inside one database is the key."""
    if column.name == "number":
        return "key AS number"
    return f"CAST({quoted(column.name)} AS {sql_type(column)}) AS {quoted(column.name)}"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return f'"{name}"'


def quoted_paths(paths: Iterable[Path]) -> str:
    """A list of paths as SQL writes it."""
    return "[" + ", ".join(map(quoted_path, paths)) + "]"


def quoted_path(path: Path) -> str:
    """A path as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"
