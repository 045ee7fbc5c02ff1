"""Killed at random moments and taken up again, a store ends equal, row for row, to an undisturbed one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from benchmarks.articles import articles, write_articles
from benchmarks.kills import Trial
from tests.postgres import Server

from dragoman.coding.reader import Reader
from dragoman.formats.json import json_lines
from dragoman.intake.text import article_from_text

ARTICLES = 500
KILLS = 25


@pytest.fixture(scope="session")
def records(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 500 records, coded once: what is tried here is storing, not coding."""
    items = articles(ARTICLES, seed=7)
    read = (
        article_from_text(one["text"], published=one["date"], url=one["url"], publisher=one["publisher"])
        for one in items
    )
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    path.write_text("".join(f"{line}\n" for line in json_lines(reader.pipe(read))), encoding="utf-8")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes empty stores, once on each database."""
    if request.param == "sqlite":
        numbers = count()
        return lambda: str(tmp_path / f"desk{next(numbers)}.db")
    server: Server = request.getfixturevalue("postgres")
    return server.database


def test_killed_while_storing(records: Path, new_store: Callable[[], str]) -> None:
    trial = Trial(records, new_store, processes=1, seed=11)
    assert trial.run(KILLS)
    assert len(trial.kills) == KILLS
    # The moments are spread over the whole run: some before the first commit, most in the midst of the work.
    assert sum(0 < kill.stored < ARTICLES for kill in trial.kills) >= 5
    assert {kill.group for kill in trial.kills} == {True, False}


def test_killed_while_coding(new_store: Callable[[], str], tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    write_articles(source, 60, seed=3)
    trial = Trial(source, new_store, processes=2, seed=5)
    assert trial.run(2)
