"""The order of events."""

from __future__ import annotations

from dragoman.formats.weight import by_weight, is_leading, weight
from dragoman.record import Record


def test_force_in_the_lead_comes_before_talks_to_come(record: Record) -> None:
    assert [event.id for event in by_weight(record)] == ["ev2", "ev1"]
    assert is_leading(record.events[1], record)
    assert not is_leading(record.events[0], record)


def test_what_did_not_happen_weighs_less(record: Record) -> None:
    event = record.events[1]
    for factuality in ("future", "hypothetical", "negated", "historical"):
        assert weight(event.model_copy(update={"factuality": factuality}), record) < weight(event, record)


def test_the_surer_and_the_more_states_the_weightier(record: Record) -> None:
    event = record.events[1]
    assert weight(event.model_copy(update={"confidence": 0.5}), record) < weight(event, record)
    assert weight(event.model_copy(update={"recipients": []}), record) < weight(event, record)


def test_an_event_without_a_score_has_a_weight(record: Record) -> None:
    assert weight(record.events[1].model_copy(update={"score": None}), record) > 0
