"""Coreference on own-written text: each word in [brackets] means the entity after the arrow, or nobody."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reader import Reader
from dragoman.coding.reading import KEY, Reading
from dragoman.intake.text import article_from_text

CASES = [
    ("Vladimir Putin met Kim Jong Un. [He] praised the visitor.", {"person:vladimir-putin"}),
    ("Kim Jong Un met Vladimir Putin and thanked [him].", {"person:vladimir-putin"}),
    ("Poland said [it] would build a wall.", {"state:POL"}),
    ("The Kremlin said that [its] envoy had left.", {"state:RUS"}),
    ("Xi Jinping spoke of [his country] at length.", {"state:CHN"}),
    (
        "Xi Jinping hosted Vladimir Putin. A statement came after the meeting of [the two leaders].",
        {"person:xi-jinping", "person:vladimir-putin"},
    ),
    ("Peru and Chile quarrelled over fish. [Both countries] recalled envoys.", {"state:PER", "state:CHL"}),
    ("[It] is raining in the north.", set()),
    ("[He] left early.", set()),
    ("The treaty pleased Oman because [it] was short.", set()),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(["dragoman_actors", "dragoman_coreference"])


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[text for text, _ in CASES])
def test_what_words_point_at(nlp: Language, marked: str, expected: set[str]) -> None:
    start = marked.index("[")
    words = marked[start + 1 : marked.index("]")]
    text = marked.replace("[", "").replace("]", "")
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = Reading(article_from_text(text, published="2023-09-18"), doc)
    reading = Reading.of(nlp(doc))
    end = start + len(words)
    found = {
        m.entity
        for m in reading.mentions
        if m.form in {"pronoun", "nominal"} and start <= m.start and m.end <= end and m.end - m.start >= len(words) - 4
    }
    known = {entity for entity in found if reading.entities[entity].known}
    assert known == expected


PEOPLE = [
    ("Adam Nowak and Ewa Lis met in Lodz. [They] praised the mayor.", {"Adam Nowak", "Ewa Lis"}),
    ("Adam Nowak and Ewa Lis met in Lodz. It was cold, [the two women] said.", {"Adam Nowak", "Ewa Lis"}),
    ("Residents did not believe the readings; [they] said the monitors had stood upwind.", {"Residents"}),
    ("Aid workers doubted it. Two convoys had been looted, [they] said.", {"Aid workers"}),
    ("An envoy, Adam Nowak, came. Ewa Lis left. It was theatre, [the diplomat] said.", {"Adam Nowak"}),
]


@pytest.mark.parametrize(("marked", "expected"), PEOPLE, ids=[text for text, _ in PEOPLE])
def test_whom_words_mean(nlp: Language, marked: str, expected: set[str]) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = Reading(article_from_text(text, published="2023-09-18"), doc)
    reading = Reading.of(nlp(doc))
    found = {
        m.entity for m in reading.mentions if start <= m.start and m.end <= end and m.form in {"pronoun", "nominal"}
    }
    assert {reading.entities[entity].name for entity in found} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The sides of a story are the two states that it names oftenest, not those of the sentence before.
        (
            "Norway shelled Danish positions on Monday. Denmark said Norway had fired first. Chile spoke of a breach "
            "of Denmark's sovereignty. The monitor urged both sides to show restraint.",
            {"NOR", "DNK"},
        ),
        # ... unless one of the last sentences names two in one breath.
        (
            "Norway shelled Danish positions on Monday. Denmark said Norway had fired first. Chile and Peru called for "
            "calm. The monitor thanked the two countries.",
            {"CHL", "PER"},
        ),
        # Adjectives of one phrase are no such two.
        (
            "Norway shelled Danish positions on Monday. Denmark called its Chilean and Peruvian friends. The monitor "
            "urged both sides to stop.",
            {"NOR", "DNK"},
        ),
    ],
)
def test_both_sides_are_the_states_spoken_of(reader: Reader, text: str, expected: set[str]) -> None:
    record = reader.read(article_from_text(text, published="2024-03-14"))
    home = {entity.id: entity.state for entity in record.entities}
    start = max(text.find("both sides"), text.find("the two countries"))
    meant = {home[m.entity] for m in record.mentions if m.form == "nominal" and start <= m.start < start + 10}
    assert meant == expected


def test_who_asks_is_not_who_is_asked(reader: Reader) -> None:
    text = "Norwegian minister Ola Dahl met Danish minister Nils Friis on Monday. She urged him to sign the treaty."
    record = reader.read(article_from_text(text, published="2024-03-14"))
    start = text.index("him")
    assert [m.entity for m in record.mentions if m.start == start] == ["person:nils-friis"]


def test_a_surname_without_a_label_is_the_one_named_in_full(reader: Reader) -> None:
    text = "Norwegian minister Ola Dahl met Danish minister Nils Friis on Monday. Friis asked her to wait."
    record = reader.read(article_from_text(text, published="2024-03-14"))
    assert "person:friis" not in {entity.id for entity in record.entities}
