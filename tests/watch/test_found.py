"""Alerts by id and by pair, and replays that go through no more than is asked."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from tests.watch.conftest import Add

from dragoman.desk import Desk
from dragoman.store.refusals import UnknownIdError
from dragoman.watch.atom import ATOM
from dragoman.watch.feeds import atom
from dragoman.watch.refusals import ReplayError
from dragoman.watch.rules import rule_of

RULES = [
    rule_of({"name": "all", "on": ["event"], "since": "2023"}),
    rule_of({"name": "arms", "on": ["first:materiel_class"], "between": [("KAZ", "TJK")], "since": "2023"}),
    rule_of({"name": "silent", "on": ["contradiction"], "states": ["FIN"], "since": "2023"}),
]


@pytest.fixture
def watched(desk: Desk, add: Add) -> Desk:
    """A desk that was watched once."""
    add("wheat", "talks", "shells")
    desk.watch_add(*RULES)
    desk.watch_run(send=False)
    return desk


def test_an_alert_by_its_id(watched: Desk) -> None:
    alerts = watched.alerts()
    assert [watched.alert(one.id) for one in alerts] == alerts
    assert watched.alert(alerts[0].id.removeprefix("al-")) == alerts[0]
    for wrong in ("al-0000000000000", "ev-" + alerts[0].id[3:], "nothing", ""):
        with pytest.raises(UnknownIdError, match="no alert"):
            watched.alert(wrong)


def test_alerts_of_a_pair(watched: Desk) -> None:
    pair = watched.alerts(dyad="KAZ-TJK")
    assert pair
    assert {one.dyad for one in pair} == {"KAZ-TJK"}
    assert watched.alerts(dyad="FIN-NOR") == []


def test_a_replay_goes_through_no_more_than_is_asked(watched: Desk) -> None:
    found = watched.watch_test("all")
    assert watched.watch_test("all", most=100) == found
    with pytest.raises(ReplayError, match="here no more than 2 are gone through") as refused:
        watched.watch_test("all", most=2)
    assert refused.value.code == "D804"
    assert watched.watch_test("silent", most=0) == []


def test_a_feed_leads_to_the_desk_that_serves_it(watched: Desk) -> None:
    alerts = watched.alerts()
    served = ElementTree.fromstring(atom(alerts, "http://127.0.0.1:8765"))
    links = [one.get("href") for one in served.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}link")]
    assert links == [f"http://127.0.0.1:8765/alerts/{one.id}" for one in alerts]
    assert b"<link" not in atom(alerts)
