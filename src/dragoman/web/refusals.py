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

    @property
    def headers(self) -> dict[str, str]:
        """Headers that the answer needs."""
        return {}


class TooLargeError(RefusedError):
    """More was sent than is taken."""

    code = "D703"
    status = 413

    @property
    def headers(self) -> dict[str, str]:
        """The rest of what is being sent is not read."""
        return {"Connection": "close"}


class UnsafeHostError(WebError):
    """The desk would be open to other machines without a way to log in."""

    code = "D704"


class LoginError(RefusedError):
    """It is not known who asks, or not by that password or token."""

    code = "D705"
    status = 401

    @property
    def headers(self) -> dict[str, str]:
        """How a program says who it is."""
        return {"WWW-Authenticate": 'Bearer realm="dragoman"'}


class TooOftenError(RefusedError):
    """Wrong passwords or tokens were tried too often.

    Args:
        seconds: until it may be tried again.
    """

    code = "D706"
    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__("wrong passwords or tokens were tried too often", do=f"wait {seconds} seconds, then try again")
        self.seconds = seconds

    @property
    def headers(self) -> dict[str, str]:
        """When to come again."""
        return {"Retry-After": str(self.seconds)}


class HostError(RefusedError):
    """A browser asks for the desk by a name that is not its own: another site may be behind it."""

    code = "D707"
    status = 421


class AddressError(RefusedError):
    """The address is too long."""

    code = "D708"
    status = 414


class SlowError(TooLargeError):
    """What was announced did not come in time."""

    code = "D709"
    status = 408


class HeadError(TooLargeError):
    """The headers are too long."""

    code = "D710"
    status = 431
