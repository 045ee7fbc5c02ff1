"""``dragoman export``: every format out of a store, what is left out, and files that are there as a whole."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from dragoman.desk import Desk
from dragoman.formats.cases import CASES
from dragoman.formats.exports import EXPORTS

ALL = 233


@pytest.mark.parametrize("name", [*EXPORTS, *CASES])
def test_every_format(run: Run, filled: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "events.out"
    done = run("export", "--between", "RUS", "PRK", "--since", "2023-09", "--until", "2023-09", "--format", name,
               "--out", out, "--store", filled)  # fmt: skip
    assert done.code == 0, done.err
    assert done.out.strip().endswith(f"in {out}")
    assert int(done.out.split()[0].replace(",", "")) > 0
    assert out.stat().st_size > 500
    assert not list(tmp_path.glob(".*"))


def test_what_is_asked_is_what_is_written(run: Run, filled: Path) -> None:
    done = run("export", "shells", "--format", "geojson", "--store", filled)
    with Desk(filled) as desk:
        wanted = [event.id for event in desk.find("shells", limit=1000)]
    assert [feature["id"] for feature in json.loads(done.out)["features"]] == wanted
    assert len(wanted) > 1


def test_all_events_unless_a_limit_is_given(run: Run, filled: Path) -> None:
    whole = run("export", "--store", filled).out.splitlines()
    with Desk(filled) as desk:
        assert len(whole) - 1 == desk.count()
    assert run("export", "--limit", "7", "--store", filled).out.splitlines() == whole[:8]


def test_what_a_format_cannot_hold_is_told(run: Run, filled: Path, tmp_path: Path) -> None:
    dated = run("export", "--format", "gdelt", "--out", tmp_path / "a", "--store", filled)
    reported = run("export", "--format", "gdelt", "--by-report", "--out", tmp_path / "b", "--store", filled)
    assert "left out: " in dated.err
    assert int(reported.out.split()[0]) > 2 * int(dated.out.split()[0])


def test_a_case_file_has_the_title_that_it_is_given(run: Run, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "case.docx"
    words = ["--between", "RUS", "PRK", "--until", "2019", "--title", "Trains to Vladivostok"]
    assert run("export", *words, "--format", "docx", "--out", out, "--store", filled).code == 0
    with zipfile.ZipFile(out) as file:
        assert b"Trains to Vladivostok" in file.read("word/document.xml")
    page = run("export", *words, "--format", "html", "--store", filled).out
    assert "<title>Trains to Vladivostok" in page


def test_options_that_a_format_does_not_take(run: Run, filled: Path) -> None:
    done = run("export", "--format", "csv", "--by-report", "--store", filled)
    assert done.code == 2
    assert "only gdelt" in done.err


def test_a_file_that_cannot_be_written(run: Run, filled: Path, tmp_path: Path) -> None:
    done = run("export", "--out", tmp_path / "no" / "such" / "folder.csv", "--store", filled)
    assert done.code == 2
    assert "No such file" in done.err
