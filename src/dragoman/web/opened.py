"""What every handler works with: the desk, and what was worked out before."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from dragoman.desk import Desk
from dragoman.web.cache import Cache
from dragoman.web.filters import Filters, filters_of


async def desk_of(request: Request) -> Desk:
    """The desk that is served."""
    desk: Desk = request.app.state.desk
    return desk


async def cache_of(request: Request) -> Cache:
    """The results that are kept."""
    cache: Cache = request.app.state.cache
    return cache


Opened = Annotated[Desk, Depends(desk_of)]
Kept = Annotated[Cache, Depends(cache_of)]
Filtered = Annotated[Filters, Depends(filters_of)]
