"""Events as GeoJSON, read back by the library geojson."""

from __future__ import annotations

from pathlib import Path

import geojson
import pytest
from tests.formats.tellings import desk_told, event, foreign, undated, written

from dragoman.formats.geojson import event_geojson, write_geojson
from dragoman.store.stream import Told


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    return desk_told(example)


def read(told: list[Told]) -> geojson.FeatureCollection:
    data, number = written(write_geojson, told)
    found = geojson.loads(data.decode())
    assert found.is_valid, found.errors()
    assert len(found.features) == number == len(told)
    return found


def test_every_event_of_the_desk_is_a_valid_feature(told: list[Told]) -> None:
    features = read(told).features
    assert [one.id for one in features] == [one.event.id for one in told]
    located = [one.geometry is not None for one in features]
    assert located == [one.event.place is not None and one.event.place.lat is not None for one in told]
    assert any(located)
    assert not all(located)


def test_longitude_comes_first() -> None:
    (one,) = read([Told(event=event(), reports=[])]).features
    assert one.geometry["coordinates"] == [-65.26, -19.03]


def test_a_place_without_a_point_and_an_event_without_a_place_have_no_geometry() -> None:
    place = event().place
    assert place is not None
    nowhere = event(place=place.model_copy(update={"lat": None, "lon": None}))
    one, other = read([Told(event=nowhere, reports=[]), undated()]).features
    assert one.geometry is None
    assert one.properties["place"]["name"] == "Sucre"
    assert other.geometry is None
    assert other.properties["when_value"] is None


def test_foreign_events_say_whose_coding_they_are() -> None:
    (one,) = read([foreign()]).features
    assert one.properties["foreign"]["coding"] == "gdelt"


def test_no_events_are_an_empty_collection() -> None:
    assert read([]).features == []


def test_the_desk_in_the_browser_gives_the_same(told: list[Told]) -> None:
    data, _ = written(write_geojson, told)
    assert data.decode() == event_geojson(one.event for one in told)
