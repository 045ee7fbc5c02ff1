"""Events as GeoJSON (RFC 7946): one feature an event, at a point only where its place was found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dragoman.store.found import FoundEvent, FoundPlace


def event_geojson(events: Iterable[FoundEvent]) -> str:
    """Events as a collection of features; their properties have the names of the JSON of events."""
    features = [feature(event) for event in events]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def feature(event: FoundEvent) -> dict[str, Any]:
    """An event as a feature."""
    place = event.place
    properties = event.model_dump(exclude={"id", "activities", "concerns", "voices"})
    properties["grade"] = event.grade
    properties["provisions"] = [one.provision for one in event.concerns]
    return {"type": "Feature", "id": event.id, "geometry": point(place), "properties": properties}


def point(place: FoundPlace | None) -> dict[str, Any] | None:
    """The point of a place; None where it has none, never a guess."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
