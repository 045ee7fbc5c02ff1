"""The server: a desk in the browser until it is stopped."""

from __future__ import annotations

import asyncio
import socket
import webbrowser
from collections.abc import Callable
from threading import Thread, Timer

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from dragoman.desk import Desk
from dragoman.store.query import Query
from dragoman.web.app import make_app
from dragoman.web.options import ServeOptions
from dragoman.web.rendering import environment
from dragoman.web.safety.limits import LONGEST_HEAD

# Connections that wait while others are taken; and how many are worked on, before further ones are told to come back.
MOST_WAITING, MOST_AT_ONCE = 1_000, 500
# Seconds within which the whole head of a request must have come.
HEAD_SECONDS = 20.0


class PatientProtocol(H11Protocol):
    """HTTP that does not wait for ever for the head of a request that trickles in."""

    waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there, and may take a while to ask."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Something came."""
        super().data_received(data)
        if self.waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        if self.waiting is not None:
            self.waiting.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        """Look again in a while."""
        self.waiting = self.loop.call_later(HEAD_SECONDS, self._waited, self.cycle)

    def _waited(self, before: object) -> None:
        """Hang up where no request has come whole since."""
        self.waiting = None
        if self.cycle is before and self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()


def serve(desk: Desk, options: ServeOptions, ready: Callable[[str], None] = lambda address: None) -> None:
    """Serve a desk until the process is stopped.

    Args:
        desk: the desk to show.
        options: how it is served.
        ready: told the address as soon as it is listened to.

    Raises:
        WebError: it may not be served so, or the pages' scripts are not built.
        OSError: the port is taken.
    """
    app = make_app(desk, options)
    Thread(target=load, daemon=True).start()
    with listening(options) as listener:
        address = address_of(options, listener.getsockname()[1])
        ready(address)
        if options.open_browser:
            Timer(0.5, webbrowser.open, [address]).start()
        uvicorn.Server(configured(app, options)).run(sockets=[listener])


def load() -> None:
    """Load what the first questions need while nobody asks yet."""
    Query(actor="Moscow", place="Moscow", materiel="I", provision="any").facets()
    environment().get_template("events.html.j2")


def configured(app: FastAPI, options: ServeOptions) -> uvicorn.Config:
    """How the application is served."""
    # A proxy on this machine says whom it asks for; nobody else is believed.
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=True, lifespan="on",
        backlog=MOST_WAITING, timeout_keep_alive=10, proxy_headers=options.https, forwarded_allow_ips="127.0.0.1",
        http=PatientProtocol, ws="none", limit_concurrency=MOST_AT_ONCE, h11_max_incomplete_event_size=LONGEST_HEAD,
    )  # fmt: skip


def listening(options: ServeOptions) -> socket.socket:
    """A socket that listens where the options say.

    Raises:
        OSError: the port is taken.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    # With the protocol named, answers leave at once; without, asyncio does not switch the delay off that TCP has.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
    except OSError:
        listener.close()
        raise
    return listener


def address_of(options: ServeOptions, port: int) -> str:
    """The address that a browser asks for."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"http://{host}:{port}/"
