"""About this desk: what is in the store, and what made it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.web.opened import Opened
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about(request: Request, desk: Opened) -> HTMLResponse:
    """What is in the store."""
    return page(request, "about.html.j2", here="about", summary=desk.summary())
