"""Tests of knowledge.contexts and knowledge.materiel_cues: the lexicons and their search."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.contexts import ContextData, CueWords, checked_codes, contexts, patterns_of
from dragoman.knowledge.data import load_data
from dragoman.knowledge.materiel import materiel
from dragoman.knowledge.materiel_cues import materiel_cues
from dragoman.knowledge.plover import plover


def found(text: str) -> list[tuple[str, dict[str, bool]]]:
    return [(text[cue.start : cue.end], dict(cue.meanings)) for cue in contexts().find(text)]


def test_every_context_has_cues_and_there_are_many() -> None:
    rows = load_data("contexts")["contexts"]
    assert set(rows) == set(plover().contexts)
    assert sum(len(row["strong"]) + len(row.get("weak", [])) for row in rows.values()) >= 600


def test_no_cue_is_listed_twice_in_a_context() -> None:
    for code, row in load_data("contexts")["contexts"].items():
        listed = [*row["strong"], *row.get("weak", [])]
        assert len(listed) == len(set(listed)), code


def test_longer_cues_win_over_shorter_ones_inside_them() -> None:
    [(text, meanings)] = found("a military intelligence")
    assert (text, meanings) == ("military intelligence", {"intelligence": True})


def test_plurals_and_open_ends_count() -> None:
    assert found("two warships") == [("warships", {"military": True})]
    assert found("she was indicted") == [("indicted", {"legal": True})]


def test_capitals_count_where_the_cue_has_them() -> None:
    assert all("health" not in meanings for _, meanings in found("He aids the poor"))
    assert ("AIDS", {"health": True}) in found("AIDS spread")


def test_shields_hide_cues() -> None:
    assert found("the political climate") == []
    assert found("climate change") == [("climate change", {"environment": True})]


def test_cues_are_whole_words() -> None:
    assert [text for text, _ in found("courtesy, armyworm, post-court")] == []


def test_a_shield_that_is_a_cue_is_refused() -> None:
    data = ContextData(contexts={"legal": CueWords(strong=("court",))}, shields=("court",), sectors={}, events={})
    with pytest.raises(KnowledgeError, match="'court' is a cue and a shield"):
        patterns_of(data)


@pytest.mark.parametrize(
    ("sectors", "events"), [({"MIL": "warlike"}, {}), ({"XXX": "legal"}, {}), ({}, {"AGREE loudly": "legal"})]
)
def test_codes_that_are_not_plovers_are_refused(sectors: dict[str, str], events: dict[str, str]) -> None:
    every = {code: CueWords(strong=("cue",)) for code in plover().contexts}
    with pytest.raises(KnowledgeError, match="unknown to PLOVER"):
        checked_codes(ContextData(contexts=every, shields=(), sectors=sectors, events=events), plover())


def test_exceptions_of_materiel_are_generic_words() -> None:
    generic = {item.name for item in materiel().generic}
    rows = load_data("materiel_cues")
    assert {*rows["except"], *rows["only"]} <= generic


def test_a_wording_is_no_cue_for_itself() -> None:
    cues = materiel_cues()
    assert cues.shown("the tank was new", 4, 8, "tank") is None
    assert cues.shown("the tank of the brigade", 4, 8, "tank") == "brigade"
    assert cues.shown("they sold Abrams", 10, 16, None) is None
