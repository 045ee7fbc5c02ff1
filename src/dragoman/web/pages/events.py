"""Events: what was reported, found by words and structure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.desk import Desk
from dragoman.formats.atom import event_atom
from dragoman.formats.found import event_csv, event_json
from dragoman.formats.geojson import event_geojson
from dragoman.formats.words import shortened
from dragoman.store.found import EventPage, FoundEvent
from dragoman.store.quoted import Quoted
from dragoman.store.tally import Listing
from dragoman.web.cache import Cache
from dragoman.web.choice import Choice, Chosen
from dragoman.web.facets import chips, facets, in_title, options
from dragoman.web.files import base_of, csv_file
from dragoman.web.lasting import lasting
from dragoman.web.opened import Kept, Opened
from dragoman.web.pages.searches import news_of, searches_beside
from dragoman.web.rendering import page
from dragoman.web.visits import Visiting, Visitor, seen_before

router = APIRouter(include_in_schema=False)
ROWS, MOST_IN_FILE, MOST_IN_FEED = 30, 10_000, 100
FILES = (
    ("CSV", "/events.csv", "text/csv"), ("JSON", "/events.json", "application/json"),
    ("GeoJSON", "/events.geojson", "application/geo+json"), ("Atom", "/events.atom", "application/atom+xml"),
)  # fmt: skip


@router.get("/events")
@lasting(lambda given: given["visitor"].mark())
def events(request: Request, desk: Opened, cache: Kept, choice: Chosen, visitor: Visiting) -> HTMLResponse:
    """The events that are asked for, the newest first, with facets beside them."""
    first, shown, quotes = found(desk, cache, choice, visitor)
    ids = [event.id for event in shown.events]
    return page(
        request, "events.html.j2", here="events", choice=choice, page=shown, tally=first.tally, quotes=quotes,
        badges={name: visitor.badge(quotes.get(name)) for name in ids}, starred=visitor.personal.starred(ids),
        chips=chips(choice), facets=facets(choice, first.tally), options=options(), asked=in_title(choice),
        searches=searches_beside(desk, cache, visitor), news=news_of(desk, cache, visitor), cut=shortened,
        files=[(label, choice.url(path), media) for label, path, media in FILES],
    )  # fmt: skip


def found(
    desk: Desk, cache: Cache, choice: Choice, visitor: Visitor
) -> tuple[Listing, EventPage, dict[str, Quoted]]:  # fmt: skip
    """The first page of a choice with its tally, the page that is asked for, and the words of its reports."""
    query = choice.filters.query(ROWS)
    further = choice.further(visitor.personal, visitor.visit.known)

    def whole() -> Listing:
        return desk.listing(query, further=further)

    first = whole() if choice.personal else cache.get(("events", choice.text), whole)
    if choice.after is None:
        shown = first.page
    else:
        paged = partial(desk.page, query, choice.after, further=further)
        shown = paged() if choice.personal else cache.get(("events", choice.text, choice.after), paged)
    ids = tuple(event.id for event in shown.events)
    return first, shown, cache.get(("quoted", ids), lambda: desk.quoted(*ids))


def listed(request: Request, desk: Desk, choice: Choice, most: int) -> Sequence[FoundEvent]:
    """The events that a file holds: at most so many, the newest first."""
    visitor = seen_before(desk, request)
    further = choice.further(visitor.personal, visitor.visit.known)
    return desk.page(choice.filters.query(most), choice.after, further=further).events


@router.get("/events.csv")
def events_csv(request: Request, desk: Opened, choice: Chosen) -> Response:
    """Up to 10,000 events as a sheet."""
    made = event_csv(listed(request, desk, choice, MOST_IN_FILE))
    return csv_file(made, "events")


@router.get("/events.json")
def events_json(request: Request, desk: Opened, choice: Chosen) -> Response:
    """Up to 10,000 events as ``dragoman find --format json`` writes them."""
    return Response(event_json(listed(request, desk, choice, MOST_IN_FILE)), media_type="application/json")


@router.get("/events.geojson")
def events_geojson(request: Request, desk: Opened, choice: Chosen) -> Response:
    """Up to 10,000 events as features."""
    made = event_geojson(listed(request, desk, choice, MOST_IN_FILE))
    return Response(made, media_type="application/geo+json")


@router.get("/events.atom")
def events_atom(request: Request, desk: Opened, choice: Chosen) -> Response:
    """The newest 100 events as a feed."""
    newest = listed(request, desk, choice, MOST_IN_FEED)
    base = base_of(request)
    made = event_atom(
        newest, desk.quoted(*(event.id for event in newest)), desk=base, asked=in_title(choice),
        address=base + choice.url("/events.atom"), page=base + choice.url(),
    )  # fmt: skip
    return Response(made, media_type="application/atom+xml")
