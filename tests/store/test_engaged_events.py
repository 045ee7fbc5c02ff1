"""Which events would engage provisions: counted once each, without what was rejected, on both databases."""

from __future__ import annotations

from dragoman.desk import Desk
from dragoman.record import Record


def test_events_by_provision_and_status(store: str, coded: dict[str, Record]) -> None:
    with Desk(store) as desk:
        desk.add_records(coded.values())
        found = desk.engaged("PRK-1718-8b", "PRK-1874-9", "PRK-2270-6")
        assert found.provisions == {"PRK-1718-8b": 2, "PRK-1874-9": 2}
        assert (found.events, found.read, found.statuses) == (2, 2, {"reported": 4})
        assert [event.id for event in found.newest] == [event.id for event in desk.find(provision="PRK-1718-8b")]
        desk.review(found.newest[0].id, "reject")
        assert desk.engaged("PRK-1718-8b").events == 1
        assert desk.engaged("EU-RUS").newest == []
