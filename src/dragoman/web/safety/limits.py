"""Limits: how long an address and how large a body may be, and how long a sender may take; counted as it comes.

What is too large is refused before anything parses it or writes it to disk, with and without an announced length.
"""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.settings import settings
from dragoman.web.refusals import AddressError, HeadError, RefusedError, SlowError, TooLargeError
from dragoman.web.telling import told

LONGEST_ADDRESS, LONGEST_HEAD = 8_000, 16_384
SMALL = 256_000
# What carries articles; around them a form puts little.
UPLOADS = ("/add", "/api/articles", "/api/read")
AROUND = 1.05
# Seconds for one piece of a body, and for the whole of it.
PIECE, WHOLE = 30.0, 600.0


class Limits:
    """Refuses what is too long, too large or too slow; and tells what is refused further in.

    Args:
        app: what comes after.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on whose body is counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        body = Body(receive, most_for(request.url.path))
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            # What was made of a body that was cut off is not sent.
            if body.refusal is None or started:
                started = True
                await send(message)

        try:
            check_head(request, body.most)
            await self.app(scope, body.receive, sending)
        except RefusedError as error:
            body.refusal = body.refusal or error
        if body.refusal is not None and not started:
            await told(request, body.refusal)(scope, receive, send)


class Body:
    """The body of a request as it comes.

    Args:
        source: gives its pieces.
        most: how many bytes there may be.
    """

    def __init__(self, source: Receive, most: int) -> None:
        self.source = source
        self.most = most
        self.bytes = 0
        self.whole = False
        self.refusal: RefusedError | None = None
        self.until: float | None = None

    async def receive(self) -> Message:
        """The next piece.

        Raises:
            TooLargeError: there are too many.
            SlowError: it does not come.
        """
        if self.whole:
            return await self.source()
        message = await self._in_time()
        self.bytes += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.bytes > self.most:
            self.refusal = too_large(self.most)
            raise self.refusal
        return message

    async def _in_time(self) -> Message:
        """The next piece, if it comes in time."""
        now = asyncio.get_running_loop().time()
        self.until = self.until or now + WHOLE
        try:
            return await asyncio.wait_for(self.source(), min(PIECE, max(0.0, self.until - now)))
        except TimeoutError:
            self.refusal = SlowError("what was announced did not come in time", do="send it again")
            raise self.refusal from None


def check_head(request: Request, most: int) -> None:
    """Refuse by what stands before the body.

    Raises:
        AddressError: the address is too long.
        HeadError: the headers are.
        TooLargeError: more is announced than is taken.
    """
    scope = request.scope
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise AddressError(f"an address of more than {LONGEST_ADDRESS} characters", do="ask for less at a time")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEAD:
        raise HeadError(f"headers of more than {LONGEST_HEAD} bytes", do="send fewer cookies")
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or len(length) > 18:
        raise RefusedError("no length of a body", where="Content-Length")
    if int(length) > most:
        raise too_large(most)


def too_large(most: int) -> TooLargeError:
    """The refusal of a body."""
    return TooLargeError(
        f"more than {most:,} bytes", do="send less at a time, or add large files with: dragoman add FILE"
    )  # fmt: skip


def most_for(path: str) -> int:
    """How many bytes an address takes."""
    takes_files = any(path == one or path.startswith(f"{one}/") for one in UPLOADS)
    return max(SMALL, int(settings().max_bytes * AROUND) + SMALL) if takes_files else SMALL
