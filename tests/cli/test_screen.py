"""``dragoman screen``: a table with reasons, CSV, JSON, and errors on one line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

LIST = Path(__file__).parents[2] / "examples" / "screening" / "own-list.ftm.json"
HEADER = "id,schema,name,aliases,birth_date,countries,program_ids"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A table with names that the example desk holds, one of them a formula."""
    path = tmp_path / "list.csv"
    rows = ('=own-1,Organization,"=1+1",PMC Wagner,,ru,OWN', "own-2,Company,Ocean Sample Trading,,,hk,", "broken")
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return path


def test_the_table_says_who_whom_and_why(run: Run, filled: Path) -> None:
    done = run("screen", "--list", LIST, "--store", filled)
    assert done.code == 0
    assert "Kim Jong Un (person," in done.out
    assert "'jong un' and 'jong un'" in " ".join(done.out.split())
    assert "Alexander Kozlov" not in done.out
    assert "a pointer to check, not an identification" in " ".join(done.err.split())
    assert "held against 10 entries: 4 hits" in " ".join(done.err.split())


def test_csv_is_safe_for_spreadsheets_and_a_broken_line_is_told(run: Run, filled: Path, listed: Path) -> None:
    done = run("screen", "--list", listed, "--store", filled, "--kind", "organisation", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert (row["list_name"], row["list_id"]) == ("'=1+1", "'=own-1")
    assert (row["name"], row["state"], row["list_programmes"], row["kind"]) == (
        "Wagner Group", "RUS", "OWN", "organisation"
    )  # fmt: skip
    assert "line 4: 1 columns where the header has 7" in " ".join(done.err.split())
    assert "1 lines could not be read" in " ".join(done.err.split())


def test_json_is_the_whole_report(run: Run, filled: Path, listed: Path) -> None:
    arguments = ("--kind", "organisation", "--kind", "vessel", "--min-score", "0.99", "--format", "json")
    done = run("screen", "--list", listed, "--store", filled, *arguments)
    report = json.loads(done.out)
    assert [hit["name"] for hit in report["hits"]] == ["Wagner Group"]
    assert set(report["subjects"]) == {"organisation", "vessel"}
    assert report["bad_lines"][0]["line"] == 4


def test_what_is_no_list_and_what_is_not_there_are_one_line(run: Run, filled: Path, tmp_path: Path) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("Norway sent tents to Moldova.\n", encoding="utf-8")
    done = run("screen", "--list", prose, "--store", filled, "--kind", "vessel")
    assert done.code == 2
    (line,) = done.errors
    assert "[D901]" in line
    done = run("screen", "--list", tmp_path / "none.json", "--store", filled, "--kind", "vessel")
    assert (done.code, len(done.errors)) == (2, 1)


def test_help_says_what_a_hit_is(run: Run) -> None:
    said = " ".join(run("screen", "--help").out.split())
    assert "A hit is a pointer to check, not an identification." in said
    assert "takes no side" in said
