"""Saved searches, stars, and what is new since the last visit."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from dragoman.desk import Desk
from dragoman.errors import DragomanError
from dragoman.store.personal import SavedSearch, is_new
from dragoman.web.cache import Cache
from dragoman.web.choice import PATH, choice_from
from dragoman.web.forms import Form, text_in
from dragoman.web.opened import Opened
from dragoman.web.person import Analyst
from dragoman.web.visits import Visitor

router = APIRouter(include_in_schema=False)
# New events are counted so far; more are told as more.
COUNTED = 99


@dataclass(frozen=True, slots=True)
class Beside:
    """A saved search as it stands beside the list.

    Args:
        search: the search.
        url: its list.
        feed: its feed.
        new: how many events have new reports, up to one more than ``COUNTED``; None where it cannot be asked any more.
    """

    search: SavedSearch
    url: str
    feed: str
    new: int | None


def searches_beside(desk: Desk, cache: Cache, visitor: Visitor) -> list[Beside]:
    """The saved searches with what is new of each."""
    return [beside(desk, cache, visitor, search) for search in visitor.personal.searches()]


def beside(desk: Desk, cache: Cache, visitor: Visitor, search: SavedSearch) -> Beside:
    """A saved search with what is new of it."""
    asked = f"?{search.query}" if search.query else ""
    try:
        new: int | None = news_of(desk, cache, visitor, search.query)
    except DragomanError:
        # What it asks for was known when it was saved, and is not known any more.
        new = None
    return Beside(search, f"{PATH}{asked}", f"{PATH}.atom{asked}", new)


def news_of(desk: Desk, cache: Cache, visitor: Visitor, text: str = "") -> int:
    """How many of the events that a choice asks for have new reports, up to one more than ``COUNTED``.

    Raises:
        QueryError: it cannot be asked for.
    """
    known, seen = visitor.visit.known, visitor.visit.seen
    choice = choice_from(text)
    if known >= seen:
        choice.filters.query()
        return 0
    further = [*([visitor.personal.is_starred()] if choice.starred else []), is_new(known)]

    def counted() -> int:
        return desk.count(further=further, most=COUNTED + 1, **choice.filters.conditions())

    return counted() if choice.starred else cache.get(("news", text, known), counted)


@router.post("/searches")
def save_search(desk: Opened, person: Analyst, form: Form) -> Response:
    """Keep the present search under a name."""
    choice = choice_from(text_in(form, "query") or "")
    desk.personal(person.name).save_search(text_in(form, "name"), choice.text)
    return RedirectResponse(choice.url(), status_code=303)


@router.post("/searches/remove")
def remove_search(desk: Opened, person: Analyst, form: Form) -> Response:
    """Forget a search."""
    desk.personal(person.name).remove_search(text_in(form, "name") or "")
    return back(form)


@router.post("/stars")
def star(desk: Opened, person: Analyst, form: Form) -> Response:
    """Star an event, or take its star off."""
    personal = desk.personal(person.name)
    wanted, unwanted = text_in(form, "star"), text_in(form, "unstar")
    if wanted:
        personal.star(wanted)
    if unwanted:
        personal.unstar(unwanted)
    return back(form)


@router.post("/visits/seen")
def mark_all_seen(desk: Opened, person: Analyst, form: Form) -> Response:
    """Say that everything that is in the store has been seen."""
    desk.personal(person.name).mark_all_seen()
    return back(form)


def back(form: FormData) -> Response:
    """To the page that the form was on: one of this desk, whatever the form says."""
    wanted = text_in(form, "back") or PATH
    here = wanted.startswith("/events") and "\\" not in wanted and wanted.isprintable()
    return RedirectResponse(wanted if here else PATH, status_code=303)
