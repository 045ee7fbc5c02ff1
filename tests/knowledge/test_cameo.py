"""CAMEO and PLOVER: both ways, with the known departures."""

from __future__ import annotations

import pytest

from dragoman.knowledge.cameo import base, cameo, root
from dragoman.knowledge.data import load_data
from dragoman.knowledge.plover import plover

# Acts that CAMEO cannot tell apart: what a code reads back as is another type; the data file says so.
LOST = {("RETREAT", None), ("RETREAT", "resign")}
# Modes whose code says less than they do, or has been given to another mode.
MODES_LOST = {
    ("PROTEST", "strike"), ("ASSAULT", "suicide-attack"), ("ASSAULT", "drone"), ("ASSAULT", "crowd-control"),
    ("SANCTION", "withdraw"), ("THREATEN", "restrict"), ("THREATEN", "relations"), ("COERCE", "censor"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "type_", "mode", "contexts"),
    [
        ("042", "CONSULT", "visit", ()),
        ("0841", "RETREAT", "release", ("legal",)),
        ("175", "ASSAULT", None, ("pro_autocracy", "military")),
        ("186", "ASSAULT", "targeted", ()),
        ("163", "SANCTION", "discontinue", ("diplomatic",)),
        ("0333", "AGREE", None, ("human_security",)),
        ("1952", "ASSAULT", "drone", ("military",)),
    ],
)
def test_a_code_is_an_act(code: str, type_: str, mode: str | None, contexts: tuple[str, ...]) -> None:
    act = cameo().act(code)
    assert act is not None
    assert (act.type, act.mode, act.contexts) == (type_, mode, contexts)


@pytest.mark.parametrize(("code", "read_as"), [("0429", "042"), ("199", "190"), ("20", "200")])
def test_an_unlisted_code_is_read_as_its_base_or_root(code: str, read_as: str) -> None:
    assert code not in cameo().codes
    assert cameo().act(code) == cameo().codes[read_as]


@pytest.mark.parametrize("code", ["010", "0231", "", "---", "99"])
def test_words_appeals_and_what_is_no_code_are_no_act(code: str) -> None:
    assert cameo().act(code) is None


def test_every_root_is_read_or_said_to_be_without_an_act() -> None:
    roots = {f"{number:02}" for number in range(1, 21)}
    assert {root(code) for code in cameo().codes} | set(cameo().without) == roots == set(cameo().quads)


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "code"),
    [
        ("CONSULT", "visit", ["diplomatic"], "042"),
        ("CONSULT", "multilateral", [], "040"),
        ("COOPERATE", None, ["diplomatic", "military"], "062"),
        ("COOPERATE", None, ["economic", "military"], "060"),
        ("ACCUSE", "allege", ["crime", "corruption"], "1121"),
        ("ACCUSE", "disapprove", ["crime"], "110"),
        ("ASSAULT", "aerial", ["military"], "195"),
        ("ASSAULT", "targeted", ["military"], "190"),
        ("ASSAULT", "firearms", ["crime"], "180"),
        ("ASSAULT", "firearms", ["military"], "193"),
    ],
)
def test_an_act_has_the_most_general_code_that_fits(
    type_: str, mode: str | None, contexts: list[str], code: str
) -> None:
    assert cameo().code(type_, mode, contexts) == code


@pytest.mark.parametrize("type_", sorted(plover().types))
def test_what_is_written_is_read_back_as_the_same_type(type_: str) -> None:
    for mode in (None, *plover().types[type_].modes):
        for contexts in ((), *((one,) for one in plover().contexts)):
            code = cameo().code(type_, mode, contexts)
            act = cameo().codes[code]
            assert (act.type == type_) is ((type_, mode) not in LOST), (code, mode, contexts)


def test_modes_that_have_a_code_of_their_own_are_read_back() -> None:
    written = {(type_, mode): code for type_, row in cameo().acts.items() for mode, code in row.modes.items()}
    assert {act for act, code in written.items() if cameo().codes[code].mode != act[1]} == MODES_LOST


@pytest.mark.parametrize(("code", "quad"), [("042", 1), ("0841", 2), ("090", 3), ("1712", 4), ("204", 4)])
def test_the_quad_class_follows_the_root(code: str, quad: int) -> None:
    assert cameo().quad(code) == quad


def test_the_quad_class_is_plovers_but_for_two_acts() -> None:
    differ = {
        (type_, mode)
        for type_, known in plover().types.items()
        for mode in (None, *known.modes)
        if cameo().quad(cameo().code(type_, mode)) != plover().quads[known.quad]
    }
    assert differ == {("CONCEDE", None), ("SANCTION", "convict")}


def test_base_and_root_keep_leading_zeros() -> None:
    assert (base("0841"), root("0841"), base("042"), root("042")) == ("084", "08", "042", "04")


def test_departures_from_the_table_are_written_down() -> None:
    assert {"dropped_modes", "slips", "both_ways"} <= set(load_data("cameo")["meta"]["departures"])
