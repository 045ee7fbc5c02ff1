"""The command as a whole: help, version, schema, and errors without tracebacks."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

from tests.cli.conftest import Run
from tests.warm import Warm
from typer.main import get_command

from dragoman import __version__
from dragoman.cli.main import COMMANDS, application

COMMAND = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def test_help_teaches_with_examples(run: Run) -> None:
    assert "dragoman read" in run("--help").out
    told = run("read", "--help").out
    assert "dragoman read examples/01-summit-in-tashkent.txt" in told
    assert "--published" in told
    assert "places" in run("evaluate", "--help").out


def test_a_command_is_the_only_one_that_is_loaded_and_looks_the_same_among_all() -> None:
    together = get_command(application())
    for name in COMMANDS:
        alone = get_command(application(name))
        assert list(getattr(alone, "commands")) == [name]  # noqa: B009
        assert getattr(alone, "commands")[name].help == getattr(together, "commands")[name].help  # noqa: B009
    told = "import atexit, sys; atexit.register(lambda: print([*sys.modules])); from dragoman.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", told, "gazetteer", "--help"], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0
    assert "dragoman.cli.gazetteer" in done.stdout
    assert "dragoman.cli.find" not in done.stdout


def test_a_word_that_is_no_command_is_told_with_one_that_is_near(run: Run) -> None:
    done = run("raed")
    assert done.code == 2
    assert "Did you mean 'read'" in done.err


def test_version(run: Run) -> None:
    assert run("--version").out == f"dragoman {__version__}\n"


def test_schema_describes_the_record(run: Run, report: Path) -> None:
    schema = json.loads(run("schema").out)
    assert schema["$schema"].endswith("2020-12/schema")
    record = json.loads(run("read", report, "--format", "json").out)
    assert set(record) == set(schema["properties"])


def test_a_setting_that_cannot_be_used_is_an_error(report: Path) -> None:
    wrong = {**os.environ, "DRAGOMAN_BATCH_SIZE": "many"}
    done = subprocess.run([*COMMAND, "read", str(report)], env=wrong, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "[D1" in done.stderr
    assert "batch_size" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_model_is_an_error(report: Path) -> None:
    wrong = {**os.environ, "DRAGOMAN_MODEL": "no_such_model"}
    done = subprocess.run([*COMMAND, "read", str(report)], env=wrong, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "no_such_model" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bar_shows_on_the_terminal_and_leaves_results_alone(report: Path, warm_program: Warm) -> None:
    """Standard error is a terminal, standard output a pipe: records must come out of the pipe, all of them."""
    leader, follower = pty.openpty()
    shown: list[bytes] = []

    def watch() -> None:
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:  # the other end is closed
                return
            if not piece:
                return
            shown.append(piece)

    program = warm_program.programs / "dragoman"
    command = [program, "read", str(report), "no-such-file.txt", str(report), "-f", "jsonl"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=follower, env={**os.environ, "TERM": "xterm"}
    ) as done:
        os.close(follower)
        watching = threading.Thread(target=watch)
        watching.start()
        assert done.stdout is not None
        lines = done.stdout.read().splitlines()
        assert done.wait(timeout=120) == 2
        watching.join(timeout=10)
    os.close(leader)
    terminal = b"".join(shown).decode()
    assert len([json.loads(line) for line in lines]) == 2
    assert "reading" in terminal
    assert "no-such-file.txt" in terminal
    assert "schema_version" not in terminal


def test_a_reader_that_leaves_is_no_error(report: Path, warm_program: Warm) -> None:
    command = [warm_program.programs / "dragoman", "read", *[str(report)] * 3, "-f", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert "Traceback" not in done.stderr.read()
        assert done.wait(timeout=120) != 0
