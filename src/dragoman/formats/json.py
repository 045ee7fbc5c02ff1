"""Records as JSON: one object, an array, or one object a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.record import Record

# Characters that JSON allows as they are, but that steer a terminal (C1 controls, directions of writing) or end a line.
STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def json_text(record: Record, indent: int | None = 2) -> str:
    """A record as one object; equal to the record, whatever characters its article holds."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", record.model_dump_json(indent=indent))


def json_array(records: Iterable[Record]) -> str:
    """Records as an array of objects."""
    return "[" + ",".join(f"\n{json_text(record)}" for record in records) + "\n]"


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One compact object a record, for files that are read line by line."""
    return (json_text(record, indent=None) for record in records)
