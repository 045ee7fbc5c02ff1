"""Policy: what browsers may load and do with pages of the desk, and who may keep copies of them."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.headers import headers_for
from dragoman.web.options import ServeOptions

SHARED = ("public", "private", "no-store")


class Policy:
    """Puts the headers on every answer, and answers HEAD as GET without a body.

    Args:
        app: what comes after.
        options: how the desk is served.
    """

    def __init__(self, app: ASGIApp, options: ServeOptions) -> None:
        self.app = app
        self.headers = headers_for(options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        bare = scope["method"] == "HEAD"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                kept = headers["Cache-Control"]
                if not any(word in kept for word in SHARED):
                    headers["Cache-Control"] = f"private, {kept}"
            elif bare and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"} if bare else scope, receive, sending)
