"""The example store and other files, made once for all tests and all processes that run them; tests work on copies."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

from dragoman.desk import Desk

EXAMPLES = Path(__file__).parents[1] / "examples" / "russia-north-korea"


def example_store(shared: Path) -> Path:
    """The filled store in a folder that all processes of a run share."""

    def fill(path: Path) -> None:
        with Desk(path) as desk:
            desk.add(EXAMPLES)
        # Closing the last connection has put the log into the file.

    return made_once(shared / "example" / "desk.db", fill)


def made_once(path: Path, make: Callable[[Path], None]) -> Path:
    """A file in a folder that all processes of a run share; the first that asks makes it."""
    path.parent.mkdir(exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            making = path.with_name(f"making-{path.name}")
            make(making)
            making.rename(path)
    return path


def copied(store: Path, folder: Path) -> Path:
    """A copy of a store, to be changed."""
    return Path(shutil.copy(store, folder / "desk.db"))
