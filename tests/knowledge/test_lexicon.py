"""The event lexicon follows its schema and PLOVER."""

from __future__ import annotations

import copy

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import load_data
from dragoman.knowledge.lexicon import Lexicon, lexicon
from dragoman.knowledge.plover import plover


def test_every_plover_type_has_entries() -> None:
    covered = {entry.type for entries in lexicon().verbs.values() for entry in entries}
    assert covered == set(plover().types)


def test_words_are_lower_case_and_trimmed() -> None:
    for word in [*lexicon().verbs, *lexicon().nouns, *lexicon().classes]:
        assert word == word.strip().lower()


def test_prepositions_stay_words() -> None:
    assert all(isinstance(slot, str) for entries in lexicon().verbs.values() for e in entries for slot in e.recipient)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("type", "GREET", "no event type GREET"),
        ("mode", "politely", "no mode politely"),
        ("object", ["unheard-of"], "no noun class unheard-of"),
        ("colour", "red", "colour"),
    ],
)
def test_a_wrong_row_is_named(field: str, value: object, said: str) -> None:
    rows = copy.deepcopy(load_data("event_lexicon"))
    rows["verbs"][0][field] = value
    with pytest.raises(KnowledgeError, match=said):
        Lexicon(rows)


def test_an_id_twice_is_refused() -> None:
    rows = copy.deepcopy(load_data("event_lexicon"))
    rows["verbs"].append(rows["verbs"][0])
    with pytest.raises(KnowledgeError, match="twice"):
        Lexicon(rows)
