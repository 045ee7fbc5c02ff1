"""Folders: the files in them that may hold articles, in order, without hidden ones and without leaving the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from dragoman.intake.parcels import Refusal
from dragoman.intake.refusals import UnreadableError

# Files that never hold articles.
NO_ARTICLES = frozenset(
    {
        ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".lock", ".log", ".py", ".pyc", ".js", ".ts", ".css",
        ".map", ".sh", ".sql", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff",
        ".mp3", ".mp4", ".m4a", ".wav", ".ogg", ".avi", ".mov", ".webm", ".woff", ".woff2", ".ttf", ".otf", ".db",
        ".sqlite", ".sqlite3", ".part", ".tmp", ".bak",
    }
)  # fmt: skip


def files_in(folder: Path) -> Iterator[Path | Refusal]:
    """The files under a folder, sorted by name level by level; in the place of what cannot be reached, a refusal."""
    root = folder.resolve()
    waiting: list[Path] = [folder]
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode) and (path == folder or not path.is_symlink()):
                waiting.extend(reversed(listed(path)))
            elif path.is_symlink() and not path.resolve().is_relative_to(root):
                yield refused(path, "a link that leads out of the folder", "name the file itself")
            elif stat.S_ISREG(mode):
                yield path
            elif not stat.S_ISDIR(mode):
                yield refused(path, "no file but a device, pipe or socket", "leave it out")
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield refused(path, f"cannot be read: {reason}", "check its rights")


def listed(folder: Path) -> list[Path]:
    """What of a folder's entries may be or hold articles, sorted by name.

    Raises:
        OSError: the folder cannot be read.
    """
    return sorted(path for path in folder.iterdir() if not left_out(path))


def left_out(path: Path) -> bool:
    """Whether a file or folder is hidden, a README, or of a kind that never holds articles."""
    name = path.name
    return name.startswith(".") or name.upper().startswith("README") or path.suffix.lower() in NO_ARTICLES


def refused(path: Path, what: str, do: str) -> Refusal:
    """The refusal of something in a folder."""
    where = named(path)
    return Refusal(where, UnreadableError(what, where=where, do=do))


def named(path: Path | str) -> str:
    """A path as text that can be stored, also where its bytes are none."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
