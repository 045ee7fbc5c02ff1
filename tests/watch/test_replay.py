"""A replay says what watching day by day would have said, by what was known on each day."""

from __future__ import annotations

import pytest
from tests.watch.conftest import ARTICLES, Add

from dragoman.desk import Desk
from dragoman.watch.alerts import Alert
from dragoman.watch.rules import Rule, rule_of

RULE = rule_of(
    {
        "name": "arms",
        "between": [("KAZ", "TJK")],
        "on": ["event", "first:materiel_class", "first:denial", "contradiction"],
        "since": "2023-01-01",
    }
)


def told(alerts: list[Alert]) -> list[tuple[str, str, str]]:
    return [(alert.trigger, alert.what, alert.state) for alert in alerts]


@pytest.fixture
def all_days(desk: Desk, add: Add) -> Desk:
    """A desk with all dispatches but the one that turns up late."""
    add(*(name for name in ARTICLES if name != "earlier"))
    return desk


def test_a_replay_is_what_watching_day_by_day_said(desk: Desk, add: Add) -> None:
    desk.watch_add(RULE)
    live: list[Alert] = []
    for name in sorted((name for name in ARTICLES if name != "earlier"), key=lambda one: ARTICLES[one][1]):
        add(name)
        live += [alert for alerts in desk.watch_run(send=False)[0].alerts.values() for alert in alerts]
    again = desk.watch_test("arms")
    assert told(again) == told(live)
    assert {alert.trigger for alert in again} == {"event", "first:materiel_class", "first:denial", "contradiction"}
    assert [alert.made[:10] for alert in again] == sorted(alert.made[:10] for alert in again)


def test_nothing_is_known_before_it_was_reported(all_days: Desk) -> None:
    alerts = all_days.watch_test(RULE, since="2023-09-01", until="2023-09-20")
    first = next(alert for alert in alerts if alert.trigger == "event")
    assert first.made.startswith("2023-09-19")
    assert not [alert for alert in alerts if alert.trigger == "contradiction"], "the denial came two days later"
    assert all("Gulf Morning Post" not in cited for cited in first.events[0].citations), "nor had it been reprinted"


def test_the_first_of_a_kind_is_told_once_and_says_how_far_back_that_can_be_told(all_days: Desk) -> None:
    alerts = [one for one in all_days.watch_test(RULE) if one.trigger == "first:materiel_class"]
    assert [(alert.made[:10], alert.state) for alert in alerts] == [("2023-09-19", "open"), ("2023-09-19", "revised")]
    assert "class III" in alerts[0].what
    assert "reaches back to 2023-02-0" in alerts[0].why[0]
    assert alerts[1].id == alerts[0].id
    assert "others deny it" in alerts[1].revisions[0].what


def test_with_too_little_of_a_past_nothing_is_a_first(desk: Desk, add: Add) -> None:
    add("talks", "shells")
    alerts = desk.watch_test(RULE)
    assert [alert for alert in alerts if alert.trigger == "event"]
    assert not [one for one in alerts if one.trigger.startswith("first") and "2023-03" in one.day]


def test_within_years_it_says_when_the_store_does_not_reach_that_far(all_days: Desk) -> None:
    rule = RULE.model_copy(update={"on": ("first:materiel_class:10",)})
    alert = all_days.watch_test(rule)[0]
    assert "in 10 years" in alert.what
    assert "and not 10" in alert.why[0]


def test_nothing_is_kept_and_nothing_is_sent(all_days: Desk) -> None:
    assert all_days.watch_test(RULE)
    assert all_days.alerts() == []
    assert all_days.watch_rules() == []


def test_a_rule_says_nothing_of_what_was_reported_before_it_was_written(all_days: Desk) -> None:
    rule: Rule = RULE.model_copy(update={"since": None})
    all_days.watch_add(rule)
    assert all_days.watch_run(send=False)[0].count == 0
