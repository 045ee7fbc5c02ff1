"""The words of modes follow their schema, and cover every mode that PLOVER has."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.mode_words import mode_words, words_by_type
from dragoman.knowledge.plover import plover


def test_every_mode_has_words() -> None:
    for name, kind in plover().types.items():
        if kind.modes:
            listed = mode_words()[name]
            assert {mode for modes in listed.tells.values() for mode in modes} == set(kind.modes)


def test_words_are_one_or_two_lower_case_lemmas() -> None:
    for listed in mode_words().values():
        for phrase in (*listed.tells, *listed.words):
            assert 1 <= len(phrase) <= 2
            assert all(word == word.lower() and word.isascii() for word in phrase)


def test_a_word_knows_its_modes() -> None:
    assert mode_words()["ASSAULT"].tells[("kidnap",)] == ("abduct",)
    assert "seize" in mode_words()["COERCE"].tells[("confiscate",)]


@pytest.mark.parametrize(
    "data",
    [
        {"types": {"AID": {"gift": {"tells": ["give"], "words": []}}}},
        {"types": {"HELP": {}, "ASSAULT": {"tickle": {"tells": ["tickle"], "words": []}}}},
        {"types": {"ASSAULT": {"drone": {"tells": [], "words": []}}}},
        {"types": {}},
    ],
)
def test_a_wrong_file_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError):
        words_by_type(data)
