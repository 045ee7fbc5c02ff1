"""Role nouns are found in singular and plural, with sector, office and kind."""

from __future__ import annotations

import pytest

from dragoman.knowledge.plover import plover
from dragoman.knowledge.roles import roles


def test_there_are_enough_and_their_sectors_are_plover_codes() -> None:
    assert len(roles().nouns) > 1500
    codes = set(plover().sectors) | set(plover().nonstate)
    assert {entry.sector for entry in roles().nouns.values()} <= codes | {None}


@pytest.mark.parametrize(
    ("phrase", "sector", "office", "kind"),
    [
        ("president", "GOV", "HOS", "person"),
        ("prime ministers", "GOV", "HOG", "person"),
        ("secretaries of state", "GOV", "FM", "person"),
        ("defence minister", "GOV", "DM", "person"),
        ("spokeswoman", None, "SPK", "person"),
        ("troops", "MIL", None, "group"),
        ("rebels", "REB", "", "group"),
        ("gunmen", "UAF", None, "group"),
        ("congresswomen", "LEG", None, "person"),
        ("courts", "JUD", None, "organisation"),
        ("migrants", "REF", None, "group"),
        ("chargés d'affaires", "GOV", "ENV", "person"),
        ("charges d'affaires", "GOV", "ENV", "person"),
    ],
)
def test_a_phrase_is_found(phrase: str, sector: str | None, office: str | None, kind: str) -> None:
    found = roles().lookup(phrase)
    assert found is not None
    assert (found.sector, found.office or "", found.kind) == (sector, office or "", kind)


@pytest.mark.parametrize("phrase", ["polices", "table", "", "the president"])
def test_other_phrases_are_not(phrase: str) -> None:
    assert roles().lookup(phrase) is None


def test_what_is_plural() -> None:
    assert [
        phrase for phrase in ("minister", "ministers", "troops", "police", "people") if roles().is_plural(phrase)
    ] == [
        "ministers",
        "troops",
        "people",
    ]


def test_every_last_word_is_a_head() -> None:
    assert {"minister", "ministers", "affairs", "troops"} <= roles().heads
    assert roles().words >= 4


def test_nouns_are_lower_case_but_for_abbreviations() -> None:
    for noun in roles().nouns:
        assert noun == noun.strip()
        assert all(word == word.lower() or word.isupper() for word in noun.split()), noun
