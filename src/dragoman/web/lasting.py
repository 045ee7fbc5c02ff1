"""Pages that last: a page that was made is given out again as long as the store, and who asks, stay the same.

The token of the forms is another one for each browser. Pages are therefore kept with a seal in its place, and the token
is put there when one is given out.
"""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from dragoman.web.cache import Cache
from dragoman.web.rendering import today
from dragoman.web.sessions import Session

SEAL = secrets.token_urlsafe(24)
SMALLEST_COMPRESSED, LEVEL = 1_000, 6
Handler = Callable[..., Response]
Mark = Callable[[dict[str, Any]], Hashable]


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made.

    Args:
        status: of the answer.
        headers: those that do not follow from the body.
        body: with the seal in the place of the token; or, where it has none and is worth it, compressed as it travels.
        compressed: whether it is.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    compressed: bool


def lasting(mark: Mark | None = None) -> Callable[[Handler], Handler]:
    """Make a handler of a page, which must take ``request``, keep what it made.

    Args:
        mark: what else the page depends on, out of the arguments of the handler; None where it depends on the address,
            the store, who asks and the day alone.
    """

    def around(handler: Handler) -> Handler:
        @wraps(handler)
        def handled(request: Request, **given: Any) -> Response:
            cache: Cache = request.app.state.pages
            name = (
                request.url.path, request.url.query, request.state.person, request.state.session.person, today(),
                mark(given) if mark is not None else None,
            )  # fmt: skip
            made = cache.get(name, lambda: sealed(request, lambda: handler(request=request, **given)))
            return given_out(request, made)

        return handled

    return around


def sealed(request: Request, make: Callable[[], Response]) -> Made:
    """A page with the seal in the place of the token."""
    session: Session = request.state.session
    request.state.session = replace(session, secret=SEAL)
    try:
        answer = make()
    finally:
        request.state.session = session
    body = bytes(answer.body)
    headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
    alike = len(body) >= SMALLEST_COMPRESSED and SEAL.encode() not in body
    return Made(answer.status_code, headers, gzip.compress(body, LEVEL) if alike else body, alike)


def given_out(request: Request, made: Made) -> Response:
    """A page for one browser: with its token, or compressed as it lies there."""
    if made.compressed and "gzip" in request.headers.get("accept-encoding", ""):
        headers = {**made.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(made.body, made.status, headers)
    body = gzip.decompress(made.body) if made.compressed else made.body
    if SEAL.encode() in body:
        session: Session = request.state.session
        body = body.replace(SEAL.encode(), session.token.encode())
    return Response(body, made.status, made.headers)
