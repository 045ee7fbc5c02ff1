"""Events as GeoJSON (RFC 7946): one feature an event, at a point only where its place was found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from dragoman.store.found import FoundEvent, FoundPlace
from dragoman.store.stream import Told

OPENING, BETWEEN, CLOSING = '{"type": "FeatureCollection", "features": [\n', ",\n", "\n]}\n"


def event_geojson(events: Iterable[FoundEvent]) -> str:
    """Events as a collection of features; their properties have the names of the JSON of events."""
    return OPENING + BETWEEN.join(map(line, events)) + CLOSING


def write_geojson(told: Iterable[Told], out: BinaryIO) -> int:
    """Writes events as they come as one collection of features, a line each, and gives their number.

    Args:
        told: the events; their reports are not needed.
        out: where to; it stays open.
    """
    written = 0
    out.write(OPENING.encode())
    for written, one in enumerate(told, start=1):
        out.write(((BETWEEN if written > 1 else "") + line(one.event)).encode())
    out.write(CLOSING.encode())
    return written


def line(event: FoundEvent) -> str:
    """An event as a feature on one line."""
    return json.dumps(feature(event), ensure_ascii=False)


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
