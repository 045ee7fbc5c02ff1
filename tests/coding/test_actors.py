"""Actors: names, titles, descriptions and seats of government, on own-written text."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import KEY, Reading
from dragoman.intake.text import article_from_text
from dragoman.record import Entity


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(["dragoman_actors", "dragoman_coreference"])


def reading_of(nlp: Language, text: str, published: str | None = "2023-09-18") -> Reading:
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = Reading(article_from_text(text, published=published), doc)
    return Reading.of(nlp(doc))


def entities_at(reading: Reading, words: str, nth: int = 0) -> list[Entity]:
    start = -1
    for _ in range(nth + 1):
        start = reading.article.text.index(words, start + 1)
    found = [m for m in reading.mentions if m.start <= start and m.end >= start + len(words)]
    assert all(reading.article.text[m.start : m.end] == m.text for m in reading.mentions)
    return [reading.entities[m.entity] for m in found]


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Russian troops crossed the river.", "troops", "RUS"),
        ("The government of Japan resigned.", "government", "JPN"),
        ("Rebels in Ivory Coast laid down their arms.", "Rebels", "CIV"),
        ("Dozens of demonstrators in Yerevan were held.", "demonstrators", "ARM"),
        ("The U.S. embassy was closed.", "embassy", "USA"),
    ],
)
def test_described_actors_have_the_state_that_the_words_name(nlp: Language, text: str, words: str, state: str) -> None:
    assert state in {entity.state for entity in entities_at(reading_of(nlp, text), words)}


def test_offices_resolve_by_date(nlp: Language) -> None:
    text = "The Russian president met the German chancellor."
    now = reading_of(nlp, text, "2023-09-18")
    assert {e.id for e in entities_at(now, "president")} >= {"person:vladimir-putin"}
    assert {e.id for e in entities_at(now, "chancellor")} >= {"person:olaf-scholz"}
    before = reading_of(nlp, text, "2010-05-01")
    assert {e.id for e in entities_at(before, "chancellor")} >= {"person:angela-merkel"}
    undated = reading_of(nlp, text, None)
    assert all(not e.known for e in entities_at(undated, "president") if e.kind == "person")


def test_titles_and_appositions_describe_unknown_persons(nlp: Language) -> None:
    text = (
        "Chilean Fisheries Minister Rosa Villanueva met Tomas Brekke, governor of Norway's Vestland county. "
        "Ms Villanueva thanked Mr Brekke."
    )
    reading = reading_of(nlp, text)
    rosa = next(e for e in entities_at(reading, "Rosa Villanueva") if e.kind == "person")
    tomas = next(e for e in entities_at(reading, "Tomas Brekke") if e.kind == "person")
    assert (rosa.state, rosa.sector, rosa.known) == ("CHL", "GOV", False)
    assert (tomas.state, tomas.sector) == ("NOR", "GOV")
    assert tomas.role is not None
    assert tomas.role.startswith("governor")
    assert rosa.id in {e.id for e in entities_at(reading, "Villanueva", 1)}
    assert tomas.id in {e.id for e in entities_at(reading, "Brekke", 1)}


def test_bare_surname_with_a_title_is_the_leader_of_the_day(nlp: Language) -> None:
    reading = reading_of(nlp, "Mr Putin praised Mr Kim in Russia and North Korea.", "2023-09-18")
    assert "person:vladimir-putin" in {e.id for e in entities_at(reading, "Putin")}
    assert "person:kim-jong-un" in {e.id for e in entities_at(reading, "Kim")}


@pytest.mark.parametrize(
    ("text", "government"),
    [
        ("Moscow has turned to its allies.", True),
        ("Talks between Moscow and Pyongyang failed.", True),
        ("Moscow's decision surprised many.", True),
        ("He lives in Moscow.", False),
        ("They travelled to Moscow by train.", False),
        ("Tourists like to visit Moscow.", False),
    ],
)
def test_capitals_are_governments_only_where_they_act(nlp: Language, text: str, government: bool) -> None:
    found = [m for m in reading_of(nlp, text).mentions if m.text == "Moscow" and m.kind == "state"]
    assert bool(found) is government


def test_ambiguous_names_need_context(nlp: Language) -> None:
    person = reading_of(nlp, "Jordan Henderson scored twice for the club.")
    assert "state:JOR" not in person.entities
    state = reading_of(nlp, "Georgian police closed the road. Tbilisi said Georgia would complain to Russia.")
    assert "state:GEO" in {e.id for e in entities_at(state, "Georgia would")} | set(state.entities)


def test_state_media_are_publishers_of_their_state(nlp: Language) -> None:
    found = entities_at(reading_of(nlp, "Belarusian state media showed the parade."), "state media")
    assert {(e.kind, e.state) for e in found} == {("publisher", "BLR")}
