"""The application: pages, the API and what guards them, over one desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dragoman import __version__
from dragoman.desk import Desk
from dragoman.desk.jobs import Jobs
from dragoman.errors import DragomanError
from dragoman.web import assets
from dragoman.web.api import ABOUT, API_ROUTERS
from dragoman.web.assets import Assets
from dragoman.web.cache import Cache
from dragoman.web.lasting import SMALLEST_COMPRESSED
from dragoman.web.options import ServeOptions
from dragoman.web.pages import PAGE_ROUTERS
from dragoman.web.safety import guard
from dragoman.web.safety.door import Door
from dragoman.web.sessions import Sessions
from dragoman.web.telling import accident, told

# Whole pages that are kept; the largest are some 300 KB.
MOST_PAGES = 256
# Pages that are made at once. More threads than this only take turns, and each holds a connection with its memory.
MOST_AT_WORK = 8
# Nearly as small as the slowest level makes it, in a third of the time.
LEVEL = 5


def make_app(desk: Desk, options: ServeOptions | None = None) -> FastAPI:
    """The desk in the browser.

    Args:
        desk: the desk to show; the caller closes it.
        options: how it is served.

    Raises:
        AssetsError: the scripts and styles of the pages are not built.
        UnsafeHostError: others could reach the desk, and nobody would be asked to log in.
    """
    app = FastAPI(
        title="dragoman", version=__version__, description=ABOUT, openapi_url="/api/openapi.json", docs_url=None,
        redoc_url=None, openapi_tags=[], lifespan=alive,
    )  # fmt: skip
    options = options or ServeOptions()
    app.state.desk = desk
    app.state.options = options
    app.state.assets = Assets()
    app.state.sessions = Sessions()
    app.state.door = Door(desk, options)
    app.state.cache = Cache(desk)
    app.state.pages = Cache(desk, MOST_PAGES)
    app.state.jobs = Jobs(desk.database, desk.where)
    for router in (assets.router, *API_ROUTERS, *PAGE_ROUTERS):
        app.include_router(router)
    for error in (DragomanError, HTTPException, RequestValidationError):
        app.add_exception_handler(error, told)
    app.add_exception_handler(Exception, accident)
    guard(app, options)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED, compresslevel=LEVEL)
    app.add_api_route("/", home, include_in_schema=False)
    return app


@asynccontextmanager
async def alive(app: FastAPI) -> AsyncIterator[None]:
    """What holds as long as the application is served."""
    to_thread.current_default_thread_limiter().total_tokens = MOST_AT_WORK
    yield


def home() -> Response:
    """The first page."""
    return RedirectResponse("/events", status_code=307)
