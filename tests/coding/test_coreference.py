"""Coreference on own-written text: each word in [brackets] means the entity after the arrow, or nobody."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
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
