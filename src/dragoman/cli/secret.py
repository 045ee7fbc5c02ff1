"""Secrets that a command needs: asked for, from a file, or from standard input; never from the command line.

What stands on a command line can be read by everybody on the machine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer


def asked_secret(what: str, path: Path | None = None, *, twice: bool = False) -> str:
    """A secret: the first line of a file, or what is typed; of standard input, where that is no terminal.

    Args:
        what: is asked for.
        path: the file.
        twice: ask a second time, so that a slip is noticed.
    """
    if path is not None:
        return first_line(path.read_text("utf-8"))
    if not sys.stdin.isatty():
        return first_line(sys.stdin.readline())
    typed: str = typer.prompt(what, hide_input=True, confirmation_prompt=twice, err=True)
    return typed


def secret_from(variable: str, what: str, *, wanted: bool, path: Path | None) -> str | None:
    """A secret from a file, from an environment variable, or asked for where it is wanted; None where it is not.

    The variable is taken out of the environment, so that no other process inherits it.
    """
    named = os.environ.pop(variable, None)
    if path is not None:
        return asked_secret(what, path)
    if named:
        return named
    return asked_secret(what, twice=True) if wanted else None


def first_line(text: str) -> str:
    """The first line, without its end."""
    return text.partition("\n")[0].removesuffix("\r")
