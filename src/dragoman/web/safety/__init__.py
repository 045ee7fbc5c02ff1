"""What stands between the network and the desk: hosts, origins, sizes, sessions, log-in, and what browsers may load."""

from __future__ import annotations

from fastapi import FastAPI

from dragoman.web.options import ServeOptions
from dragoman.web.safety.gate import Gate
from dragoman.web.safety.hosts import Hosts
from dragoman.web.safety.limits import Limits
from dragoman.web.safety.policy import Policy


def guard(app: FastAPI, options: ServeOptions) -> None:
    """Put the guards before an application; the last that is added is the first that a request meets."""
    app.add_middleware(Gate, state=app.state, options=options)
    app.add_middleware(Hosts, options=options)
    app.add_middleware(Limits)
    app.add_middleware(Policy, options=options)
