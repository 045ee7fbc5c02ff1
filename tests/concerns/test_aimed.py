"""Whom provisions are aimed at: each can be asked for by its address, and what is in force depends on the day."""

from __future__ import annotations

from datetime import date

from dragoman.concerns.aimed import aimed, all_aimed
from dragoman.concerns.provisions import provisions, target_named

DAY = date(2024, 1, 1)


def test_each_can_be_asked_for_by_its_address() -> None:
    found = all_aimed(DAY)
    assert [one.name for one in found] == sorted(one.name for one in found)
    assert {"PRK", "LBY", "GRP:houthis"} <= {one.id for one in found}
    for one in found:
        assert target_named(one.address) == one.id
        assert len(provisions(one.address, DAY, everything=True)) == one.ever > 0


def test_what_is_in_force_depends_on_the_day() -> None:
    before, after = aimed("PRK", date(2005, 1, 1)), aimed("PRK", DAY)
    assert (before.provisions, before.regimes, before.embargoes) == (0, (), ("USA",))
    assert after.regimes == ("UN-DPRK",)
    assert after.provisions + len(after.embargoes) == len(provisions("PRK", DAY))
