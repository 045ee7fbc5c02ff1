"""What the desk in the browser refuses, each with its status."""

from __future__ import annotations

from dragoman.errors import WebError


class AssetsError(WebError):
    """The scripts and styles of the pages are not built."""

    code = "D701"


class RefusedError(WebError):
    """A page or program asks for what it may not have, or in a way that is not allowed."""

    code = "D702"
    status = 403


class TooLargeError(RefusedError):
    """More was sent than is taken."""

    code = "D703"
    status = 413


class UnsafeHostError(WebError):
    """The desk would be open to other machines without a way to log in."""

    code = "D704"
