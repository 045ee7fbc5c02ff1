"""Places: counted by side the same by the index and by the rows, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.desk import Desk
from dragoman.record import Record


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with four articles."""
    opened = Desk(store)
    opened.add_records(coded.values())
    return opened


def test_places_with_most_events_first(desk: Desk) -> None:
    found = desk.places()
    assert [(one.id, one.events, one.cooperation, one.conflict) for one in found.places] == [
        ("place:1850147", 1, 1, 0), ("place:2013348", 1, 1, 0), ("state:RUS", 1, 1, 0),
    ]  # fmt: skip
    assert (found.total, found.events, found.placed, found.without) == (3, 7, 3, 4)
    tokyo = found.places[0]
    assert (tokyo.name, tokyo.state, tokyo.precise, tokyo.last_day) == ("Tokyo", "JPN", True, "2023-10-12")
    assert (tokyo.lat, tokyo.lon) == pytest.approx((35.69, 139.69), abs=0.01)
    assert not found.places[2].precise


def test_a_place_that_an_act_is_only_about_or_came_from_is_no_place_of_the_map(desk: Desk) -> None:
    roles = {event.place.role for event in desk.find() if event.place}
    assert roles - {"venue", "destination"}
    shown = {event.place.id for event in desk.find() if event.place and event.place.role in {"venue", "destination"}}
    assert {one.id for one in desk.places().places} == shown


@pytest.mark.parametrize(
    "conditions",
    [
        {}, {"type": "CONSULT"}, {"since": "2023"}, {"until": "2019"}, {"between": ("RUS", "PRK")},
        {"context": "diplomatic"}, {"words": "Vladivostok"}, {"place": "Russia", "type": "CONSULT"},
        {"provision": "any"}, {"actor": "Kim Jong Un", "since": "2019"}, {"source_class": "wire_agency"},
        {"min_origins": 2}, {"factuality": "happened"}, {"contested": True}, {"place": "Nowhere"},
        {"context": "military", "type": "AID"},
    ],
    ids=str,
)  # fmt: skip
def test_the_same_events_as_a_search_finds(desk: Desk, conditions: dict[str, Any]) -> None:
    events, found = desk.find(**conditions), desk.places(**conditions)
    assert found.events == len(events)
    by_hand: dict[str, list[int]] = {}
    for event in events:
        if event.place and event.place.role in {"venue", "destination"}:
            sides = by_hand.setdefault(event.place.id, [0, 0])
            sides[event.quad.endswith("conflict")] += 1
    assert {one.id: [one.cooperation, one.conflict] for one in found.places} == by_hand


def test_the_limit_cuts_the_list_and_not_the_counts(desk: Desk) -> None:
    found = desk.places(most=1)
    assert [one.id for one in found.places] == ["place:1850147"]
    assert (found.total, found.placed, found.shown) == (3, 3, 1)


def test_what_was_rejected_is_no_event_and_what_was_corrected_is_on_its_side(desk: Desk) -> None:
    tokyo = desk.find(place="Tokyo")[0]
    desk.review(tokyo.id, "correct", fields={"type": "THREATEN"})
    corrected = next(one for one in desk.places().places if one.name == "Tokyo")
    assert (corrected.cooperation, corrected.conflict) == (0, 1)
    desk.review(tokyo.id, "reject")
    assert "Tokyo" not in [one.name for one in desk.places().places]
    assert "Tokyo" in [one.name for one in desk.places(rejected=True).places]
