"""Actors without a name, and which state they belong to: whole reader, own-written reports."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Entity, Event, Record


def read(reader: Reader, text: str, published: str | None = "2024-03-14") -> Record:
    return reader.read(article_from_text(text, published=published))


def event_of(record: Record, kind: str) -> Event:
    found = [event for event in record.events if event.type == kind]
    assert found, [(e.type, e.actors, e.recipients) for e in record.events]
    return found[0]


def entities(record: Record, ids: list[str]) -> list[Entity]:
    return [entity for one in ids for entity in record.entities if entity.id == one]


def test_victims_and_rebels_belong_where_it_happened(reader: Reader) -> None:
    record = read(reader, "Rebels killed six villagers in Chad on Monday.")
    event = event_of(record, "ASSAULT")
    found = entities(record, event.actors + event.recipients)
    assert [entity.state for entity in found] == ["TCD", "TCD"]
    assert any("where it happened" in reason for entity in found for reason in entity.reasons)


def test_soldiers_may_be_from_elsewhere(reader: Reader) -> None:
    record = read(reader, "Soldiers killed six villagers in Chad on Monday.")
    assert [entity.state for entity in entities(record, event_of(record, "ASSAULT").actors)] == [None]


def test_police_deal_with_their_own(reader: Reader) -> None:
    record = read(reader, "Peruvian police dispersed angry demonstrators with dogs.")
    event = event_of(record, "COERCE")
    assert [entity.state for entity in entities(record, event.recipients)] == ["PER"]


def test_a_court_between_states_is_at_home_nowhere(reader: Reader) -> None:
    record = read(reader, "Kosovo's prime minister has been indicted by the U.N. war crimes court.")
    court = next(entity for entity in record.entities if "court" in entity.name)
    assert court.state is None


def test_nobody_named_for_a_bomb_is_an_unidentified_attacker(reader: Reader) -> None:
    record = read(reader, "A roadside bomb killed two Italian soldiers in Somalia.")
    event = event_of(record, "ASSAULT")
    (attackers,) = entities(record, event.actors)
    assert (attackers.sector, attackers.state) == ("UAF", "SOM")
    assert attackers.reasons
    assert [entity.state for entity in entities(record, event.recipients)] == ["ITA"]


def test_a_bombing_that_somebody_did_is_theirs(reader: Reader) -> None:
    record = read(reader, "A car bombing by Boko Haram killed ten traders in Niger.")
    assert event_of(record, "ASSAULT").actors == ["group:boko-haram"]


def test_arrests_are_made_by_those_who_rule_there(reader: Reader) -> None:
    record = read(reader, "The Swiss reporter Anna Keller was arrested in Laos.")
    event = event_of(record, "COERCE")
    assert [entity.state for entity in entities(record, event.actors)] == ["LAO"]


def test_the_expelled_leave_whoever_expelled_them(reader: Reader) -> None:
    record = read(reader, "Two Danish diplomats have been expelled from Belarus.")
    event = event_of(record, "SANCTION")
    assert [entity.state for entity in entities(record, event.actors)] == ["BLR"]
    assert [entity.state for entity in entities(record, event.recipients)] == ["DNK"]


def test_forces_that_are_sent_act(reader: Reader) -> None:
    record = read(reader, "Indian peacekeepers were deployed to Lebanon.")
    event = next(event for event in record.events if event.type in {"AID", "MOBILIZE"})
    assert [entity.state for entity in entities(record, event.actors)] == ["IND"]


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Iranian Kurds marched in the rain.", "Iranian Kurds", "IRN"),
        ("A rebel group based in Uganda attacked the town.", "rebel group", "UGA"),
        ("Students throughout Bolivia staged a protest.", "Students", "BOL"),
        ("Norway sheltered 200 refugees fleeing Eritrea.", "200 refugees", "ERI"),
        ("Ethnic Serb fighters in Bosnia attacked the town.", "Ethnic Serb fighters", "BIH"),
        ("The Albanians of southern Serbia marched in the rain.", "Albanians", "SRB"),
    ],
)
def test_homes_of_described_actors(reader: Reader, text: str, words: str, state: str) -> None:
    record = read(reader, text)
    mention = next(m for m in record.mentions if m.text.startswith(words) and m.kind in {"group", "organisation"})
    assert next(entity.state for entity in record.entities if entity.id == mention.entity) == state


def test_counted_nationals_are_people(reader: Reader) -> None:
    record = read(reader, "Thousands of Bolivians marched against the Bolivian government.")
    (actor,) = entities(record, event_of(record, "PROTEST").actors)
    assert (actor.kind, actor.sector, actor.state) == ("group", "CVL", "BOL")


def test_one_noun_for_two_states_is_two_actors(reader: Reader) -> None:
    record = read(
        reader, "Egyptian and Jordanian warships shelled the coast. Kenyan and Ugandan troops attacked rebels."
    )
    event = next(event for event in record.events if "rebels" in str(event.recipients))
    assert {entity.state for entity in entities(record, event.actors)} == {"KEN", "UGA"}


def test_ships_act_for_all_their_states(reader: Reader) -> None:
    record = read(reader, "Egyptian and Jordanian warships shelled the coast of Yemen.")
    event = event_of(record, "ASSAULT")
    assert {entity.state for entity in entities(record, event.actors)} == {"EGY", "JOR"}
