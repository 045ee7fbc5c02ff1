"""The rooms of the house: imports run downwards only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]


def lint(folder: Path, package: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(package)}
    return subprocess.run(
        [*LINT, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def test_imports_run_downwards() -> None:
    done = lint(ROOT, ROOT / "src")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("lower", "upper"), [("errors", "record"), ("record", "coding.reader"), ("settings", "cli")])
def test_an_import_upwards_is_found(tmp_path: Path, lower: str, upper: str) -> None:
    """The contract is not empty: a copy of the house with one import upwards breaks it."""
    copy = tmp_path / "src"
    for path in (ROOT / "src").rglob("*.py"):
        target = copy / path.relative_to(ROOT / "src")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    with (copy / "dragoman" / f"{lower}.py").open("a", encoding="utf-8") as file:
        file.write(f"\nimport dragoman.{upper}\n")
    done = lint(tmp_path, copy)
    assert done.returncode == 1
    assert f"dragoman.{lower}" in done.stdout
