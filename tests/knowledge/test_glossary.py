"""The glossary and what is known of translators: well formed, without contradictions, and used as written."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from pydantic import ValidationError

from dragoman.knowledge.data import rows
from dragoman.knowledge.glossary import Phrase, Preposition, glossary, negations
from dragoman.knowledge.translators import argos_index, debian_packages, language_codes, language_name, languages
from dragoman.language.engines import ENGINES


def test_each_phrase_stands_once_and_names_translators_that_there_are() -> None:
    phrases = rows("glossary", "phrases", Phrase)
    seen = Counter(
        (one.source, one.target, text.lower(), engine)
        for one in phrases
        for text, engine in product(one.text, one.engines or ("",))
    )
    assert [key for key, count in seen.items() if count > 1] == []
    assert {engine for one in phrases for engine in one.engines} <= set(ENGINES)
    assert all(one.source in languages() and one.target in languages() for one in phrases)


def test_a_phrase_says_one_thing() -> None:
    with pytest.raises(ValidationError, match="either"):
        Phrase(source="es", text=("a",))
    with pytest.raises(ValidationError, match="either"):
        Phrase(source="es", text=("a",), translation="b", instead="c")


def test_what_stands_instead_is_not_changed_again() -> None:
    known = glossary("es", "en", "apertium")
    for phrase in known.rewritten.values():
        assert known.prepared(phrase) == phrase


def test_other_pairs_and_translators_have_their_own() -> None:
    assert glossary("es", "en", "argos").instead is None
    assert glossary("fr", "en", "apertium").prepared("Le mandatario.") == "Le mandatario."
    assert glossary("es", "en", "apertium").prepared("El Mandatario.") == "El Líder."


def test_prepositions_go_only_behind_verbs() -> None:
    prepared = glossary("es", "en", "apertium").prepared
    assert prepared("Acusó a Perú y visitó ayer al alcalde.") == "Acusó Perú y visitó ayer el alcalde."
    assert prepared("Su visita a Perú y la condena a Chile.") == "Su visita a Perú y la condena a Chile."
    assert all(set(one.rewrite) == {"a", "al"} for one in rows("glossary", "prepositions", Preposition))


def test_phrases_stand_on_word_borders_where_there_are_some() -> None:
    finds = negations("ru")
    assert finds is not None
    assert finds.findall("Не нет, небо") == ["Не", "нет"]
    assert negations("xx") is None


def test_codes_of_languages() -> None:
    assert language_codes("spa") == language_codes("es") == ("es",)
    assert language_codes("zh-Hans") == ("zh",)
    assert set(language_codes("hbs")) == {"sr", "hr", "bs"}
    assert language_codes("xx") == ("xx",)
    assert language_codes("../") == ()
    assert language_name("ko") == "Korean"
    codes = Counter(code for row in languages().values() for code in row.also)
    assert [code for code, count in codes.items() if count > 1] == ["hbs"]
    assert all(code in languages() for one in debian_packages() for pair in one.pairs for code in pair)
    assert argos_index().startswith("https://")
