"""Tests of time_scope: which expression of time dates the act at a word."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import KEY, Reading
from dragoman.coding.time_scope import governing_time
from dragoman.intake.text import article_from_text


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(["dragoman_times"])


CASES: list[tuple[str, dict[str, str | None]]] = [
    (
        "A day after touring a shipyard in Gdansk, the premier on Saturday opened a rail link.",
        {"touring": "2023-09-15", "opened": "2023-09-16"},
    ),
    (
        "Two days after he toured the yard, the minister flew home on Friday.",
        {"toured": "2023-09-13", "flew": "2023-09-15"},
    ),
    (
        "Two days after Friday's attack, the government closed the border.",
        {"attack": "2023-09-15", "closed": "2023-09-17"},
    ),
    (
        "The minister said on Monday that rebels attacked the town on Friday.",
        {"said": "2023-09-18", "attacked": "2023-09-15"},
    ),
    ("The minister said on Monday that rebels attacked the town.", {"said": "2023-09-18", "attacked": None}),
    ("On Tuesday she flew to Rome and met the pope.", {"flew": "2023-09-12", "met": "2023-09-12"}),
    ("The president arrived and signed the treaty on Wednesday.", {"arrived": "2023-09-13", "signed": "2023-09-13"}),
    ("The bloc criticised the 2006 embargo on Thursday.", {"criticised": "2023-09-14", "embargo": "2006"}),
    ("The envoy condemned the attack on Friday.", {"condemned": "2023-09-15"}),
    ("Friday's attack killed two guards.", {"attack": "2023-09-15", "killed": "2023-09-15"}),
    ("He travelled to Minsk on Thursday to meet the president.", {"travelled": "2023-09-14", "meet": "2023-09-14"}),
    ("The army shelled the port before it withdrew on Friday.", {"withdrew": "2023-09-15", "shelled": None}),
    (
        "She will visit Oslo on Friday, her office announced on Sunday.",
        {"visit": "2023-09-22", "announced": "2023-09-17"},
    ),
    ("Rebels who seized the mine in May were jailed on Monday.", {"seized": "2023-05", "jailed": "2023-09-18"}),
    ("The general has bombed the city since Thursday.", {"bombed": "2023-09-14"}),
    ("The two presidents met and signed a pact.", {"met": None, "signed": None}),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_governing_time(nlp: Language, text: str, wanted: dict[str, str | None]) -> None:
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = Reading(article_from_text(text, published="2023-09-18"), doc)
    reading = Reading.of(nlp(doc))
    found = {}
    for token in reading.doc:
        if token.text in wanted:
            time = governing_time(reading, token)
            found[token.text] = time.value if time else None
    assert found == wanted


def test_the_time_of_the_other_clause_says_what_it_dates(nlp: Language) -> None:
    text = "A day after touring a shipyard in Gdansk, the premier on Saturday opened a rail link."
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = Reading(article_from_text(text, published="2023-09-18"), doc)
    first = Reading.of(nlp(doc)).times[0]
    assert first.text == "A day after"
    assert first.reason == "dates 'touring', 1 day before 'Saturday' of its main clause"
