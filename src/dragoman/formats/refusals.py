"""Refusals of formats: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import DragomanError


class FormatError(DragomanError):
    """What is found cannot be given in a format."""

    code = "D050"


class MissingFramesError(FormatError):
    """The library that makes frames is not installed."""

    code = "D051"


class UnframedError(FormatError):
    """No frame is made of that."""

    code = "D052"
