"""The gate: finds out who asks, by the session of the browser, before any page is made."""

from __future__ import annotations

from http.cookies import SimpleCookie

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.person import Person
from dragoman.web.sessions import COOKIE, Session, Sessions

FREE = ("/assets/",)


class Gate:
    """Gives every request a session and a person.

    Args:
        inner: what comes after.
        app: the application whose sessions are looked up.
    """

    def __init__(self, inner: ASGIApp, app: FastAPI) -> None:
        self.app = inner
        self.state = app.state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with ``state.session`` and ``state.person``."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        sessions: Sessions = self.state.sessions
        found = sessions.find(request.cookies.get(COOKIE))
        session = found or sessions.begin()
        request.state.session, request.state.person = session, session.person or Person()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and found is None:
                MutableHeaders(scope=message).append("Set-Cookie", cookie_of(session))
            await send(message)

        await self.app(scope, receive, sending)


def cookie_of(session: Session) -> str:
    """The cookie of a session."""
    made: SimpleCookie = SimpleCookie({COOKIE: session.id})
    for name, value in (("path", "/"), ("httponly", True), ("samesite", "Strict")):
        made[COOKIE][name] = value
    return made[COOKIE].OutputString()
