"""The docs say what is so: pages made from the code are up to date, commands and Python run, links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.example import copied
from tests.warm import Warm

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/**/README.md")])
PAGES = [
    page
    for page in dict.fromkeys(PAGES)
    if not any(part.startswith(".") or part == "node_modules" for part in page.relative_to(ROOT).parts)
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TEXT = "Norway sends tents to Moldova\n\nNorway sent tents to Moldova on Tuesday, a Norwegian official said.\n"
SHELL = ("dragoman", ".venv/bin/dragoman", "cat")


def blocks(language: str) -> list[str]:
    """The code blocks of a language in all pages."""
    return [code for page in PAGES for name, code in BLOCK.findall(page.read_text("utf-8")) if name == language]


def lines() -> list[str]:
    """The lines of all console blocks, without comments."""
    found = (line.partition("  #")[0].strip() for block in blocks("console") for line in block.splitlines())
    return [line for line in dict.fromkeys(found) if line]


COMMANDS = [line for line in lines() if line.startswith(SHELL)]


@pytest.fixture(scope="module")
def programs(warm_program: Warm) -> Path:
    """The folder of a program ``dragoman`` that is loaded already."""
    return warm_program.programs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, programs: Path, example: Path) -> Path:
    """A folder with what the commands and the Python in the docs name; among it a filled store."""
    path = tmp_path_factory.mktemp("reader")
    for name in ("examples", "benchmarks"):
        (path / name).symlink_to(ROOT / name)
    (path / ".venv").symlink_to(programs.parent)
    (path / "report.txt").write_text(TEXT, encoding="utf-8")
    (path / "page.html").write_text(
        (ROOT / "examples" / "07-sanctions-and-expulsions.html").read_text("utf-8"), "utf-8"
    )
    copied(example, path)
    return path


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(folder: Path, programs: Path, command: str) -> None:
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or ">" in command


def test_the_installed_program_starts(folder: Path) -> None:
    done = subprocess.run([Path(sys.executable).with_name("dragoman"), "find", "--limit", "1"], cwd=folder,
                          capture_output=True, text=True, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "ev-" in done.stdout


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {word for line in lines() if line.startswith("make ") for word in line.split()[1:]}
    assert {"demo", "test"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs(
    code: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    exec(compile(code, "docs", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("written", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(written: Path) -> None:
    text = written.read_text("utf-8")
    assert "{{" not in text, "a place that was to be filled"
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        assert "://" in target or (written.parent / target).exists(), target


def test_made_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make.py", "check"], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_picture_holds_a_brief_and_no_address_but_its_format() -> None:
    drawn = (ROOT / "docs" / "brief.svg").read_text("utf-8")
    assert "Events" in drawn
    assert set(re.findall(r"https?://[^\"'\s)<]+", drawn)) <= {
        "http://www.w3.org/2000/svg",
        "https://www.textualize.io",
    }
