"""Foreign events in a lake: the same bytes for the same file, no id twice, and the answers of a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scale.foreign_files import gdelt_file, gdelt_line, polecat_file
from tests.scale.foreign_lake import rows_of

from dragoman.desk import Desk
from dragoman.scale import foreign
from dragoman.scale.foreign import import_foreign
from dragoman.scale.foreign_coding import ELSEWHERE


def files_of(lake: Path) -> dict[str, bytes]:
    """All files of a lake."""
    return {str(path.relative_to(lake)): path.read_bytes() for path in lake.rglob("*") if path.is_file()}


def days(folder: Path, first: int, count: int, name: str) -> Path:
    """A file of GDELT with events of some days."""
    lines = [
        gdelt_line(GLOBALEVENTID=str(first + at), SQLDATE=f"202309{at % 28 + 1:02}", EventCode=("042", "190")[at % 2])
        for at in range(count)
    ]
    return gdelt_file(folder, *lines, name=name)


def test_the_same_file_again_gives_the_same_bytes(tmp_path: Path) -> None:
    path = days(tmp_path, 1, 3_000, "one.CSV")
    import_foreign(path, tmp_path / "lake")
    before = files_of(tmp_path / "lake")
    assert set(before) == {
        "lake.json", "foreign/event/gdelt-one.parquet", "foreign/event_tie/gdelt-one.parquet",
        "foreign/event_facet/gdelt-one.parquet", "foreign/coverage/gdelt-one.parquet",
    }  # fmt: skip
    import_foreign(path, tmp_path / "lake")
    assert files_of(tmp_path / "lake") == before


def test_ids_of_other_files_are_passed_over(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    one, other = days(tmp_path, 1, 10, "one.CSV"), days(tmp_path, 8, 10, "two.CSV")
    assert import_foreign(one, lake).events == 10
    done = import_foreign(other, lake)
    assert (done.events, done.left_out) == (7, {ELSEWHERE: 3})
    assert import_foreign(one, lake).events == 10
    keys = [row["key"] for row in rows_of(lake, "event")]
    assert len(keys) == len(set(keys)) == 17


def test_an_import_that_is_stopped_leaves_the_lake_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = tmp_path / "lake"
    import_foreign(days(tmp_path, 1, 5, "one.CSV"), lake)
    before = files_of(lake)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(foreign, "write_tables", stopped)
    with pytest.raises(KeyboardInterrupt):
        import_foreign(days(tmp_path, 100, 5, "two.CSV"), lake)
    assert files_of(lake) == before


def test_a_lake_answers_as_a_store_with_the_same_files(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    paths = [days(tmp_path, 1, 200, "one.CSV"), polecat_file(tmp_path, {}, {"Event ID": "b", "Event Type": "ACCUSE"})]
    for path in paths:
        import_foreign(path, lake)
    with Desk(tmp_path / "desk.db") as store, Desk(lake) as shown:
        for path in paths:
            store.import_foreign(path)
        for asked in ({}, {"between": ("RUS", "PRK")}, {"actor": "Kim Jong Un"}, {"place": "Vladivostok"}):
            assert store.find(limit=300, **asked) == shown.find(limit=300, **asked)
        assert len(store.find(limit=300, between=("RUS", "PRK"))) == 202
        assert store.ties("RUS", "PRK") == shown.ties("RUS", "PRK")
        assert store.partners("PRK") == shown.partners("PRK")
        assert store.places() == shown.places()
        (first, *_) = store.find(limit=1)
        assert store.show(first.id) == shown.show(first.id)


def test_a_loaded_lake_brings_its_foreign_events(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    import_foreign(days(tmp_path, 1, 30, "one.CSV"), lake)
    with Desk(tmp_path / "desk.db") as desk:
        assert (desk.load(lake).foreign.new, desk.load(lake).foreign.known) == (30, 30)
        assert len(desk.find(limit=50)) == 30
