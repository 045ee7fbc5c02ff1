"""Records of own-written articles in a file, coded once a run; empty stores on both databases."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from benchmarks.articles import articles
from tests.example import made_once
from tests.postgres import Server

from dragoman.coding.reader import Reader
from dragoman.formats.json import json_lines
from dragoman.intake.text import article_from_text

ARTICLES = 500


@pytest.fixture(scope="session")
def records(request: pytest.FixtureRequest, shared: Path) -> Path:
    """A file with 500 records, one a line, shared by all processes: not to be changed."""

    def code(path: Path) -> None:
        reader: Reader = request.getfixturevalue("reader")
        read = (
            article_from_text(one["text"], published=one["date"], url=one["url"], publisher=one["publisher"])
            for one in articles(ARTICLES, seed=7)
        )
        path.write_text("".join(f"{line}\n" for line in json_lines(reader.pipe(read))), encoding="utf-8")

    return made_once(shared / "records" / "records.jsonl", code)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes empty stores, once on each database."""
    if request.param == "sqlite":
        numbers = count()
        return lambda: str(tmp_path / f"desk{next(numbers)}.db")
    server: Server = request.getfixturevalue("postgres")
    return server.database
