"""Places out: sheets that run nothing, and features whose unknown place has no geometry."""

from __future__ import annotations

import csv
import io
import json

from dragoman.formats.places import COLUMNS, place_csv, place_geojson, place_json
from dragoman.store.places import PlaceCount, Places

FOUND = Places(
    places=[
        PlaceCount(
            id="place:524901", name="Moscow", state="RUS", lat=55.75, lon=37.62, precise=True, events=3, cooperation=2,
            conflict=1, last_day="2023-09-13",
        ),
        PlaceCount(
            id="place:sum", name="=SUM(A1)", state=None, lat=None, lon=None, precise=False, events=1, cooperation=1,
            conflict=0, last_day=None,
        ),
    ],
    total=2, events=9, placed=4,
)  # fmt: skip


def test_a_sheet_runs_nothing() -> None:
    rows = list(csv.reader(io.StringIO(place_csv(FOUND))))
    assert rows[0] == list(COLUMNS)
    assert rows[1] == ["place:524901", "Moscow", "RUS", "55.75", "37.62", "true", "3", "2", "1", "2023-09-13"]
    assert rows[2][1] == "'=SUM(A1)"
    assert rows[2][3] == ""


def test_what_has_no_place_is_told() -> None:
    data = json.loads(place_json(FOUND))
    assert (data["events"], data["placed"], data["without"]) == (9, 4, 5)


def test_a_feature_is_a_point_with_longitude_first() -> None:
    moscow, unknown = json.loads(place_geojson(FOUND))["features"]
    assert moscow["geometry"] == {"type": "Point", "coordinates": [37.62, 55.75]}
    assert moscow["properties"]["conflict"] == 1
    assert unknown["geometry"] is None
