"""Records of own-written articles in a file, coded once a session; empty stores on both databases."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from benchmarks.articles import articles
from tests.postgres import Server

from dragoman.coding.reader import Reader
from dragoman.formats.json import json_lines
from dragoman.intake.text import article_from_text

ARTICLES = 500


@pytest.fixture(scope="session")
def records(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 500 records, one a line."""
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
