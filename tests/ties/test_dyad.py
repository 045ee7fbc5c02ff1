"""The tie of two states, its partners and the movers: what is counted where, from both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.ties.conftest import Told, put

from dragoman.desk import Desk
from dragoman.store.refusals import QueryError
from dragoman.ties.found import Ties
from dragoman.ties.periods import Periods, number_of

EVENTS = [
    Told("2020-12-28", "CONSULT", contexts=("diplomatic",)),
    Told("2020-12-31", "AID", contexts=("economic", "diplomatic")),
    Told("2021-01-03", "AGREE", "MDA", "NOR"),
    Told("2021-01-04", "ACCUSE"),
    Told("2021-01-06", "ASSAULT", "MDA", "NOR", contexts=("military",)),
    Told("2021-01-07", "AID", factuality="future"),
    Told("2021-01-08", "AID", factuality="negated"),
    Told("2021-01-09", "SUPPORT", dated=False),
    Told("2021-01-01", "AID", wide=30),
    Told("2021-01-10", "AID", wide=400),
    Told("2021-02-02", "CONSULT", factuality="historical", dated=False),
    Told("2021-02-03", "CONSULT", "NOR", "FIN"),
    Told("2021-02-05", "CONSULT", "FIN", "CHL"),
    Told("2021-03-01", "PROTEST", "FIN", "MDA"),
]


@pytest.fixture
def desk(store: str) -> Desk:
    put(store, EVENTS)
    return Desk(store)


def events(ties: Ties) -> dict[str, int]:
    return {one.label: one.events for one in ties.periods if one.events}


def test_weeks(desk: Desk) -> None:
    with desk:
        ties = desk.ties("NOR", "Moldova")
    assert (ties.dyad, [one.name for one in ties.states]) == ("MDA-NOR", ["Moldova", "Norway"])
    assert events(ties) == {"2020-W53": 3, "2021-W01": 4}
    first, second = ties.periods[:2]
    assert (first.start, first.end, ties.since, ties.until) == ("2020-12-28", "2021-01-03", "2020-12-28", "2021-03-01")
    assert {(one.quad, one.kind, one.events) for one in first.counts} == {
        ("verbal cooperation", "act", 1), ("material cooperation", "act", 1), ("verbal cooperation", "intention", 1),
    }  # fmt: skip
    assert {(one.quad, one.kind, one.events) for one in second.counts} == {
        ("verbal conflict", "words", 1), ("material conflict", "act", 1), ("material cooperation", "intention", 1),
        ("verbal cooperation", "words", 1),
    }  # fmt: skip
    assert first.contexts == {"diplomatic": 2, "economic": 1}
    assert first.context_sides == {"cooperation": {"diplomatic": 2, "economic": 1}, "conflict": {}}
    assert first.divided == {"cooperation": {"diplomatic": 1.5, "economic": 0.5, "none": 1.0}, "conflict": {}}
    assert second.context_sides == {"cooperation": {}, "conflict": {"military": 1}}
    assert second.divided == {"cooperation": {"none": 2.0}, "conflict": {"military": 1.0, "none": 1.0}}
    assert all(sum(sum(parts.values()) for parts in one.divided.values()) == one.events for one in ties.periods)
    assert (first.score, first.score_mean) == (15.0, 5.0)
    assert (first.coverage, first.share) == (4, 0.75)
    assert (first.cooperation.events, first.conflict.events) == (3, 0)
    assert first.cooperation.low < first.cooperation.rate < first.cooperation.high
    assert (ties.events, ties.undated, ties.unplaced, ties.outside) == (7, 1, 2, 0)
    assert all(one.thin for one in ties.periods)
    assert any("1 of 7 events are dated by no report" in note for note in ties.notes)
    assert any("2 events are dated too vaguely" in note for note in ties.notes)
    assert ties.changes == []


def test_months_take_what_is_dated_to_a_month(desk: Desk) -> None:
    with desk:
        ties = desk.ties("MDA", "NOR", by="month")
    assert events(ties) == {"2020-12": 2, "2021-01": 6}
    assert ties.unplaced == 1


def test_contexts_kinds_and_days(desk: Desk) -> None:
    with desk:
        assert events(desk.ties("MDA", "NOR", context="diplomatic")) == {"2020-W53": 2}
        assert events(desk.ties("MDA", "NOR", kind="words")) == {"2021-W01": 2}
        later = desk.ties("MDA", "NOR", since="2021-01-04", until="2021-01")
        assert events(later) == {"2021-W01": 4}
        assert later.outside == 3
        assert (later.periods[0].start, later.periods[-1].end) == ("2021-01-04", "2021-01-31")


def test_levels(desk: Desk) -> None:
    with desk:
        cooperation, conflict = desk.ties("MDA", "NOR").levels
    assert (cooperation.side, cooperation.recent.events, cooperation.percentile) == ("cooperation", 5, None)
    # In the quarter there are also Finland's ties, with one event each.
    assert (cooperation.rank, cooperation.pairs) == (1, 3)
    assert (conflict.rank, conflict.pairs) == (1, 2)
    assert "too short" in " ".join(conflict.reasons)


def test_partners(desk: Desk) -> None:
    with desk:
        found = desk.partners("Norway")
        assert [(one.state.code, one.events) for one in found.partners] == [("MDA", 9), ("FIN", 1)]
        assert found.partners[0].quads["material conflict"] == 1
        assert sum(one.share for one in found.partners) == pytest.approx(1.0)
        assert (found.total, len(desk.partners("NOR", limit=1).partners)) == (2, 1)
        assert [one.state.code for one in desk.partners("NOR", context="military").partners] == ["MDA"]
        assert desk.partners("Peru").partners == []


@pytest.mark.parametrize(
    ("named", "conditions", "said"),
    [
        (("NOR", "Norway"), {}, "are one state"),
        (("NOR", "Atlantis"), {}, "no state 'Atlantis'"),
        (("NOR", "MDA"), {"by": "year"}, "no period 'year'"),
        (("NOR", "MDA"), {"context": "cooking"}, "no context 'cooking'"),
        (("NOR", "MDA"), {"kind": "deed"}, "no kind 'deed'"),
        (("NOR", "MDA"), {"since": "2022", "until": "2021"}, "no days"),
        (("NOR", "MDA"), {"since": "1900"}, "too many weeks"),
    ],
)
def test_what_cannot_be_asked(desk: Desk, named: tuple[str, str], conditions: dict[str, str], said: str) -> None:
    with desk, pytest.raises(QueryError, match=said):
        desk.ties(*named, **conditions)


def test_an_empty_store_says_so(store: str) -> None:
    with Desk(store) as desk:
        for ask in (lambda: desk.ties("NOR", "MDA"), lambda: desk.partners("NOR"), desk.movers):
            with pytest.raises(QueryError, match="no dated report"):
                ask()


def test_movers_do_not_move_with_coverage(store: str) -> None:
    """All is reported twice as much in the last month; one pair grows fourfold beyond that, one falls silent."""
    first, told = date(2021, 1, 1), []
    others = ("FRA", "DEU", "ITA", "ESP", "PRT", "GRC", "POL", "CZE", "AUT", "HUN", "IRL", "BEL")
    for day in range(390):
        when = (first + timedelta(days=day)).isoformat()
        told += [Told(when, "CONSULT", one, "USA") for one in others] * (2 if day >= 360 else 1)
        told += [Told(when, "AID", "NOR", "MDA")] * (2 if day >= 360 else day % 4 == 0)
        told += [Told(when, "ACCUSE", "PER", "CHL")] * (day % 2 if day < 360 else 0)
    put(store, told)
    with Desk(store) as desk:
        found = desk.movers()
        month = desk.movers(month="2021-06")
        context = desk.movers(context="military")
    assert found.coverage / found.coverage_expected > 1.9
    rose, fell = sorted(found.movers[:2], key=lambda one: one.turn, reverse=True)
    assert (rose.dyad, rose.side, rose.turn) == ("MDA-NOR", "cooperation", "rise")
    assert rose.test.low < 4 < rose.test.high
    assert rose.q < 0.001
    assert [len(event.origins) for event in rose.events] == [1, 1]
    assert (fell.dyad, fell.side, fell.turn, fell.test.events) == ("CHL-PER", "conflict", "fall", 0)
    assert all(one.q > 0.1 for one in found.movers[2:])
    assert [one.q for one in found.movers] == sorted(one.q for one in found.movers)
    assert all(one.q > 0.1 for one in month.movers)
    assert (month.since, month.until) == ("2021-06-01", "2021-06-30")
    assert context.movers == []


def test_a_rise_is_told_with_the_events_that_made_it(store: str, weekdays: list[str]) -> None:
    told = []
    for at, day in enumerate(weekdays):
        told += [Told(day, "CONSULT", "FRA", "USA")] * 20
        told += [Told(day, "CONSULT", contexts=("diplomatic",))] * (at % 2)
        if at >= 150:
            told += [Told(day, "AID", contexts=("military",), origins=1 + 3 * (at == 155))] * 2
    put(store, told)
    with Desk(store) as desk:
        ties = desk.ties("NOR", "MDA")
    (change,) = ties.changes
    assert (change.side, change.turn, change.ended) == ("cooperation", "rise", None)
    assert abs((date.fromisoformat(change.date) - date.fromisoformat(weekdays[150])).days) <= 7
    assert change.began.low <= change.began.day <= change.began.high
    assert {one.what for one in change.causes[:2]} == {"military", "material cooperation"}
    assert change.causes[0].expected == 0.0
    assert change.events[0].mentions == 4
    assert change.events[0].type == "AID"
    assert change.test.low < 5 < change.test.high
    assert change.chance <= 0.01
    assert len(change.reasons) >= 4


def test_weeks_and_months_cut_at_their_borders() -> None:
    weeks = Periods("week", number_of(date(2020, 12, 30)), number_of(date(2021, 1, 12)))
    assert [weeks.label(at) for at in range(len(weeks))] == ["2020-W53", "2021-W01", "2021-W02"]
    assert weeks.lengths.tolist() == pytest.approx([5 / 7, 1.0, 2 / 7])
    months = Periods("month", number_of(date(2020, 11, 30)), number_of(date(2021, 1, 1)))
    assert [months.label(at) for at in range(len(months))] == ["2020-11", "2020-12", "2021-01"]
    assert months.start(1).isoformat() == "2020-12-01"
    assert months.end(2).isoformat() == "2021-01-31"
