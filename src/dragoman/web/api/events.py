"""Events in the API: found, shown with their evidence, cited."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.store.found import Citation, Evidence, FoundEvent
from dragoman.web.api.asked import EventsAsked, Id
from dragoman.web.api.problem import ASKED, answers
from dragoman.web.opened import Opened

router = APIRouter(prefix="/api/events", tags=["Events"], responses=answers(*ASKED))


@router.get("")
def find_events(desk: Opened, asked: EventsAsked) -> list[FoundEvent]:
    """Find events, the newest first, as dragoman find does."""
    conditions = asked.model_dump(exclude_none=True, exclude={"words"})
    if asked.between is not None:
        conditions["between"] = tuple(asked.between)
    return desk.find(asked.words, **conditions)


@router.get("/{id}")
def show_event(desk: Opened, id: Id) -> Evidence:
    """Show an event with all its evidence; the id of a mention shows its event."""
    return desk.show(id)


@router.get("/{id}/citations")
def cite_event(desk: Opened, id: Id) -> list[Citation]:
    """Cite an event, a mention or an attribution: a footnote for each report."""
    return desk.cite(id)
