"""The command line in this process, so that the parsing model is loaded once for all tests."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "russia-north-korea"
TEXT = "Norway sends tents to Moldova\n\nNorway sent tents to Moldova on Tuesday, a Norwegian official said.\n"


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        return self.err.strip().splitlines()


Run = Callable[..., Done]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line with arguments and bytes on standard input."""

    def running(*arguments: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        monkeypatch.setenv("COLUMNS", "100")
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        code = left.value.code
        return Done(code if isinstance(code, int) else 0 if code is None else 1, *capfd.readouterr())

    return running


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small article in a file."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def filled(example: Path) -> Path:
    """A store with the example desk; not to be written to."""
    return example


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    path = tmp_path / "desk.db"
    with sqlite3.connect(filled) as source, sqlite3.connect(path) as target:
        source.backup(target)
    return path
