"""Organisations and groups follow their schema and refer to what is known."""

from __future__ import annotations

from datetime import date

from dragoman.knowledge.data import load_data
from dragoman.knowledge.organisations import groups, organisations
from dragoman.knowledge.plover import plover
from dragoman.knowledge.regimes import regimes
from dragoman.knowledge.states import states

CODES = set(plover().sectors) | set(plover().nonstate)


def test_sectors_are_plover_codes() -> None:
    for row in organisations().values():
        assert row.sector is None or row.sector in CODES, row.id
    for group in groups().values():
        assert group.sector in CODES, group.id


def test_states_are_known() -> None:
    for row in organisations().values():
        assert row.state is None or row.state in states(), row.id
    for group in groups().values():
        assert group.state is None or group.state in states(), group.id


def test_treaties_do_not_act() -> None:
    assert {row.sector for row in organisations().values() if row.kind == "treaty"} == {None}


def test_aliases_are_listed_once_and_contexts_are_names() -> None:
    for row in (*organisations().values(), *groups().values()):
        names = [row.name, *row.aliases]
        assert len(names) == len(set(names)), row.id
        assert set(row.context) <= set(names), row.id


def test_groups_refer_to_regimes() -> None:
    for group in groups().values():
        assert group.un_regime is None or group.un_regime in {*regimes().regimes, "check list"}, group.id


def test_a_group_may_become_the_government() -> None:
    assert groups()["taliban"].government_since == date(2021, 8, 15)


def test_generic_targets_are_those_of_the_regimes() -> None:
    used = {
        target.removeprefix("GRP:")
        for measure in regimes().measures.values()
        for target in measure.target
        if target.startswith("GRP:")
    }
    assert used <= set(groups()) | set(load_data("groups")["generic_targets"])
