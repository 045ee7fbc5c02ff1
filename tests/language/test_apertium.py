"""Apertium, really run: Spanish into English, with what it gets wrong mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.language.conftest import SetSetting

from dragoman.language import apertium
from dragoman.language.apertium import Apertium
from dragoman.language.protection import protect
from dragoman.language.refusals import BrokenEngineError, MissingEngineError
from dragoman.language.translation import NEGATION, Translator


@pytest.fixture(scope="module")
def engine() -> Apertium:
    return Apertium()


@pytest.fixture(scope="module")
def made(engine: Apertium) -> Translator:
    return Translator(engine)


def test_it_says_what_it_is(engine: Apertium) -> None:
    assert ("es", "en") in engine.pairs()
    release, _, package = engine.version("es", "en").partition(", ")
    assert release.split(".")[0].isdecimal()
    assert package.startswith("apertium-eng-spa ")
    assert engine.advice("ca", "en") == "apt-get install apertium-eng-cat"
    assert "another translator" in engine.advice("ko", "en")


def test_texts_stay_apart_and_keep_their_frames(engine: Apertium) -> None:
    texts = ["  El perro duerme. ", "Una casa\n\nUn perro\n", "", "a [b] {c} \\ ^d$ <e> @", "El\x1eperro\x00 azul", "…"]
    said = engine.translate(texts, "es", "en")
    assert said[0] == "  The dog sleeps. "
    assert said[1] == "A house\n\nA dog\n"
    assert (said[2], said[5]) == ("", "…")
    assert all(mark in said[3] for mark in "[]{}\\^$<>@")
    assert "dog" in said[4]
    assert len(engine.translate(["Un barco azul."] * 300, "es", "en")) == 300


def test_a_whole_report_with_names(made: Translator) -> None:
    text = (
        "Puerto Dorado recibió a los ministros de Exteriores de ambos países. El mandatario norcoreano visitó al "
        "gobernador de la isla.\n\n«No habrá bloqueo», dijo su homólogo chino."
    )
    said = made.translate([text], "es")[0].text
    assert "foreign minister" in said
    assert "leader of North Korea" in said
    assert "visited the governor" in said
    assert "will not exist" in said
    assert "his Chinese equivalent" in said
    assert "Xq" not in said
    assert said.count("\n\n") == 1


def test_names_are_carried_through(made: Translator) -> None:
    text = "Corea del Norte acusó a EE. UU. de espionaje. El presidente Putin recibió al líder de Bielorrusia en casa."
    said = made.translate([text], "es")[0]
    assert said.text.startswith("North Korea accused United States of espionage.")
    assert "The president Putin received the leader of Belarus" in said.text
    assert said.notes == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("El lunes, el barco llegó.", "On Monday, the ship arrived."),
        ("El buque zarpó el martes.", "The ship travelled on Tuesday."),
        ("La isla recibió el jueves al gobernador.", "received on Thursday the governor"),
        ("El viernes pasado llegó.", "Last Friday"),
        ("El jueves 5 de mayo llegó.", "Thursday 5 May"),
        ("EL TREN LLEGÓ EL LUNES.", "ON MONDAY"),
    ],
)
def test_days_stay_dates(made: Translator, text: str, said: str) -> None:
    assert said in made.translate([text], "es")[0].text


def test_a_negation_that_it_loses_is_said(made: Translator) -> None:
    lost = made.translate(["Nadie habrá."], "es")[0]
    assert lost.notes == (NEGATION,)
    kept = made.translate(["El barco no llegó. Rusia no habrá cedido. No habrá paz."], "es")[0]
    assert kept.notes == ()
    assert "will not have yielded" in kept.text
    assert "will not exist peace" in kept.text


def test_capitals_after_an_unknown_name(engine: Apertium) -> None:
    assert engine.translate(["Zqx Zqxbport entregó pan."], "es", "en") == ["Zqx Zqxbport handed bread."]
    assert engine.translate(["Zqxbport entregó pan. El Zqxbport duerme."], "es", "en")[0].startswith("Zqxbport handed")


def test_marks_survive_everywhere(engine: Apertium) -> None:
    marks = "«Xqbb», de Xqbc y Xqbd; a Xqbf: ¿Xqbg? Xqbh-Xqbj (Xqbk) XQ. Xqbm se reunió con Xqbn."
    said = engine.translate([marks], "es", "en")[0]
    assert all(f"Xqb{letter}" in said for letter in "bcdfghjkmn")


def test_a_glossary_of_ones_own(tmp_path: Path, set_setting: SetSetting) -> None:
    from dragoman.knowledge.data import load_data
    from dragoman.knowledge.glossary import glossary

    (tmp_path / "glossary.yaml").write_text(
        "phrases:\n- {source: es, text: [mandatario], translation: head of state}\n- {source: es, text: [Hielo Azul], "
        "translation: Operation Blue Ice}\n"
    )
    try:
        set_setting("data", tmp_path)
        load_data.cache_clear()
        glossary.cache_clear()
        guard = protect("El mandatario vio Hielo Azul.", "es", "en", "apertium", "marks")
        assert set(guard.marks.values()) == {"head of state", "Operation Blue Ice"}
        assert "líder" not in guard.bare
    finally:
        load_data.cache_clear()
        glossary.cache_clear()


def test_it_is_given_up_in_time(engine: Apertium, set_setting: SetSetting) -> None:
    set_setting("translator_timeout", "0.01")
    with pytest.raises(BrokenEngineError, match=r"no answer within 0\.01 seconds"):
        engine.translate(["El perro duerme."], "es", "en")


def test_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingEngineError, match="apt-get install apertium"):
        Apertium()


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(BrokenEngineError, match="failed"):
        apertium.run([str(apertium.shutil.which("apertium")), "-f", "txt", "no-such"], "a")
