"""The transcript in the docs is what the commands print on the example desk."""

from __future__ import annotations

import difflib
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from tests.warm import Warm

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def transcript() -> ModuleType:
    """What makes the page, as ``make docs`` runs it."""
    described = importlib.util.spec_from_file_location("transcript", DOCS / "transcript.py")
    assert described is not None
    assert described.loader is not None
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def whole(transcript: ModuleType, warm_program: Warm, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page, made now in an empty folder."""
    made: str = transcript.transcript(tmp_path_factory.mktemp("desk"), [str(warm_program.programs / "dragoman")])
    return made


def test_the_page_is_what_the_commands_print(whole: str) -> None:
    written = (DOCS / "desk.md").read_text("utf-8")
    differences = difflib.unified_diff(written.splitlines(), whole.splitlines(), "docs/desk.md", "now", lineterm="")
    assert whole == written, "run make docs:\n" + "\n".join(list(differences)[:40])


def test_the_page_shows_adding_finding_showing_and_citing(whole: str) -> None:
    commands = [line for line in whole.splitlines() if line.startswith("$ dragoman ")]
    assert {line.split()[2] for line in commands} == {"add", "find", "show", "cite"}
    assert sum(line.startswith("$ dragoman find") for line in commands) >= 5
    assert commands[0] == "$ dragoman add examples/russia-north-korea -j 1"
    assert "72 articles added" in whole
    assert "nothing new" in whole


def test_each_command_is_explained_before_it(whole: str) -> None:
    for before, after in zip(whole.split("```text\n")[:-1], whole.split("```text\n")[1:], strict=True):
        assert before.rstrip().endswith(":")
        assert after.startswith("$ dragoman ")


def test_no_line_is_wider_than_the_page_says_but_footnotes_and_csv(whole: str, transcript: ModuleType) -> None:
    table = [line for line in whole.splitlines() if re.match(r"ev-\w+ ", line)]
    assert table
    assert max(map(len, table)) <= transcript.WIDTH


def test_a_failing_command_makes_no_page(tmp_path: Path, transcript: ModuleType) -> None:
    page = transcript.Transcript(tmp_path)
    with pytest.raises(RuntimeError, match="there is no store"):
        page.step("Nothing was added:", "find")
