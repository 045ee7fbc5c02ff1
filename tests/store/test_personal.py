"""What one person keeps: stars, saved searches, and what is new since the last visit; the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.desk import Desk
from dragoman.record import Record
from dragoman.store.personal import is_new
from dragoman.store.query import Query
from dragoman.store.refusals import BusyStoreError, PersonalError, UnknownIdError

MORNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def desk(store: str, coded: dict[str, Record]) -> Desk:
    """A desk with one article."""
    opened = Desk(store)
    opened.add_records([coded["summit"]])
    return opened


def new_since(desk: Desk, known: int) -> set[str]:
    """The types of the events with new reports."""
    return {event.type for event in desk.page(Query(), further=[is_new(known)]).events}


def test_stars(desk: Desk) -> None:
    mine, other = desk.personal("Ada"), desk.personal("Ben")
    [event, *_] = desk.find()
    version = desk.version()
    mine.star(event.id)
    mine.star(event.id)
    assert mine.starred([event.id, "nonsense"]) == {event.id}
    assert other.starred([event.id]) == set()
    assert [one.id for one in desk.page(Query(), further=[mine.is_starred()]).events] == [event.id]
    mine.unstar(event.id)
    assert mine.starred([event.id]) == set()
    assert desk.version() == version
    with pytest.raises(UnknownIdError):
        mine.star("ev-0000000000000")


def test_a_star_stays_with_an_event_under_its_next_id(desk: Desk, coded: dict[str, Record]) -> None:
    personal = desk.personal()
    [event, *_] = [one for one in desk.find() if one.type == "CONSULT"]
    personal.star(event.id)
    desk.add_records([coded["carried"], coded["talks"]])
    present = desk.event_id(event.id)
    assert personal.starred([present]) == {present}
    personal.unstar(present)
    assert personal.starred([present]) == set()


def test_saved_searches(desk: Desk) -> None:
    mine = desk.personal("Ada")
    version = desk.version()
    mine.save_search("pair", "between=RUS&between=PRK")
    mine.save_search("arms", "materiel=shells")
    mine.save_search("pair", "between=RUS&between=PRK&since=2023")
    assert [(one.name, one.query) for one in mine.searches()] == [
        ("arms", "materiel=shells"), ("pair", "between=RUS&between=PRK&since=2023"),
    ]  # fmt: skip
    assert desk.personal("Ben").searches() == []
    mine.remove_search("arms")
    mine.remove_search("nothing of this name")
    assert [one.name for one in mine.searches()] == ["pair"]
    assert desk.version() == version
    for name in (None, "", "x" * 81):
        with pytest.raises(PersonalError):
            mine.save_search(name, "")


def test_only_so_many_searches(desk: Desk) -> None:
    mine = desk.personal("Ada")
    for number in range(50):
        mine.save_search(f"search {number}", "")
    with pytest.raises(PersonalError, match="50"):
        mine.save_search("one more", "")


def test_what_is_new_since_the_last_visit(desk: Desk, coded: dict[str, Record]) -> None:
    personal = desk.personal("Ada")
    version = desk.version()
    first = personal.visit(MORNING)
    assert new_since(desk, first.known) == set()
    assert desk.version() == version

    # What comes during a visit is new to it, and to no visit after it.
    desk.add_records([coded["accused"]])
    during = personal.visit(MORNING + timedelta(minutes=10))
    assert "ACCUSE" in new_since(desk, during.known)
    evening = personal.visit(MORNING + timedelta(hours=10))
    assert new_since(desk, evening.known) == set()
    assert evening.known_at == "2026-03-01T08:10:00+00:00"

    # What comes between two visits is new to the second, as long as it lasts.
    desk.add_records([coded["talks"]])
    for minutes in (0, 20, 40):
        night = personal.visit(MORNING + timedelta(hours=14, minutes=minutes))
        assert new_since(desk, night.known) == {"CONSULT"}
    personal.mark_all_seen(MORNING + timedelta(hours=15))
    assert new_since(desk, personal.visit(MORNING + timedelta(hours=15, minutes=1)).known) == set()


def test_a_visit_is_written_down_at_most_once_a_minute(desk: Desk) -> None:
    personal = desk.personal("Ada")
    personal.visit(MORNING)
    assert personal.visit(MORNING + timedelta(seconds=30)).seen_at == "2026-03-01T08:00:00+00:00"
    assert personal.visit(MORNING + timedelta(minutes=2)).seen_at == "2026-03-01T08:02:00+00:00"
    asked = personal.visit(MORNING + timedelta(hours=2), noted=False)
    assert asked.known_at == "2026-03-01T08:02:00+00:00"
    assert personal.visit(MORNING + timedelta(minutes=3)).seen_at == "2026-03-01T08:02:00+00:00"


def test_nobody_waits_for_a_writer(tmp_path: Path, coded: dict[str, Record]) -> None:
    with Desk(tmp_path / "desk.db") as desk, Desk(tmp_path / "desk.db") as other:
        desk.add_records([coded["summit"]])
        began = datetime.now(UTC)
        with other.database.writing():
            visit = desk.personal("Ada").visit(MORNING)
            with pytest.raises(BusyStoreError), desk.database.noting(10):
                raise AssertionError("two write at a time")
        assert datetime.now(UTC) - began < timedelta(seconds=20)
        # It is written down at the next request.
        assert desk.personal("Ada").visit(MORNING + timedelta(minutes=1)).known == visit.known
