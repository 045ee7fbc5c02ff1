"""The rows of ties: who has one by an event and who does not, what kind it is, and that they follow every change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from tests.store.snapshot import snapshot

from dragoman.desk import Desk
from dragoman.record import Article, Coder, Entity, Event, Record, Segment, Span, When
from dragoman.store.database import Database
from dragoman.store.events import UNKNOWN_DAY
from dragoman.store.tables import coverage, event, event_tie
from dragoman.store.tie_rows import context_bits, contexts_of, tie_rows

WORDS = "Envoys of both sides told reporters about the matter at length in the capital on that day number"


def party(state: str) -> dict[str, Any]:
    return {"id": f"state:{state}", "name": state, "kind": "state", "state": state}


def row(**given: Any) -> dict[str, Any]:
    """An event's row with what ties are made of."""
    actors, recipients = given.pop("actors", ["RUS"]), given.pop("recipients", ["PRK"])
    plain = {
        "key": 7, "type": "AID", "mode": None, "quad": "material cooperation", "score": 10.0,
        "contexts": '["military"]', "when_value": "2023-09-13", "day": 19613, "last_day": 19613,
        "factuality": "happened", "standing": "machine",
    }  # fmt: skip
    sides = {"actors": json.dumps([party(one) for one in actors]),
             "recipients": json.dumps([party(one) for one in recipients])}  # fmt: skip
    return plain | sides | given


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({}, 0),
        ({"type": "CONSULT", "quad": "verbal cooperation"}, 0),
        ({"factuality": "historical"}, 0),
        ({"type": "SUPPORT", "quad": "verbal cooperation"}, 1),
        ({"type": "ACCUSE", "quad": "verbal conflict"}, 1),
        ({"type": "AGREE", "quad": "verbal cooperation"}, 2),
        ({"factuality": "future"}, 2),
        ({"factuality": "hypothetical", "type": "ACCUSE", "quad": "verbal conflict"}, 2),
    ],
)
def test_acts_words_and_intentions(given: dict[str, Any], kind: int) -> None:
    (tie,) = tie_rows(row(**given))
    assert (tie["dyad"], tie["kind"], tie["dated"]) == ("PRK-RUS", kind, True)


@pytest.mark.parametrize(
    "given",
    [
        {"factuality": "negated"},
        {"standing": "rejected"},
        {"factuality": "historical", "when_value": None},
        {"day": UNKNOWN_DAY, "when_value": None},
        {"recipients": []},
        {"recipients": ["RUS"]},
    ],
)
def test_what_is_no_tie(given: dict[str, Any]) -> None:
    assert tie_rows(row(**given)) == []


def test_two_on_one_side_are_tied_only_by_what_is_done_together() -> None:
    accused = row(type="ACCUSE", quad="verbal conflict", actors=["USA"], recipients=["RUS", "PRK"])
    assert [tie["dyad"] for tie in tie_rows(accused)] == ["PRK-USA", "RUS-USA"]
    met = row(type="CONSULT", quad="verbal cooperation", actors=["USA", "KOR", "JPN"], recipients=[])
    assert [tie["dyad"] for tie in tie_rows(met)] == ["JPN-KOR", "JPN-USA", "KOR-USA"]


def test_an_undated_event_counts_and_says_so() -> None:
    (tie,) = tie_rows(row(when_value=None))
    assert not tie["dated"]


def test_a_corrected_type_counts_by_its_own_quad_and_score() -> None:
    (tie,) = tie_rows(row(type="ACCUSE", mode="allege", standing="corrected"))
    assert (tie["quad"], tie["kind"], tie["score"]) == (2, 1, -3.5)


def test_contexts_there_and_back() -> None:
    assert contexts_of(context_bits(["military", "cyber", "military"])) == ["military", "cyber"]
    assert contexts_of(0) == []


