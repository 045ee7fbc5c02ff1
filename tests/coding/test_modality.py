"""Modality of verbs on own-written sentences."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.clauses import is_verb
from dragoman.coding.modality import is_obliged, is_purpose, modality
from dragoman.coding.tags import PENN_TO_UNIVERSAL

CASES = [
    ("The navy fired two rockets.", "fired", "happened"),
    ("The navy did not fire.", "fire", "negated"),
    ("The navy never fired.", "fired", "negated"),
    ("The navy will fire again.", "fire", "future"),
    ("The navy plans to fire again.", "fire", "future"),
    ("The navy might fire again.", "fire", "hypothetical"),
    ("The navy must fire again.", "fire", "hypothetical"),
    ("If the navy attacks the port, they will leave.", "attacks", "hypothetical"),
    ("The admiral said the navy would fire.", "fire", "future"),
    ("The navy failed to fire.", "fire", "negated"),
    ("The navy has begun to fire.", "fire", "happened"),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_modality(parser: Language, text: str, word: str, expected: str) -> None:
    verb = next(token for token in parser(text) if token.text == word)
    assert modality(verb) == expected


def test_purpose_and_duty(parser: Language) -> None:
    doc = parser("They sent jets to destroy the bridge.")
    assert is_purpose(next(t for t in doc if t.text == "destroy"))
    doc = parser("He said the guards must leave.")
    assert is_obliged(next(t for t in doc if t.text == "leave"))
    assert not is_obliged(next(t for t in doc if t.text == "said"))


def test_auxiliaries_are_no_verbs_of_their_own(parser: Language) -> None:
    doc = parser("The bridge has been destroyed.")
    assert [token.text for token in doc if is_verb(token)] == ["destroyed"]
    assert all(token.pos for token in doc if token.tag_ in PENN_TO_UNIVERSAL)
