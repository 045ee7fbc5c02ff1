"""Materiel is classed honestly: by the Register's wording, by analogy with a note, or not at all with a reason."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import checked, load_data
from dragoman.knowledge.materiel import Materiel, materiel
from dragoman.knowledge.states import states


def test_there_is_enough_of_it() -> None:
    assert len(materiel().named) > 300
    assert len(materiel().generic) > 600


def test_classes_and_categories_are_known() -> None:
    data = load_data("materiel")
    assert list(materiel().classes) == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    sipri = {row["id"] for row in data["sipri_categories"]}
    for row in materiel().by_id.values():
        assert row.un_class is None or row.un_class in materiel().classes, row.id
        assert row.sipri is None or row.sipri in sipri, row.id
        assert row.origin is None or row.origin in states(), row.id


@pytest.mark.parametrize(
    ("id_", "class_"),
    [
        ("tu-160", "IV"), ("tu-95", "IV"), ("tu-22m", "IV"), ("fighter-jet", "IV"), ("cruise-missile", "VII"),
        ("ballistic-missile", "VII"), ("rocket", "VII"), ("artillery-shell", "III"), ("howitzer", "III"),
        ("battle-tank", "I"), ("armoured-personnel-carrier", "II"), ("helicopter-gunship", "V"), ("warship", "VI"),
        ("submarine", "VI"), ("assault-rifle", "VIII"), ("satellite-launch-vehicle", "VII"), ("tear-gas", None),
    ],
)  # fmt: skip
def test_what_class_a_word_has(id_: str, class_: str | None) -> None:
    assert materiel().by_id[id_].un_class == class_


def test_analogy_is_said_to_be_one() -> None:
    shell = materiel().by_id["artillery-shell"]
    assert shell.class_note is not None
    assert "analogy" in shell.class_note


def test_no_class_has_a_reason() -> None:
    assert all(row.class_note for row in materiel().generic if row.un_class is None)
    with pytest.raises(KnowledgeError, match="says why"):
        checked({"id": "x", "name": "x", "type": "x", "class": None, "generic": True}, Materiel, "materiel.yaml")


def test_words_have_plurals() -> None:
    by_id = materiel().by_id
    assert by_id["artillery-shell"].plurals == ("artillery shells",)
    assert by_id["ammunition"].plurals == ()
    assert by_id["torpedo"].plurals == ("torpedoes",)
    assert "Tu-160s" in by_id["tu-160"].plurals


def test_generic_words_are_lower_case_and_told_once() -> None:
    seen: set[str] = set()
    for row in materiel().generic:
        for name in (row.name, *row.aliases):
            assert name not in seen, name
            seen.add(name)
        assert row.name[0].islower() or any(letter.isupper() or letter.isdigit() for letter in row.name), row.name


def test_goods_words_lead_to_goods_of_the_regimes() -> None:
    measures = load_data("un_regimes")["measures"]
    used = {goods for row in measures for goods in row.get("goods", ())}
    assert set(load_data("materiel")["goods_words"]) <= used
