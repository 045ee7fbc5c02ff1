"""Names that no list holds or that the parser got wrong: whole reader, own-written reports."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.knowledge.leaders import leaders
from dragoman.record import Entity, Record


def read(reader: Reader, text: str, published: str | None = None) -> Record:
    return reader.read(article_from_text(text, published=published))


def named(record: Record, text: str) -> Entity:
    mention = next((m for m in record.mentions if m.text == text and m.kind != "place"), None)
    assert mention is not None, [(m.text, m.kind) for m in record.mentions]
    return next(entity for entity in record.entities if entity.id == mention.entity)


@pytest.mark.parametrize(
    ("text", "surname", "person"),
    [
        ("Mozambique is happy. Museveni attended the fair in Kampala.", "Museveni", "person:yoweri-museveni"),
        ("The farmers thanked Milei for the rain.", "Milei", "person:javier-milei"),
    ],
)
def test_a_surname_of_one_leader_alone_is_the_leader(reader: Reader, text: str, surname: str, person: str) -> None:
    assert named(read(reader, text), surname).id == person


def test_a_surname_means_nobody_who_was_not_in_office(reader: Reader) -> None:
    record = read(reader, "The farmers thanked Milei for the rain.", published="2003-05-01")
    assert not any(entity.id == "person:javier-milei" for entity in record.entities)


def test_common_surnames_are_nobody_by_themselves() -> None:
    assert not leaders().lone_surnames & {"Khan", "Brown", "Kim", "Singh", "Johnson", "May", "John"}
    assert leaders().lone("Brown") is None


@pytest.mark.parametrize("name", ["Omar Hassan al-Bashir", "Omar El Bashir", "Omer al-Bashir"])
def test_spellings_of_a_leader(name: str) -> None:
    term = leaders().in_full(name)
    assert term is not None
    assert (term.person_id, term.state) == ("person:omar-al-bashir", "SDN")


@pytest.mark.parametrize("name", ["Ahmed al-Bashir", "Omar Suleiman", "Tony Brown"])
def test_another_first_name_is_another_person(name: str) -> None:
    assert leaders().in_full(name) is None


def test_a_title_before_a_name_makes_a_person(reader: Reader) -> None:
    record = read(reader, "Kenya freed the Ugandan sergeant Okello Abura on Monday.")
    person = named(record, "Okello Abura")
    assert (person.kind, person.state) == ("person", "UGA")


def test_police_of_a_city_are_no_person(reader: Reader) -> None:
    record = read(reader, "Mumbai Police, on Friday, arrested a Ghanaian trader.")
    assert not any(entity.kind == "person" and "Police" in entity.name for entity in record.entities)
    assert any(event.type == "COERCE" for event in record.events)


def test_a_name_without_a_label_that_acts_is_an_actor(reader: Reader) -> None:
    record = read(reader, "Okwemba cancelled a visit to Uruguay.")
    entity = named(record, "Okwemba")
    assert any("guess" in reason for reason in entity.reasons)
    assert [event.actors for event in record.events] == [[entity.id]]
