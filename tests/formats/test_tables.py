"""Events as CSV, Parquet and Excel, read back by libraries that know nothing of dragoman."""

from __future__ import annotations

import csv
import io
import json
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from tests.formats.rows import EVILS, FOREIGN, event, expected, party, report

from dragoman import __version__
from dragoman.desk import Desk
from dragoman.formats import tables
from dragoman.formats.columns import CSV_COLUMNS, EVENT_COLUMNS
from dragoman.formats.exports import EXPORTS
from dragoman.formats.found import COLUMNS, event_csv
from dragoman.formats.tables import write_csv, write_excel, write_parquet
from dragoman.store.stream import Told

Write = Callable[[Iterable[Told], BinaryIO], int]
WRITERS: list[Write] = [write_csv, write_parquet, write_excel]
LISTS = [column.name for column in EVENT_COLUMNS if column.kind == "list"]


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    """All events of the example desk with their reports."""
    with Desk(example, create=False) as desk:
        return list(desk.stream())


def written(write: Write, items: Iterable[Told]) -> bytes:
    """What a writer writes."""
    out = io.BytesIO()
    write(items, out)
    assert not out.closed
    return out.getvalue()


# -- CSV -----------------------------------------------------------------------------------------------------------


def as_text(value: Any) -> str:
    """A value as CSV shows it."""
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_csv_is_what_the_desk_shows(told: list[Told]) -> None:
    text = written(write_csv, told).decode()
    assert text == event_csv(one.event for one in told)
    assert text.splitlines()[0].split(",") == list(COLUMNS) == [column.name for column in CSV_COLUMNS]


