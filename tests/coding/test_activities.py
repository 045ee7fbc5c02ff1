"""Tests of dragoman_activities: what passes, from whom to whom, in whatever form the sentence has."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.intake.text import article_from_text
from dragoman.record import Activity, Record


def read(reader: Reader, text: str) -> Record:
    return reader.read(article_from_text(text, published="2023-11-14"))


def states(record: Record, names: list[str]) -> set[str | None]:
    known = {entity.id: entity.state for entity in record.entities}
    return {known[name] for name in names}


def passed(reader: Reader, text: str) -> list[tuple[str, set[str | None], set[str | None]]]:
    record = read(reader, text)
    return [
        (one.kind, states(record, one.givers), states(record, one.receivers))
        for event in record.events
        for one in event.activities
    ]


@pytest.mark.parametrize(
    "text",
    [
        "North Korea sold rockets to Syria.",
        "Syria bought rockets from North Korea.",
        "Rockets were sold to Syria by North Korea.",
        "Syria has received rockets from North Korea.",
        "The sale of rockets to Syria by North Korea went on for years.",
        "North Korea's sales of rockets to Syria alarmed Israel.",
        "North Korea supplied Syria with rockets.",
        "Syria was supplied with rockets by North Korea.",
        "The rockets that North Korea sold to Syria were found in a cave.",
        "North Korea gave Syria rockets.",
        "Syria's purchases of rockets from North Korea went on for years.",
        "Pyongyang agreed to sell rockets to Damascus.",
    ],
)
def test_the_direction_does_not_depend_on_the_form(reader: Reader, text: str) -> None:
    assert ("arms_transfer", {"PRK"}, {"SYR"}) in passed(reader, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("China bought coal from North Korea.", ("coal_trade", {"PRK"}, {"CHN"})),
        ("Poland employs thousands of North Korean workers.", ("workers_sent_abroad", {"PRK"}, {"POL"})),
        ("Cuban officers trained Angolan soldiers.", ("military_training", {"CUB"}, {"AGO"})),
        ("Angolan soldiers were trained by Cuban officers.", ("military_training", {"CUB"}, {"AGO"})),
        ("Iran and Sudan set up a joint venture.", ("joint_venture", {"IRN", "SDN"}, {"IRN", "SDN"})),
        ("Libya imported diesel from Italy.", ("oil_supply", {"ITA"}, {"LBY"})),
        ("Norway sold a ferry to Tanzania.", ("ship_sale_or_charter", {"NOR"}, {"TZA"})),
        ("Ukrainian engineers repaired missiles for Angola.", ("arms_repair_or_maintenance", {"UKR"}, {"AGO"})),
    ],
)
def test_kinds(reader: Reader, text: str, wanted: tuple[str, set[str], set[str]]) -> None:
    assert wanted in passed(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Coal prices rose in Poland and Germany.",
        "North Korea delivered rockets to its own army.",
        "China stopped buying coal from North Korea.",
        "The Workers' Party of Korea met in Pyongyang.",
        "The embargo bars North Korea from selling weapons.",
        "Kim gave up nuclear arms.",
        "China sent home the last North Korean workers.",
        "An athlete from Kenya trained for the Olympics in Japan.",
    ],
)
def test_what_only_looks_like_it(reader: Reader, text: str) -> None:
    assert passed(reader, text) == []


def one_activity(reader: Reader, text: str) -> Activity:
    return next(one for event in read(reader, text).events for one in event.activities)


def test_arms_have_the_goods_of_their_class(reader: Reader) -> None:
    assert one_activity(reader, "Serbia sold rifles and tanks to Angola.").goods == ["salw", "unroca_I"]
    assert one_activity(reader, "Serbia sold weapons to Angola.").goods == ["arms"]


def test_spans_are_the_words_that_say_so(reader: Reader) -> None:
    text = "Serbia sold rifles to Angola."
    found = one_activity(reader, text)
    assert [text[span.start : span.end] for span in found.spans] == ["sold", "rifles"]
    assert found.reasons == ["'sold' with 'rifles': frame sell"]


def test_an_act_that_no_event_reported_is_coded(reader: Reader) -> None:
    record = read(reader, "Two freighters unloaded North Korean coal at the Chinese port of Ningbo.")
    assert [event.type for event in record.events] == ["COOPERATE"]
    assert [event.id for event in record.events] == ["ev1"]


def test_what_is_wished_is_not_done(reader: Reader) -> None:
    record = read(reader, "Serbia wants missiles from Angola.")
    event = next(event for event in record.events if event.activities)
    assert event.factuality != "happened" or event.type == "REQUEST"


def test_transfers_at_sea_are_two_activities(reader: Reader) -> None:
    found = passed(reader, "A Chinese tanker transferred diesel to a North Korean ship on the high seas.")
    assert {kind for kind, *_ in found} == {"oil_supply", "ship_to_ship_transfer"}


def test_words_against_it_are_kept(reader: Reader) -> None:
    found = one_activity(reader, "Sweden donated trucks to Sudan as humanitarian aid.")
    assert found.against == ["the report speaks of humanitarian aid ('humanitarian')"]
