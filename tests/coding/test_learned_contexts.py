"""Tests of the learned part of dragoman_contexts: words beside the cues decide, and the reasons name them."""

from __future__ import annotations

import pytest

from dragoman.coding.learned.contexts import Cues, context_model, features
from dragoman.coding.learned.wording import Around, pairs, told, told_words, words
from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.knowledge.plover import plover
from dragoman.record import Event


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def events(reader: Reader, text: str) -> list[Event]:
    return reader.read(article_from_text(text)).events


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Kenya sent doctors and vaccine doses to Malawi after an outbreak of measles.", "health"),
        ("Argentina imposed tariffs on wheat from Uruguay.", "economic"),
        ("Police in Nairobi arrested a bank robber after a chase.", "crime"),
        ("Chile's supreme court ordered the government to release the files.", "legal"),
    ],
)
def test_words_of_the_sentence_give_contexts(reader: Reader, text: str, context: str) -> None:
    found = events(reader, text)
    assert found
    assert any(context in event.contexts for event in found)


def test_each_context_has_its_reason_and_no_other(reader: Reader) -> None:
    for event in events(reader, "Peru accused Ecuador of shelling a village near the border."):
        reasons = [reason for reason in event.reasons if reason.startswith("context ")]
        assert [reason.split()[1].rstrip(":") for reason in reasons] == event.contexts
        assert all(reason.split(": ", 1)[1] for reason in reasons)


def test_the_model_knows_every_context_of_plover() -> None:
    assert context_model().labels == list(plover().contexts)
    assert context_model().given(set()) == []


def test_cues_are_features_in_steps() -> None:
    doc = load_pipeline([])("Clinics closed.")
    around = Around(doc, (1,), (0, 1), (0, 1), (), (), ("a:MIL",))
    found = features(around, Cues({"health": 1.5}, {"health": 1.5}, frozenset({"health"}), "COERCE", None))
    assert {"cue health clause 1.5", "cue health sentence 0.5", "given health", "sector a:MIL", "t:close"} <= found
    assert "cue health clause 2.0" not in found


def test_words_come_as_lemmas_with_the_beginnings_of_long_ones() -> None:
    doc = load_pipeline([])("Two hospitals, both closed, were rebuilt.")
    assert "w:hospital" in set(words(doc, range(len(doc)), "w:"))
    assert "w:hospi*" in set(words(doc, range(len(doc)), "w:"))
    assert "w:two_hospital" in set(pairs(doc, range(len(doc)), "w:"))
    assert "w:hospitals_both" not in set(pairs(doc, range(len(doc)), "w:"))


def test_readers_are_told_words_once() -> None:
    assert told("w:polling_station") == "'polling station'"
    assert told("cue health clause 1.0") is None
    weighed = [("c:vaccine", 2.0), ("w:vaccine", 1.5), ("w:vacci*", 1.2), ("type AID", 1.0), ("w:clinic", 0.5)]
    assert told_words(weighed) == ["'vaccine'", "'clinic'"]
