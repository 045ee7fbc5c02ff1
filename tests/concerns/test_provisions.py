"""What is in force, as it is listed; and that every provision of the data says all that it must."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.concerns import provisions
from dragoman.concerns.provisions import UnknownTargetError, target_named
from dragoman.knowledge.activities import activities
from dragoman.knowledge.data import load_data
from dragoman.knowledge.regimes import regimes

DIRECTIONS = {"to_target", "from_target", "both", "presence_abroad", "target_obligation"}


def ids(target: str, on: str) -> set[str]:
    return {row.id for row in provisions(target, date.fromisoformat(on))}


def test_every_provision_has_dates_direction_measure_confidence_and_source() -> None:
    for row in provisions(everything=True):
        assert date.fromisoformat((row.since + "-01-01")[:10]), row.id
        assert row.until is None or row.until >= row.since[: len(row.until)], row.id
        assert row.direction in DIRECTIONS, row.id
        assert row.measure in regimes().measure_types, row.id
        assert row.confidence in {"verified", "partly_verified", "memory"}, row.id
        assert row.document, row.id
        assert row.paragraph, row.id
        # Where it was checked; what was checked nowhere says so by its confidence.
        assert row.source or row.confidence == "memory", row.id
        assert all(url.startswith("http") for url in row.source), row.id


def test_the_kinds_of_activity_and_the_map_agree() -> None:
    assert set(activities().kinds) <= set(regimes().activity_map)
    for kind in activities().kinds:
        types = regimes().activity_map[kind]
        assert any(row.measure_type in types for row in regimes().measures.values()), kind


def test_members_of_bodies_are_bound_while_they_are_members() -> None:
    assert {"EU", "LAS"} <= set(load_data("autonomous_embargoes")["members"])
    assert regimes().binds("EU", "DEU", date(2020, 1, 1))
    assert not regimes().binds("EU", "POL", date(2004, 4, 30))
    assert not regimes().binds("EU", "GBR", date(2020, 12, 31))
    assert regimes().binds("USA", "USA", date(2020, 1, 1))


def test_north_korea_paragraph_by_paragraph() -> None:
    found = provisions("North Korea", date(2023, 9, 18))
    assert {"PRK-1718-8b", "PRK-1874-9", "PRK-2397-8", "EU-PRK"} <= {row.id for row in found}
    first = next(row for row in found if row.id == "PRK-1718-8b")
    assert (first.paragraph, first.since, first.until) == ("1718 para 8(b)", "2006-10-14", None)
    assert first.document == "S/RES/1718 (2006)"
    assert all(row.in_force is not False for row in found)
    kinds = [row.id in regimes().embargoes for row in found]
    assert kinds == sorted(kinds)  # those of the United Nations first


def test_iran_off_and_on() -> None:
    assert "IRN-1747-5" in ids("IRN", "2012-06-01")
    assert "IRN-1747-5" not in ids("IRN", "2020-06-01")
    assert "IRN-1747-5" in ids("IRN", "2025-12-01")


def test_a_group_has_its_own_provisions() -> None:
    assert "YEM-2216-14" in ids("the Houthis", "2023-01-01")
    assert ids("GRP:houthis", "2023-01-01") == ids("houthis", "2023-01-01")
    assert "TAL-1988-1" in ids("Taliban", "2020-01-01")


def test_a_state_under_none() -> None:
    assert provisions("BRA", everything=True) == []


def test_everything_also_lists_what_ended() -> None:
    assert "ZAF-418-2" in {row.id for row in provisions("ZAF", date(2020, 1, 1), everything=True)}
    assert provisions("ZAF", date(2020, 1, 1)) == []


@pytest.mark.parametrize(("text", "wanted"), [("prk", "PRK"), ("Iran", "IRN"), ("M23", "GRP:m23")])
def test_targets_by_name(text: str, wanted: str) -> None:
    assert target_named(text) == wanted


def test_what_is_neither_state_nor_group_is_refused() -> None:
    with pytest.raises(UnknownTargetError, match="no state or group 'Atlantis'"):
        provisions("Atlantis")
