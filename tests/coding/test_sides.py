"""Sides of acts that words beside the act do not tell: whole reader, own-written reports."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Event, Record

PUBLISHED = "2025-03-05"


def read(reader: Reader, text: str) -> Record:
    return reader.read(article_from_text(text, published=PUBLISHED))


def states(record: Record, names: list[str]) -> list[str | None]:
    """The states of the entities with these ids."""
    home = {entity.id: entity.state for entity in record.entities}
    return [home[name] for name in names]


def sides(record: Record, event: Event) -> tuple[list[str | None], list[str | None]]:
    return states(record, event.actors), states(record, event.recipients)


def event_of(record: Record, kind: str, word: str = "") -> Event:
    text = record.article.text
    found = [
        event for event in record.events
        if event.type == kind and word in " ".join(text[span.start : span.end] for span in event.trigger)
    ]  # fmt: skip
    assert found, [(event.type, event.actors, event.recipients) for event in record.events]
    return found[-1]


STRIKE = "Norwegian jets struck a fuel depot near Odesa on Friday, killing six people. "


@pytest.mark.parametrize(
    ("sentence", "recipients"),
    [
        ("Chile condemned the strike.", ["NOR"]),
        ("Chile condemned the attack on Odesa after meeting Peruvian diplomats in Lima.", ["NOR"]),
        ("Chile condemned this strike as a violation of Ukraine's sovereignty.", ["NOR"]),
        ("Chile condemned Denmark's strike.", ["DNK"]),
        ("Norway condemned the strike.", []),
    ],
)
def test_a_deed_that_is_condemned_is_that_of_who_did_it(reader: Reader, sentence: str, recipients: list[str]) -> None:
    record = read(reader, STRIKE + sentence)
    event = event_of(record, "ACCUSE")
    assert states(record, event.recipients) == recipients
    if "NOR" in recipients:
        assert any("told before by" in reason for reason in event.reasons)


def test_a_deed_elsewhere_is_another_one(reader: Reader) -> None:
    record = read(reader, STRIKE + "Peru condemned the attack on Denmark.")
    assert "NOR" not in states(record, event_of(record, "ACCUSE").recipients)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The ministers of Zambia and Malawi, Jane Mwale and Peter Banda, signed an accord on Monday.",
            "ZMBMWI",
        ),
        ("Malawian and Zambian defense ministers Peter Banda and Jane Mwale signed an accord in Lusaka.", "MWIZMB"),
    ],
)
def test_two_names_share_out_two_states(reader: Reader, sentence: str, expected: str) -> None:
    record = read(reader, sentence)
    home = {entity.id: entity.state for entity in record.entities}
    assert (home["person:jane-mwale"], home["person:peter-banda"]) == ("ZMB", "MWI")
    events = [event for event in record.events if event.type == "SUPPORT"]
    assert [sides(record, event) for event in events] == [([expected[:3]], [expected[3:]])]


@pytest.mark.parametrize(
    "words",
    ["Norway's foreign minister Jane Mwale", "Norwegian foreign minister Jane Mwale", "President Jane Mwale of Norway"],
)
def test_a_title_tells_the_state_wherever_it_stands(reader: Reader, words: str) -> None:
    record = read(reader, f"{words} met Peruvian officials on Monday.")
    assert states(record, ["person:jane-mwale"]) == ["NOR"]


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient"),
    [
        ("Zambia and Malawi swapped 300 prisoners on Monday.", "ZMB", "MWI"),
        ("Zambia exchanged captives with Malawi.", "ZMB", "MWI"),
        ("Ukraine, Russia swap 300 prisoners hours after strike on Odesa", "UKR", "RUS"),
        ("A prisoner swap between Zambia and Malawi took place on Monday.", "ZMB", "MWI"),
    ],
)
def test_captives_are_exchanged_by_both(reader: Reader, sentence: str, actor: str, recipient: str) -> None:
    record = read(reader, sentence)
    event = event_of(record, "RETREAT")
    assert (event.mode, *sides(record, event)) == ("release", [actor], [recipient])


def test_the_first_of_two_states_in_a_headline_takes_part(reader: Reader) -> None:
    record = read(reader, "Pakistan, Afghanistan agree on border truce after talks in Doha")
    assert sides(record, event_of(record, "SUPPORT")) == (["PAK"], ["AFG"])


@pytest.mark.parametrize(
    ("sentence", "recipients"),
    [
        ("Norwegian minister Ola Dahl warned that Norway would again strike Danish positions.", ["DNK"]),
        ("Norwegian minister Ola Dahl warned that Norway would again strike hideouts across the border.", []),
        ("Norwegian minister Ola Dahl warned that Denmark would pay a price.", ["DNK"]),
        ("Norway warned that it would retaliate and could ban Danish officials from entry.", ["DNK"]),
    ],
)
def test_nobody_threatens_his_own_side(reader: Reader, sentence: str, recipients: list[str]) -> None:
    record = read(reader, sentence)
    assert states(record, event_of(record, "THREATEN").recipients) == recipients


def test_who_warns_of_what_a_state_will_do_speaks_for_it(reader: Reader) -> None:
    record = read(reader, "Defense Minister Ola Dahl warned that Norway would again strike hideouts in the hills.")
    assert sides(record, event_of(record, "THREATEN")) == (["NOR"], [])
    other = read(reader, "Deputy Ola Dahl said that Norway would pay a price.")
    assert all(entity.state is None for entity in other.entities if entity.id == "person:ola-dahl")


@pytest.mark.parametrize(
    ("text", "names", "place"),
    [
        ("The World Food Programme flew 40 tonnes of food into Goma on Friday.", {"person:goma"}, "COD"),
        ("Mark Rutte condemned the shelling of Odesa on Friday.", {"person:odesa", "organisation:odesa"}, "UKR"),
    ],
)
def test_a_place_is_no_actor(reader: Reader, text: str, names: set[str], place: str) -> None:
    record = read(reader, text)
    assert not names & {entity.id for entity in record.entities}
    assert place in {entity.state for entity in record.entities if entity.kind == "place"}


def test_what_an_act_led_to_happened_where_it_did(reader: Reader) -> None:
    record = read(reader, "Zambian jets struck a depot outside Kigali on Wednesday, killing six people.")
    killing = event_of(record, "ASSAULT", "killing")
    assert killing.where is not None
    assert killing.where.role == "venue"
    assert sides(record, killing) == (["ZMB"], ["RWA"])


def test_an_ambassador_is_not_the_one_at_the_united_nations(reader: Reader) -> None:
    record = read(
        reader,
        "Poland summoned the Russian ambassador on Monday. Poland then expelled two attaches of the embassy.",
    )
    assert event_of(record, "ACCUSE").recipients == ["person:rus-ambassador"]
    embassy = [entity for entity in record.entities if entity.id == "organisation:embassy"]
    assert [entity.state for entity in embassy] in ([], ["RUS"])
