"""``/api``: a page that lists what programs can ask, out of the OpenAPI document."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.web.api.document import operations
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)


@router.get("/api")
def overview(request: Request) -> HTMLResponse:
    """What can be asked, readably."""
    return page(request, "api.html.j2", here="", groups=operations(request.app.openapi()))
