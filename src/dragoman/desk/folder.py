"""A private folder for what is uploaded: nobody else may look into it, and what a killed desk left is cleared away."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "dragoman-given-"
LOCK = "in-use"
# Locks are held as long as the process lives, whatever becomes of the objects that took them.
HELD: list[int] = []


def private_folder(parent: Path | None = None) -> Path:
    """A new folder that only this user can look into, locked as long as this process lives.

    Args:
        parent: where it is made; None means the machine's folder for temporary files.
    """
    base = parent or Path(tempfile.gettempdir())
    clear_left(base)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
    lock = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    HELD.append(lock)
    return folder


def clear_left(base: Path) -> None:
    """Clear away the folders of this user whose process is gone."""
    for folder in base.glob(f"{PREFIX}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(lock)
