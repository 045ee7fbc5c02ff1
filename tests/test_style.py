"""The written conventions that no linter checks."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 400
NAMELESS = {"util", "utils", "helper", "helpers", "common", "misc", "stuff", "tools"}
# Written in two parts so that this file does not hold what it forbids.
REGISTRIES = re.compile(
    "|".join(
        [
            "py" + r"pi\.org",
            "python" + "hosted",
            "registry" + r"\.npm",
            "--" + "(extra-)?index-url",
            "--" + "find-links",
        ]
    )
)
MAY_NAME_OPTIONS = {"Makefile"}


def tracked() -> list[Path]:
    """The files of the project: those that git tracks or would, or all outside hidden folders where there is no git."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
        return [ROOT / name for name in listed if (ROOT / name).is_file()]
    found = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]


FILES = tracked()
MODULES = [path for path in FILES if path.suffix == ".py"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_is_one_noun_of_moderate_length(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE
    assert path.stem not in NAMELESS
    said = ast.get_docstring(ast.parse(source))
    assert said, "no docstring says what the file is for"
    assert re.search(r"[.:?]( |$)|\n", said)


def test_no_file_names_a_registry() -> None:
    named = []
    for path in FILES:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if path.name not in MAY_NAME_OPTIONS and REGISTRIES.search(text):
            named.append(name(path))
    assert named == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-uv.lock"])
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        if not requirement.startswith("#"):
            assert "==" in requirement
            assert "--hash=sha256:" in requirement


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert {plain(one) for one in asked} <= {plain(line) for line in lock.splitlines() if "==" in line}


def plain(requirement: str) -> str:
    """The name in a requirement, spelt as package indexes spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement)[0]).lower()
