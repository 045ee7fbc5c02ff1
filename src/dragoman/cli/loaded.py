"""The reader of this process: loaded once, at first use, and shared by all commands and by what they add."""

from __future__ import annotations

from dragoman.coding.reader import Reader
from dragoman.scale import process


def reader() -> Reader:
    """The reader with the model of the settings.

    Raises:
        SettingsError: the parsing model is not installed.
    """
    return process.reader()
