"""Paths between words: up and down again, to itself, and none from one sentence to another."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.paths import path, shortest, worded


@pytest.fixture(scope="module")
def doc(parser: Language) -> Doc:
    return parser("Kenya accused Somalia of arming rebels. Peru left.")


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("Kenya", "Somalia", "Kenya <-nsubj- accused -dobj-> Somalia"),
        ("Kenya", "accused", "Kenya <-nsubj- accused"),
        ("accused", "rebels", "accused -prep-> of -pcomp-> arming -dobj-> rebels"),
        ("rebels", "rebels", "rebels"),
    ],
)
def test_a_path_in_words(doc: Doc, start: str, end: str, expected: str) -> None:
    way = path(word(doc, start), word(doc, end))
    assert way is not None
    assert worded(way) == expected


def test_no_path_leads_out_of_a_sentence(doc: Doc) -> None:
    assert path(word(doc, "Kenya"), word(doc, "Peru")) is None
    assert shortest([word(doc, "Kenya")], [word(doc, "Peru")]) is None


def test_the_shortest_path_is_taken(doc: Doc) -> None:
    way = shortest([word(doc, "rebels"), word(doc, "Somalia")], [word(doc, "Peru"), word(doc, "accused")])
    assert way is not None
    assert worded(way) == "Somalia <-dobj- accused"
