"""Concerns in the store: of merged events, by their date and factuality, also after corrections, on both databases."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.desk import Desk
from dragoman.intake.text import article_from_text
from dragoman.record import Record
from dragoman.store.found import FoundEvent

REPORTS = (
    ("one", "Reuters", "2023-10-14", "North Korea sent artillery shells to Russia on October 10, officials said."),
    ("two", "Associated Press", "2023-10-15", "North Korea shipped artillery shells to Russia on October 10."),
    ("three", "Yonhap", "2023-10-16",
     '"The shells that North Korea sent to Russia on October 10 violate the resolutions," Yoon Suk Yeol said.'),
    ("four", "Xinhua", "2023-10-16", "India sold rifles to Armenia on October 10."),
)  # fmt: skip


@pytest.fixture(scope="module")
def records(reader: Reader) -> list[Record]:
    """The records of the reports."""
    articles = [
        article_from_text(text, published=day, publisher=publisher, url=f"https://dispatches.example/concerns/{name}")
        for name, publisher, day, text in REPORTS
    ]
    return list(reader.pipe(articles))


def shipment(desk: Desk) -> FoundEvent:
    found = desk.find(provision="PRK-1718-8b")
    assert len(found) == 1
    return found[0]


def test_a_merged_event_has_the_concerns_of_its_date(records: list[Record], store: str) -> None:
    with Desk(store) as desk:
        desk.add_records(records)
        event = shipment(desk)
        assert event.mentions >= 2
        assert {one.provision for one in event.concerns} == {"PRK-1718-8b", "PRK-1874-9"}
        assert {one.status for one in event.concerns} == {"reported"}
        assert event.activities[0].givers == ["PRK"]
        assert event.activities[0].receivers == ["RUS"]
        assert desk.find(provision="UN-DPRK") == desk.find(provision="any") == [event]
        assert len(desk.find(activity="arms_transfer")) == 2


def test_a_corrected_date_and_factuality_change_the_concerns(records: list[Record], store: str) -> None:
    with Desk(store) as desk:
        desk.add_records(records)
        event = shipment(desk)
        review = desk.review(event.id, "correct", fields={"when_value": "2007-10-10"})
        early = shipment(desk)
        assert {one.provision for one in early.concerns} == {"PRK-1718-8b"}
        assert desk.find(provision="PRK-1874-9") == []
        desk.withdraw(review)
        assert shipment(desk) == event
        desk.review(event.id, "correct", fields={"factuality": "negated"})
        assert {one.status for one in shipment(desk).concerns} == {"denied"}
        desk.review(event.id, "correct", fields={"when_value": "2001-10-10"})
        assert desk.find(provision="any") == []


def test_who_calls_it_illegal_stands_beside_it(records: list[Record], store: str) -> None:
    with Desk(store) as desk:
        desk.add_records(records)
        named = {name for event in desk.find(provision="any") for one in event.concerns for name in one.called_illegal}
        said = [desk.cite(name)[0].words for name in named]
    assert said
    assert all("violate the resolutions" in words for words in said)


def test_a_record_given_out_has_its_concerns(records: list[Record], store: str) -> None:
    with Desk(store) as desk:
        desk.add_records(records)
        given = list(desk.records())
    assert {one.provision for record in given for one in record.concerns} == {"PRK-1718-8b", "PRK-1874-9"}
    assert all(not record.concerns for record in records)
