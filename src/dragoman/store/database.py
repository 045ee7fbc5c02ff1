"""The database: SQLite by default, PostgreSQL by address, with one writer at a time on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from dragoman.errors import StoreError
from dragoman.store.lake_files import is_lake
from dragoman.store.migrations import HEAD
from dragoman.store.refusals import (
    BusyStoreError,
    NewerStoreError,
    NoStoreError,
    ReadOnlyLakeError,
    UnusableStoreError,
)
from dragoman.store.tables import store_state

MIGRATIONS = Path(__file__).parent / "migrations"
# Names the lock that writers of one PostgreSQL database take in turn.
WRITERS = 0x647261676F6D616E
WAIT_MS = 120_000
# A writer touches pages all over the file again and again; readers are many, and the system keeps the file in memory.
CACHE_KB, READER_KB = 262_144, 16_384
# Pages that may wait in the log before they are written to their places: 256 MB. A page that changes again and again
# is then written to its place once.
CHECKPOINT_PAGES = 64_000
DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """A store's database, migrated to this version's tables; or a lake, which is read and never written.

    Args:
        where: a path of an SQLite file, an address such as ``postgresql://user@host/name``, or the folder of a lake.
        create: make it where there is none.

    Raises:
        StoreError: it is no database, cannot be reached, or was made by a newer dragoman.
    """

    def __init__(self, where: str | Path, *, create: bool = True) -> None:
        self.lake = Path(where) if is_lake(where) else None
        if self.lake is not None:
            # DuckDB takes a tenth of a second to import: not for a store.
            from dragoman.store.lake import lake_engine

            self.where, self.engine = str(where), lake_engine(self.lake)
            return
        self.url = address_of(where, create=create)
        self.where = self.url.render_as_string(hide_password=True)
        if self.url.get_backend_name() == "sqlite":
            self.where = self.url.database or self.where
        self.engine = engine_of(self.url)
        try:
            self._migrate()
        except DBAPIError as error:
            raise unusable(self.where, error) from error

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading; it sees one state of the store from its first query on."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; there is one at a time, others wait. An error undoes all of it."""
        with self._alone() as connection:
            yield connection
            connection.execute(store_state.update().values(version=store_state.c.version + 1))

    def version(self) -> int:
        """A number that grows with every transaction that writes: what was worked out before is old."""
        with self.reading() as connection:
            return int(connection.execute(select(store_state.c.version)).scalar_one())

    @contextmanager
    def noting(self, wait_ms: int = WAIT_MS) -> Iterator[Connection]:
        """A transaction that writes what nothing is worked out from, such as a star: the version stays.

        Args:
            wait_ms: how long to wait for another writer, in milliseconds; on SQLite alone, as on PostgreSQL nobody
                writes these rows for long.

        Raises:
            BusyStoreError: another writer takes longer.
            ReadOnlyLakeError: it is a lake.
        """
        self._refuse_lake()
        with self.engine.connect().execution_options(dragoman_writes=True, dragoman_wait_ms=wait_ms) as connection:
            try:
                transaction = connection.begin()
            except OperationalError as error:
                raise BusyStoreError("another program writes to the store", do="try again in a moment") from error
            with transaction:
                yield connection

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        """A transaction that writes, alone."""
        self._refuse_lake()
        with self.engine.connect().execution_options(dragoman_writes=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS})
            yield connection

    def _refuse_lake(self) -> None:
        """Refuse to write into a lake.

        Raises:
            ReadOnlyLakeError: it is one.
        """
        if self.lake is not None:
            raise ReadOnlyLakeError(
                "a lake is for reading", where=self.where, do=f"put it into a store: dragoman load {self.where}"
            )

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _migrate(self) -> None:
        """Bring the tables to this version.

        Raises:
            NewerStoreError: they are of a version that this dragoman does not know.
        """
        with self.reading() as connection:
            if revision(connection) == HEAD:
                return
        with self._alone() as connection:
            # Another process may have done it while this one waited.
            if revision(connection) == HEAD:
                return
            self._upgrade(connection)

    def _upgrade(self, connection: Connection) -> None:
        """Run the migrations that are missing."""
        # It takes half a second to import, and is needed once in a store's life.
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        present = revision(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if present is not None and present not in known:
            raise NewerStoreError(
                f"made by a newer dragoman (its tables are '{present}')", where=self.where, do="update dragoman"
            )
        command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def address_of(where: str | Path, *, create: bool) -> Any:
    """The address of a database as SQLAlchemy writes it.

    Raises:
        NoStoreError: there is no such file and none is to be made.
        StoreError: it is no address of a kind that is known.
    """
    if isinstance(where, str) and "://" in where:
        try:
            url = make_url(where)
            driver = DRIVERS[url.get_backend_name()]
        except (ArgumentError, KeyError, NoSuchModuleError) as error:
            raise UnusableStoreError(
                "no address of a store", where=where.split("@")[-1], do="give a file, or postgresql://user@host/name"
            ) from error
        return url.set(drivername=driver)
    path = Path(where)
    if not create and not path.exists():
        raise NoStoreError("there is no store", where=str(path), do="make one with: dragoman add INPUT")
    if path.is_dir():
        raise UnusableStoreError("a folder, not a file", where=str(path), do="name a file, such as desk.db")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableStoreError(f"its folder cannot be made: {error.strerror}", where=str(path)) from error
    return make_url("sqlite+pysqlite://").set(database=str(path))


def engine_of(url: Any) -> Engine:
    """An engine with the settings that every connection needs."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": WAIT_MS / 1000})
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: Any, record: Any) -> None:
    """Set a new SQLite connection up: transactions begin when asked, readers do not wait for the writer."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={WAIT_MS}",
        "journal_mode=WAL",
        # In WAL a commit survives a killed process; only a power cut may lose the newest ones, never break the file.
        "synchronous=NORMAL",
        f"cache_size=-{READER_KB}",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """Begin: a writer takes its turn at once, so that it never has to give up half-way."""
    options = connection.get_execution_options()
    writes = options.get("dragoman_writes", False)
    connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KB if writes else READER_KB}")
    wait_ms = options.get("dragoman_wait_ms", WAIT_MS)
    if wait_ms != WAIT_MS:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={wait_ms}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    finally:
        if wait_ms != WAIT_MS:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_MS}")


def unusable(where: str, error: DBAPIError) -> StoreError:
    """What is wrong with a database that cannot be used."""
    said = str(error.orig).strip().splitlines()
    return UnusableStoreError(
        said[0] if said else "it cannot be used", where=where, do="check the path or address, and the rights"
    )
