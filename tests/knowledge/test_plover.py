"""PLOVER is whole, and its known slips are handled as documented."""

from __future__ import annotations

import pytest

from dragoman.knowledge.data import load_data
from dragoman.knowledge.plover import plover

TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


def test_types_contexts_and_codes_are_all_there() -> None:
    assert list(plover().types) == TYPES
    assert len(plover().contexts) == 37
    assert sum(len(row.modes) for row in plover().types.values()) == 67
    assert [code for code, row in plover().sectors.items() if row.frequent] == [
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    ]  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_scores_agree_in_sign_with_the_quad_class(name: str) -> None:
    row = plover().types[name]
    if row.quad.endswith("cooperation"):
        assert row.score > 0
    else:
        assert row.score <= 0


def test_quads_are_numbered_one_to_four() -> None:
    assert plover().quads == {
        "verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4,
    }  # fmt: skip


def test_departures_from_the_manual_are_written_down() -> None:
    departures = load_data("plover")["meta"]["departures"]
    assert plover().types["ACCUSE"].score == -2
    assert plover().types["SANCTION"].quad == "material conflict"
    assert plover().score("PROTEST", "vandalize") is None
    assert {"accuse_score", "sanction_quad", "vandalize_score"} <= set(departures)


def test_modes_share_names_between_types() -> None:
    assert set(plover().types["REQUEST"].modes) == set(plover().types["REJECT"].modes)
    assert not plover().types["AGREE"].modes


@pytest.mark.parametrize(
    ("type_", "future"), [("CONSULT", "AGREE"), ("AID", "AGREE"), ("RETREAT", "CONCEDE"), ("ASSAULT", "ASSAULT")]
)
def test_what_lies_ahead_is_coded_as(type_: str, future: str) -> None:
    assert plover().future(type_) == future
