"""Tests of dragoman_contexts: the PLOVER contexts of stretches of text and of events."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.coding.contexts import contexts_of
from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import Reading
from dragoman.knowledge.plover import plover
from dragoman.record import Entity, Event, Span


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(["dragoman_materiel", "dragoman_contexts"])


def codes(nlp: Language, text: str) -> list[str]:
    reading = Reading.of(nlp(text))
    return [code for code, _ in contexts_of(reading, 0, len(reading.doc))]


SENTENCES = {
    "military": "Two brigades crossed the river at dawn.",
    "intelligence": "The spy was traded for a banker.",
    "executive": "The cabinet reshuffle surprised the capital.",
    "legislative": "Lawmakers debated for nine hours.",
    "election": "Polling stations opened at seven.",
    "political_institutions": "The opposition party split in two.",
    "pro_democracy": "The generals promised a return to civilian rule.",
    "pro_autocracy": "Term limits were scrapped overnight.",
    "economic": "Tariffs on steel were raised.",
    "legal": "The judge refused bail.",
    "reparations": "Survivors were compensated after decades.",
    "human_rights": "A report listed human rights abuses.",
    "rights_freedoms": "Press freedom has shrunk.",
    "repression": "Riot police used tear gas.",
    "human_security": "Famine looms in the south.",
    "gender": "Women's rights were curtailed.",
    "lgbt": "The pride parade was banned.",
    "religion_ethnicity": "Sectarian anger grew in the valley.",
    "inequality": "Inequality has widened.",
    "diplomatic": "The ambassador was recalled.",
    "territory": "The annexation was never recognised.",
    "peacekeeping": "Peacekeepers left the airport.",
    "health": "Cholera spread through the camp.",
    "asylum": "Two athletes sought political asylum.",
    "migration": "Refugees crossed the lake.",
    "disasters": "The earthquake levelled four towns.",
    "natural_resource": "The oil pipeline was closed.",
    "environment": "Carbon emissions fell.",
    "technology": "Semiconductors are scarce.",
    "terrorism": "The car bomb went off at noon.",
    "cbrn": "Uranium enrichment has resumed.",
    "cyber": "Hackers emptied the register.",
    "misinformation": "Disinformation spread within hours.",
    "crime": "The gang robbed a jeweller.",
    "corruption": "The mayor took bribes.",
    "illegal_drugs": "Heroin was found in the hold.",
    "trafficking": "Smugglers used the old road.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_each_context_has_words_that_speak_of_it(nlp: Language, code: str, text: str) -> None:
    assert code in codes(nlp, text)


def test_every_context_of_plover_is_tried() -> None:
    assert set(SENTENCES) == set(plover().contexts)


@pytest.mark.parametrize(
    "text",
    [
        "The president met the prime minister.",
        "The government said so on Monday.",
        "The two countries agreed.",
        "An official confirmed the report.",
        "He took charge of the general store.",
        "The two sides traded barbs.",
        "The political climate is tense.",
        "In any case the tennis court is closed.",
        "The attack on his idea failed.",
        "Who aids the poor boy?",
    ],
)
def test_generic_words_say_nothing(nlp: Language, text: str) -> None:
    assert codes(nlp, text) == []


def test_two_weak_cues_are_enough_and_are_quoted(nlp: Language) -> None:
    reading = Reading.of(nlp("Workers called a strike over their working day."))
    assert ("economic", "'Workers', 'strike'") in contexts_of(reading, 0, len(reading.doc))


def test_materiel_is_military(nlp: Language) -> None:
    reading = Reading.of(nlp("He admired the Su-57 for an hour."))
    assert contexts_of(reading, 0, len(reading.doc)) == [("military", "'Su-57'")]


def test_an_office_before_a_name_says_little(nlp: Language) -> None:
    text = "The guests saw Health Minister Ada Quill."
    reading = Reading.of(nlp(text))
    person = Entity(id="person:ada-quill", name="Ada Quill", kind="person")
    first = next(token.i for token in reading.doc if token.text == "Ada")
    assert [code for code, _ in contexts_of(reading, 0, len(reading.doc))] == ["health"]
    reading.add_mention(first, first + 2, person)
    assert contexts_of(reading, 0, len(reading.doc)) == []


def coded(nlp: Language, text: str, trigger: str, **changes: object) -> Event:
    doc = nlp(text)
    reading = Reading.of(doc)
    start = text.index(trigger)
    base: dict[str, object] = {
        "id": "e1",
        "type": "AGREE",
        "quad": "verbal cooperation",
        "score": 1.0,
        "actors": [],
        "confidence": 0.5,
        "trigger": [Span(start=start, end=start + len(trigger))],
        "sentence": Span(start=0, end=len(text)),
    }
    reading.events.append(Event.model_validate(base | changes))
    reading.add_entity(Entity(id="organisation:army", name="Army", kind="organisation", sector="MIL"))
    nlp.get_pipe("dragoman_contexts")(doc)
    return reading.events[0]


def test_the_clause_of_the_trigger_comes_first(nlp: Language) -> None:
    text = "The ministers agreed on tariffs while soldiers guarded the hall."
    event = coded(nlp, text, "agreed")
    assert event.contexts == ["economic"]
    assert event.reasons == ["context economic: 'tariffs'"]


def test_the_sentence_helps_where_the_clause_says_nothing(nlp: Language) -> None:
    event = coded(nlp, "While soldiers guarded the hall, the two men agreed.", "agreed")
    assert event.contexts == ["military"]


def test_the_kind_of_act_and_the_sectors_speak_too(nlp: Language) -> None:
    event = coded(nlp, "The two men sat down.", "sat", type="CONSULT", actors=["organisation:army"])
    assert event.contexts == ["diplomatic", "military"]
    assert event.reasons == [
        "context diplomatic: the kind of act, CONSULT",
        "context military: Army is of sector MIL",
    ]
