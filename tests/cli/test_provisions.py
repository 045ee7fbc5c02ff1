"""``dragoman provisions``, ``find --provision`` and concerns in what ``read`` and ``show`` print."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run

TEXT = "North Korea shipped artillery shells to Russia last week.\n"


def test_provisions_in_force_on_a_day(run: Run) -> None:
    done = run("provisions", "North Korea", "--on", "2009-01-01", "--format", "json")
    found = {row["id"]: row for row in json.loads(done.out)}
    assert "PRK-1718-8b" in found
    assert "PRK-1874-9" not in found
    assert found["PRK-1718-8b"]["paragraph"] == "1718 para 8(b)"
    assert found["PRK-1718-8b"]["source"]


def test_provisions_as_csv_and_table(run: Run) -> None:
    done = run("provisions", "houthis", "--on", "2023-01-01", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {"YEM-2216-14", "YEM-2624"} <= {row["id"] for row in rows}
    assert {row["direction"] for row in rows} <= {"to_target", "presence_abroad"}
    table = run("provisions", "LBY", "--on", "2012-01-01").out
    assert "LBY-1970-9" in table
    assert "verified" in table


def test_a_state_under_none_says_so(run: Run) -> None:
    done = run("provisions", "IND", "--on", "2024-01-01")
    assert (done.code, done.out) == (0, "")
    assert done.errors == ["no provision against IND in force on 2024-01-01; what was: --all"]


def test_what_ended_is_listed_with_all(run: Run) -> None:
    assert "ZAF-418-2" in run("provisions", "ZAF", "--on", "2024-01-01", "--all", "--format", "csv").out


def test_an_unknown_target_is_one_line(run: Run) -> None:
    done = run("provisions", "Atlantis")
    assert done.code == 2
    assert done.errors == [
        "Error: [D301] no state or group 'Atlantis': give an ISO code such as PRK, a name, or a group such as houthis"
    ]


def test_read_shows_concerns_in_every_format(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "shells.txt"
    path.write_text(TEXT)
    record = json.loads(run("read", path, "--published", "2023-11-14", "--format", "json").out)
    assert {one["provision"] for one in record["concerns"]} == {"PRK-1718-8b", "PRK-1874-9"}
    wanted = "ould engage PRK-1718-8b, PRK-1874-9 (arms transfer, reported)"
    assert wanted in run("read", path, "--published", "2023-11-14").out
    assert wanted in run("read", path, "--published", "2023-11-14", "--format", "markdown").out.replace("\\", "")


def test_events_are_found_by_provision_regime_and_activity(run: Run, filled: Path) -> None:
    def found(*options: str) -> list[dict[str, object]]:
        listed: list[dict[str, object]] = json.loads(run("find", "--store", filled, *options, "--format", "json").out)
        return listed

    by_provision = found("--provision", "prk-1718-8b")
    assert by_provision
    assert all("PRK-1718-8b" in str(event["concerns"]) for event in by_provision)
    ids = {event["id"] for event in by_provision}
    assert ids <= {event["id"] for event in found("--provision", "UN-DPRK")}
    assert ids <= {event["id"] for event in found("--provision", "any")}
    assert ids & {event["id"] for event in found("--activity", "arms-transfer")}
    shown = run("show", "--store", filled, str(by_provision[0]["id"])).out
    assert "Would engage, if it was done as reported" in shown
    assert "1718 para 8(b)" in " ".join(shown.split())


def test_an_unknown_provision_is_refused(run: Run, filled: Path) -> None:
    done = run("find", "--store", filled, "--provision", "UN-MARS")
    assert done.code == 2
    assert "no provision or regime 'UN-MARS'" in done.errors[0]
