"""``dragoman ties``: the example desk's change of September 2023, its shapes, its picture, and what cannot be asked."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run

from dragoman.desk import Desk
from dragoman.formats.ties import MOVER_COLUMNS, PARTNER_COLUMNS, PERIOD_COLUMNS, ties_csv
from dragoman.ties.found import State

SUMMIT = date(2023, 9, 13)


@pytest.fixture
def military(run: Run, filled: Path) -> dict[str, Any]:
    """The tie of Russia and North Korea in the military context."""
    done = run("ties", "RUS", "North Korea", "--context", "military", "--format", "json", "--store", filled)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_change_of_september_2023_is_found_and_dated(military: dict[str, Any]) -> None:
    (change,) = [one for one in military["changes"] if one["side"] == "cooperation"]
    assert abs((date.fromisoformat(change["date"]) - SUMMIT).days) <= 28
    assert change["turn"] in ("rise", "surge")
    assert change["began"]["low"] <= change["began"]["day"] <= change["date"]
    assert change["test"]["low"] > 2
    assert change["chance"] <= 0.01
    assert "military" in [one["what"] for one in change["causes"]]


def test_the_change_names_the_events_that_made_it(military: dict[str, Any], filled: Path) -> None:
    (change,) = military["changes"]
    days = [one["when_value"] for one in change["events"]]
    assert {"2023-09-13", "2023-09-15"} <= set(days)
    assert [len(one["origins"]) for one in change["events"]] == sorted(
        (len(one["origins"]) for one in change["events"]), reverse=True
    )
    with Desk(filled) as desk:
        for event in change["events"]:
            assert desk.show(event["id"]).event.contexts == event["contexts"]
            assert "military" in event["contexts"]


def test_what_is_not_counted_is_told(military: dict[str, Any]) -> None:
    assert military["unplaced"] == 3
    assert military["undated"] > 0
    assert military["thin"] > 300
    said = " ".join(military["notes"])
    assert "dated too vaguely" in said
    assert "thin" in said
    assert "trust" in said


def test_the_table_shows_plot_changes_levels_and_reasons(run: Run, filled: Path) -> None:
    done = run("ties", "RUS", "PRK", "--context", "military", "--store", filled)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("North Korea – Russia (military only), 2018-05-30 to 2024-12-05, by week")
    for words in ("verbal cooperation", "█", "2023", "Changes", "cooperation surged around 2023-09-1", "by acts alone",
                  "Level", "Vostochny", "thin"):  # fmt: skip
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_a_quiet_tie_says_so(run: Run, filled: Path) -> None:
    done = run("ties", "RUS", "PRK", "--by", "month", "--kind", "act", "--context", "military", "--store", filled)
    assert "No change beyond chance." in done.out
    assert "by month" in done.out


def test_csv_json_and_python_agree(run: Run, filled: Path, military: dict[str, Any]) -> None:
    done = run("ties", "PRK", "RUS", "--context", "military", "--format", "csv", "--store", filled)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert tuple(rows[0]) == PERIOD_COLUMNS
    assert [row["period"] for row in rows] == [one["label"] for one in military["periods"]]
    sums = sum(
        int(row[name]) for row in rows for name in PERIOD_COLUMNS if name.endswith(("_act", "_words", "_intention"))
    )
    assert sums == military["events"] == sum(int(row["cooperation"]) + int(row["conflict"]) for row in rows)
    with Desk(filled) as desk:
        ties = desk.ties("RUS", "PRK", context="military")
    assert json.loads(ties.model_dump_json()) == military
    assert ties_csv(ties) == done.out


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_picture_is_the_same_every_time(run: Run, filled: Path, tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
    for path in paths:
        done = run("ties", "RUS", "PRK", "--context", "military", "--plot", path, "--store", filled)
        assert done.code == 0
        assert f"{path.name}" in done.err.replace("\n", "")
    one, two = (path.read_bytes() for path in paths)
    assert one == two
    assert one.startswith(b"<?xml" if ending == "svg" else b"\x89PNG")
    if ending == "svg":
        text = one.decode()
        for words in ("North Korea – Russia", "cooperation surged around", "cooperation: acts", "Kim Jong Un"):
            assert words in text


def test_a_tie_of_nothing_can_be_drawn(run: Run, filled: Path, tmp_path: Path) -> None:
    done = run("ties", "PER", "CHL", "--since", "2024-11", "--plot", tmp_path / "none.svg", "--store", filled)
    assert done.code == 0
    assert "0 events" in done.out
    assert (tmp_path / "none.svg").stat().st_size > 1_000


def test_partners(run: Run, filled: Path) -> None:
    done = run("ties", "North Korea", "--store", filled)
    head, *lines = done.out.splitlines()
    assert head.startswith("North Korea and its partners, 2018-05-30 to 2024-12-05")
    assert any(line.startswith("Russia ") for line in lines)
    assert max(map(len, done.out.splitlines())) <= 100
    rows = list(csv.DictReader(io.StringIO(run("ties", "PRK", "-f", "csv", "--store", filled).out)))
    assert tuple(rows[0]) == PARTNER_COLUMNS
    assert rows[0]["state"] == "RUS"
    found = json.loads(run("ties", "PRK", "-f", "json", "--limit", "2", "--store", filled).out)
    assert (len(found["partners"]), found["total"]) == (2, len(rows))


def test_movers(run: Run, filled: Path) -> None:
    done = run("ties", "--top", "--month", "2023-09", "--store", filled)
    assert done.out.startswith("Ties that moved most, 2023-09-01 to 2023-09-30")
    assert "▲ cooperation rose" in done.out
    assert "Vladimir Putin" in done.out
    assert max(map(len, done.out.splitlines())) <= 100
    rows = list(csv.DictReader(io.StringIO(run("ties", "--top", "--until", "2023-09-30", "-f", "csv", "--store",
                                                filled).out)))  # fmt: skip
    assert tuple(rows[0]) == MOVER_COLUMNS
    assert [(row["dyad"], row["turn"]) for row in rows[:2]] == [("PRK-RUS", "rise"), ("KOR-RUS", "rise")]
    found = json.loads(run("ties", "--top", "--month", "2023-09", "-f", "json", "--store", filled).out)
    # The desk holds fifteen times the usual of that month: what is left beyond that is within chance, and it says so.
    assert found["coverage"] > 10 * found["coverage_expected"]
    assert all(one["q"] > 0.1 for one in found["movers"])
    assert "0 of 3 pairs and sides moved beyond chance" in found["notes"][0]


def test_a_cell_that_looks_like_a_formula_is_text(filled: Path) -> None:
    with Desk(filled) as desk:
        found = desk.partners("PRK")
    evil = State(code="RUS", name="=cmd|calc")
    changed = found.model_copy(update={"partners": [found.partners[0].model_copy(update={"state": evil})]})
    from dragoman.formats.ties import partners_csv

    assert "'=cmd|calc" in partners_csv(changed)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["RUS", "Atlantis"], "no state 'Atlantis'"),
        (["RUS", "Russia"], "are one state"),
        (["RUS", "PRK", "USA"], "3 states"),
        ([], "0 states"),
        (["RUS", "--top"], "--top is for all states"),
        (["RUS", "PRK", "--month", "2023-09"], "--month is for --top"),
        (["--top", "--month", "2023"], "no month '2023'"),
        (["--top", "--month", "2023-09", "--until", "2023"], "a month and a last day"),
        (["RUS", "--plot", "a.svg"], "only the tie of two states"),
        (["RUS", "PRK", "--plot", "a.jpg"], "no format of pictures '.jpg'"),
        (["RUS", "PRK", "--since", "yesterday"], "no date 'yesterday'"),
        (["RUS", "PRK", "--context", "cooking"], "no context 'cooking'"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run: Run, filled: Path, words: list[str], said: str) -> None:
    done = run("ties", *words, "--store", filled)
    assert (done.code, done.out, len(done.errors)) == (2, "", 1)
    assert done.err.startswith("Error: [D605] ")
    assert said in done.err
