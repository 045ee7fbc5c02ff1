"""Killed at random moments and taken up again, a store ends equal, row for row, to an undisturbed one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import write_articles
from benchmarks.kills import Trial
from tests.desk.conftest import ARTICLES
from tests.warm import Warm

KILLS = 25


def test_killed_while_storing(records: Path, new_store: Callable[[], str], warm_program: Warm) -> None:
    trial = Trial(records, new_store, warm_program, processes=1, seed=11)
    assert trial.run(KILLS)
    assert len(trial.kills) == KILLS
    # The moments are spread over the whole run: some before the first commit, most in the midst of the work.
    assert sum(0 < kill.stored < ARTICLES for kill in trial.kills) >= 5
    assert {kill.group for kill in trial.kills} == {True, False}


def test_killed_while_coding(new_store: Callable[[], str], warm_program: Warm, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    write_articles(source, 60, seed=3)
    trial = Trial(source, new_store, warm_program, processes=2, seed=5)
    assert trial.run(2)
