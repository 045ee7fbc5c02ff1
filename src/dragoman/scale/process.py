"""Processes that code: each loads the pipeline once, and ends when the one that started it is gone."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coding.reader import Reader

WATCH = 1.0


def reader(model: str | None = None) -> Reader:
    """The pipeline of this process, with a parsing model; None means the setting ``model``."""
    return loaded(model)


@lru_cache(maxsize=1)
def loaded(model: str | None) -> Reader:
    """The pipeline that was asked for last."""
    from dragoman.coding.reader import Reader

    return Reader(model)


def begin_worker(parent: int) -> None:
    """Make a process ready: it ends when its parent is gone. The pipeline is loaded with the first article."""
    Thread(target=follow, args=(parent, os.getppid, os._exit), daemon=True).start()


def follow(parent: int, present: Callable[[], int], end: Callable[[int], None]) -> None:
    """End this process once its parent is another: the old one was killed, and nobody waits for the work."""
    while present() == parent:
        sleep(WATCH)
    end(1)
