"""What the user sees besides results: messages and progress bars, on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from dragoman.formats.words import plain

# Where output is no terminal and COLUMNS is not set, a brief is this wide.
WIDTH = 100
COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def results() -> Console:
    """The console for results: as wide as the terminal, or ``WIDTH``."""
    fixed = None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH
    return Console(highlight=False, markup=False, emoji=False, width=fixed)


@lru_cache(maxsize=1)
def messages() -> Console:
    """The console for messages and bars; one, so that a message does not tear a bar."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def fail(message: str) -> None:
    """Print an error on one line of standard error; control characters in it (of file names, say) are left out."""
    messages().print(Text(plain(f"Error: {message}"), style="red"), soft_wrap=True)


class Spinner:
    """What is being done, in words that change, on standard error; nothing where that is no terminal.

    Args:
        what: is being done first.
    """

    def __init__(self, what: str) -> None:
        self.began = time.monotonic()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=messages(),
            transient=True,
            redirect_stdout=False,
            disable=not messages().is_terminal,
        )
        self._task = self._progress.add_task(what, total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def rate(self, count: int) -> float:
        """So many things a second since it began."""
        return count / max(time.monotonic() - self.began, 0.001)

    def say(self, what: str) -> None:
        """Say what is being done now."""
        self._progress.update(self._task, description=what)


class Bar:
    """A progress bar on standard error; nothing where that is no terminal or there is only one thing to do.

    Args:
        what: what is being done.
        total: how many things.
    """

    def __init__(self, what: str, total: int) -> None:
        self.shown = messages().is_terminal and total > 1
        # Results go where the user sends them: the bar must never take over standard output.
        self._progress = Progress(
            *COLUMNS,
            console=messages(),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not self.shown,
        )
        self._task = self._progress.add_task(what, total=total)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self) -> None:
        """One thing more is done."""
        self._progress.advance(self._task)

    def set(self, done: int, total: int) -> None:
        """So many things of so many are done."""
        self._progress.update(self._task, completed=done, total=total)

    def name(self, what: str, done: int, total: int) -> None:
        """So many things of so many are done, of what is named."""
        self._progress.update(self._task, description=what, completed=done, total=total)

    def loading(self, what: str) -> AbstractContextManager[object]:
        """Shows that something is loaded, where no bar is shown and a person may be waiting."""
        return nullcontext() if self.shown or not messages().is_terminal else messages().status(what)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the bar away while results are printed on the same terminal."""
        if not self.shown or not sys.stdout.isatty():
            yield
            return
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()
