"""Foreign events in a store: found, shown, counted and watched beside dragoman's own, reviewed, and never merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.scale.foreign_files import gdelt_file, gdelt_line, polecat_file

from dragoman.desk import Desk
from dragoman.record import Record
from dragoman.store.events import facet_rows
from dragoman.store.found import FoundEvent
from dragoman.store.refusals import ReviewError
from dragoman.store.tables import coverage, event, event_facet, event_tie
from dragoman.store.tie_rows import tie_rows
from dragoman.watch.rules import Rule

DERIVED = {event_facet: facet_rows, event_tie: tie_rows}


@pytest.fixture
def desk(store: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a year of GDELT events of two pairs of states, and one of POLECAT's."""
    lines = [
        gdelt_line(
            GLOBALEVENTID=str(number), SQLDATE=f"2023{number % 12 + 1:02}{number % 28 + 1:02}",
            DATEADDED=f"2023{number % 12 + 1:02}{number % 28 + 1:02}120000",
            EventCode=("042", "112", "190")[number % 3],
            Actor2Code=("RUS", "USA")[number % 2], Actor2CountryCode=("RUS", "USA")[number % 2], Actor2Name="A STATE",
        )
        for number in range(300)
    ]  # fmt: skip
    with Desk(store) as opened:
        opened.import_foreign(gdelt_file(tmp_path, *lines))
        opened.import_foreign(polecat_file(tmp_path, {}))
        yield opened


def talks(desk: Desk) -> FoundEvent:
    """POLECAT's event."""
    (found,) = [one for one in desk.find(limit=400) if one.foreign and one.foreign.coding == "polecat"]
    return found


def rows(desk: Desk, table: Any) -> list[dict[str, Any]]:
    """All rows of a table."""
    with desk.database.reading() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def refuse_stale(desk: Desk) -> None:
    """Check that facets, ties and coverage follow from the events."""
    events = rows(desk, event)
    for table, made_by in DERIVED.items():
        made = [made for row in events for made in made_by(row)]
        assert sorted(map(str, rows(desk, table))) == sorted(map(str, made))
    counted: dict[int, int] = {}
    for row in events:
        if row["standing"] != "rejected":
            counted[row["day"]] = counted.get(row["day"], 0) + 1
    assert {row["day"]: row["events"] for row in rows(desk, coverage)} == counted


def test_they_are_stored_once(desk: Desk, tmp_path: Path) -> None:
    assert len(desk.find(limit=400)) == 301
    refuse_stale(desk)
    before = rows(desk, event)
    done, stored = desk.import_foreign(polecat_file(tmp_path, {}, {"Event ID": "another"}))
    assert (done.events, stored.new, stored.known) == (2, 1, 1)
    assert [row for row in rows(desk, event) if row["key"] in {one["key"] for one in before}] == before


def test_they_are_found(desk: Desk) -> None:
    assert len(desk.find(between=("PRK", "USA"), limit=400)) == 150
    assert len(desk.find(actor="Kim Jong Un", limit=400)) == 301
    assert [one.id for one in desk.find(place="place:2013348")] == [talks(desk).id]
    assert desk.find(context="military", type="CONSULT") == [talks(desk)]
    assert desk.find(min_origins=2) == []
    assert desk.count(source_class="state_media") == 300
    assert [one.event for one in desk.stream(between=("PRK", "RUS"), limit=1)] == desk.find(
        between=("PRK", "RUS"), limit=1
    )


def test_they_are_shown_without_reports(desk: Desk) -> None:
    found = desk.show(talks(desk).id)
    assert (found.mentions, found.voices, found.copies) == ([], [], [])
    assert [(one.name, one.kind) for one in found.origins] == [("Example Herald", "outlet")]
    assert found.origins[0].reasons == ["POLECAT names it as the source; whether others had told it is not known"]
    assert found.grade_reasons == ["coded by POLECAT: no report of it was read, so that it cannot be judged"]
    assert desk.cite(talks(desk).id) == []


