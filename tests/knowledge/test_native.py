"""The knowledge of French and Spanish: every file is well formed, and no word stands where it can never be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.native_forms import forms, paradigm
from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import FOLDER, load_data
from dragoman.knowledge.native import NATIVE, Acts, Native, cues, events, roles, words
from dragoman.knowledge.plover import plover

FILES = sorted(f"native/{path.stem}" for path in (Path(FOLDER) / "native").glob("*.yaml"))


def test_each_language_has_its_four_files() -> None:
    assert {f"native/{code}_{kind}" for code in NATIVE for kind in ("words", "events", "cues", "roles")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is_and_when_it_was_true(name: str) -> None:
    meta = load_data(name)["meta"]
    assert meta["title"]
    assert meta["confidence"]
    assert meta["as_of"] == "2026-11-26"


@pytest.mark.parametrize("language", NATIVE)
def test_all_types_have_verbs_or_nouns(language: Native) -> None:
    told = {act.type for act in events(language).acts}
    assert told == set(plover().types)
    assert len(cues(language).cues) > 10
    assert len(roles(language).roles) > 20


@pytest.mark.parametrize("language", NATIVE)
def test_every_slot_is_one_that_a_word_opens(language: Native) -> None:
    known = {"subj", "obj", "mod", *words(language).prepositions.values()}
    stray = {slot for act in events(language).acts for slot in (*act.actor, *act.recipient)} - known
    assert not stray


@pytest.mark.parametrize("language", NATIVE)
def test_every_verb_has_forms(language: Native) -> None:
    known = forms(language)
    assert not [verb for verb in known.acts if verb not in known.verbs]


@pytest.mark.parametrize(
    ("language", "verb", "written"),
    [
        ("fr", "soutenir", {"soutient", "soutiendra", "soutenu", "soutiendrait"}),
        ("fr", "protéger", {"protège", "protégé", "protégera"}),
        ("fr", "rejeter", {"rejette", "rejeté"}),
        ("es", "pedir", {"pide", "pidió", "pedirá", "pida"}),
        ("es", "defender", {"defiende", "defendió"}),
        ("es", "atacar", {"ataca", "atacó", "ataque"}),
        ("es", "detener", {"detuvo", "detiene", "detendrá", "detenido"}),
    ],
)
def test_a_verb_is_conjugated(language: Native, verb: str, written: set[str]) -> None:
    made = {form for form, _ in paradigm(verb, words(language).conjugation)}
    assert written <= made


def test_an_act_needs_a_type_of_plover() -> None:
    with pytest.raises(ValueError, match="no type GREET"):
        Acts(type="GREET", verbs=("saluer",))


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(KnowledgeError):
        load_data("native/it_words")
