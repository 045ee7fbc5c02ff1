"""``dragoman import``: files of GDELT and POLECAT into a lake or a store, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.scale.foreign_files import gdelt_file, gdelt_line, polecat_file


@pytest.fixture
def gdelt(tmp_path: Path) -> Path:
    """A day of GDELT with defects."""
    lines = [
        *(gdelt_line(GLOBALEVENTID=str(number), SQLDATE=f"202309{number:02}") for number in range(1, 21)),
        gdelt_line(GLOBALEVENTID="20"),
        gdelt_line(GLOBALEVENTID="30", Actor2CountryCode="QQQ"),
        "half a line",
    ]
    return gdelt_file(tmp_path, *lines)


def test_into_a_store(run: Run, gdelt: Path, tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    done = run("import", gdelt, "--from-format", "gdelt", "--store", store)
    assert (done.code, done.err) == (0, "")
    head, *rest = done.out.splitlines()
    assert "GDELT 2.0 events; 23 rows read, 21 events, 20 ties" in head
    assert "  left out: 1 an id that came before in the file (first in line 21)" in rest
    assert "  left out: 1 wrong number of columns (first in line 23)" in rest
    assert "  codes of countries that are not known, and give no state: QQQ 1" in rest
    assert rest[-1] == "  21 events stored, 0 known already; the store holds 21 events"
    again = run("import", gdelt, "--store", store)
    assert again.out.splitlines()[-1] == "  0 events stored, 21 known already; the store holds 21 events"
    found = run("find", "--between", "PRK", "RUS", "--store", store)
    assert found.out.count("[GDELT]") == 20


def test_into_a_lake_that_is_asked_at_once(run: Run, gdelt: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    done = run("import", gdelt, polecat_file(tmp_path, {}), "--out", lake)
    assert (done.code, done.out.count("rows read")) == (0, 2)
    assert "21 events" in run("ties", "PRK", "RUS", "--from", lake).out
    events = json.loads(run("find", "--from", lake, "--format", "json", "--limit", "50").out)
    assert {one["foreign"]["coding"] for one in events} == {"gdelt", "polecat"}
    assert len(events) == 22
    loaded = run("load", lake, "--store", tmp_path / "desk.db")
    assert "22 events of other projects' coding loaded, 0 known already" in loaded.out


def test_what_is_shown_of_one(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "desk.db"
    run("import", polecat_file(tmp_path, {}), "--store", store)
    (event,) = json.loads(run("find", "--store", store, "--format", "json").out)
    shown = " ".join(run("show", event["id"], "--store", store).out.split())
    assert "Coded by POLECAT, not by dragoman (its event story1_CONSULT_visit, code CONSULT visit)" in shown
    assert "none was read; POLECAT names Example Herald" in shown
    assert "F6 (coded by POLECAT: no report of it was read, so that it cannot be judged)" in shown
    row = run("find", "--store", store, "--format", "csv").out.splitlines()[1]
    assert row.endswith(",polecat,story1_CONSULT_visit,Example Herald")


def test_a_file_that_is_none_is_named_and_stops_nothing(run: Run, gdelt: Path, report: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    done = run("import", report, gdelt, "--out", lake)
    assert done.code == 0
    assert done.errors[0].startswith("Error: [D219] no file of events of GDELT or POLECAT")
    assert "21 events" in done.out
    alone = run("import", report, "--out", lake)
    assert (alone.code, alone.out) == (2, "")
    named = run("import", gdelt, "--from-format", "polecat", "--out", lake)
    assert (named.code, "no file of events of POLECAT" in named.err) == (2, True)


def test_a_lake_or_a_store(run: Run, gdelt: Path, tmp_path: Path) -> None:
    done = run("import", gdelt, "--out", tmp_path / "lake", "--store", tmp_path / "desk.db")
    assert done.code == 2
    assert run("import", tmp_path / "none.CSV").code == 2
