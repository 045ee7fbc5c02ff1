"""Tests of modes: which way of doing an act the words around it speak for, with and without a recipient."""

from __future__ import annotations

import pytest

from dragoman.coding.learned.modes import label, mode_model
from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.knowledge.plover import plover
from dragoman.record import Event


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def of_type(reader: Reader, text: str, type_: str) -> Event:
    found = [event for event in reader.read(article_from_text(text)).events if event.type == type_]
    assert found, f"no {type_}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "type_", "mode"),
    [
        ("Police in Lima arrested two union leaders on Friday.", "COERCE", "arrest"),
        ("Malian soldiers shot dead three traders in Gao.", "ASSAULT", "firearms"),
        ("Ethiopian warplanes bombed a rebel camp near Dessie.", "ASSAULT", "aerial"),
        ("Norway expelled two Belarusian diplomats.", "SANCTION", "expel"),
        ("Students marched through Dhaka against the government.", "PROTEST", "demo"),
        ("Chad freed six miners from Cameroon.", "RETREAT", "release"),
        ("Bolivia accused Chile of stealing water.", "ACCUSE", "allege"),
    ],
)
def test_plain_acts_have_their_mode(reader: Reader, text: str, type_: str, mode: str) -> None:
    assert of_type(reader, text, type_).mode == mode


def test_the_score_is_that_of_the_mode(reader: Reader) -> None:
    event = of_type(reader, "Norway expelled two Belarusian diplomats.", "SANCTION")
    expected = plover().types["SANCTION"].modes["expel"].score
    assert event.score == (expected if expected is not None else plover().types["SANCTION"].score)


def test_a_type_without_modes_has_none(reader: Reader) -> None:
    assert mode_model().likeliest("AID", {"t:send"}) is None
    assert of_type(reader, "Kenya sent food to Malawi.", "AID").mode is None


def test_the_lexicon_and_the_words_decide_and_are_told() -> None:
    found = {"lexicon none", "t:attack", "w:drone", "c:drone", "part with drone", "object drone"}
    likely = mode_model().likeliest("ASSAULT", found)
    assert likely is not None
    assert likely.mode == "drone"
    assert 0.3 < likely.share <= 1.0
    assert "'drone'" in likely.words


def test_labels_name_type_and_mode() -> None:
    assert label("ASSAULT", "drone") == "ASSAULT drone"
    assert label("ASSAULT", None) == "ASSAULT none"
