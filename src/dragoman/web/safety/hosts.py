"""Hosts: by which names browsers may ask for the desk, and from which pages they may change something.

A page of another site may have its name resolved to this machine (DNS rebinding), and may send forms to the desk that
a browser fills with its cookies: the name in Host and the site in Origin tell.
"""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.web.options import LOOPBACK, ServeOptions
from dragoman.web.refusals import HostError, RefusedError

SAFE = ("GET", "HEAD")
HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?")
EVERYWHERE = ("0.0.0.0", "::")
SAME = ("same-origin", "none")


class Hosts:
    """Refuses other names, and changes that other sites ask for.

    Args:
        app: what comes after.
        options: how the desk is served.
    """

    def __init__(self, app: ASGIApp, options: ServeOptions) -> None:
        self.app = app
        self.everywhere = options.host in EVERYWHERE
        self.further = frozenset(name.lower() for name in options.names)
        self.names = frozenset({*LOOPBACK, options.host.lower(), *self.further})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on that names this desk, and comes from it where it changes something."""
        if scope["type"] == "http":
            request = Request(scope)
            self.check_host(request)
            if scope["method"] not in SAFE:
                self.check_origin(request)
        await self.app(scope, receive, send)

    def check_host(self, request: Request) -> None:
        """Refuse names that are not those of the desk.

        Raises:
            HostError: it is none of them.
        """
        given = request.headers.getlist("host")
        name = name_in(given[0]) if len(given) == 1 else None
        if name is None or not (name in self.names or (self.everywhere and is_address(name))):
            raise HostError(
                "the desk does not go by that name", do="open it by the address that dragoman serve printed, or let it "
                "go by this name: dragoman serve --name HOST",
            )  # fmt: skip

    def check_origin(self, request: Request) -> None:
        """Refuse what other sites send.

        Raises:
            RefusedError: another site asks, as the browser says.
        """
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if (site is not None and site not in SAME) or (origin is not None and not self.is_own(origin, request)):
            raise RefusedError("another site asks for this", do="open the page in the desk itself, and send it there")

    def is_own(self, origin: str, request: Request) -> bool:
        """Whether an origin is the desk: the host that was asked for, or a further name of it."""
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https"):
            return False
        return parts.netloc.lower() == request.headers["host"].lower() or name_in(parts.netloc) in self.further


def name_in(host: str) -> str | None:
    """The name in a host with or without a port, in small letters; None where it is no host."""
    found = HOST.fullmatch(host)
    return found["name"].strip("[]").rstrip(".").lower() if found else None


def is_address(name: str) -> bool:
    """Whether a name is an address in figures, which nobody can resolve to something else."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def network_of(address: str) -> str:
    """Whom an address stands for when attempts are counted: itself, or the network of an IPv6 address."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(IPv6Address(int(parsed) >> 64 << 64)) if isinstance(parsed, IPv6Address) else str(parsed)