def test_ties_partners_movers_network_and_places_count_them(desk: Desk) -> None:
    tie = desk.ties("PRK", "RUS")
    assert tie.events == 151
    assert {one.state.code for one in desk.partners("PRK").partners} == {"RUS", "USA"}
    assert desk.movers(month="2023-06").coverage == len(desk.find(since="2023-06", until="2023-06", limit=400))
    assert {frozenset((link.one, link.other)): link.events for link in desk.network().links} == {
        frozenset(("PRK", "RUS")): 151, frozenset(("PRK", "USA")): 150,
    }  # fmt: skip
    assert {node.id for node in desk.network("person:kim-jong-un").nodes} >= {"person:kim-jong-un"}
    found = desk.places()
    assert {one.id: one.events for one in found.places} == {"place:gdelt:-3042012": 300, "place:2013348": 1}


def test_a_review_holds_and_can_be_taken_back(desk: Desk) -> None:
    before = talks(desk)
    confirmed = desk.review(before.id, "confirm")
    assert talks(desk).standing == "confirmed"
    corrected = desk.review(before.id, "correct", fields={"type": "ACCUSE", "when_value": "2023-08"})
    now = desk.show(before.id).event
    assert (now.type, now.mode, now.quad, now.when_value, now.standing) == (
        "ACCUSE", None, "verbal conflict", "2023-08", "corrected",
    )  # fmt: skip
    refuse_stale(desk)
    desk.withdraw(corrected)
    assert talks(desk) == before.model_copy(update={"standing": "confirmed"})
    rejected = desk.review(before.id, "reject")
    assert before.id not in {one.id for one in desk.find(limit=400)}
    refuse_stale(desk)
    desk.withdraw(rejected)
    desk.withdraw(confirmed)
    assert talks(desk) == before
    assert len(desk.show(before.id).reviews) == 3
    refuse_stale(desk)


def test_a_reviewed_event_is_not_imported_again(desk: Desk, tmp_path: Path) -> None:
    desk.review(talks(desk).id, "reject")
    _, stored = desk.import_foreign(polecat_file(tmp_path, {}))
    assert (stored.new, stored.known) == (0, 1)
    assert len(desk.find(limit=400)) == 300


def test_they_are_joined_with_nothing(desk: Desk) -> None:
    one, other = desk.find(limit=2)
    with pytest.raises(ReviewError, match="another project coded"):
        desk.join(one.id, other.id)
    with pytest.raises(ReviewError):
        desk.split(one.id, [])


def test_reports_of_the_same_act_leave_them_as_they_are(desk: Desk, coded: dict[str, Record]) -> None:
    before = {one.id: one for one in desk.find(limit=400)}
    desk.add_records(coded.values())
    mine = [one for one in desk.find(limit=400) if one.foreign is None]
    assert mine
    assert {one.id: one for one in desk.find(limit=400) if one.foreign} == before
    (first, *_) = mine
    desk.review(first.id, "reject")
    assert {one.id: one for one in desk.find(limit=400) if one.foreign} == before
    assert all(mention.article for one in mine[1:] for mention in desk.show(one.id).mentions)
    refuse_stale(desk)


def test_watch_tells_of_them_once(desk: Desk) -> None:
    told = {one.id for one in desk.find(between=("PRK", "RUS"), since="2023-11", limit=400)}
    assert len(told) == 25
    asked = {"name": "pair", "on": ["event", "rise"], "between": [["PRK", "RUS"]], "since": "2023-11-01"}
    desk.watch_add(Rule.model_validate(asked))
    outcome, _ = desk.watch_run(as_of="2023-12-31", send=False)
    assert outcome.count == len(desk.alerts()) == 25
    assert {one.id for alert in desk.alerts() for one in alert.events} == told
    assert all("in the files of GDELT, whose coding it is, grade F6" in alert.why[0] for alert in desk.alerts())
    again, _ = desk.watch_run(as_of="2023-12-31", send=False)
    assert again.count == 0
    assert {alert.state for alert in desk.alerts()} == {"open"}
    replayed = desk.watch_test(Rule.model_validate(asked), since="2023-11-01", until="2023-12-31")
    assert {one.id for alert in replayed for one in alert.events} == told
    (rejected, *_) = sorted(told)
    desk.review(rejected, "reject")
    after, _ = desk.watch_run(as_of="2023-12-31", send=False)
    assert [[one.id for one in alert.events] for alert in after.alerts["pair"]] == [[rejected]]
    assert [alert.state for alert in after.alerts["pair"]] == ["withdrawn"]
