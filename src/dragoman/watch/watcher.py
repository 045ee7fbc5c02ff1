"""The watcher: goes through the store with the rules, keeps what they have to say, and queues it for sending."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from dragoman.merge.acts import day_of
from dragoman.merge.keys import key_from
from dragoman.store.alerts import alert_row, alert_rows, keep_alert
from dragoman.store.database import Database
from dragoman.store.events import UNKNOWN_DAY
from dragoman.store.evidence import event_citations
from dragoman.store.found import event_from
from dragoman.store.query import day
from dragoman.store.refusals import UnknownIdError
from dragoman.store.rows import Row, listed
from dragoman.store.watched import count_in, events_in, present_events, rows_by_key
from dragoman.watch.alerts import Alert, AlertEvent
from dragoman.watch.register import Register
from dragoman.watch.rules import RATES, Rule
from dragoman.watch.seen import Seen
from dragoman.watch.sightings import sightings
from dragoman.watch.weeks import Weeks, changes, fallen, weeks_until

# Of the ids of alerts.
KIND = "al"
FOOTNOTES = 3
# Triggers that need nothing but new events.
NEW_ONLY = frozenset({"event", "concern"})


@dataclass
class Outcome:
    """What came of watching: the alerts that are new or changed, by rule."""

    alerts: dict[str, list[Alert]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many alerts are new or changed."""
        return sum(map(len, self.alerts.values()))


def watch_store(database: Database, rules: Sequence[tuple[Rule, str]], moment: datetime | None = None) -> Outcome:
    """Go through the store with rules; each rule's alerts and what is to be sent of them are one transaction.

    Args:
        database: the store's database.
        rules: with the day from which on reports are new to each.
        moment: now; changes of rates are looked for in the whole weeks before it.
    """
    at = moment or datetime.now(UTC)
    outcome = Outcome()
    for rule, since in rules:
        if rule.paused:
            continue
        with database.writing() as connection:
            outcome.alerts[rule.name] = watch_rule(connection, rule, since, at)
    return outcome


def watch_rule(connection: Connection, rule: Rule, since: str, at: datetime) -> list[Alert]:
    """Go through the store with one rule, and keep what it has to say."""
    first = day(since, last=False)
    seen = list(scope(connection, rule, since))
    weeks = weeks_of(connection, rule, at.date().isoformat())
    causes = [*sightings(rule, seen, first), *(changes(rule, weeks, first) if weeks else ())]
    known = [alert_from(row) for row in alert_rows(connection, rule.name)]
    anchors = present_events(connection, [alert.anchor for alert in known if alert.anchor is not None])
    register = Register(rule.name, known, lambda key: anchors.get(key, key), partial(footnotes, connection))
    made = at.astimezone(UTC).isoformat(timespec="seconds")
    standing = {(one.trigger, one.name) for one in sightings(rule, seen, UNKNOWN_DAY)}
    rows = rows_by_key(connection, set(anchors.values()))
    changed = register.recall(rows, lambda alert: lapsed(alert, standing, anchors, weeks), made)
    changed += register.take(causes, made)
    for alert in changed:
        keep_alert(connection, row_of(alert), rule.deliver, made)
    return changed


def scope(connection: Connection, rule: Rule, since: str) -> Iterator[Seen]:
    """The events of the states that a rule watches; only new ones where its triggers need no others."""
    parties = parties_of(rule)
    new_only = all(trigger.kind in {*NEW_ONLY, *RATES} for trigger in rule.triggers)
    for row in events_in(connection, [parties] if parties else [], since if new_only else None):
        yield Seen(row)


def scope_size(connection: Connection, rule: Rule) -> int:
    """How many events of whatever day the states that a rule watches have; those of which the mentions are read."""
    parties = parties_of(rule)
    return count_in(connection, [parties] if parties else [])


def parties_of(rule: Rule) -> list[str]:
    """The facets of the states that a rule watches, any of which an event must have; none where it watches all."""
    return [*rule.dyads, *(f"actor:state:{state}" for state in rule.states)]


def weeks_of(connection: Connection, rule: Rule, until: str) -> Weeks | None:
    """The weeks of a rule that looks at rates; None of another."""
    if not any(trigger.kind in RATES for trigger in rule.triggers):
        return None
    return weeks_until(connection, rule, day(until, last=False))


def lapsed(alert: Alert, standing: set[tuple[str, str]], anchors: dict[int, int], weeks: Weeks | None) -> str | None:
    """Why an alert does not stand any more; None where it does."""
    if alert.window is not None:
        return fallen(alert, weeks)
    names = {alert.cause, f"event {anchors.get(alert.anchor or 0, alert.anchor)}"}
    if any((alert.trigger, name) in standing for name in names):
        return None
    if alert.trigger.startswith("first"):
        return "an earlier one is in the store now, or it is none of that kind any more"
    if alert.trigger == "concern":
        return "it would engage none of those provisions any more"
    return "it is no event that this rule watches any more"


def footnotes(connection: Connection, keys: Iterable[int], until: str | None = None) -> list[AlertEvent]:
    """Events as an alert shows them, in their order, each with its first footnotes.

    Args:
        connection: for reading.
        keys: of the events.
        until: the last day whose reports are cited; None cites all.
    """
    wanted = list(dict.fromkeys(keys))
    rows = rows_by_key(connection, wanted)
    return [alert_event(connection, rows[key], until) for key in wanted if key in rows]


def alert_event(connection: Connection, row: Row, until: str | None) -> AlertEvent:
    """One event as an alert shows it."""
    found = event_from(row)
    cited = [
        one for one in event_citations(connection, found.id) if until is None or (one.published or "")[:10] <= until
    ]
    return AlertEvent(
        id=found.id, label=found.label, factuality=found.factuality, grade=found.grade, origins=len(found.origins),
        citations=[one.text() for one in cited[:FOOTNOTES]],
    )  # fmt: skip


def row_of(alert: Alert) -> Row:
    """The row of an alert."""
    found = key_from(alert.id)
    assert found is not None
    body: dict[str, Any] = alert.model_dump() | {"marks": alert.marks, "window": alert.window}
    return {
        "key": found[1],
        "rule": alert.rule,
        "trigger": alert.trigger,
        "cause": alert.cause,
        "event": alert.anchor,
        "dyad": alert.dyad,
        "day": day_of(alert.day),
        "version": alert.version,
        "state": alert.state,
        "made": alert.made,
        "revised": alert.revised,
        "body": listed(body),
    }


def alert_from(row: Row) -> Alert:
    """The alert that a row holds."""
    return Alert.model_validate(json.loads(row["body"]) | {"anchor": row["event"]})


def alert_with(connection: Connection, alert_id: str) -> Alert:
    """The alert of an id.

    Raises:
        UnknownIdError: none has it.
    """
    found = key_from(alert_id)
    row = alert_row(connection, found[1]) if found is not None and found[0] in (None, KIND) else None
    if row is None:
        raise UnknownIdError(f"no alert '{alert_id[:80]}'", do="see all: dragoman watch alerts")
    return alert_from(row)
