"""The pages of the desk; each module holds one router."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.web.pages import (
    about,
    add,
    event,
    events,
    login,
    map,
    network,
    provisions,
    reader,
    searches,
    ties,
    watch,
)

PAGE_ROUTERS: tuple[APIRouter, ...] = tuple(
    module.router
    for module in (
        searches, events, event, reader, ties, map, network, provisions, watch, add, about, login,
    )
)  # fmt: skip
