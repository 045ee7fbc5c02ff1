"""Acts that only links between mentions tell, and coded events whose sides are hardly joined."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.learned.links import NONE, features, is_open, judged, link_of, trigger_of
from dragoman.coding.linked import REASON
from dragoman.coding.reader import Reader
from dragoman.coding.reading import Reading
from dragoman.intake.text import article_from_text
from dragoman.knowledge.plover import plover
from dragoman.knowledge.type_choice import type_choice
from dragoman.record import Event, Record

# Words that no entry of the lexicon has.
UNLISTED = [
    ("The Kenyan army pummelled Somali militants for two days.", "ASSAULT"),
    ("Gunmen sprayed a Malian convoy with bullets.", "ASSAULT"),
    ("The Israeli army flattened the home of a Palestinian teacher.", "ASSAULT"),
    ("Ghana waived its visa rules for Togolese traders.", "RETREAT"),
    ("The Spanish court slapped the Catalan mayor with a fine.", "SANCTION"),
]


def read(reader: Reader, text: str) -> Record:
    return reader.read(article_from_text(text))


def linked(record: Record) -> list[Event]:
    return [event for event in record.events if REASON in event.reasons]


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def test_acts_that_no_entry_tells_are_found(reader: Reader) -> None:
    found = 0
    for text, kind in UNLISTED:
        record = read(reader, text)
        events = linked(record)
        assert all(event.actors and event.recipients for event in events)
        found += any(event.type == kind for event in events)
    assert found >= 4


def test_they_tell_why(reader: Reader) -> None:
    events = [event for text, _ in UNLISTED for event in linked(read(reader, text))]
    assert events
    for event in events:
        told = [reason for reason in event.reasons if "<-" in reason or "->" in reason]
        assert told
        assert any(f"{event.type} " in reason for reason in event.reasons)
        assert event.type not in type_choice().links.untold
        assert len(event.trigger) == 1


def test_what_the_lexicon_tells_is_not_told_twice(reader: Reader) -> None:
    record = read(reader, "Kenya accused Uganda of theft. Peru bombed a Chilean base. Ghana signed a treaty with Togo.")
    sides = [(event.type, tuple(event.actors), tuple(event.recipients)) for event in record.events]
    assert len(set(sides)) == len(sides)
    assert not linked(record)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda are neighbours of Tanzania.",
        "The storm passed between Cuba and Haiti on its way to Mexico.",
        "Lima, the capital of Peru, is larger than Quito.",
    ],
)
def test_no_act_is_made_of_none(reader: Reader, text: str) -> None:
    assert not linked(read(reader, text))


def test_the_shares_of_a_link_sum_to_one(parser: Language) -> None:
    doc = parser("Kenya accused Uganda of theft on Monday.")
    link = link_of(word(doc, "Kenya"), word(doc, "Uganda"))
    assert link is not None
    found = judged(link, set())
    assert set(found.shares) == {NONE, *plover().types}
    assert sum(found.shares.values()) == pytest.approx(1, abs=1e-4)
    assert found.act > 0.8
    assert max(found.shares, key=found.shares.__getitem__) == "ACCUSE"
    assert "ACCUSE" in found.reason("ACCUSE")


def test_a_link_has_its_words_and_its_trigger(parser: Language) -> None:
    doc = parser("Kenya launched an attack on Uganda.")
    link = link_of(word(doc, "Kenya"), word(doc, "Uganda"))
    assert link is not None
    assert (link.way[0].text, link.way[-1].text) == ("Kenya", "Uganda")
    trigger = trigger_of(link)
    assert trigger is not None
    assert trigger.text in {"launched", "attack"}
    assert features(link, set()) != features(link, {word(doc, "attack").i})


def test_ways_along_which_acts_never_lead_are_shut(parser: Language) -> None:
    doc = parser("Kenya accused Uganda of theft.")
    forth, back = (link_of(word(doc, a), word(doc, b)) for a, b in (("Kenya", "Uganda"), ("Uganda", "Kenya")))
    assert forth is not None
    assert back is not None
    assert is_open(forth)
    assert judged(back, set()).act < judged(forth, set()).act


def test_two_sentences_have_no_link(parser: Language) -> None:
    doc = parser("Kenya complained. Uganda laughed.")
    assert link_of(word(doc, "Kenya"), word(doc, "Uganda")) is None


def test_events_between_words_that_are_hardly_joined_are_left_out(reader: Reader) -> None:
    text = "Kenya, which borders the Uganda of the smugglers, helped to bridge gaps while Peru watched Chile."
    record = read(reader, text)
    names = {entity.id: entity.name for entity in record.entities}
    pairs = {(names[a], names[r]) for event in record.events for a in event.actors for r in event.recipients}
    assert ("Kenya", "Chile") not in pairs


@pytest.mark.parametrize(
    "text", [*(text for text, _ in UNLISTED), "Peru warned that it would not hesitate to bomb Chile."]
)
def test_every_event_has_its_grounds_and_no_other_has(reader: Reader, text: str) -> None:
    doc = next(reader.nlp.pipe([text]))
    reading = Reading.of(doc)
    assert [event.id for event, _ in reading.grounds] == [event.id for event in reading.events]
    assert all(reading.grounds_of(event) for event in reading.events)
