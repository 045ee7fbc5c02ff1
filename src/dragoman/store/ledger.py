"""The ledger: which sources are done, and what could not be read, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, select

from dragoman.errors import DragomanError
from dragoman.store.batches import delete_where, insert, rows_where
from dragoman.store.database import Database
from dragoman.store.rows import Row, locator_key
from dragoman.store.tables import failure, source_mark


class Failure(BaseModel):
    """What could not be read or coded, and why."""

    model_config = ConfigDict(frozen=True)

    locator: str
    source: str
    code: str
    what: str
    place: str | None
    advice: str | None
    attempts: int
    seen: str


class Ledger:
    """Remembers the sources that are done, so that they are not read again.

    Args:
        database: the store's database.
        again: locators that are to be read again, whatever is remembered.
    """

    def __init__(self, database: Database, again: Sequence[str] = ()) -> None:
        self.database = database
        self.again = tuple(again)

    def mark(self, locator: str) -> str | None:
        """What is remembered of a source; None where it is new, or is to be read again."""
        if any(one.startswith(locator) for one in self.again):
            return None
        with self.database.reading() as connection:
            query = select(source_mark.c.mark).where(source_mark.c.key == locator_key(locator))
            found: str | None = connection.execute(query).scalar()
            return found


def now() -> str:
    """The present moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def keep_marks(connection: Connection, marks: Iterable[tuple[str, str]]) -> None:
    """Remember sources as done: locators with their marks, the latest mark of each."""
    rows = {locator_key(locator): {"locator": storable(locator), "mark": mark} for locator, mark in marks}
    delete_where(connection, source_mark, source_mark.c.key, rows)
    insert(connection, source_mark, [{"key": key, **rows[key]} for key in sorted(rows)])


def failure_row(locator: str, source: str, error: DragomanError) -> Row:
    """A failure as a row."""
    return {
        "key": locator_key(locator), "locator": storable(locator), "source": storable(source), "code": error.code,
        "what": storable(error.what), "place": storable(error.where) if error.where else None, "advice": error.do,
        "attempts": 1, "seen": now(),
    }  # fmt: skip


def storable(text: str) -> str:
    """A text that every database holds: of file names that are no UTF-8 the bytes by number, and no character 0."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def keep_failures(connection: Connection, rows: Iterable[Row], *, retried: bool = False) -> None:
    """Write failures down. One that is there already counts an attempt more where it was tried again on purpose, and
    else stays as it is, so that adding the same thing twice changes nothing.
    """
    fresh = {row["key"]: row for row in rows}
    for row in rows_where(connection, select(failure), failure.c.key, list(fresh)):
        if retried:
            fresh[row["key"]]["attempts"] = row["attempts"] + 1
        elif (row["code"], row["what"]) == (fresh[row["key"]]["code"], fresh[row["key"]]["what"]):
            del fresh[row["key"]]
    delete_where(connection, failure, failure.c.key, fresh)
    insert(connection, failure, [fresh[key] for key in sorted(fresh)])


def forget_failures(connection: Connection, locators: Iterable[str]) -> None:
    """Take failures out that could be read after all."""
    delete_where(connection, failure, failure.c.key, map(locator_key, locators))


def failures(database: Database) -> list[Failure]:
    """All failures, by locator."""
    with database.reading() as connection:
        rows = connection.execute(select(failure).order_by(failure.c.locator)).mappings()
        return [Failure(**{name: value for name, value in row.items() if name != "key"}) for row in rows]
