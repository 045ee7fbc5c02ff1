"""The reader of this process: loaded once, at first use, and shared by all commands."""

from __future__ import annotations

from functools import lru_cache

from dragoman.coding.reader import Reader


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader with the model of the settings.

    Raises:
        SettingsError: the parsing model is not installed.
    """
    return Reader()
