"""Loading: the articles of a lake into a store, with what was coded of them, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from dragoman.errors import DragomanError
from dragoman.scale.foreign_loading import foreign_into_store
from dragoman.store.database import Database
from dragoman.store.foreign import NONE_STORED, Stored
from dragoman.store.lake_files import LakeFiles
from dragoman.store.rows import Filed, Row, file_record, record_from
from dragoman.store.writer import NOTHING, Added, add_filed, collector_paused, known_articles

# Articles that go into one transaction.
BATCH = 64
COLUMNS = ["key", "text", "record", "coder"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading.

    Args:
        added: new and known articles, and event mentions in the new.
        refused: articles that a store cannot hold, with the reason.
        foreign: events that another project coded.
    """

    added: Added
    refused: tuple[str, ...] = ()
    foreign: Stored = NONE_STORED


def load(database: Database, lake: str | Path, progress: Callable[[int, int], None] | None = None) -> Loaded:
    """Put a lake into a store; what the store holds is passed over, so that a stopped loading goes on.

    These are the articles with what was coded of them, and the events that other projects coded. The store merges
    articles with what it has: loading gives what adding the same articles would have given.

    Args:
        database: the store.
        lake: the folder of the lake; its shards count, merged or not.
        progress: told how many articles are done, of how many.

    Raises:
        StoreError: the folder is no lake, or the store cannot be written.
    """
    files = LakeFiles(lake)
    files.refuse_no_lake()
    paths = [files.shard(name) / "articles.parquet" for name in files.shards()]
    total = sum(pq.read_metadata(path).num_rows for path in paths)
    done, added, refused = 0, NOTHING, []
    for rows in (batch for path in paths for batch in batches(path)):
        known = known_articles(database, [row["key"] for row in rows])
        filed: dict[int, Filed] = {}
        for row in rows:
            if row["key"] in known:
                continue
            try:
                filed[row["key"]] = file_record(record_from(row))
            except DragomanError as error:
                refused.append(error.message)
        if filed:
            with collector_paused(), database.writing() as connection:
                added += add_filed(connection, filed)
        added += Added(0, len(known), 0)
        done += len(rows)
        if progress is not None:
            progress(done, total)
    return Loaded(added, tuple(refused), foreign_into_store(files.root, database))


def batches(path: Path) -> Iterator[list[Row]]:
    """The articles of a shard, some at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BATCH, columns=COLUMNS):
            yield batch.to_pylist()
