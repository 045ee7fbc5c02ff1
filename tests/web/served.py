"""A desk that is really served: uvicorn in a thread, on a free port of loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from dragoman.desk import Desk
from dragoman.web import ServeOptions, make_app
from dragoman.web.server import address_of, configured, listening


@contextmanager
def serving(store: Path | str, options: ServeOptions | None = None) -> Iterator[str]:
    """Serve a store; gives the address, without a slash at the end."""
    options = options or ServeOptions(port=0)
    with Desk(store) as desk, listening(options) as listener:
        server = uvicorn.Server(configured(make_app(desk, options), options))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield address_of(options, listener.getsockname()[1]).rstrip("/")
        server.should_exit = True
        thread.join(timeout=10)
