"""The figures of a tie's chart: colours that stay with their contexts, and bars that add up to events."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.formats.alerts_timeline import TOP, WIDTH, timeline
from dragoman.formats.ties_chart import MOST_NAMED, NO_CONTEXT, OTHER, chart, shades
from dragoman.ties.found import Side, State, TiePeriod, TieRate, Ties
from dragoman.watch.alerts import Alert


def period(at: int, cooperation: dict[str, float], conflict: dict[str, float]) -> TiePeriod:
    """A period in which each context counts as often as its share."""
    sides: dict[Side, dict[str, float]] = {"cooperation": cooperation, "conflict": conflict}
    rates = {
        side: TieRate(events=round(sum(some.values())), exposure=1, rate=1, low=0, high=2)
        for side, some in sides.items()
    }
    whole: dict[Side, dict[str, int]] = {
        side: {name: 1 for name in some if name != NO_CONTEXT} for side, some in sides.items()
    }
    return TiePeriod(
        label=f"2023-{at:02d}", start=f"2023-{at:02d}-01", end=f"2023-{at:02d}-28", counts=[],
        contexts=whole["cooperation"] | whole["conflict"], context_sides=whole, divided=sides,
        cooperation=rates["cooperation"], conflict=rates["conflict"], score=0, score_mean=None, coverage=20, share=0.1,
        loudness=1, thin=at == 2,
    )  # fmt: skip


def ties(*periods: TiePeriod) -> Ties:
    return Ties(
        dyad="MDA-NOR", states=(State(code="MDA", name="Moldova"), State(code="NOR", name="Norway")), by="month",
        since="2023-01-01", until="2023-02-28", context=None, kind=None, periods=list(periods), events=0, undated=0,
        unplaced=0, outside=0, thin=1, trust=1, dispersion={}, levels=[], changes=[], notes=[],
    )  # fmt: skip


def alert(day: str, made: str, trigger: str = "event", number: int = 1) -> Alert:
    return Alert(id=f"al-{number:013d}", rule="r", trigger=trigger, what="w", why=[], day=day, made=made, cause="c")


def test_a_context_keeps_its_colour_whatever_its_rank() -> None:
    one = shades(ties(period(1, {"diplomatic": 3.0, "military": 1.0}, {"religion_ethnicity": 2.0})))
    other = shades(ties(period(1, {"military": 3.0}, {"diplomatic": 1.0, NO_CONTEXT: 9.0})))
    assert [(shade.name, shade.slot) for shade in one] == [
        ("diplomatic", 1),
        ("religion_ethnicity", 3),
        ("military", 2),
    ]
    assert [(shade.name, shade.slot) for shade in other] == [("military", 2), ("diplomatic", 1), (NO_CONTEXT, 8)]


@pytest.mark.parametrize(("count", "named", "rest"), [(5, 5, 0), (6, 6, 0), (7, 5, 2), (9, 5, 4)])
def test_the_rest_is_one_and_says_what_it_holds(count: int, named: int, rest: int) -> None:
    names = ["legal", "health", "gender", "asylum", "cyber", "disasters", "migration", "territory", "election"][:count]
    made = shades(ties(period(1, {name: 20.0 - at for at, name in enumerate(names)}, {})))
    own = [shade for shade in made if shade.name != OTHER]
    assert [shade.name for shade in own] == names[:named]
    assert len({shade.slot for shade in own}) == named <= MOST_NAMED
    assert [shade.holds for shade in made if shade.name == OTHER] == ([tuple(names[named:])] if rest else [])


def test_bars_add_up_and_panels_hold_whole_events() -> None:
    tie = ties(
        period(1, {"diplomatic": 1.5, "military": 0.5, NO_CONTEXT: 1.0}, {}),
        period(2, {}, {"military": 0.333, "diplomatic": 0.667}),
    )
    found = chart(tie, [alert("2023-01-20", "2023-01-21"), alert("2023-03-01", "2023-03-02", number=2)])
    assert {one["name"]: (one["up"], one["down"]) for one in found["bars"]} == {
        "diplomatic": ([1.5, 0], [0, 0.67]), "military": ([0.5, 0], [0, 0.33]), NO_CONTEXT: ([1, 0], [0, 0]),
    }  # fmt: skip
    assert (found["labels"], found["thin"], found["panels"]) == (["2023-01", "2023-02"], [0, 1], [])
    assert [one["id"] for one in found["alerts"]] == ["al-0000000000001"], "the other one lies after the series"
    several = chart(tie, [], "contexts")
    assert {one["name"]: (one["up"], one["down"], one["events"]) for one in several["panels"]} == {
        "diplomatic": ([1, 0], [0, 1], 2), "military": ([1, 0], [0, 1], 2),
    }  # fmt: skip
    assert several["bars"] == []


def test_a_timeline_has_a_lane_a_trigger_and_covers_no_mark() -> None:
    days = ["2023-01-01", "2023-06-01", "2023-06-01", "2023-06-02", "2024-12-31"]
    alerts = [alert(day, f"{day}T23:59:59+00:00", number=at) for at, day in enumerate(days)]
    made = timeline(alerts, date(2023, 1, 1), date(2024, 12, 31), ["event", "rise"])
    assert [(lane.trigger, lane.alerts) for lane in made.lanes] == [("event", 5), ("rise", 0)]
    assert len({(mark.x, mark.y) for mark in made.marks}) == 5
    assert all(0 < mark.x < WIDTH and TOP < mark.y < made.lanes[0].y for mark in made.marks)
    assert (made.marks[0].x, made.marks[-1].x) == (28.0, WIDTH - 28.0)
    assert [said for _, said in made.ticks] == ["2023", "2024"]
    short = timeline([], date(2023, 9, 13), date(2024, 1, 20), ["event"])
    assert [said for _, said in short.ticks] == ["2023-10", "2023-11", "2023-12", "2024-01"]
