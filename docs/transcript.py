"""Makes the transcript of the example desk: commands in an empty folder, with what they print.

The ids in it depend on the articles alone and nothing on the clock, so that the same code makes the same page.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "desk.md"
DRAGOMAN = (sys.executable, "-c", "from dragoman.cli import main; main()")
WIDTH = 100
TIMEOUT = 300
LONGEST = 60
MEETING = ["--between", "RUS", "PRK", "--type", "CONSULT", "--since", "2019", "--until", "2019"]
INTRODUCTION = f"""\
# A desk, from a folder to a footnote

<!-- made by docs/transcript.py: run make docs -->

What the commands print on [the example desk](../examples/russia-north-korea/README.md), {WIDTH} columns wide.
A test runs them in an empty folder and holds this page against what it got. The dispatches are own-written
illustrations: cite none of them.
"""


class Transcript:
    """A page of commands and their output.

    Args:
        folder: where they run; the examples are linked into it.
        program: what runs a command.
    """

    def __init__(self, folder: Path, program: Sequence[str] = DRAGOMAN) -> None:
        self.folder = folder
        self.program = program
        (folder / "examples").symlink_to(ROOT / "examples")
        self.parts = [INTRODUCTION]

    def section(self, title: str) -> None:
        """Begin a section."""
        self.parts.append(f"## {title}\n")

    def step(self, sentence: str, *words: str, most: int = LONGEST) -> None:
        """A sentence, a command, and the first lines that it prints."""
        lines = [line.rstrip() for line in self.run(*words).splitlines()]
        if len(lines) > most:
            lines = [*lines[:most], f"... and {len(lines) - most} lines more"]
        shown = "\n".join([f"$ {shlex.join(['dragoman', *words])}", *lines])
        self.parts.append(f"{sentence}\n\n```text\n{shown}\n```\n")

    def run(self, *words: str) -> str:
        """What a command prints.

        Raises:
            RuntimeError: it failed.
        """
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
        done = subprocess.run(
            [*self.program, *words], cwd=self.folder, env={**kept, "COLUMNS": str(WIDTH), "NO_COLOR": "1"},
            capture_output=True, text=True, timeout=TIMEOUT,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"dragoman {shlex.join(words)}: {done.stderr}")
        return done.stdout

    def found(self, *words: str) -> list[dict[str, Any]]:
        """The events that a question finds."""
        listed: list[dict[str, Any]] = json.loads(self.run("find", *words, "--format", "json"))
        return listed


def transcript(folder: Path, program: Sequence[str] = DRAGOMAN) -> str:
    """The whole page.

    Args:
        folder: an empty folder.
        program: what runs a command.
    """
    page = Transcript(folder, program)
    filled(page)
    searched(page)
    traced(page)
    return "\n".join(page.parts)


def filled(page: Transcript) -> None:
    """Adding, twice."""
    page.section("Fill it")
    page.step(
        "Read the dispatches, code them, and merge what they report:", "add", "examples/russia-north-korea", "-j", "1"
    )
    page.step("The same again changes nothing:", "add", "examples/russia-north-korea", "-j", "1")


def searched(page: Transcript) -> None:
    """Several questions."""
    page.section("Ask it")
    page.step(
        "Meetings that at least two independent origins report:",
        "find", "--between", "RUS", "PRK", "--type", "CONSULT", "--min-origins", "2",
    )  # fmt: skip
    page.step(
        "A phrase, in what was reported from September 2023 on:", "find", "artillery shells", "--since", "2023-09"
    )
    page.step(
        "Words without another word, anywhere in the article:", "find", "train* -Reuters", "--anywhere", "--limit", "5"
    )
    page.step(
        "What was announced between the two states, and is not reported as done:", "find", "--between", "RUS", "PRK",
        "--factuality", "future", "--limit", "5",
    )  # fmt: skip
    page.step("What some report and others deny:", "find", "--contested")
    page.step("What a leader did in a town:", "find", "--actor", "Kim Jong Un", "--place", "Vladivostok")
    page.step(
        "The same for a spreadsheet:", "find", "--actor", "Kim Jong Un", "--place", "Vladivostok", "--format", "csv"
    )


def traced(page: Transcript) -> None:
    """One event with its evidence, and footnotes for it."""
    meeting = max(page.found(*MEETING), key=lambda event: (len(event["origins"]), event["id"]))
    page.section("Follow one event back to its sources")
    page.step(
        "An event with every report of it: who says so, by which chain, why the reports are one event, and its grade:",
        "show", meeting["id"],
    )  # fmt: skip
    page.step("A footnote for each article that reports it:", "cite", meeting["id"])
    mention = json.loads(page.run("show", meeting["id"], "--format", "json"))["mentions"][0]
    page.step("What was read out of one of these articles:", "show", mention["article"]["id"], most=24)
    page.step("And one report alone:", "cite", mention["id"])


def made() -> str:
    """The page, made in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="dragoman-desk-") as folder:
        return transcript(Path(folder))
