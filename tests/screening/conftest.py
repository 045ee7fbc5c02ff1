"""A way to hold one made-up subject against one made-up entry, and lists in files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.screening.entries import ListEntry, entry_of
from dragoman.screening.subjects import Subject, subject_of
from dragoman.store.named import Named

WriteList = Callable[..., Path]


def subject(name: str, kind: str = "person", state: str | None = None, id_: str | None = None) -> Subject:
    """A subject whom one article names."""
    return subject_of(
        Named(
            id_ or f"{kind}:made-up", Counter({name: 1}), Counter({kind: 1}), Counter({state: 1}), articles=1, called=1
        )
    )


def entry(schema: str, names: list[str], **properties: list[str]) -> ListEntry:
    """An entry of a list."""
    made = entry_of("own-1", schema, {"name": names, **properties}, 1)
    assert made is not None
    return made


@pytest.fixture
def write_list(tmp_path: Path) -> WriteList:
    """Writes entities, or lines as they are, into a file."""

    def write(*lines: dict[str, Any] | bytes, name: str = "list.ftm.json") -> Path:
        path = tmp_path / name
        data = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
        path.write_bytes(b"\n".join(data) + b"\n")
        return path

    return write


def entity(id_: str, schema: str = "Person", **properties: list[Any]) -> dict[str, Any]:
    """A FollowTheMoney entity."""
    return {"id": id_, "schema": schema, "properties": properties}
