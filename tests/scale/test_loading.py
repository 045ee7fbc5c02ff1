"""A lake loaded into a store is what adding its articles would have made."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.desk import Desk
from dragoman.store.refusals import NoLakeError


def test_loading(lake: Path, store: str, example: Path) -> None:
    told: list[tuple[int, int]] = []
    with Desk(store) as desk, Desk(example) as added:
        loaded = desk.load(lake, progress=lambda done, total: told.append((done, total)))
        assert loaded.added.new == added.summary().articles
        assert desk.find(limit=1000) == added.find(limit=1000)
        assert desk.ties("RUS", "PRK") == added.ties("RUS", "PRK")
        assert desk.find("artillery", limit=100)
        assert told[-1][0] == told[-1][1]
        again = desk.load(lake)
        assert again.added.new == 0
        assert desk.summary() == added.summary()


def test_loading_into_a_desk_that_is_in_use(lake: Path, tmp_path: Path, example: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk, Desk(example) as added:
        desk.add_records(list(added.records())[50:60])
        desk.load(lake)
        assert desk.find(limit=1000) == added.find(limit=1000)


def test_what_is_no_lake(tmp_path: Path) -> None:
    with Desk(tmp_path / "desk.db") as desk, pytest.raises(NoLakeError):
        desk.load(tmp_path)
