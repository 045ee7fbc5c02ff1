"""``dragoman explain``: the list, the tree, the drawing, the JSON, and what cannot be explained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree
from tests.cli.conftest import TEXT, Run


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    second = "Peru thanks Chile\n\nPeru thanked Chile on Monday.\n"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in (TEXT, second)), encoding="utf-8")
    return path


def test_events_are_listed(run: Run, report: Path) -> None:
    done = run("explain", report)
    assert done.code == 0, done.err
    assert done.out.startswith("ev1 ")
    assert f"dragoman explain {report} --event ID" in done.out.replace("\n", "")
    records = json.loads(run("explain", report, "--format", "json").out)
    assert records[0]["events"][0]["id"] == "ev1"


def test_one_is_explained_and_drawn(run: Run, report: Path, tmp_path: Path) -> None:
    picture = tmp_path / "ev1.svg"
    done = run("explain", report, "--event", "ev1", "--svg", picture)
    assert done.code == 0, done.err
    assert "Norway <-nsubj-" in done.out
    assert "lexicon entry" in done.out
    assert etree.parse(picture).getroot().tag.endswith("svg")


def test_json_holds_the_same(run: Run, report: Path) -> None:
    found = json.loads(run("explain", report, "--event", "ev1", "--format", "json").out)
    assert found["event"]["id"] == "ev1"
    assert found["actors"][0]["path"].startswith("Norway <-nsubj-")
    assert "record" not in found


def test_several_articles_need_a_number(run: Run, reports: Path) -> None:
    assert "article 2: Peru thanks Chile" in run("explain", reports).out
    assert "Peru <-nsubj-" in run("explain", reports, "--article", "2", "--event", "ev1").out
    for words in (("--event", "ev1"), ("--event", "ev1", "--article", "3")):
        done = run("explain", reports, *words)
        assert done.code == 2
        assert len(done.errors) == 1
        assert "give --article with a number from 1 to 2" in done.err


def test_an_unknown_event_is_one_line_that_says_what_to_do(run: Run, report: Path) -> None:
    done = run("explain", report, "--event", "ev77")
    assert done.code == 2
    assert len(done.errors) == 1
    assert f"no event 'ev77' ({report}): choose from its events (ev1" in done.err


def test_a_drawing_needs_an_event(run: Run, report: Path, tmp_path: Path) -> None:
    done = run("explain", report, "--svg", tmp_path / "x.svg")
    assert done.code == 2
    assert "--event" in done.err
    assert not (tmp_path / "x.svg").exists()
