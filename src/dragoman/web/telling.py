"""How errors are told: as a page to a person, as JSON under ``/api``."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from dragoman.errors import DragomanError
from dragoman.web.headers import headers_for
from dragoman.web.rendering import page

LOG = logging.getLogger("dragoman.web")
WORDS = {
    400: "this cannot be read as a request", 404: "there is no such page", 405: "this cannot be done with that page",
    415: "this is not of a kind that is taken",
}  # fmt: skip
ADVICE = {404: "check the address, or begin at /events", 405: "see /api for what can be done"}


def told(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON where a program asks."""
    status, said = status_of(error), said_of(error)
    headers = dict(getattr(error, "headers", None) or {})
    if status == 405:
        headers["Allow"] = ", ".join(allowed(request))
    if is_for_programs(request):
        return JSONResponse({"error": said}, status_code=status, headers=headers)
    answer = page(request, "error.html.j2", here="", status=status, error=said)
    answer.headers.update(headers)
    return answer


def accident(request: Request, error: Exception) -> Response:
    """An error that nobody foresaw: told by a number alone, under which the server's log has the rest."""
    number = secrets.token_hex(4)
    LOG.error("accident %s at %s %s", number, request.method, request.url.path, exc_info=error)
    said: dict[str, Any] = {
        "code": "D700", "what": "something went wrong in the desk itself", "where": f"accident {number}",
        "do": "look for that number in the server's log, and report it",
    }  # fmt: skip
    if is_for_programs(request):
        answer: Response = JSONResponse({"error": said}, status_code=500)
    else:
        answer = page(request, "error.html.j2", here="", status=500, error=said)
    # It is sent around the guards, which would have put these on it.
    answer.headers.update(headers_for(request.app.state.options))
    return answer


def is_for_programs(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path == "/api" or request.url.path.startswith("/api/")


def status_of(error: Exception) -> int:
    """The status of an error: its own, 404 where an id or name is not known, 400 for other wrong questions."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, RequestValidationError):
        return 422
    known = getattr(error, "status", None)
    if isinstance(known, int):
        return known
    return 404 if type(error).__name__.startswith("Unknown") else 400


def said_of(error: Exception) -> dict[str, Any]:
    """An error as data: code, what, where, what to do."""
    if isinstance(error, DragomanError):
        return {"code": error.code, "what": error.what, "where": error.where, "do": error.do}
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return {"code": "HTTP 422", "what": str(first["msg"]), "where": where, "do": "see /api for what can be asked"}
    status = status_of(error)
    return {
        "code": f"HTTP {status}", "what": WORDS.get(status, "refused"), "where": None, "do": ADVICE.get(status),
    }  # fmt: skip


def allowed(request: Request) -> list[str]:
    """The methods that an address takes."""
    found: set[str] = set()
    for route in routes_of(request.app.routes):
        match, _ = route.matches(dict(request.scope))
        if match is not Match.NONE:
            found |= set(getattr(route, "methods", None) or ())
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


def routes_of(routes: list[BaseRoute]) -> list[BaseRoute]:
    """All routes, those of included routers too."""
    found: list[BaseRoute] = []
    for route in routes:
        inner = getattr(route, "original_router", None)
        found += routes_of(inner.routes) if inner is not None else [route]
    return found
