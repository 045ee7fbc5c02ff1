"""``dragoman code``, ``merge``, ``load`` and ``--from``: from reports to a lake and into a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from dragoman.desk import Desk


@pytest.fixture(scope="module")
def records(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some records of the example desk."""
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    with Desk(example) as desk:
        lines = [record.model_dump_json() for record in desk.records()][:20]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_from_reports_to_answers(run: Run, records: Path, tmp_path: Path) -> None:
    lake, store = tmp_path / "lake", tmp_path / "desk.db"
    (tmp_path / "soup.txt").write_text("Onion soup\n\nPeel the onions and fry them in butter.\n", encoding="utf-8")
    coded = run("code", records, tmp_path / "soup.txt", "--out", lake, "--processes", "1")
    assert coded.code == 0, coded.err
    assert "20 articles coded" in coded.out
    assert "1 for relevance" in coded.out
    assert f"dragoman merge {lake}" in coded.out
    early = run("find", "--from", lake)
    assert early.code == 2
    assert "dragoman merge" in early.err
    merged = run("merge", lake, "--processes", "1")
    assert merged.code == 0, merged.err
    assert run("merge", lake, "--processes", "1").out.startswith("nothing new")
    loaded = run("load", lake, "--store", store)
    assert loaded.code == 0, loaded.err
    assert loaded.out.startswith("20 articles loaded")
    for words in (
        ["find", "summit"],
        ["ties", "RUS", "PRK"],
        ["export", "--format", "csv"],
        ["find", "--format", "json"],
    ):
        assert run(*words, "--from", lake).out == run(*words, "--store", store).out


def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    done = run("code", tmp_path / "nothing.jsonl", "--out", tmp_path / "lake")
    assert done.code == 2
    assert "no such file" in done.err
    assert json.loads((tmp_path / "lake" / "report.json").read_text(encoding="utf-8"))["unfinished"]


def test_what_is_no_lake(run: Run, tmp_path: Path) -> None:
    for command in (("merge", tmp_path), ("load", tmp_path, "--store", tmp_path / "desk.db")):
        done = run(*command)
        assert done.code == 2
        assert "no lake" in done.err
