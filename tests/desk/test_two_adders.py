"""Two adders on one store, and a worker that is killed: nothing is lost and nothing doubled."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import write_articles
from tests.store.snapshot import snapshot
from tests.warm import Started, Warm

from dragoman.desk import AddOptions, Desk, Report

TIMEOUT = 120
# The same file has another name for each adder.
UNLIKE = ("source_mark",)


def rows(where: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a store but for the names of its sources."""
    return {name: found for name, found in snapshot(where).items() if name not in UNLIKE}


def test_two_adders_at_once(records: Path, new_store: Callable[[], str], warm_program: Warm, tmp_path: Path) -> None:
    def start(where: str, *sources: Path) -> Started:
        return warm_program.start("add", *sources, "--store", where, "-j", "1", folder=tmp_path)

    lines = records.read_text("utf-8").splitlines(keepends=True)
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text("".join(lines[:160]), encoding="utf-8")
    second.write_text("".join(reversed(lines[80:240])), encoding="utf-8")
    alone, together = new_store(), new_store()
    assert start(alone, first, second).wait(TIMEOUT) == 0
    adders = [start(together, first), start(together, second)]
    assert [adder.wait(TIMEOUT) for adder in adders] == [0, 0]
    assert rows(together) == rows(alone)
    assert len(rows(together)["article"]) == 240


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    write_articles(source, 96, seed=9)
    killed: list[int] = []

    def kill_one(report: Report, _: str) -> None:
        children = multiprocessing.active_children()
        if report.articles and children and not killed:
            killed.append(children[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    whole, hurt = str(tmp_path / "whole.db"), str(tmp_path / "hurt.db")
    with Desk(whole) as desk:
        desk.add(source)
    with Desk(hurt) as desk:
        report = desk.add(source, options=AddOptions(processes=2), progress=kill_one)
        assert desk.failures() == []
    assert killed
    assert report.added.new == 96
    assert snapshot(hurt) == snapshot(whole)
