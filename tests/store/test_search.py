"""Search: words and structure together, the same on both databases."""

from __future__ import annotations

import pytest

from dragoman.desk import Desk
from dragoman.record import Record
from dragoman.store.refusals import QueryError


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with four articles."""
    opened = Desk(store)
    opened.add_records(coded.values())
    return opened


@pytest.mark.parametrize(
    ("words", "conditions", "types"),
    [
        ("vladivostok", {}, {"CONSULT"}),
        ("VLADIVOSTOK meets", {}, {"CONSULT"}),
        ('"met North Korean"', {}, {"CONSULT"}),
        ('"Korean met"', {}, set()),
        ("vladiv*", {}, {"CONSULT"}),
        ("vladivostok -thursday", {"since": "2020"}, set()),
        ("accusing", {}, {"ACCUSE", "REJECT"}),
        ("train", {}, set()),
        ("train", {"anywhere": True}, {"CONSULT"}),
        (None, {"between": ("Russia", "North Korea"), "type": "consult"}, {"CONSULT"}),
        (None, {"between": ("RUS", "JPN")}, set()),
        (None, {"actor": "Kim Jong Un"}, {"CONSULT"}),
        (None, {"actor": "Putin", "place": "Vladivostok"}, {"CONSULT"}),
        (None, {"actor": "USA"}, {"ACCUSE"}),
        (None, {"source_class": "state-media"}, {"CONSULT"}),
        (None, {"min_origins": 2}, {"CONSULT"}),
        (None, {"place": "Tokyo"}, {"CONSULT"}),
        (None, {"since": "2023-10", "until": "2023-10-12"}, {"CONSULT"}),
        (None, {"materiel": "shells"}, {"AID"}),
        (None, {"context": "diplomatic", "factuality": "happened"}, {"CONSULT"}),
    ],
)
def test_questions(desk: Desk, words: str | None, conditions: dict[str, object], types: set[str]) -> None:
    found = desk.find(words, **conditions)
    assert desk.count(words, **conditions) == len(found)
    assert {event.type for event in found} >= types
    assert bool(found) == bool(types)


def test_newest_first_and_limited(desk: Desk) -> None:
    days = [event.when_value or event.first_report for event in desk.find()]
    assert days == sorted(days, reverse=True, key=lambda day: (day or "")[:10])
    assert len(desk.find(limit=2)) == 2


@pytest.mark.parametrize(
    ("words", "conditions"),
    [
        ("", {"type": "NONSENSE"}),
        ("-only", {}),
        ('"', {}),
        (None, {"between": ("RUS", "Atlantis")}),
        (None, {"since": "yesterday"}),
        (None, {"source_class": "gossip"}),
        (" ".join(f"w{number}" for number in range(50)), {}),
    ],
)
def test_what_cannot_be_asked(desk: Desk, words: str | None, conditions: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        desk.find(words, **conditions)


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE event; --", "NEAR(a b)", "a AND OR b", "title:x", "%", "é", "a:* & b"]
)
def test_words_are_only_words(desk: Desk, words: str) -> None:
    if any(character.isalnum() for character in words):
        desk.find(words)
    assert desk.summary().events > 0
