"""Foreign events of a lake into a store, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from dragoman.scale.foreign import Imported, Progress, import_foreign, silent
from dragoman.scale.foreign_coding import Name
from dragoman.store.database import Database
from dragoman.store.foreign import NONE_STORED, Stored, put_foreign
from dragoman.store.rows import Row
from dragoman.store.writer import collector_paused

# Events that go into one transaction.
BATCH = 5_000
EVENTS = "foreign/event/*.parquet"


def foreign_into_store(
    lake: Path, database: Database, progress: Callable[[int, int], None] | None = None
) -> Stored:  # fmt: skip
    """Put the foreign events of a lake into a store; what it holds is passed over, so that a stopped one goes on.

    Args:
        lake: its folder.
        database: the store.
        progress: told how many events are done, of how many.

    Raises:
        StoreError: the store cannot be written.
    """
    paths = sorted(lake.glob(EVENTS))
    total = sum(pq.read_metadata(path).num_rows for path in paths)
    stored = NONE_STORED
    for rows in (batch for path in paths for batch in batches(path)):
        with collector_paused(), database.writing() as connection:
            stored += put_foreign(connection, rows)
        if progress is not None:
            progress(stored.new + stored.known, total)
    return stored


def imported_into_store(
    path: Path, database: Database, coding: Name | None = None, progress: Progress | None = None
) -> tuple[Imported, Stored]:  # fmt: skip
    """Put the events of a foreign file into a store, by way of a lake for this file alone.

    Args:
        path: the file.
        database: the store.
        coding: whose it is; None tells by its columns.
        progress: told how far it is.

    Raises:
        ForeignFileError: it is no such file.
        StoreError: the store cannot be written.
    """
    tell = progress or silent
    with TemporaryDirectory(prefix="dragoman-import-") as folder:
        lake = Path(folder)
        done = import_foreign(path, lake, coding=coding, progress=tell)
        return done, foreign_into_store(lake, database, lambda stored, _: tell("storing", stored))


def batches(path: Path) -> Iterator[list[Row]]:
    """The rows of a file of events, some at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH):
            yield batch.to_pylist()
