"""The application: pages, the API and what guards them, over one desk."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dragoman import __version__
from dragoman.desk import Desk
from dragoman.desk.jobs import Jobs
from dragoman.errors import DragomanError
from dragoman.web import assets
from dragoman.web.api import API_ROUTERS
from dragoman.web.assets import Assets
from dragoman.web.cache import Cache
from dragoman.web.options import ServeOptions
from dragoman.web.pages import PAGE_ROUTERS
from dragoman.web.rendering import page
from dragoman.web.safety import guard
from dragoman.web.sessions import Sessions

SMALLEST_COMPRESSED = 1_000
ABOUT = "What the desk holds, in the words of the command line. Dates are ISO 8601, times UTC."


def make_app(desk: Desk, options: ServeOptions | None = None) -> FastAPI:
    """The desk in the browser.

    Args:
        desk: the desk to show; the caller closes it.
        options: how it is served.

    Raises:
        AssetsError: the scripts and styles of the pages are not built.
    """
    app = FastAPI(
        title="dragoman", version=__version__, description=ABOUT, openapi_url="/api/openapi.json", docs_url=None,
        redoc_url=None, openapi_tags=[],
    )  # fmt: skip
    app.state.desk = desk
    app.state.options = options or ServeOptions()
    app.state.assets = Assets()
    app.state.sessions = Sessions()
    app.state.cache = Cache(desk)
    app.state.jobs = Jobs(desk.database, desk.where)
    for router in (assets.router, *API_ROUTERS, *PAGE_ROUTERS):
        app.include_router(router)
    app.add_exception_handler(DragomanError, told)
    app.add_exception_handler(HTTPException, told)
    guard(app)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED)
    app.add_api_route("/", home, include_in_schema=False)
    return app


def home() -> Response:
    """The first page."""
    return RedirectResponse("/events", status_code=307)


def told(request: Request, error: Exception) -> Response:
    """An error as a page, or as JSON where a program asks."""
    status, said = status_of(error), said_of(error)
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": said}, status_code=status)
    return page(request, "error.html.j2", here="", status=status, error=said)


def status_of(error: Exception) -> int:
    """The status of an error: its own, 404 where an id or name is not known, 400 for other wrong questions."""
    if isinstance(error, HTTPException):
        return error.status_code
    known = getattr(error, "status", None)
    if isinstance(known, int):
        return known
    return 404 if type(error).__name__.startswith("Unknown") else 400


def said_of(error: Exception) -> dict[str, str | int | None]:
    """An error as data: code, what, where, what to do."""
    if isinstance(error, DragomanError):
        return {"code": error.code, "what": error.what, "where": error.where, "do": error.do}
    status = status_of(error)
    what = {404: "there is no such page", 405: "this cannot be done with that page"}.get(status, "refused")
    return {"code": f"HTTP {status}", "what": what, "where": None, "do": None}
