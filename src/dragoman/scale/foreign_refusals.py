"""Refusals of importing: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import IntakeError


class ForeignFileError(IntakeError):
    """A file that is none of another project's events."""

    code = "D219"
