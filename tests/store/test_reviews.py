"""Reviews: what an analyst says wins over the machine, survives recoding, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from tests.store.snapshot import snapshot

from dragoman.coding.reader import Reader
from dragoman.desk import Desk
from dragoman.merge.keys import public_id
from dragoman.record import Record
from dragoman.store.refusals import ReviewError, UnknownIdError
from dragoman.store.tables import attribution, event_mention

UNREVIEWED = ("article", "event_mention", "mention_block", "event", "event_facet", "attribution")


def machine_rows(store: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything but the reviews themselves."""
    found = snapshot(store)
    return {name: found[name] for name in UNREVIEWED}


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with four articles."""
    opened = Desk(store)
    opened.add_records(coded.values())
    return opened


def summit(desk: Desk) -> str:
    """The id of the meeting of 2019."""
    [found] = desk.find(type="CONSULT", between=("RUS", "PRK"))
    return found.id


def test_a_rejected_event_is_not_found(desk: Desk, store: str) -> None:
    before = machine_rows(store)
    review = desk.review(summit(desk), "reject", note="a test", author="me")
    assert desk.find(type="CONSULT", between=("RUS", "PRK")) == []
    [kept] = desk.find(type="CONSULT", between=("RUS", "PRK"), rejected=True)
    assert kept.standing == "rejected"
    desk.withdraw(review)
    assert machine_rows(store) == before
    assert [one.withdrawn is not None for one in desk.reviews()] == [True]


def test_a_corrected_event(desk: Desk) -> None:
    desk.review(summit(desk), "correct", fields={"type": "COOPERATE", "when_value": "2019-04", "reliability": "A"})
    # Beside it stands what was received of arms in another report.
    [found] = desk.find(type="COOPERATE", between=("RUS", "PRK"), until="2019")
    assert (found.when_value, found.when_precision, found.reliability, found.standing) == (
        "2019-04", "month", "A", "corrected",
    )  # fmt: skip
    assert found.quad == "material cooperation"


def test_the_latest_word_wins(desk: Desk) -> None:
    event = summit(desk)
    desk.review(event, "reject")
    desk.review(event, "confirm", note="after all")
    [found] = desk.find(type="CONSULT", between=("RUS", "PRK"))
    assert found.standing == "confirmed"
    assert [one.action for one in desk.show(event).reviews] == ["reject", "confirm"]


def test_a_rejected_mention_leaves_its_event(desk: Desk, store: str) -> None:
    before = machine_rows(store)
    event = desk.show(summit(desk))
    reviews = [desk.review(one.id, "reject") for one in event.mentions if one.article.publisher == "KCNA"]
    [left] = desk.find(type="CONSULT", between=("RUS", "PRK"))
    assert left.mentions == len(event.mentions) - len(reviews)
    assert "KCNA" not in {origin.name for origin in left.origins}
    for review in reviews:
        desk.withdraw(review)
    assert machine_rows(store) == before


def test_a_mention_corrected_to_another_day_is_another_event(desk: Desk, store: str) -> None:
    before = machine_rows(store)
    mention = next(
        one for one in desk.show(summit(desk)).mentions if one.article.publisher == "KCNA" and one.when_value
    )
    review = desk.review(mention.id, "correct", fields={"when_value": "2019-06-25"})
    assert {one.when_value for one in desk.find(type="CONSULT", between=("RUS", "PRK"))} == {"2019-04-25", "2019-06-25"}
    desk.withdraw(review)
    assert machine_rows(store) == before


def test_split_and_join(desk: Desk, store: str) -> None:
    before = machine_rows(store)
    event = desk.show(summit(desk))
    apart = [one.id for one in event.mentions if one.article.publisher == "KCNA"]
    split = desk.split(event.event.id, apart, note="two meetings")
    events = desk.find(type="CONSULT", between=("RUS", "PRK"))
    assert sorted(one.mentions for one in events) == sorted([len(apart), len(event.mentions) - len(apart)])
    joined = desk.join(*(one.id for one in events), note="one after all")
    assert [one.mentions for one in desk.find(type="CONSULT", between=("RUS", "PRK"))] == [len(event.mentions)]
    desk.withdraw(joined)
    assert len(desk.find(type="CONSULT", between=("RUS", "PRK"))) == 2
    desk.withdraw(split)
    assert machine_rows(store) == before


def test_new_reports_respect_a_split(store: str, coded: dict[str, Record]) -> None:
    with Desk(store) as desk:
        desk.add_records([coded["summit"], coded["talks"]])
        event = desk.show(summit(desk))
        desk.split(event.event.id, [one.id for one in event.mentions if one.article.publisher == "KCNA"])
        desk.add_records([coded["carried"]])
        events = desk.find(type="CONSULT", between=("RUS", "PRK"))
    assert len(events) == 2
    assert sorted(len(one.outlets) for one in events) == [1, 2]


def test_an_attribution(desk: Desk) -> None:
    with desk.database.reading() as connection:
        key = connection.execute(select(attribution.c.key).order_by(attribution.c.key)).scalars().first()
    target = public_id("at", int(key or 0))
    review = desk.review(target, "correct", fields={"stance": "deny"}, author="me")
    with desk.database.reading() as connection:
        row = connection.execute(select(attribution).where(attribution.c.key == key)).mappings().one()
    assert (row["stance"], row["standing"]) == ("deny", "corrected")
    desk.withdraw(review)
    with desk.database.reading() as connection:
        assert connection.execute(select(attribution.c.standing).where(attribution.c.key == key)).scalar() == "machine"


@pytest.mark.parametrize(
    ("target", "action", "fields", "error"),
    [
        ("ev-0000000000000", "confirm", {}, UnknownIdError),
        ("nonsense", "confirm", {}, UnknownIdError),
        (None, "correct", {"type": "NONSENSE"}, ReviewError),
        (None, "correct", {"colour": "red"}, ReviewError),
        (None, "correct", {"when_value": "soon"}, ReviewError),
        (None, "correct", {"credibility": 9}, ReviewError),
        (None, "correct", {}, ReviewError),
        (None, "confirm", {"type": "CONSULT"}, ReviewError),
    ],
)
def test_what_is_refused(
    desk: Desk, target: str | None, action: str, fields: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        desk.review(target or summit(desk), action, fields=fields)  # type: ignore[arg-type]
    assert desk.reviews() == []


def test_recoding_keeps_reviews(store: str, coded: dict[str, Record], reader: Reader) -> None:
    old = {name: record.model_copy(deep=True) for name, record in coded.items()}
    for record in old.values():
        record.coder.version = "0.0.1"
        # An older coder took the meetings for something else, and found an act that the present one does not.
        for event in record.events:
            event.type, event.quad = "COOPERATE", "material cooperation"
    lost = old["talks"].events[-1].model_copy(deep=True)
    lost.id, lost.trigger[0].start = "ev99", lost.trigger[0].start - 1
    old["talks"].events.append(lost)
    with Desk(store) as desk:
        desk.add_records(old.values())
        found = desk.find(between=("RUS", "PRK"), type="COOPERATE")
        desk.review(found[0].id, "confirm", note="seen")
        with desk.database.reading() as connection:
            key = connection.execute(select(event_mention.c.key).where(event_mention.c.local == "ev99")).scalar()
        desk.review(public_id("em", int(key or 0)), "correct", fields={"factuality": "negated"}, note="mine")
        assert desk.recode() == len(old)
        assert desk.recode() == 0
        with desk.database.reading() as connection:
            carried = connection.execute(select(event_mention).where(event_mention.c.carried)).mappings().all()
        assert [(one["local"], one["factuality"], one["standing"]) for one in carried] == [
            ("ev99", "negated", "corrected")
        ]
        [event] = desk.find(between=("RUS", "PRK"), type="CONSULT", since="2019", until="2019")
        assert len(desk.reviews()) == 2
        assert event.when_value == "2019-04-25"


def test_recoding_gives_the_store_of_the_new_coder(tmp_path: Path, coded: dict[str, Record]) -> None:
    store, other = str(tmp_path / "old.db"), str(tmp_path / "new.db")
    old = [record.model_copy(deep=True) for record in coded.values()]
    for record in old:
        record.coder.version = "0.0.1"
        record.events = record.events[:1]
    with Desk(store) as desk:
        desk.add_records(old)
        desk.recode()
        recoded = snapshot(store)
    with Desk(other) as desk:
        desk.add_records(coded.values())
    assert snapshot(other) == recoded


def test_a_corrected_attribution_moves_the_origin(desk: Desk, store: str) -> None:
    before = machine_rows(store)
    [aid] = desk.find(type="AID")
    [mention] = desk.show(aid.id).mentions
    assert mention.attribution is not None
    review = desk.review(mention.attribution, "correct", fields={"source_entity": "publisher:yonhap"})
    [shown] = desk.show(aid.id).mentions
    assert (shown.origin, shown.chain[-1]) == ("Yonhap", "Yonhap")
    [event] = desk.find(type="AID")
    assert [origin.name for origin in event.origins] == ["Yonhap"]
    assert "publisher:yonhap" in {one.source_entity for one in desk.record(mention.article.id).attributions}
    assert any(one.source_entity == "publisher:yonhap" for record in desk.records() for one in record.attributions)
    rejected = desk.review(mention.attribution, "reject")
    [shown] = desk.show(aid.id).mentions
    assert shown.attribution is None
    assert shown.origin == "Associated Press"
    desk.withdraw(rejected)
    desk.withdraw(review)
    assert machine_rows(store) == before


def test_records_of_one_store_make_another(desk: Desk, store: str, tmp_path: Path) -> None:
    other = str(tmp_path / "other.db")
    with Desk(other) as copy:
        copy.add_records(desk.records())
    tables = [name for name in UNREVIEWED if name != "article"]
    found, wanted = snapshot(other), snapshot(store)
    assert {name: found[name] for name in tables} == {name: wanted[name] for name in tables}
