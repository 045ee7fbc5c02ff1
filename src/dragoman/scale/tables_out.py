"""Tables out: the rows of several tables into Parquet files of one folder, in groups, in flat memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

# Rows that are kept before they are written out, in each table.
GROUP = 20_000
# Texts are long: a group of articles would otherwise hold many megabytes.
LONG = {"articles": 2_000}
COMPRESSION = "zstd"


class TablesOut:
    """Writes rows as they come; every table has its file, one without rows too.

    Args:
        folder: where they go.
        schemas: the columns of the tables, by name.
    """

    def __init__(self, folder: Path, schemas: Mapping[str, pa.Schema]) -> None:
        self.schemas = schemas
        self.rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in schemas}
        self.writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression=COMPRESSION)
            for name, schema in schemas.items()
        }

    def __enter__(self) -> TablesOut:
        return self

    def __exit__(self, *error: object) -> None:
        for name, writer in self.writers.items():
            if error[0] is None:
                self._flush(name)
            writer.close()

    def write(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Write rows of some tables."""
        for name, rows in tables.items():
            self.rows[name].extend(rows)
            if len(self.rows[name]) >= LONG.get(name, GROUP):
                self._flush(name)

    def _flush(self, name: str) -> None:
        """Write out what is kept of a table."""
        if self.rows[name]:
            self.writers[name].write_table(pa.Table.from_pylist(self.rows[name], schema=self.schemas[name]))
            self.rows[name] = []
