"""Makes the finished gazetteer of the staged rows: areas joined to their places, names sorted, no gaps in the file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dragoman.knowledge.gazetteer_part import CACHE_KIB, refused
from dragoman.knowledge.gazetteer_tables import FILL_PEOPLE, SCHEMA, About, Source, describe

# Steps of SQLite's machine between two calls of the function that shows that work goes on.
PULSE = 2_000_000
# An area does not lie in itself.
AREA = "nullif((SELECT a.place FROM staged.area a WHERE a.code = p.{code}), p.id)"
FILL_PLACES = f"""
INSERT INTO place SELECT p.id, p.name, p.lat, p.lon, p.kind, p.country, coalesce({AREA.format(code="code1")}, p.admin1),
    coalesce({AREA.format(code="code2")}, p.admin2), p.population, p.code, p.feature FROM staged.place p ORDER BY p.id
"""
FILL_NAMES = "INSERT INTO name SELECT key, place, max(own) FROM staged.spelling GROUP BY key, place ORDER BY key, place"


def finish(part: Path, target: Path, sources: tuple[Source, ...], plan: str, pulse: Callable[[], None]) -> About:
    """Write the gazetteer beside its place, and put it there when it is whole.

    Args:
        part: the staged rows, closed by their writer.
        target: where the gazetteer belongs.
        sources: what the rows come from.
        plan: what was imported and how.
        pulse: called from time to time.

    Raises:
        KnowledgeError: it cannot be written.
    """
    new = target.with_name(f"{target.name}.new")
    new.unlink(missing_ok=True)
    # Sorting needs as much room again: beside the target, not in the machine's folder for small things.
    os.environ.setdefault("SQLITE_TMPDIR", str(target.parent.resolve()))
    connection = sqlite3.connect(new.resolve().as_uri(), uri=True, isolation_level=None)
    connection.set_progress_handler(pulse, PULSE)
    try:
        about = filled(connection, part, sources, plan)
    except sqlite3.OperationalError as error:
        new.unlink(missing_ok=True)
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            # A person stopped it inside of the pulse, where an exception cannot pass through SQLite.
            raise KeyboardInterrupt from error
        raise refused(error, new) from error
    finally:
        connection.close()
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(target)
    return about


def filled(connection: sqlite3.Connection, part: Path, sources: tuple[Source, ...], plan: str) -> About:
    """Fill an empty file; nobody reads it before it is renamed, so it needs no journal."""
    for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}"):
        connection.execute(f"PRAGMA {setting}")
    connection.executescript(SCHEMA)
    connection.execute("ATTACH ? AS staged", (f"{part.resolve().as_uri()}?mode=ro",))
    connection.execute(f"PRAGMA staged.cache_size = -{CACHE_KIB // 4}")
    connection.execute("BEGIN")
    connection.execute(FILL_PLACES)
    connection.execute(FILL_NAMES)
    connection.execute(FILL_PEOPLE)
    about = describe(connection, datetime.now(UTC).isoformat(timespec="seconds"), sources, plan)
    connection.execute("COMMIT")
    return about
