"""The example store, filled once for all tests and all processes that run them; each test works on a copy."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

from dragoman.desk import Desk

EXAMPLES = Path(__file__).parents[1] / "examples" / "russia-north-korea"


def example_store(shared: Path) -> Path:
    """The filled store in a folder that all processes of a run share; the first that asks fills it."""
    path = shared / "example" / "desk.db"
    path.parent.mkdir(exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            filling = path.with_name("filling.db")
            with Desk(filling) as desk:
                desk.add(EXAMPLES)
            # Closing the last connection has put the log into the file.
            filling.rename(path)
    return path


def copied(store: Path, folder: Path) -> Path:
    """A copy of a store, to be changed."""
    return Path(shutil.copy(store, folder / "desk.db"))