def test_csv_read_by_pandas_and_duckdb(told: list[Told], tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    with path.open("wb") as file:
        assert write_csv([*told, FOREIGN], file) == len(told) + 1
    rows = [{name: value for name, value in expected(one.event).items() if name in COLUMNS} for one in [*told, FOREIGN]]
    texts = [{name: as_text(value) for name, value in row.items()} for row in rows]
    assert pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records") == texts
    relation = duckdb.read_csv(str(path), all_varchar=True)
    found = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    assert [{name: value or "" for name, value in row.items()} for row in found] == texts
    typed = duckdb.read_csv(str(path)).fetchdf()
    assert typed["score"].dropna().tolist() == [row["score"] for row in rows if row["score"] is not None]
    assert typed["contested"].tolist() == [row["contested"] for row in rows]


@pytest.mark.parametrize("evil", EVILS)
def test_csv_is_never_a_formula(evil: str) -> None:
    text = written(write_csv, [Told(event=event(actors=[party(evil)], materiel=[evil]), reports=[])]).decode()
    (row,) = csv.DictReader(io.StringIO(text))
    for name in ("actors", "materiel"):
        assert row[name].removeprefix("'") == evil
        assert not row[name].startswith(("=", "+", "-", "@"))


# -- Parquet -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def parquet(told: list[Told], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example desk, and an event that another project coded."""
    path = tmp_path_factory.mktemp("parquet") / "events.parquet"
    with path.open("wb") as file:
        assert write_parquet([*told, FOREIGN], file) == len(told) + 1
    return path


def test_parquet_read_by_duckdb(told: list[Told], parquet: Path) -> None:
    relation = duckdb.read_parquet(str(parquet))
    rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    assert rows == [expected(one.event) for one in [*told, FOREIGN]]
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert {types[name] for name in LISTS} == {"VARCHAR[]"}
    assert {types[name] for name in types if name.endswith("_day")} == {"DATE"}
    assert (types["score"], types["mentions"], types["contested"]) == ("DOUBLE", "INTEGER", "BOOLEAN")


def test_parquet_read_by_pandas(told: list[Told], parquet: Path) -> None:
    found = pd.read_parquet(parquet)
    assert len(found) == len(told) + 1
    for row, one in zip(found.to_dict("records"), [*told, FOREIGN], strict=True):
        for name, value in expected(one.event).items():
            if value is None:
                assert pd.isna(row[name])
            else:
                assert (list(row[name]) if name in LISTS else row[name]) == value


def test_parquet_says_what_it_holds(parquet: Path) -> None:
    file = pq.ParquetFile(parquet)
    held = file.metadata.metadata
    assert held[b"dragoman.version"].decode() == __version__
    assert json.loads(held[b"dragoman.columns"]) == {column.name: column.about for column in EVENT_COLUMNS}
    assert all(file.schema_arrow.field(column.name).metadata[b"description"].decode() == column.about
               for column in EVENT_COLUMNS)  # fmt: skip
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_parquet_of_nothing_has_columns() -> None:
    found = pq.read_table(io.BytesIO(written(write_parquet, [])))
    assert found.num_rows == 0
    assert found.column_names == [column.name for column in EVENT_COLUMNS]


def test_parquet_has_large_groups_of_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH", 3)
    monkeypatch.setattr(tables, "GROUP", 2)
    data = written(write_parquet, [Told(event=event(id=f"ev-{number}"), reports=[]) for number in range(14)])
    file = pq.ParquetFile(io.BytesIO(data))
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [6, 6, 2]
    assert file.read().column("id").to_pylist() == [f"ev-{number}" for number in range(14)]


@pytest.mark.parametrize(
    ("changes", "first", "last"),
    [
        ({"when_value": "2024-05"}, date(2024, 5, 1), date(2024, 5, 31)),
        ({"when_value": "2024-05-30T10:00", "when_precision": "minute"}, date(2024, 5, 30), date(2024, 5, 30)),
        ({"when_value": "2024-01-01", "when_precision": "week"}, date(2024, 1, 1), date(2024, 1, 7)),
        ({"when_value": "2023", "when_precision": "year"}, date(2023, 1, 1), date(2023, 12, 31)),
        ({"when_value": "2024-02", "when_end": "2024-04"}, date(2024, 2, 1), date(2024, 4, 30)),
        (
            {"when_value": "2024-09-16", "when_end": "2024-09-22", "when_precision": "week"},
            date(2024, 9, 16),
            date(2024, 9, 22),
        ),
        (
            {"when_value": "2024-06", "when_end": "2024-08", "when_precision": "season"},
            date(2024, 6, 1),
            date(2024, 8, 31),
        ),
        ({"when_value": "1990", "when_precision": "decade"}, None, None),
        ({"when_value": None, "when_precision": None}, None, None),
    ],
)
def test_the_days_that_a_date_leaves_open(changes: dict[str, Any], first: date | None, last: date | None) -> None:
    found = pq.read_table(io.BytesIO(written(write_parquet, [Told(event=event(**changes), reports=[])]))).to_pylist()
    assert (found[0]["when_first_day"], found[0]["when_last_day"]) == (first, last)


# -- all -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_events_are_the_same_file(told: list[Told], write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(write, told)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Asia/Pyongyang")
        time.tzset()
        second = written(write, told)
    time.tzset()
    assert second == first


@pytest.mark.parametrize("write", WRITERS)
def test_it_can_be_piped(write: Write) -> None:
    items = [Told(event=event(id=f"ev-{number}"), reports=[]) for number in range(500)]
    reading, writing = os.pipe()
    taken: list[bytes] = []
    thread = threading.Thread(target=lambda: taken.append(Path(f"/dev/fd/{reading}").read_bytes()))
    thread.start()
    with os.fdopen(writing, "wb") as out:
        assert write(items, out) == 500
    thread.join(timeout=60)
    os.close(reading)
    assert len(taken[0]) > 1_000


@pytest.mark.parametrize("write", WRITERS)
def test_events_are_let_go(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many events there are, only a batch of them is held."""
    monkeypatch.setattr(tables, "BATCH", 50)
    alive: weakref.WeakSet[Told] = weakref.WeakSet()
    most = 0

    def stream() -> Iterator[Told]:
        nonlocal most
        for number in range(1_000):
            one = Kept(event=event(id=f"ev-{number}"), reports=[report(f"Sentence {number}.")])
            alive.add(one)
            most = max(most, len(alive))
            yield one

    write(stream(), io.BytesIO())
    assert most <= 60


class Kept(Told):
    """An event that can be told from another by what it is."""

    def __hash__(self) -> int:
        return id(self)


def test_the_registry_finds_them(told: list[Told]) -> None:
    assert [EXPORTS[name].write for name in ("csv", "parquet", "xlsx")] == WRITERS
