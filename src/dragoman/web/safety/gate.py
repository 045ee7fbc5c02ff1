"""The gate: finds out who asks, and whether they may, before any page is made."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import MutableHeaders, State
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.forms import is_token
from dragoman.web.options import ServeOptions
from dragoman.web.person import Person
from dragoman.web.refusals import LoginError, RefusedError
from dragoman.web.safety.door import Door, token_in
from dragoman.web.safety.hosts import SAFE
from dragoman.web.sessions import COOKIE, Session, Sessions

FREE = ("/assets/",)
LOGIN, LOGOUT = "/login", "/logout"
# What a reader may send: it changes nothing in the store.
READERS_MAY = (LOGIN, LOGOUT, "/api/read")
HEADER = "x-dragoman-token"
OURS = "dgm_"
# A browser keeps the cookie back when it comes from another site; when the page loads itself anew, it sends it.
AGAIN = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0">'
    '<title>dragoman</title><p><a href="">Go on</a></p></html>'
)


class Gate:
    """Gives every request a session and a person, or sends it to the log-in.

    Args:
        app: what comes after.
        state: of the application: its sessions and its door.
        options: how the desk is served.
    """

    def __init__(self, app: ASGIApp, state: State, options: ServeOptions) -> None:
        self.app = app
        self.sessions: Sessions = state.sessions
        self.door: Door = state.door
        self.https = options.https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with ``state.session`` and ``state.person``."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        name = cookie_name(request, https=self.https)
        cookie = request.cookies.get(name)
        before = self.sessions.find(cookie)
        request.state.session = before or self.sessions.anonymous()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = self.cookie(name, cookie, before, request.state.session)
                if said is not None:
                    MutableHeaders(scope=message).append("Set-Cookie", said)
            await send(message)

        answer = await self.admitted(request, cookie)
        if answer is not None:
            await answer(scope, receive, sending)
        else:
            await self.app(scope, receive, sending)

    async def admitted(self, request: Request, cookie: str | None) -> Response | None:
        """None where a request may pass; else the answer that leads to the log-in.

        Raises:
            RefusedError: it may not pass.
        """
        person, with_token = await self.who(request)
        request.state.person = person or Person(role="reader")
        path, safe = request.url.path, request.method in SAFE
        navigates = safe and request.headers.get("sec-fetch-mode") == "navigate"
        if cookie is None and navigates and request.headers.get("sec-fetch-site") == "cross-site":
            return HTMLResponse(AGAIN, headers={"Cache-Control": "no-store"})
        if person is None and path not in (LOGIN, LOGOUT):
            if safe and "text/html" in request.headers.get("accept", "") and not path.startswith("/api/"):
                wanted = path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"{LOGIN}?next={quote(wanted, safe='')}", status_code=303)
            raise LoginError("it is not known who asks", do="log in at /login, or send Authorization: Bearer TOKEN")
        if not safe:
            self.check_change(request, with_token=with_token)
        return None

    async def who(self, request: Request) -> tuple[Person | None, bool]:
        """Who asks, None where that is not known; and whether a token of a program says so."""
        header = request.headers.get("authorization", "")
        bearer = header.lower().startswith("bearer ")
        # What a proxy asks of people for itself is left alone.
        if bearer or token_in(header).startswith(OURS):
            return await self.door.by_token(header, address_of(request)), bearer
        session: Session = request.state.session
        person = await self.door.person_of(session)
        if session.person is not None and person is None:
            self.sessions.end(session)
            request.state.session = self.sessions.anonymous()
        if person is None and await self.door.is_open():
            return Person(), False
        return person, False

    def check_change(self, request: Request, *, with_token: bool) -> None:
        """Refuse changes by readers, and changes through ``/api`` that a page of another site may have caused.

        Raises:
            RefusedError: it is such a change.
        """
        person: Person = request.state.person
        path = request.url.path
        if not person.writes and path not in READERS_MAY:
            raise RefusedError("readers cannot change what is in the store", do="log in as an analyst")
        if not path.startswith("/api/") or with_token or is_token(request, request.headers.get(HEADER)):
            return
        if any(name in request.headers for name in ("cookie", "origin", "sec-fetch-site", "authorization")):
            raise RefusedError(
                "a browser asks for this without the token of a page", do="send it in the header X-Dragoman-Token, or "
                "use Authorization: Bearer TOKEN",
            )  # fmt: skip

    def cookie(self, name: str, given: str | None, before: Session | None, now: Session) -> str | None:
        """The cookie that the browser must take: of a new session, or an empty one where its session ended."""
        if now.id != given and (now.person is not None or now.shown):
            return cookie_of(name, now.id, https=self.https)
        if before is not None and before.person is not None and now.person is None:
            return cookie_of(name, "", https=self.https)
        return None


def address_of(request: Request) -> str:
    """The address of who asks."""
    return request.client.host if request.client else ""


def cookie_name(request: Request, *, https: bool) -> str:
    """The name of the cookie. Browsers send it to all ports of a host: each desk has its own."""
    server: Any = request.scope.get("server")
    port = f"-{server[1]}" if server and server[1] else ""
    return f"{'__Host-' if https else ''}{COOKIE}{port}"


def cookie_of(name: str, value: str, *, https: bool) -> str:
    """The cookie of a session; without a value it ends at once."""
    made: SimpleCookie = SimpleCookie({name: value})
    said: dict[str, object] = {"path": "/", "httponly": True, "samesite": "Strict"}
    if https:
        said["secure"] = True
    if not value:
        said["max-age"] = 0
    for part, what in said.items():
        made[name][part] = what
    return made[name].OutputString()
