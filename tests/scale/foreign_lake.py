"""What an import wrote into a lake, read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dragoman.store.found import FoundEvent, event_from


def rows_of(lake: Path, table: str) -> list[dict[str, Any]]:
    """The rows of all files of a table."""
    return [
        row for path in sorted((lake / "foreign" / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()
    ]


def events_of(lake: Path) -> list[FoundEvent]:
    """All events, by key."""
    return [event_from(row) for row in rows_of(lake, "event")]


def only(lake: Path) -> FoundEvent:
    """The one event of a lake."""
    (found,) = events_of(lake)
    return found
