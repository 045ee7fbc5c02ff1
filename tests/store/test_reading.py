"""Reading: an article with public ids for all that was found in it, and with what analysts said of it."""

from __future__ import annotations

import pytest

from dragoman.desk import Desk
from dragoman.formats.layers import Layers
from dragoman.record import Record
from dragoman.store.reading import ReadAttribution, Reading
from dragoman.store.refusals import QueryError, UnknownIdError


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with four articles."""
    opened = Desk(store)
    opened.add_records(coded.values())
    return opened


def read(desk: Desk, publisher: str) -> Reading:
    """The article of a publisher."""
    [found] = [one for one in desk.articles().articles if one.publisher == publisher]
    return desk.read_article(found.id)


def named(desk: Desk, article: str, name: str) -> ReadAttribution:
    """An attribution of an article."""
    return next(one for one in desk.read_article(article).attributions if one.id == name)


def test_articles_are_listed_the_newest_first(desk: Desk) -> None:
    found = desk.articles()
    assert found.total == 4
    assert [one.publisher for one in found.articles] == [
        "Associated Press", "KCNA", "Gulf Morning Post", "Reuters",
    ]  # fmt: skip
    assert all(one.mentions == len(desk.read_article(one.id).mentions) for one in found.articles)
    assert [one.publisher for one in desk.articles(first=1, limit=2).articles] == ["KCNA", "Gulf Morning Post"]
    words = desk.articles('"artillery shells"')
    assert (words.total, [one.publisher for one in words.articles]) == (1, ["Associated Press"])
    with pytest.raises(QueryError):
        desk.articles("-")


def test_ids_lead_to_the_same_things_as_everywhere(desk: Desk, coded: dict[str, Record]) -> None:
    reading = read(desk, "Associated Press")
    assert reading.record == desk.record(reading.id)
    assert len(reading.mentions) == len(coded["accused"].events)
    assert len(reading.attributions) == len(coded["accused"].attributions)
    for mention in reading.mentions:
        shown = next(one for one in desk.show(mention.event).mentions if one.id == mention.id)
        assert (shown.chain, shown.attribution, shown.origin) == (mention.chain, mention.attribution, mention.origin)
        assert (shown.start, shown.end) == (mention.sentence.start, mention.sentence.end)
        [citation] = desk.cite(mention.id)
        assert citation.text() == mention.citation
    for said in reading.attributions:
        [citation] = desk.cite(said.id)
        assert citation.text() == said.citation
    assert desk.cite(reading.id)[0].text() == reading.citation
    assert {name for one in reading.attributions for name in one.mentions} == {
        one.id for one in reading.mentions if one.attribution
    }


def test_concerns_stand_with_their_mentions(desk: Desk) -> None:
    reading = read(desk, "Associated Press")
    assert [one.provision for mention in reading.mentions for one in mention.concerns] == [
        one.provision for one in reading.record.concerns
    ]
    assert any(mention.concerns for mention in reading.mentions)


def test_copies_are_named(desk: Desk) -> None:
    reading = read(desk, "Reuters")
    [copy] = reading.copies
    assert copy.other == reading.id
    assert reading.others[copy.article].publisher == "Gulf Morning Post"


def test_a_corrected_source_and_a_rejected_attribution(desk: Desk) -> None:
    reading = read(desk, "Associated Press")
    said = next(one for one in reading.attributions if one.mentions)
    desk.review(said.id, "correct", fields={"source_entity": "publisher:kcna"}, note="it says so", author="me")
    corrected = named(desk, reading.id, said.id)
    assert (corrected.source, corrected.standing) == ("KCNA", "corrected")
    [review] = desk.read_article(reading.id).reviews
    assert (review.target, review.note) == (said.id, "it says so")
    desk.review(said.id, "reject")
    after = desk.read_article(reading.id)
    assert next(one for one in after.attributions if one.id == said.id).standing == "rejected"
    assert all(one.attribution != said.id for one in after.mentions)
    assert [one.id for one in after.mentions] == [one.id for one in reading.mentions]
    # What is rejected keeps its card, and is not marked in the text.
    layers = Layers(after)
    assert said.id in layers.numbers
    assert layers.numbers[said.id] not in {one.card for one in layers.marks()}


def test_a_corrected_and_a_rejected_mention(desk: Desk) -> None:
    reading = read(desk, "KCNA")
    mention = reading.mentions[0]
    desk.review(mention.id, "correct", fields={"type": "COOPERATE", "when_value": "2019-04"})
    found = next(one for one in desk.read_article(reading.id).mentions if one.id == mention.id)
    assert (found.type, found.when.value, found.when.precision, found.standing) == (
        "COOPERATE", "2019-04", "month", "corrected",
    )  # fmt: skip
    assert found.score is not None
    assert found.score > 0
    desk.review(mention.id, "reject")
    found = next(one for one in desk.read_article(reading.id).mentions if one.id == mention.id)
    assert found.standing == "rejected"


def test_a_rejected_event_is_told_at_its_mentions(desk: Desk) -> None:
    reading = read(desk, "KCNA")
    event = reading.mentions[0].event
    desk.review(event, "reject")
    after = desk.read_article(reading.id)
    assert after.mentions[0].event_standing == "rejected"
    assert [one.target for one in after.reviews] == [event]


def test_an_article_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(UnknownIdError):
        desk.read_article("ar-0000000000000")
