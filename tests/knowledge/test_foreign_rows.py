"""The data of known names in other languages: ids that exist, every state named, nothing with two certain meanings."""

from __future__ import annotations

from collections import defaultdict

import pytest

from dragoman.knowledge.data import FOLDER, load_data
from dragoman.knowledge.foreign_rows import foreign_languages, grammar, state_names
from dragoman.knowledge.foreign_spelling import Folding, lowered
from dragoman.knowledge.gazetteer import gazetteer
from dragoman.knowledge.states import states

FILES = sorted(path.stem for path in (FOLDER / "names").glob("*.yaml"))
LANGUAGES = sorted(name.removeprefix("states_") for name in FILES if name.startswith("states_"))
DAY = "2026-11-26"


def test_nine_languages_have_names_of_their_own_and_all_have_a_grammar() -> None:
    assert LANGUAGES == ["ar", "es", "fa", "fr", "ja", "ko", "ru", "uk", "zh"]
    # English spellings beside those of the knowledge itself, for written names alone.
    assert {name.partition("_")[2] for name in FILES} - {"en"} <= foreign_languages()


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is_and_when_it_was_true(name: str) -> None:
    meta = load_data(f"names/{name}")["meta"]
    assert meta["title"]
    assert meta["confidence"]
    assert (str(meta["as_of"]), meta["language"]) == (DAY, name.partition("_")[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name(language: str) -> None:
    rows = state_names(language).states
    named = [row.id for row in rows if row.names]
    assert len(rows) == len({row.id for row in rows})
    assert set(named) <= set(states())
    assert {state.iso3 for state in states().values() if state.kind == "state"} <= set(named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cities_are_those_of_the_gazetteer(language: str) -> None:
    cities = state_names(language).cities
    assert len(cities) >= 150
    assert len({city.geonames_id for city in cities}) == len(cities)
    assert [city.name for city in cities if gazetteer().place(str(city.geonames_id)) is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_two_states_asks_for_context(language: str) -> None:
    data = state_names(language)
    fold = Folding(grammar(language).letters).name
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in data.states:
        for name in (*row.names, *row.adjectives, *row.people, *row.capital, *row.metonyms):
            bearers[fold(name)].add(row.id)
    for city in data.cities:
        for name in (city.name, *city.names):
            bearers[fold(name)].add(str(city.geonames_id))
    doubtful = set(map(fold, data.context))
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1 and name not in doubtful} == {}
    letters = {*data.short.bare, *data.short.compounds}
    assert doubtful - set(bearers) - set(map(fold, letters)) == set()
    assert set(map(fold, data.shields)) & set(bearers) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_of_states_are_letters_of_known_states(language: str) -> None:
    short = state_names(language).short
    assert all(len(letter) == 1 and (key in states() or key == "eu") for letter, key in short.letters.items())
    assert all(any(letter in short.letters for letter in compound) for compound in short.compounds)
    assert {*short.bare, *short.leading} <= set(short.letters)


@pytest.mark.parametrize("language", sorted(foreign_languages()))
def test_letters_are_folded_once(language: str) -> None:
    letters = grammar(language).letters
    assert all(len(one) == len(other) == 1 for one, other in letters.items())
    assert set(letters) & set(letters.values()) == set()


def test_folding_keeps_the_way_back() -> None:
    folding = Folding({"ё": "е"})
    text = "о\u0301 Ёлка\u00ad\u200b и ﬁ \u1112\u1161\u11ab"
    folded = folding.fold(text)
    assert len(folded.text) == len(folded.low)
    assert folded.low == lowered(folded.text)
    start = folded.low.index("fi")
    assert text[slice(*folded.span(start, start + 2))] == "ﬁ"
    start = folded.low.index("한")
    assert text[slice(*folded.span(start, start + 1))] == "\u1112\u1161\u11ab"
