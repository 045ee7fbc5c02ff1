"""Concerns of a whole article: talks about arms are discussed, not done; who calls them illegal is kept apart."""

from __future__ import annotations

import pytest

from dragoman.coding.reader import Reader
from dragoman.concerns import with_concerns
from dragoman.intake.text import article_from_text
from dragoman.record import Concern, Record

ARTICLE = (
    "Tokyo uneasy as Moscow and Pyongyang draw closer\n\n"
    "TOKYO, Sept. 20 (Reuters) - Japan said on Wednesday that the world should watch the friendship between Russia and "
    "North Korea with care.\n\n"
    "North Korean leader Kim Jong Un met Russian President Vladimir Putin at a spaceport last week to discuss closer "
    "military co-operation.\n\n"
    "North Korea may neither buy nor sell weapons under a United Nations embargo of 2006.\n\n"
    '"Arms deals between Russia and North Korea violate the resolutions of the Security Council," Japanese Foreign '
    "Minister Yoko Kamikawa told reporters in Tokyo.\n\n"
    "Kim was shown fighter jets at a plant in the Russian Far East, and fed dolphins at an aquarium.\n\n"
    "The university in Vladivostok would like to have more students from North Korea, its rector said.\n"
)
ARMS = {"PRK-1718-8ai", "PRK-1718-8b", "PRK-1874-9", "PRK-1874-10", "PRK-2270-6"}


@pytest.fixture(scope="module")
def record(reader: Reader) -> Record:
    """The record of the article, with its concerns."""
    return with_concerns(reader.read(article_from_text(ARTICLE, published="2023-09-20", publisher="Reuters")))


def of_meeting(record: Record) -> list[Concern]:
    event = next(
        event
        for event in record.events
        if event.type == "CONSULT" and any(one.kind == "military_cooperation_agreement" for one in event.activities)
    )
    return [concern for concern in record.concerns if concern.event == event.id]


def test_talks_about_arms_point_to_the_arms_provisions_as_discussed(record: Record) -> None:
    found = of_meeting(record)
    assert {concern.provision for concern in found} >= ARMS
    assert {concern.status for concern in found} == {"discussed"}
    assert all("spoken of, not reported as done" in concern.against for concern in found)
    reasons = {concern.provision: concern.reasons[0] for concern in found}
    assert "1718 para 8(b), in force since 2006-10-14; confidence verified" in reasons["PRK-1718-8b"]
    assert "1874 para 9, in force since 2009-06-12" in reasons["PRK-1874-9"]


def test_nothing_is_reported_as_done(record: Record) -> None:
    assert {concern.status for concern in record.concerns} <= {"discussed", "planned"}
    assert {concern.provision.split("-")[0] for concern in record.concerns} == {"PRK"}


def test_who_calls_it_illegal_is_kept_as_an_attribution(record: Record) -> None:
    said = {one.id: one for one in record.attributions}
    named = {said[name].source_entity for concern in of_meeting(record) for name in concern.called_illegal}
    assert named == {"person:yoko-kamikawa"}


def test_an_article_without_any_date_has_no_concern(reader: Reader) -> None:
    record = with_concerns(reader.read(article_from_text("North Korea shipped artillery shells to Russia.")))
    assert record.events[0].activities
    assert record.concerns == []


def test_a_dated_act_in_an_article_without_date(reader: Reader) -> None:
    text = "North Korea shipped artillery shells to Russia on 14 November 2023."
    record = with_concerns(reader.read(article_from_text(text)))
    assert {concern.provision for concern in record.concerns} == {"PRK-1718-8b", "PRK-1874-9"}
    assert record.concerns[0].against == []


def test_aid_with_approval_says_so(reader: Reader) -> None:
    text = (
        "The Red Crescent shipped ambulances and trucks to North Korea as humanitarian aid, with the approval of the "
        "sanctions committee."
    )
    record = with_concerns(reader.read(article_from_text(text, published="2021-03-04")))
    against = next(one.against for one in record.concerns if one.provision == "PRK-2397-7")
    assert any("humanitarian" in text for text in against)
    assert any(text.startswith("exemptions: ") for text in against)


def test_a_denial_names_who_denies(reader: Reader) -> None:
    text = "North Korea denied that it had sent artillery shells to Russia."
    record = with_concerns(reader.read(article_from_text(text, published="2023-09-04")))
    assert {concern.status for concern in record.concerns} == {"denied"}
    assert "denied by state:PRK" in record.concerns[0].against


def test_concerns_are_made_anew(record: Record) -> None:
    assert with_concerns(record) == record
