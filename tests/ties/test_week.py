"""The events of one week or month of a tie are those that its series counts, from both databases."""

from __future__ import annotations

import pytest
from tests.ties.conftest import Told, put

from dragoman.desk import Desk
from dragoman.store.refusals import QueryError

EVENTS = [
    Told("2020-12-28", "CONSULT", contexts=("diplomatic",)),
    Told("2021-01-03", "AGREE", "MDA", "NOR"),
    Told("2021-01-04", "ACCUSE", origins=2),
    Told("2021-01-06", "ASSAULT", "MDA", "NOR", contexts=("military",)),
    Told("2021-01-08", "AID", factuality="negated"),
    Told("2021-01-09", "SUPPORT", dated=False, origins=3),
    Told("2021-01-01", "AID", wide=30),
    Told("2021-01-20", "AID", wide=10),
    Told("2021-02-03", "CONSULT", "NOR", "FIN"),
]


@pytest.fixture
def desk(store: str) -> Desk:
    put(store, EVENTS)
    return Desk(store)


@pytest.mark.parametrize("by", ["week", "month"])
@pytest.mark.parametrize(
    "conditions", [{}, {"context": "military"}, {"kind": "words"}, {"since": "2021-01-02", "until": "2021-01-21"}]
)
def test_a_period_holds_what_the_series_counts(desk: Desk, by: str, conditions: dict[str, str]) -> None:
    with desk:
        ties = desk.ties("NOR", "MDA", by=by, **conditions)
        assert ties.events
        for one in ties.periods:
            held = desk.tie_events("MDA", "Norway", one.label, **conditions)
            assert (held.total, held.start, held.end) == (one.events, one.start, one.end)
            assert len(held.events) == held.total


def test_a_week_by_day_and_of_too_many_those_best_witnessed(desk: Desk) -> None:
    from dragoman.ties.week import events_of

    with desk:
        week = desk.tie_events("NOR", "MDA", "2021-W01")
        assert [(one.type, one.when_value) for one in week.events] == [
            ("SUPPORT", None), ("ACCUSE", "2021-01-04"), ("ASSAULT", "2021-01-06"),
        ]  # fmt: skip
        with desk.database.reading() as connection:
            best = events_of(connection, "NOR", "MDA", "2021-W01", limit=2)
        assert (best.total, {one.type for one in best.events}) == (3, {"SUPPORT", "ACCUSE"})
        assert desk.tie_events("NOR", "MDA", "1999-W10").events == []


@pytest.mark.parametrize("label", ["2021-W54", "2021-13", "2021", "W01", "2021-W1", ""])
def test_what_is_no_period_is_refused(desk: Desk, label: str) -> None:
    with desk, pytest.raises(QueryError, match="no week or month"):
        desk.tie_events("NOR", "MDA", label)
