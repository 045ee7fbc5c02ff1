"""Scores of events on own-made gold with figures worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.coding.pairs import TypeScore
from dragoman.errors import EvaluationError
from dragoman.evaluation.events import GoldEvent, calibration_of, load_gold, score_pairs, score_records
from dragoman.record import Article, Coder, Entity, Event, Mention, Record, Span


def gold(kind: str, name: str = "g") -> GoldEvent:
    return GoldEvent(id=name, text="Alpha hit Beta", type=kind, actor=(0, 5), recipient=(10, 14))


def scored(**shares: float) -> list[TypeScore]:
    return [TypeScore(name, None, share, ("own",)) for name, share in shares.items()]


def record(kind: str, actors: list[str], recipients: list[str], factuality: str = "happened") -> Record:
    return Record(
        coder=Coder(version="0", model="none"),
        article=Article(id="x", text="Alpha hit Beta"),
        mentions=[
            Mention(id="m1", start=0, end=5, text="Alpha", kind="state", entity="a"),
            Mention(id="m2", start=10, end=14, text="Beta", kind="state", entity="b"),
        ],
        entities=[
            Entity(id="a", name="Alpha", kind="state", state="RUS"),
            Entity(id="b", name="Beta", kind="state", state="PRK"),
        ],
        events=[
            Event(
                id="ev1", type=kind, quad="material conflict", score=-9, actors=actors, recipients=recipients,
                confidence=0.5, trigger=[Span(start=6, end=9)], sentence=Span(start=0, end=14),
                factuality=factuality,  # type: ignore[arg-type]
            )
        ],
    )  # fmt: skip


def test_pairs_by_hand() -> None:
    events = [gold("ASSAULT"), gold("AID"), gold("YIELD"), gold("YIELD")]
    figures = score_pairs(events, [scored(ASSAULT=0.8, AID=0.2), [], scored(RETREAT=1.0), scored(ASSAULT=0.6)]).figures
    # ASSAULT: P 1/2, R 1, F 2/3; AID: 0; YIELD: P 1, R 1/2, F 2/3
    assert figures["pairs_accuracy"] == pytest.approx(0.5)
    assert figures["pairs_macro_f1"] == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    # three were scored: 0.8 right, 1.0 right, 0.6 wrong
    assert figures["pairs_ece"] == pytest.approx((0.2 + 0 + 0.6) / 3)


def test_types_that_the_gold_merges_are_added_up() -> None:
    events = [gold("YIELD"), gold("AID")]
    found = [scored(AID=0.4, CONCEDE=0.35, RETREAT=0.25), scored(AID=0.4, CONCEDE=0.35, RETREAT=0.05)]
    assert score_pairs(events, found).figures["pairs_accuracy"] == pytest.approx(1)
    calibration = calibration_of(events, found)
    assert calibration.scores == pytest.approx([0.6, 0.4])
    assert calibration.right == [True, True]


def test_a_record_is_found_only_with_type_and_sides() -> None:
    events = [gold("ASSAULT")]
    assert score_records(events, [record("ASSAULT", ["a"], ["b"])]).figures["records_found"] == 1
    assert score_records(events, [record("ASSAULT", ["b"], ["a"])]).figures["records_found"] == 0
    wrong = score_records(events, [record("AID", ["a"], ["b"])]).figures
    assert (wrong["records_found"], wrong["records_pair"], wrong["records_type_precision"]) == (0, 1, 0)
    assert score_records(events, [record("ASSAULT", ["a"], ["b"], "negated")]).figures["records_pair"] == 0


def test_meetings_count_in_either_order() -> None:
    assert score_records([gold("CONSULT")], [record("CONSULT", ["b"], ["a"])]).figures["records_found"] == 1


def test_sentence_gold_asks_for_states() -> None:
    event = GoldEvent.model_validate(
        {"id": "s", "text": "x", "type": "ASSAULT", "actors": [{"text": "Alpha", "state": "RUS"}], "recipients": []}
    )
    assert score_records([event], [record("ASSAULT", ["a"], ["b"])]).figures["records_found"] == 1
    other = event.model_copy(update={"actors": [event.actors[0].model_copy(update={"state": "FRA"})]})
    assert score_records([other], [record("ASSAULT", ["a"], ["b"])]).figures["records_found"] == 0


def test_bad_gold_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    with pytest.raises(EvaluationError, match="cannot be read"):
        load_gold(path)
    path.write_text(json.dumps({"id": "1"}) + "\n")
    with pytest.raises(EvaluationError, match=r"gold\.jsonl:1"):
        load_gold(path)
    path.write_text("\n")
    with pytest.raises(EvaluationError, match="empty"):
        load_gold(path)
