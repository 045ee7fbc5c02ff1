"""The JSON API under ``/api``: the same words as the command line."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Security
from fastapi.security import HTTPBearer

from dragoman import __version__
from dragoman.web.api import articles, events, held, overview, provisions, reviews, ties, watch

ABOUT = (
    "What the desk holds, in the words and shapes of the command line. Dates are ISO 8601, times UTC; what is not "
    "known is null. A desk that asks people to log in asks programs for a token (`dragoman account token NAME`). "
    "Whatever cannot be done is told in one shape: `error` with code, what, where and what to do."
)
BEARER = HTTPBearer(auto_error=False, description="A token of an account: dgm_NAME_SECRET.")


def secured(router: APIRouter) -> APIRouter:
    """A router whose description asks for a token. The gate has settled by then whether there is a right one."""
    whole = APIRouter(dependencies=[Security(BEARER)])
    whole.include_router(router)
    return whole


API_ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    *(secured(module.router) for module in (events, articles, ties, provisions, watch, reviews, held)),
)


def openapi() -> dict[str, Any]:
    """The API's OpenAPI document, of no desk in particular."""
    app = FastAPI(title="dragoman", version=__version__, description=ABOUT)
    for router in API_ROUTERS:
        app.include_router(router)
    return app.openapi()
