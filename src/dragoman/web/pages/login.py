"""Log-in and log-out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.web.forms import Form, text_in
from dragoman.web.refusals import LoginError, RefusedError, TooOftenError
from dragoman.web.rendering import page
from dragoman.web.safety.door import Door
from dragoman.web.safety.gate import LOGIN, address_of
from dragoman.web.sessions import Session, Sessions

FIRST = "/events"
LONGEST_NEXT = 4_000

router = APIRouter(include_in_schema=False)


@router.get("/login")
async def login(request: Request, next: str | None = None) -> Response:
    """The form; who needs none goes on."""
    door: Door = request.app.state.door
    session: Session = request.state.session
    if session.person is not None or await door.is_open():
        return RedirectResponse(local_path(next), status_code=303)
    return await login_page(request, local_path(next), "", None)


@router.post("/login")
async def log_in(request: Request, form: Form) -> Response:
    """Let somebody in: the session is made anew, so that nobody else knows it."""
    door: Door = request.app.state.door
    sessions: Sessions = request.app.state.sessions
    name, password = (text_in(form, "name") or "").lower(), form.get("password")
    wanted = local_path(text_in(form, "next"))
    try:
        person, mark = await door.log_in(name, password if isinstance(password, str) else "", address_of(request))
    except (LoginError, TooOftenError) as error:
        return await login_page(request, wanted, name[:40], error)
    sessions.end(request.state.session)
    request.state.session = sessions.begin(person, mark)
    return RedirectResponse(wanted, status_code=303)


@router.post("/logout")
async def log_out(request: Request, form: Form) -> Response:
    """Forget who it is."""
    sessions: Sessions = request.app.state.sessions
    sessions.end(request.state.session)
    request.state.session = sessions.anonymous()
    return RedirectResponse(LOGIN, status_code=303)


async def login_page(request: Request, wanted: str, name: str, error: RefusedError | None) -> Response:
    """The form, with what was wrong before."""
    door: Door = request.app.state.door
    values: dict[str, Any] = {"next": wanted, "name": name, "error": error, "shared": bool(door.shared)}
    values["named"] = bool(await door.accounts())
    answer = page(request, "login.html.j2", here="", status=error.status if error else 200, **values)
    answer.headers["Cache-Control"] = "no-store"
    if isinstance(error, TooOftenError):
        answer.headers.update(error.headers)
    return answer


def local_path(text: str | None) -> str:
    """Where to go after the log-in: a path of this desk; the first page for anything else."""
    if not text or len(text) > LONGEST_NEXT or not text.startswith("/") or text.startswith(("//", LOGIN)):
        return FIRST
    if "\\" in text or any(ord(character) <= 0x20 or ord(character) == 0x7F for character in text):
        return FIRST
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else FIRST
