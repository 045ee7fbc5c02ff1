"""Parts that many tests share: pipelines, the reader and databases, made once a session."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from tests.example import copied, example_store
from tests.postgres import Server, programs, running
from tests.warm import Warm, warm

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reader import Reader
from dragoman.scale import process
from dragoman.store.database import Database

# The files that take longest are begun first, so that two processes that share the files end at about the same time.
LONGEST = (
    "test_docs.py", "test_killed.py", "test_mixed_folder.py", "test_gazetteer_import.py", "test_transcript.py",
    "test_two_adders.py", "test_orders.py",
)  # fmt: skip

# As the command line does; what a test process holds is larger still.
process.collect_seldom()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the order within a file stays."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def parser() -> Language:
    """The parsing model with none of dragoman's own components."""
    return load_pipeline([])


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The whole reader, the one that also codes what is added in this process."""
    return process.reader()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL on loopback. Where none is installed, CI fails, and elsewhere the tests say so."""
    folder = programs()
    if folder is None:
        message = "PostgreSQL is not installed: its half of the store's tests does not run (apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(message)
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    with running(folder) as server:
        yield server


@pytest.fixture(scope="session")
def warm_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A program ``dragoman`` that is loaded already."""
    with warm(tmp_path_factory.mktemp("warm") / ".venv") as program:
        yield program


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of the run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def example(shared: Path) -> Path:
    """The store filled with the example desk, shared by all processes: not to be changed."""
    return example_store(shared)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store in a file, whose copies need not be migrated again."""
    path = tmp_path_factory.mktemp("empty") / "desk.db"
    Database(path).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made, once on each database: no file yet, or a database without tables."""
    if request.param == "sqlite":
        return str(tmp_path / "desk.db")
    server: Server = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store, once on each database."""
    if request.param == "sqlite":
        return str(copied(request.getfixturevalue("empty"), tmp_path))
    server: Server = request.getfixturevalue("postgres")
    return server.store()
