"""The commands of watching, on a copy of the example desk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run

RULES = """
[[rule]]
name = "visits"
between = [["RUS", "PRK"]]
on = ["first:visit:5", "contradiction"]
since = "2018-01-01"
"""


def test_a_rule_is_added_listed_replayed_run_and_removed(run: Run, copied: Path, tmp_path: Path) -> None:
    store = ("--store", copied)
    feed = tmp_path / "alerts.json"
    added = run("watch", "add", "arms", "--between", "RUS,North Korea", "--on", "first:materiel_class", "--since",
                "2018", "--deliver", f"feed:{feed}", *store)  # fmt: skip
    assert (added.code, added.out.strip()) == (0, "arms")
    listed = run("watch", "list", *store).out
    assert "RUS–PRK" in listed
    assert "first:materiel_class" in listed
    replayed = run("watch", "test", "arms", "--to", "2023-12", "--format", "json", *store)
    told = json.loads(replayed.out)
    assert told
    assert not feed.exists()
    first = run("watch", "run", "--format", "csv", *store)
    rows = list(csv.DictReader(io.StringIO(first.out)))
    assert {row["rule"] for row in rows} == {"arms"}
    assert {alert["what"] for alert in told if alert["state"] == "open"} & {row["what"] for row in rows}
    assert len(json.loads(feed.read_text("utf-8"))["items"]) == len(rows)
    assert "sent" in first.err
    again = run("watch", "run", *store)
    assert (again.code, again.out, again.err.strip()) == (0, "", "nothing new")
    shown = run("watch", "alerts", "--rule", "arms", *store).out
    assert "First materiel of class" in shown
    assert "why: the store has nothing earlier" in shown
    assert run("watch", "remove", "arms", *store).code == 0
    assert "no rules" in run("watch", "list", *store).err
    assert "First materiel of class" in run("watch", "alerts", *store).out, "alerts stay on file"


def test_rules_of_a_file_are_kept_in_the_store(run: Run, copied: Path, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULES, encoding="utf-8")
    store = ("--store", copied)
    assert run("watch", "test", "--file", path, "--from", "2022", *store).code == 0
    assert run("watch", "run", "--file", path, "--no-send", *store).code == 0
    (rule,) = json.loads(run("watch", "list", "--format", "json", *store).out)
    assert (rule["name"], rule["since"]) == ("visits", "2018-01-01")


def test_what_is_wrong_is_said_on_one_line(run: Run, copied: Path, tmp_path: Path) -> None:
    store = ("--store", copied)
    for words, said in (
        (("add", "arms", "--on", "change"), "[D801] on: no trigger 'change'"),
        (("add", "arms", "--between", "RUS"), "[D801] between"),
        (("add", "arms", "--deliver", "alerts.atom"), "[D803] no channel"),
        (("test", "arms"), "[D802] no rule 'arms'"),
        (("remove", "arms"), "[D802] no rule 'arms'"),
        (("run", "--file", tmp_path / "no.toml"), "[D801] cannot be read"),
        (("run", "--as-of", "soon"), "[D605] no date 'soon'"),
    ):
        done = run("watch", *words, *store)
        assert done.code == 2
        assert len(done.errors) == 1
        assert said in done.err
    assert run("watch", "add", *store).code == 2
