"""Regimes: every provision and embargo follows its schema, refers to what is there, and is live on the right days."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.regimes import concerns, known, regimes
from dragoman.knowledge.states import states


def test_all_of_it_is_there() -> None:
    found = regimes()
    assert (len(found.regimes), len(found.measures), len(found.embargoes)) == (33, 164, 96)


def test_targets_are_states_or_groups() -> None:
    for row in (*regimes().measures.values(), *regimes().embargoes.values()):
        for target in row.target:
            assert target == "ALL" or target.startswith("GRP:") or target[:3] in states(), row.id


def test_imposers_are_states_or_bodies() -> None:
    assert {row.imposer for row in regimes().embargoes.values()} - set(states()) == {"EU", "LAS", "OSCE"}


def test_activities_lead_to_measure_types() -> None:
    found = regimes()
    named = {measure for measures in found.activity_map.values() for measure in measures}
    assert named <= set(found.measure_types)


@pytest.mark.parametrize(
    ("target", "on", "provision", "live"),
    [
        ("PRK", date(2006, 10, 13), "PRK-1718-8ai", False),
        ("PRK", date(2006, 10, 14), "PRK-1718-8ai", True),
        ("ZAF", date(1994, 5, 24), "ZAF-418-2", True),
        ("ZAF", date(1994, 5, 25), "ZAF-418-2", False),
        ("AFG", date(2001, 6, 1), "AFG-1333-5", True),
        ("GRP:houthis", date(2023, 1, 1), "YEM-2216-14", True),
    ],
)
def test_which_provisions_are_in_force(target: str, on: date, provision: str, live: bool) -> None:
    assert (provision in {row.id for row in regimes().provisions(target, on)}) is live


def test_measures_on_iran_came_back() -> None:
    back = {row.id for row in regimes().measures.values() if row.in_force_periods and row.live(date(2025, 10, 1))}
    gone = {row.id for row in regimes().measures.values() if row.in_force_periods and row.live(date(2018, 1, 1))}
    assert back
    assert not gone & back


def test_an_embargo_known_by_its_year_is_uncertain_within_it() -> None:
    row = next(row for row in regimes().embargoes.values() if len(row.start) == 4 and row.end is None)
    year = int(row.start)
    assert row.live(date(year - 1, 12, 31)) is False
    assert row.live(date(year, 6, 1)) is None
    assert row.live(date(year + 1, 1, 1)) is True


def test_an_embargo_that_ended_is_over() -> None:
    row = next(row for row in regimes().embargoes.values() if row.end is not None and len(row.end) == 10)
    assert row.end is not None
    assert row.live(date.fromisoformat(row.end)) is False
    assert row.live(date.fromisoformat(row.start)) is True


def test_embargoes_on_a_target() -> None:
    on = date(2023, 9, 18)
    assert "EU-RUS" in {row.id for row in regimes().embargoes_on("RUS", on)}
    assert concerns(("COD:non-government",), "COD")
    assert not concerns(("COD",), "COG")


def test_a_dangling_reference_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="unknown regime 'UN-MARS'"):
        known("MARS-1", "UN-MARS", regimes().regimes, "regime")
