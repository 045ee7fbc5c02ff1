"""Refusals of screening: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import ScreeningError


class NotAListError(ScreeningError):
    """The file is no list that screening reads."""

    code = "D901"


class MissingPartError(ScreeningError):
    """The library that compares names is not installed."""

    code = "D902"