def record(number: int, kind: str, day: str | None, published: str, factuality: str = "happened") -> Record:
    """An article with one act between two states."""
    sentence = f"{WORDS} {number} {'abcdefgh'[number % 8] * 5}."
    body = f"Headline {number}\n\n{sentence}"
    start = body.index(sentence)
    made = Event(
        id="ev1", type=kind, quad="material cooperation" if kind == "AID" else "verbal conflict", score=1.0,
        actors=["state:NOR"], recipients=["state:MDA"], when=When(value=day, precision="day" if day else None),
        factuality=factuality, confidence=0.8, trigger=[Span(start=start, end=start + 6)],
        sentence=Span(start=start, end=len(body)), contexts=["aid"] if kind == "AID" else [],
    )  # fmt: skip
    article = Article(
        id=f"sha256:{number:016x}", text=body, published=published, url=f"https://dispatches.example/{number}",
        segments=[Segment(role="paragraph", start=start, end=len(body))],
    )  # fmt: skip
    states = [Entity(id=f"state:{code}", name=code, kind="state", state=code) for code in ("NOR", "MDA")]
    return Record(coder=Coder(version="0", model="none"), article=article, entities=states, events=[made])


RECORDS = [
    record(1, "AID", "2024-03-05", "2024-03-06"),
    record(2, "AID", None, "2024-03-09"),
    record(3, "ACCUSE", "2024-04-02", "2024-04-02"),
    record(4, "AID", "2024-05", "2024-06-02", "historical"),
    record(5, "AID", None, "2024-06-20", "historical"),
    record(6, "AID", "2024-06-21", "2024-06-20", "future"),
    record(7, "AID", "2024-06-25", "2024-06-26", "negated"),
]


def ties(where: str) -> list[tuple[Any, ...]]:
    database = Database(where, create=False)
    with database.reading() as connection:
        found = [
            tuple(one) for one in connection.execute(select(event_tie).order_by(event_tie.c.day, event_tie.c.event))
        ]
        every = [dict(one) for one in connection.execute(select(event)).mappings()]
        counted = connection.execute(select(func.coalesce(func.sum(coverage.c.events), 0))).scalar_one()
    database.close()
    expected = [tuple(tie.values()) for one in every for tie in tie_rows(one)]
    assert {one[:3] for one in found} == {one[:3] for one in expected}
    known = [one for one in every if one["factuality"] != "historical" or one["when_value"] is not None]
    assert counted == sum(one["standing"] != "rejected" for one in known)
    return found


def test_ties_follow_the_events_in_any_order_and_through_reviews(store: str, tmp_path: Path) -> None:
    with Desk(store) as desk:
        for one in reversed(RECORDS):
            desk.add_records([one])
        assert len(ties(store)) == 4, "the first two are reports of one act"
        first = next(one for one in desk.find(type="ACCUSE"))
        rejected = desk.review(first.id, "reject")
        assert len(ties(store)) == 3
        desk.withdraw(rejected)
        moved = desk.review(first.id, "correct", fields={"when_value": "2024-04-20", "type": "AID"})
        assert {one[5] for one in ties(store)} == {0, 2}
        desk.withdraw(moved)
    with Desk(tmp_path / "other.db") as other:
        other.add_records(RECORDS)
    before, after = snapshot(store), snapshot(str(tmp_path / "other.db"))
    assert before["event_tie"] == after["event_tie"]
    assert before["coverage"] == after["coverage"]


def test_a_store_of_the_version_before_gets_its_ties(store: str) -> None:
    with Desk(store) as desk:
        desk.add_records(RECORDS)
        desk.review(desk.find(type="ACCUSE")[0].id, "correct", fields={"type": "AID"})
    before = snapshot(store)
    database = Database(store, create=False)
    with database.engine.begin() as connection:
        downgrade(connection)
    database.close()
    after = snapshot(store)
    assert before["event_tie"] == after["event_tie"] != []
    assert before["coverage"] == after["coverage"] != []


def downgrade(connection: Any) -> None:
    """Take a store back to the version before."""
    from alembic import command
    from alembic.config import Config

    from dragoman.store.database import MIGRATIONS

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.downgrade(config, "0001")
    assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
