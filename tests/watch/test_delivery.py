"""Alerts are delivered once, and in the end: reprints, failures, corrections and two runs at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from tests.watch.conftest import Add, Webhook

from dragoman.desk import Desk
from dragoman.store.alerts import claim_delivery, due_deliveries
from dragoman.watch.channels import channel_of
from dragoman.watch.delivery import LEASE, deliver
from dragoman.watch.refusals import ChannelError
from dragoman.watch.rules import rule_of


def rule(*deliver: str, on: tuple[str, ...] = ("event",), **fields: object) -> object:
    return {"name": "shells", "between": [("KAZ", "TJK")], "types": ["AID", "COOPERATE"], "on": on,
            "since": "2023-09-01", "deliver": deliver, **fields}  # fmt: skip


def start(desk: Desk, *deliver: str, **fields: object) -> None:
    desk.watch_add(rule_of(rule(*deliver, **fields)))  # type: ignore[arg-type]


def test_the_same_rule_run_twice_sends_once(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    add("wheat", "shells")
    outcome, delivered = desk.watch_run()
    assert outcome.count == delivered.sent == 1
    outcome, delivered = desk.watch_run()
    assert outcome.count == delivered.sent == delivered.waiting == 0
    assert len(webhook.taken) == 1
    sent = webhook.taken[0]
    assert "Kazakhstan" in sent["what"]
    assert sent["why"][0].startswith("first reported on 2023-09-19")
    assert "artillery shells" in sent["events"][0]["citations"][0]
    assert webhook.keys == [f"{sent['id']}-v1"]


def test_a_webhook_that_fails_three_times_gets_it_on_the_fourth(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    webhook.answers = [500, 503, 302]
    add("shells")
    _, delivered = desk.watch_run()
    assert (delivered.sent, webhook.asked, len(webhook.taken)) == (1, 4, 1)


def test_a_webhook_that_is_down_gets_it_in_a_later_run(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    webhook.answers = [500] * 4
    add("shells")
    _, delivered = desk.watch_run()
    assert (delivered.sent, delivered.waiting) == (0, 1)
    assert deliver(desk.database).waiting == 0, "it is not due yet"
    later = datetime.now(UTC) + timedelta(minutes=5)
    assert deliver(desk.database, later).sent == 1
    assert deliver(desk.database, later + timedelta(days=1)).sent == 0
    assert len(webhook.taken) == 1


def test_what_is_never_taken_is_given_up_at_last(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    webhook.answers = [500] * 100
    add("shells")
    desk.watch_run()
    at = datetime.now(UTC)
    states = []
    for day in range(1, 8):
        report = deliver(desk.database, at + timedelta(days=2 * day))
        states.append((report.waiting, report.failed))
    assert states == [(1, 0)] * 4 + [(0, 1)] + [(0, 0)] * 2
    assert webhook.asked == 24


def test_a_reprint_of_an_alerted_event_sends_nothing(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    add("shells")
    desk.watch_run()
    add("reprint")
    outcome, delivered = desk.watch_run()
    assert outcome.count == delivered.sent == 0
    assert len(webhook.taken) == 1


def test_an_earlier_report_that_turns_up_later_sends_nothing(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    add("shells")
    desk.watch_run()
    before = {event.id for event in desk.find(between=("KAZ", "TJK"))}
    add("earlier")
    assert {event.id for event in desk.find(between=("KAZ", "TJK"))} != before, "the event has another id now"
    assert desk.watch_run()[0].count == 0


def test_a_correction_says_so(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    add("shells")
    desk.watch_run()
    (event,) = desk.find(between=("KAZ", "TJK"))
    desk.review(event.id, "correct", fields={"factuality": "hypothetical"}, note="the spokesman said that it may")
    desk.review(event.id, "correct", fields={"factuality": "future"})
    desk.watch_run()
    revised = webhook.taken[-1]
    assert (revised["state"], revised["version"]) == ("revised", 2)
    said = revised["revisions"][0]["what"]
    assert "factuality: happened → future" in said
    assert "an analyst's word: corrected" in said
    assert revised["id"] == webhook.taken[0]["id"]
    assert webhook.keys[-1] == f"{revised['id']}-v2"
    desk.watch_run()
    assert len(webhook.taken) == 2


def test_a_rejected_event_withdraws_its_alert(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    add("shells")
    desk.watch_run()
    (event,) = desk.find(between=("KAZ", "TJK"))
    desk.review(event.id, "reject")
    desk.watch_run()
    assert webhook.taken[-1]["state"] == "withdrawn"
    assert "rejected" in webhook.taken[-1]["revisions"][0]["what"]
    desk.watch_run()
    assert len(webhook.taken) == 2


def test_a_denial_is_told_as_a_contradiction_and_revises_what_was_told(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address, on=("event", "contradiction"))
    add("shells")
    desk.watch_run()
    add("denial")
    outcome, _ = desk.watch_run()
    told = {alert.trigger: alert for alert in outcome.alerts["shells"]}
    assert told["contradiction"].state == "open"
    assert any("denied" in reason or "negated" in reason for reason in told["contradiction"].why)
    assert "others deny it" in told["event"].revisions[0].what


def test_a_run_that_has_a_delivery_in_hand_keeps_others_off_it(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address)
    add("shells")
    desk.watch_run(send=False)
    now = datetime.now(UTC)
    with desk.database.writing() as connection:
        (row,) = due_deliveries(connection, now.isoformat())
        assert claim_delivery(connection, row, (now + LEASE).isoformat())
    with desk.database.writing() as connection:
        assert not claim_delivery(connection, row, (now + LEASE).isoformat())
    assert deliver(desk.database).sent == 0
    assert deliver(desk.database, now + 2 * LEASE).sent == 1, "the run that had it in hand died"


def test_feeds_hold_the_alerts_of_all_rules_that_deliver_to_them(desk: Desk, add: Add, tmp_path: Path) -> None:
    atom, listed = tmp_path / "feeds" / "alerts.atom", tmp_path / "alerts.json"
    start(desk, f"feed:{atom}", f"feed:{listed}")
    desk.watch_add(
        rule_of(
            {
                "name": "first-arms",
                "states": ["TJK"],
                "on": ["first:materiel"],
                "since": "2023-09-01",
                "deliver": [f"feed:{atom}"],
            }
        )
    )
    add("wheat", "talks", "shells")
    desk.watch_run()
    read = feedparser.parse(atom.read_bytes())
    assert not read.bozo
    assert {entry.tags[0].term for entry in read.entries} == {"shells", "first-arms"}
    assert len({entry.id for entry in read.entries}) == len(read.entries) == 2
    items = json.loads(listed.read_text("utf-8"))["items"]
    assert [item["_dragoman"]["rule"] for item in items] == ["shells"]
    (event,) = desk.find("shells", between=("KAZ", "TJK"))
    desk.review(event.id, "reject")
    desk.watch_run()
    again = feedparser.parse(atom.read_bytes())
    assert all(entry.title.startswith("Withdrawn: ") for entry in again.entries)


def test_apprise_carries_an_alert(desk: Desk, add: Add, webhook: Webhook) -> None:
    start(desk, webhook.address.replace("http://", "json://"))
    add("shells")
    assert desk.watch_run()[1].sent == 1
    assert "Kazakhstan" in webhook.taken[0]["title"]
    assert "artillery shells" in webhook.taken[0]["message"]


@pytest.mark.parametrize(
    "address", ["", "alerts.atom", "feed:", "feed:folder/", "http://", "nosuch://place", "http://[/"]
)
def test_a_channel_that_leads_nowhere_is_refused_when_the_rule_is_written(desk: Desk, address: str) -> None:
    with pytest.raises(ChannelError) as refused:
        start(desk, address)
    assert refused.value.code == "D803"
    assert refused.value.do
    assert not desk.watch_rules()


def test_secrets_in_addresses_are_not_shown() -> None:
    assert channel_of("https://hooks.example/services/T0/secret?key=secret").shown == "https://hooks.example/…"
    assert "secret" not in channel_of("https://user:secret@hooks.example/").shown
