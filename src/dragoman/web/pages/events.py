"""Events: what was reported, found by words and structure."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.web.opened import Filtered, Opened
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/events")
def events(request: Request, desk: Opened, filters: Filtered) -> HTMLResponse:
    """The events that the filters ask for, the newest first."""
    found = desk.find(**filters.conditions(), limit=50)
    return page(request, "events.html.j2", here="events", filters=filters, events=found)
