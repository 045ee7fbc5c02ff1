"""Processes that code: each loads the pipeline once, and ends when the one that started it is gone."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import lru_cache
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.coding.reader import Reader

WATCH = 1.0
# How many objects are made before garbage is looked for, and how many such looks before older objects are looked at.
# Nearly all that loading makes stays: with Python's own figures, looking for garbage took a sixth of the time to start.
GARBAGE = (20_000, 20, 20)


def reader(model: str | None = None) -> Reader:
    """The pipeline of this process, with a parsing model; None means the setting ``model``."""
    return loaded(model)


@lru_cache(maxsize=1)
def loaded(model: str | None) -> Reader:
    """The pipeline that was asked for last."""
    from dragoman.coding.reader import Reader

    return Reader(model)


def collect_seldom() -> None:
    """Have this process look for garbage seldom. For processes that are dragoman's own: a library leaves that alone."""
    gc.set_threshold(*GARBAGE)


def begin_worker(parent: int) -> None:
    """Make a process ready: it ends when its parent is gone. The pipeline is loaded with the first article."""
    collect_seldom()
    Thread(target=follow, args=(parent, os.getppid, os._exit), daemon=True).start()


def follow(parent: int, present: Callable[[], int], end: Callable[[int], None]) -> None:
    """End this process once its parent is another: the old one was killed, and nobody waits for the work."""
    while present() == parent:
        sleep(WATCH)
    end(1)
