"""The plan of a merging: DuckDB over the shards of a lake, and files that tasks read and write, stage by stage.

Everything that compares or joins many rows is SQL over Parquet, which spills to disk; everything that judges is
dragoman's own code, run over bins of rows by an engine. A bin is written under another name and renamed, so that a
merging that was stopped goes on with what is missing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.store.lake import SHARD, quoted_path, quoted_paths
from dragoman.store.lake_files import LakeFiles
from dragoman.store.rows import Row

COMPRESSION = "zstd"
# Rows of a bin: what one task holds in memory, a few hundred megabytes at most.
BIN = 10_000
# The tables that are merged, each with its column of the article's key.
HOLDERS = {"articles": "key", "event_mention": "article", "copy_band": "article", "passage": "article"}


class Plan:
    """A merging of some shards.

    Args:
        files: the lake.
        shards: the shards that are merged, in their order: of an article that several hold, the first counts.
        number: of the merging.
    """

    def __init__(self, files: LakeFiles, shards: Sequence[str], number: int) -> None:
        self.files = files
        self.shards = shards
        self.number = number
        self.work = files.root / "merged" / f"{number:04}.work"
        self.out = self.work / "out"
        self.out.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def database(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """DuckDB with the tables of the shards as views; large joins spill beside the work."""
        with duckdb.connect() as connection:
            connection.execute("SET temp_directory = ?", [str(self.work / "spill")])
            connection.execute("SET preserve_insertion_order = false")
            for table in (*HOLDERS, "mention_block"):
                listed = quoted_paths([self.files.shard(name) / f"{table}.parquet" for name in self.shards])
                source = f"read_parquet({listed}, filename = true, hive_partitioning = false)"
                connection.execute(f"CREATE VIEW every_{table} AS SELECT * EXCLUDE (filename), {SHARD} FROM {source}")
            self._each_once(connection)
            yield connection

    def _each_once(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Views without what several shards hold: of an article and all that is in it, the first counts."""
        connection.execute("CREATE TABLE owner AS SELECT key, min(shard) AS shard FROM every_articles GROUP BY key")
        for table, holder in HOLDERS.items():
            name = "article" if table == "articles" else table
            connection.execute(
                f"CREATE VIEW {name} AS SELECT t.* EXCLUDE (shard) FROM every_{table} t "
                f"SEMI JOIN owner o ON o.key = t.{holder} AND o.shard = t.shard"
            )
        connection.execute("CREATE VIEW mention_block AS SELECT DISTINCT block, mention FROM every_mention_block")

    def stage(self, name: str) -> Path:
        """The folder of a stage."""
        return self.work / name

    def is_done(self, name: str) -> bool:
        """Whether a stage was prepared to its end."""
        return (self.work / f"{name}.done").exists()

    def done(self, name: str) -> None:
        """Write down that a stage was prepared to its end."""
        (self.work / f"{name}.done").touch()

    def shuffle(self, connection: duckdb.DuckDBPyConnection, stage: str, query: str) -> None:
        """Write the rows of a query by their column ``bin``, a folder for each, for tasks to read."""
        folder = self.stage(stage)
        folder.mkdir(parents=True, exist_ok=True)
        connection.execute(
            f"COPY ({query}) TO {quoted_path(folder)} "
            "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (bin), OVERWRITE_OR_IGNORE)"
        )

    def bins(self, stage: str) -> list[int]:
        """The bins that a stage has."""
        return sorted(int(path.name.removeprefix("bin=")) for path in self.stage(stage).glob("bin=*"))


def rows_in(folder: Path, order: str) -> list[Row]:
    """The rows of a bin, in the order of a column."""
    if not folder.exists():
        return []
    table = pq.read_table(folder, partitioning=None)
    found: list[Row] = table.sort_by(order).to_pylist()
    return found


def write_rows(path: Path, rows: Sequence[Row], schema: pa.Schema) -> None:
    """Write rows as a file that is there as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns():x}")
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), temporary, compression=COMPRESSION)
    temporary.rename(path)


def bins_for(rows: int) -> int:
    """How many bins so many rows make: the same for the same rows, whoever merges them."""
    return max(1, -(-rows // BIN))
