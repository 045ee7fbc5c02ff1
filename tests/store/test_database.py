"""The database: tables that are those of the migrations, on both kinds; what cannot be opened is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dragoman.desk import Desk
from dragoman.store.batches import insert
from dragoman.store.database import MIGRATIONS, Database
from dragoman.store.migrations import HEAD
from dragoman.store.refusals import NewerStoreError, NoStoreError, UnusableStoreError
from dragoman.store.tables import metadata, source_mark


def test_migrations_make_the_tables(nowhere: str) -> None:
    database = Database(nowhere)
    with database.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    # The indices of words are made by hand and no part of the metadata.
    assert [change for change in found if "_words" not in str(change)] == []


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_newer_store_is_refused(nowhere: str) -> None:
    database = Database(nowhere)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of-the-future'"))
    database.close()
    with pytest.raises(NewerStoreError, match="newer dragoman"):
        Database(nowhere)


def write_twice(database: Database, row: dict[str, object]) -> None:
    """Write a row twice in one transaction: the second time fails."""
    with database.writing() as connection:
        insert(connection, source_mark, [row])
        insert(connection, source_mark, [row])


def test_an_error_undoes_the_whole_transaction(nowhere: str) -> None:
    database = Database(nowhere)
    row = {"key": 1, "locator": "a", "mark": "b"}
    with pytest.raises(IntegrityError):
        write_twice(database, row)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM source_mark")).scalar() == 0


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    with pytest.raises(UnusableStoreError):
        Desk(broken)
    with pytest.raises(UnusableStoreError, match="folder"):
        Desk(tmp_path)
    with pytest.raises(NoStoreError, match="there is no store"):
        Desk(tmp_path / "none.db", create=False)
    with pytest.raises(UnusableStoreError, match="no address"):
        Desk("oracle://somewhere/desk")
    with pytest.raises(UnusableStoreError):
        Desk("postgresql://nobody@127.0.0.1:1/desk")
