"""Refusals of coding in bulk: one class a reason, each with its code."""

from __future__ import annotations

from dragoman.errors import CodingError, DragomanError


class ScaleError(DragomanError):
    """Coding in bulk cannot go on."""

    code = "D450"


class InputAddressError(ScaleError):
    """An address whose files cannot be listed or read, or where no lake can lie."""

    code = "D451"


class EngineError(ScaleError):
    """The engine cannot be had: it is not installed, or no cluster answers."""

    code = "D452"


class DeadWorkerError(ScaleError):
    """Workers died on a document, again and again."""

    code = "D453"


class UnfinishedError(ScaleError):
    """Some shards could not be coded to their end."""

    code = "D454"


class BrokenCoderError(CodingError):
    """The coder failed on an article: a defect of dragoman."""

    code = "D403"


class BusyLakeError(ScaleError):
    """Another run codes into the lake, or merges it."""

    code = "D455"
