"""Events through the whole reader, on own-written reports."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Event, Record

DAY = "2024-03-14"


def read(reader: Reader, text: str, published: str | None = DAY) -> Record:
    return reader.read(article_from_text(text, published=published))


def states_of(record: Record, entities: list[str]) -> set[str | None]:
    by_id = {entity.id: entity for entity in record.entities}
    return {by_id[entity].state for entity in entities}


def one(record: Record, kind: str) -> Event:
    found = [event for event in record.events if event.type == kind]
    assert len(found) == 1, [(e.type, e.actors, e.recipients, e.reasons) for e in record.events]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Egyptian police arrested dozens of Sudanese students near the border.", "COERCE", "EGY", "SDN"),
        ("Two Norwegian diplomats were expelled by Belarus, the ministry in Oslo said.", "SANCTION", "BLR", "NOR"),
        ("The Kremlin condemned Latvia for closing the crossing.", "ACCUSE", "RUS", "LVA"),
        ("Ecuador's president, who had visited Peru in May, praised Chile for its help.", "SUPPORT", "ECU", "CHL"),
        ("Seoul refused to sell ammunition to Poland.", "REJECT", "KOR", "POL"),
        ("Kenya has agreed to send engineers to Somalia.", "AGREE", "KEN", "SOM"),
        ("Turkey threatened to close its ports to Greece.", "THREATEN", "TUR", "GRC"),
        ("Rwanda urged Burundi to reopen the road.", "REQUEST", "RWA", "BDI"),
        ("France lifted sanctions on Mali after the vote.", "RETREAT", "FRA", "MLI"),
    ],
)
def test_who_did_what_to_whom(reader: Reader, text: str, kind: str, actor: str, recipient: str) -> None:
    record = read(reader, text)
    event = next((e for e in record.events if e.type == kind and actor in states_of(record, e.actors)), None)
    assert event is not None, [(e.type, e.actors, e.recipients) for e in record.events]
    assert recipient in states_of(record, event.recipients)
    assert event.reasons
    assert 0 < event.confidence < 1


def test_reciprocal_acts_join_both_sides(reader: Reader) -> None:
    record = read(reader, "Portugal and Spain signed a treaty on river water in Lisbon.")
    event = one(record, "SUPPORT")
    assert states_of(record, event.actors + event.recipients) == {"PRT", "ESP"}


def test_future_cooperation_is_agree_and_future_force_is_threaten(reader: Reader) -> None:
    record = read(reader, "Finland will provide tents to Moldova. Iran said it would attack Israel.")
    agree, threat = one(record, "AGREE"), one(record, "THREATEN")
    assert (agree.factuality, threat.factuality) == ("future", "happened")  # the threat has been made
    assert states_of(record, threat.actors) == {"IRN"}


def test_negated_acts_say_so(reader: Reader) -> None:
    record = read(reader, "Vietnam did not arrest any Chinese fishermen.")
    assert [event.factuality for event in record.events if event.type == "COERCE"] == ["negated"]


def test_old_acts_are_history(reader: Reader) -> None:
    record = read(reader, "In 1990 Iraq invaded Kuwait.")
    assert one(record, "ASSAULT").factuality == "historical"


def test_the_governing_time_counts_not_the_nearest(reader: Reader) -> None:
    record = read(reader, "Japan said on Monday that China had detained two of its citizens on 2 March.")
    event = one(record, "COERCE")
    assert event.when.value == "2024-03-02"
    record = read(reader, "Japan said on Monday that China had detained two of its citizens.")
    assert one(record, "COERCE").when.value is None
    assert one(record, "COERCE").when.reason


def test_a_visit_has_its_venue_and_its_hosts(reader: Reader) -> None:
    text = (
        "The Polish foreign minister travelled to Tbilisi on Tuesday, "
        "where Georgian officials showed him the new port. A day after visiting a shipyard in Batumi, he met the mayor."
    )
    record = read(reader, text)
    visit = next(event for event in record.events if event.mode == "visit")
    assert visit.where is not None
    assert visit.where.role == "venue"
    assert visit.when.value == "2024-03-12"
    assert "GEO" in states_of(record, visit.recipients)


def test_what_a_treaty_forbids_is_no_act(reader: Reader) -> None:
    record = read(reader, "Eritrea is subject to an embargo that bans Asmara from buying tanks.")
    assert record.events == []


def test_who_says_so(reader: Reader) -> None:
    record = read(reader, "Cuba expelled a Spanish consul, Spanish state media said.")
    event = one(record, "SANCTION")
    attribution = next(a for a in record.attributions if a.id == event.attribution)
    assert attribution.source_entity is not None
    assert attribution.source_entity.startswith("publisher:")


def test_a_quoted_judgement_is_an_accusation_by_the_speaker(reader: Reader) -> None:
    text = "“The blockade by Azerbaijan is illegal and inhumane,” the Armenian prime minister said."
    record = read(reader, text)
    event = next(event for event in record.events if event.type == "ACCUSE")
    assert states_of(record, event.actors) == {"ARM"}
    assert states_of(record, event.recipients) == {"AZE"}


def test_a_passive_without_agent_is_not_blamed_on_the_reporter(reader: Reader) -> None:
    record = read(reader, "Qatar said that five Kenyan soldiers had been killed.")
    assert all("state:QAT" not in event.actors for event in record.events if event.type == "ASSAULT")


def test_events_hang_together(reader: Reader) -> None:
    record = read(reader, "Sweden summoned the Iranian ambassador and condemned Tehran. Denmark backed Sweden.")
    entities = {entity.id for entity in record.entities}
    for event in record.events:
        assert set(event.actors + event.recipients + event.materiel) <= entities
        for span in event.trigger:
            assert event.sentence.start <= span.start < span.end <= event.sentence.end
    assert len({event.id for event in record.events}) == len(record.events)
