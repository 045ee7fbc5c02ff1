"""Places out: CSV for a spreadsheet, JSON for programs, GeoJSON for maps."""

from __future__ import annotations

import json

from dragoman.formats.sheets import sheet
from dragoman.store.places import PlaceCount, Places

COLUMNS = ("id", "name", "state", "lat", "lon", "precise", "events", "cooperation", "conflict", "last_day")


def place_csv(found: Places) -> str:
    """Places as CSV, one a row, with a header."""
    return sheet(COLUMNS, ([getattr(place, name) for name in COLUMNS] for place in found.places))


def place_json(found: Places) -> str:
    """Places as JSON, with how many events have no place."""
    whole = {**found.model_dump(), "without": found.without}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def place_geojson(found: Places) -> str:
    """Places as GeoJSON (RFC 7946), one point a place; those without coordinates have no geometry, as it allows."""
    return json.dumps(
        {"type": "FeatureCollection", "features": [feature(place) for place in found.places]}, ensure_ascii=False,
        indent=2,
    )  # fmt: skip


def feature(place: PlaceCount) -> dict[str, object]:
    """One place as a feature."""
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place.mapped else None
    properties = {name: getattr(place, name) for name in COLUMNS if name not in ("id", "lat", "lon")}
    return {"type": "Feature", "id": place.id, "geometry": point, "properties": properties}
