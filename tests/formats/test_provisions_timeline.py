"""The timeline: bars within the drawing, what began before it is marked, days on which something changed."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.concerns.provisions import provisions
from dragoman.formats.provisions_timeline import LEFT, RIGHT, WIDTH, timeline


@pytest.mark.parametrize("target", ["PRK", "IRN", "LBY", "houthis", "CHN", "ISR"])
@pytest.mark.parametrize("day", [date(1975, 5, 5), date(2012, 6, 1), date(2030, 1, 1)])
def test_bars_and_the_day_are_in_the_drawing(target: str, day: date) -> None:
    found = provisions(target, day, everything=True)
    drawn = timeline(found, day)
    assert drawn is not None
    bars = [bar for lane in drawn.lanes for line in lane.lines for bar in line.bars]
    assert all(bar.x >= LEFT and bar.x + bar.width <= WIDTH - RIGHT + 3 for bar in bars)
    assert LEFT <= drawn.on <= WIDTH - RIGHT
    assert all(x >= LEFT for _, x in drawn.years)
    listed = [row.id for lane in drawn.lanes for line in lane.lines for row in line.provisions]
    assert sorted(listed) == sorted(row.id for row in found)
    assert {row.regime for row in found} == {lane.id for lane in drawn.lanes}


def test_an_embargo_older_than_the_regime_is_cut_and_says_since_when() -> None:
    drawn = timeline(provisions("PRK", date(2020, 1, 1), everything=True), date(2020, 1, 1))
    assert drawn is not None
    early = [bar for lane in drawn.lanes for line in lane.lines for bar in line.bars if bar.early]
    assert [(bar.x, bar.since[:4], bar.open) for bar in early] == [(LEFT, "1950", True)]
    assert drawn.years[0][0] >= 2006


def test_a_snapback_is_a_second_bar() -> None:
    drawn = timeline(provisions("IRN", date(2017, 5, 1), everything=True), date(2017, 5, 1))
    assert drawn is not None
    line = next(line for line in drawn.lanes[0].lines if line.provisions[0].id.startswith("IRN-1737"))
    assert [bar.open for bar in line.bars] == [False, True]
    assert not line.live
    assert ("2016-01-16", 25) in drawn.steps


def test_nothing_has_no_timeline() -> None:
    assert timeline([], date(2020, 1, 1)) is None
