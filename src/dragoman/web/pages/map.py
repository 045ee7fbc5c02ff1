"""The map: where events were, one circle a place."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dragoman.desk import Desk
from dragoman.formats.places import place_csv, place_geojson, place_json
from dragoman.formats.world_map import View, World, view_of
from dragoman.knowledge.plover import plover
from dragoman.store.events import CLASSES
from dragoman.store.places import MOST_PLACES, Places
from dragoman.web.cache import Cache
from dragoman.web.filters import Filters
from dragoman.web.lasting import lasting
from dragoman.web.opened import Filtered, Kept, Opened
from dragoman.web.rendering import page

router = APIRouter(include_in_schema=False)
REGIONS = (
    ("World", None), ("Europe", "16,51,4.5"), ("Middle East", "46,29,5"), ("Africa", "18,3,2.2"),
    ("Central and South Asia", "74,32,3.6"), ("East Asia", "122,36,4.5"), ("South-East Asia", "113,6,4"),
    ("Americas", "-85,14,1.6"),
)  # fmt: skip
# How near the view is that a row of the table asks for.
NEAR = 8.0
# So many the table has, and the map more.
ROWS = 100
# A file has all places; the page those that can be told apart.
MOST_LISTED = 100_000


@router.get("/map")
@lasting()
def world_map(request: Request, desk: Opened, kept: Kept, filters: Filtered, view: str | None = None) -> HTMLResponse:
    """The places of the events that the filters ask for, on the world and in a table."""
    seen = view_of(view)
    found = counted(desk, kept, filters)
    world = world_of(request.app.state.assets.text("world.json"))
    circles = world.circles(found.places, seen)
    middle = (circles[0].place.lon or 0.0, circles[0].place.lat or 0.0) if circles else None
    return page(
        request, "map.html.j2", here="map", filters=filters, found=found, world=world, circles=circles, view=seen,
        window=world.window(seen), nearer=world.zoomed(seen, 2, middle), farther=world.zoomed(seen, 0.5),
        regions=REGIONS, rows=ROWS, addressed=Addressed(filters), types=sorted(plover().types),
        contexts=sorted(plover().contexts), classes=CLASSES,
    )  # fmt: skip


@router.get("/map.csv")
def places_csv(desk: Opened, filters: Filtered) -> Response:
    """The places as CSV."""
    return Response(place_csv(whole(desk, filters)), media_type="text/csv")


@router.get("/map.json")
def places_json(desk: Opened, filters: Filtered) -> Response:
    """The places as JSON."""
    return Response(place_json(whole(desk, filters)), media_type="application/json")


@router.get("/map.geojson")
def places_geojson(desk: Opened, filters: Filtered) -> Response:
    """The places as GeoJSON."""
    return Response(place_geojson(whole(desk, filters)), media_type="application/geo+json")


def counted(desk: Desk, kept: Cache, filters: Filters) -> Places:
    """The places that the page shows; a view of them asks nothing anew."""
    return kept.get(("map", filters.text), lambda: desk.places(**filters.conditions(), most=MOST_PLACES))


def whole(desk: Desk, filters: Filters) -> Places:
    """All places that the filters ask for."""
    return desk.places(**filters.conditions(), most=MOST_LISTED)


@lru_cache(maxsize=2)
def world_of(text: str) -> World:
    """The drawing of the world."""
    return World(text)


class Addressed:
    """The addresses that the page leads to, each with the filters of the page.

    Args:
        filters: those of the page.
    """

    def __init__(self, filters: Filters) -> None:
        self.filters = filters

    def view(self, view: View | str | None) -> str:
        """The map in another view."""
        text = view.text if isinstance(view, View) else view
        asked = [*self.filters.pairs(), *([("view", text)] if text else [])]
        return f"/map?{urlencode(asked, safe=',')}" if asked else "/map"

    def at(self, lon: float, lat: float) -> str:
        """The map near a place."""
        return self.view(View(lon, lat, NEAR))

    def events(self, place: str) -> str:
        """The events of a place; for a state those of all places in it."""
        return self.filters.url("/events", place=place)

    def without(self, name: str, view: View) -> str:
        """The map without one of the filters, in the same view."""
        return Addressed(self.filters.changed({name: None})).view(view)

    def formats(self) -> list[tuple[str, str, str]]:
        """The same rows in other formats, and the feed of the events."""
        kinds: tuple[tuple[str, str, str], ...] = (
            ("CSV", "/map.csv", "text/csv"), ("JSON", "/map.json", "application/json"),
            ("GeoJSON", "/map.geojson", "application/geo+json"), ("Atom", "/events.atom", "application/atom+xml"),
        )  # fmt: skip
        return [(label, self.filters.url(path), media) for label, path, media in kinds]
