"""Word pieces: how the words of a text fall into the packaged vocabulary, and that no text is too odd."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.learned.encoder import encoder
from dragoman.coding.learned.pieces import CLS, LONGEST, SEP, UNKNOWN, Pieces, plain

VOCABULARY = [CLS, SEP, UNKNOWN, "dock", "##er", "##s", "docker", "un", "##load", "##ed", "-", "sao", "tome", "."]


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("dock", ["dock"]),
        ("Dockers", ["docker", "##s"]),  # the longest piece comes first, not dock and ##er
        ("unloaded", ["un", "##load", "##ed"]),
        ("dock-unloaded.", ["dock", "-", "un", "##load", "##ed", "."]),
        ("São", ["sao"]),
        ("TOMÉ", ["tome"]),
        ("crane", [UNKNOWN]),
        ("dockyard", [UNKNOWN]),  # a word that does not go up in pieces is unknown as a whole
        ("dock-crane", ["dock", "-", UNKNOWN]),
        (" \n", []),
        ("", []),
    ],
)
def test_words_fall_into_their_longest_pieces(pieces: Pieces, word: str, expected: list[str]) -> None:
    assert [VOCABULARY[number] for number in pieces.of(word)] == expected


def test_a_word_asked_again_has_the_same_pieces(pieces: Pieces) -> None:
    assert pieces.of("Dockers") == pieces.of("Dockers") == pieces.of("dockers")


def test_a_word_too_long_is_no_word(pieces: Pieces) -> None:
    assert pieces.of("dock" + "s" * LONGEST) == pieces.of("crane")
    assert len(pieces.of("dock" + "s" * (LONGEST - 4))) == LONGEST - 3


def test_accents_and_case_are_taken_off() -> None:
    assert plain("Nguyễn Ñandú ÅLESUND") == "nguyen nandu alesund"


@pytest.mark.parametrize("name", ["Kenya", "Côte", "Ivoire", "Türkiye", "Kyrgyzstan", "peacekeepers", "U.N.", "$3m"])
def test_words_of_news_are_known_to_the_packaged_vocabulary(name: str) -> None:
    unknown = encoder().pieces.of("\u2603")
    assert len(unknown) == 1
    assert encoder().pieces.of(name)
    assert unknown[0] not in encoder().pieces.of(name)


@settings(deadline=None)
@given(st.text())
def test_pieces_of_any_text_never_fail(text: str) -> None:
    known = encoder().pieces
    found = known.of(text)
    assert all(number >= 0 for number in found)
    assert bool(found) == any(not letter.isspace() for letter in plain(text))


@settings(deadline=None)
@given(st.text(), st.text())
def test_words_apart_have_the_pieces_of_each(one: str, other: str) -> None:
    known = encoder().pieces
    assert known.of(f"{one} . {other}") == known.of(one) + known.of(".") + known.of(other)
