"""The server: a desk in the browser until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from threading import Timer

import uvicorn

from dragoman.desk import Desk
from dragoman.web.app import make_app
from dragoman.web.options import ServeOptions

# Requests that wait while others are worked on; further ones are told to come back.
MOST_WAITING = 1_000


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
    with listening(options) as listener:
        address = address_of(options, listener.getsockname()[1])
        ready(address)
        if options.open_browser:
            Timer(0.5, webbrowser.open, [address]).start()
        server = uvicorn.Server(uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=True, lifespan="off",
            backlog=MOST_WAITING, timeout_keep_alive=10, proxy_headers=False,
        ))  # fmt: skip
        server.run(sockets=[listener])


def listening(options: ServeOptions) -> socket.socket:
    """A socket that listens where the options say.

    Raises:
        OSError: the port is taken.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listener = socket.socket(family)
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
