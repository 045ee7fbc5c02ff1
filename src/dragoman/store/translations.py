"""Translations that the store keeps, by the hash of their text: the memory of a translator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from dragoman.language.translation import Remembered
from dragoman.store.batches import MOST_KEYS, rows_where
from dragoman.store.database import Database
from dragoman.store.tables import translation


class StoredTranslations:
    """The memory of a translator, in a store; see :class:`dragoman.language.translation.Memory`.

    Each call of ``put`` is a transaction of its own: it is not to be called within one of the same process.

    Args:
        database: the store's database; that of a lake keeps nothing.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def get(self, keys: Sequence[int]) -> Mapping[int, Remembered]:
        """What it holds under some keys."""
        with self.database.reading() as connection:
            rows = rows_where(connection, select(translation), translation.c.key, keys)
            return {row["key"]: Remembered(**row) for row in rows}

    def put(self, rows: Sequence[Remembered]) -> None:
        """Keep translations for good, in the place of older ones under the same keys.

        Raises:
            BusyStoreError: somebody else writes to the store for longer than one waits.
            ReadOnlyLakeError: it is a lake.
        """
        newest = {row.key: asdict(row) for row in rows}
        ordered = [newest[key] for key in sorted(newest)]
        with self.database.noting() as connection:
            for start in range(0, len(ordered), MOST_KEYS):
                connection.execute(self._upsert(), ordered[start : start + MOST_KEYS])

    def _upsert(self) -> Any:
        """The statement that writes rows, or writes them anew."""
        dialect = sqlite if self.database.is_sqlite else postgresql
        made = dialect.insert(translation)
        columns = [column.name for column in translation.columns if column.name != "key"]
        return made.on_conflict_do_update(
            index_elements=["key"], set_={name: getattr(made.excluded, name) for name in columns}
        )
