"""Events as feeds and features: well-formed whatever an article says, and no point that nobody found."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dragoman.desk import Desk
from dragoman.formats.atom import event_atom, moment
from dragoman.formats.geojson import event_geojson
from dragoman.store.found import FoundEvent
from dragoman.store.quoted import Quoted

HOSTILE = "]]><script>&\x00\x0b\ud83d\ufffe\u202e</entry>"


@pytest.fixture(scope="module")
def desk(example: Path) -> Desk:
    """The example desk."""
    return Desk(example)


@pytest.fixture(scope="module")
def event(desk: Desk) -> FoundEvent:
    """An event with a place that was found."""
    return next(one for one in desk.find(limit=1000) if one.place and one.place.lat is not None and one.actors)


def test_a_feed_is_well_formed_whatever_the_words(desk: Desk, event: FoundEvent) -> None:
    quoted = desk.quoted(event.id)[event.id]
    quote = quoted.quotes[0].model_copy(update={"words": HOSTILE, "publisher": HOSTILE})
    broken = event.model_copy(update={"actors": [event.actors[0].model_copy(update={"name": HOSTILE})]})
    made = event_atom(
        [broken], {event.id: Quoted(**{**dict(quoted), "quotes": [quote]})}, desk="http://desk.example", asked=HOSTILE,
        address="http://desk.example/events.atom?words=%3C&x=1", page="http://desk.example/events",
    )  # fmt: skip
    feed = ElementTree.fromstring(made)
    assert [child.tag.rsplit("}")[-1] for child in feed].count("entry") == 1
    assert "<script>&" in "".join(feed.itertext())


@pytest.mark.parametrize(
    ("stamp", "written"),
    [
        ("2024-11-30", "2024-11-30T00:00:00Z"), ("2024-11-30T04:20Z", "2024-11-30T04:20:00Z"),
        ("2024-11-30T04:20:59+09:00", "2024-11-30T04:20:59+09:00"), ("2024-11-30T04:20", "2024-11-30T04:20:00Z"),
        ("2024-11", None), (None, None),
    ],
)  # fmt: skip
def test_dates_are_those_of_feeds(stamp: str | None, written: str | None) -> None:
    assert moment(stamp) == written


def test_features(event: FoundEvent) -> None:
    assert event.place is not None
    nowhere = event.model_copy(update={"place": None})
    unfound = event.model_copy(update={"place": event.place.model_copy(update={"lat": None, "lon": None})})
    made = json.loads(event_geojson([event, nowhere, unfound]))
    points = [one["geometry"] for one in made["features"]]
    assert points == [{"type": "Point", "coordinates": [event.place.lon, event.place.lat]}, None, None]
    properties = made["features"][0]["properties"]
    assert (properties["type"], properties["grade"]) == (event.type, event.grade)
    assert properties["place"]["name"] == event.place.name
