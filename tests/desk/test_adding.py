"""Adding: options, records from elsewhere, and what no database can hold."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import write_articles

from dragoman.desk import AddOptions, Desk, Report
from dragoman.desk.adding import BATCH, Batch
from dragoman.intake.parcels import Parcel

TEXT = "Norway and Peru\n\nNorway sent tents to Peru on Monday.\n"


def test_options_reach_the_articles(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    with Desk(tmp_path / "desk.db") as desk:
        desk.add(page, options=AddOptions(published="2024-03-05", plain=True))
        [record] = desk.records()
    assert record.article.published == "2024-03-05"
    assert "<p>" in record.article.text


def test_records_that_do_not_follow_the_schema(records: Path, tmp_path: Path) -> None:
    lines = records.read_text("utf-8").splitlines()[:3]
    broken = json.loads(lines[1])
    broken["article"]["colour"] = "red"
    source = tmp_path / "records.jsonl"
    source.write_text("\n".join([lines[0], json.dumps(broken), lines[2]]) + "\n", encoding="utf-8")
    with Desk(tmp_path / "desk.db") as desk:
        assert desk.add(source).added.new == 2
        [failure] = desk.failures()
    assert "colour" in failure.what
    assert failure.locator.endswith("line 2")


def test_what_no_database_can_hold(new_store: Callable[[], str], tmp_path: Path) -> None:
    source = tmp_path / "zeros.jsonl"
    items = [{"text": TEXT}, {"text": f"{TEXT}\0"}, {"text": TEXT, "publisher": "The \0 Post"}]
    source.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    strange = tmp_path / os.fsdecode(b"caf\xe9.txt")
    strange.write_bytes(b"\0\1\2" * 300)
    with Desk(new_store()) as desk:
        assert desk.add(source, strange).added.new == 1
        assert sorted(failure.code for failure in desk.failures()) == ["D204", "D607", "D607"]


def test_batches_are_bounded() -> None:
    small, large = Parcel("a", b"x"), Parcel("b", b"x" * 3_000_000)
    assert not Batch([small]).full
    assert Batch([large]).full
    assert Batch([small] * BATCH).full


def test_progress_tells_of_every_batch(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    write_articles(source, 40, seed=2)
    seen: list[int] = []

    def tell(report: Report, name: str) -> None:
        assert name == str(source)
        seen.append(report.articles)

    with Desk(tmp_path / "desk.db") as desk:
        desk.add(source, progress=tell)
    assert seen[0] == 0
    assert seen[-1] == 40
    assert seen == sorted(seen)
