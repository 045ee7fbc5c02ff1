"""Delivery: what is queued is sent at least once, and tried again where it fails; two runs do not send it twice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dragoman.settings import settings
from dragoman.store.alerts import (
    FAILED,
    SENT,
    WAITING,
    alert_row,
    alert_rows,
    claim_delivery,
    due_deliveries,
    note_delivery,
    rule_rows,
)
from dragoman.store.database import Database
from dragoman.store.rows import Row
from dragoman.watch.alerts import Alert
from dragoman.watch.channels import FEED, channel_of, send
from dragoman.watch.feeds import write_feed
from dragoman.watch.refusals import ChannelError
from dragoman.watch.rulebook import rule_in
from dragoman.watch.watcher import alert_from

# Attempts in one run, and in all; between runs the wait doubles from a minute to a day.
TRIES, MOST = 4, 24
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=1)
# For so long a delivery belongs to the run that took it in hand; if that run dies, another one takes it up after.
LEASE = timedelta(minutes=15)


@dataclass(slots=True)
class Delivered:
    """What came of sending."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def deliver(database: Database, moment: datetime | None = None) -> Delivered:
    """Send what is due.

    Args:
        database: the store's database.
        moment: now.
    """
    at = (moment or datetime.now(UTC)).astimezone(UTC)
    report = Delivered()
    with database.reading() as connection:
        due = due_deliveries(connection, stamp(at))
    feeds = [row for row in due if row["channel"].startswith(FEED)]
    for address in dict.fromkeys(row["channel"] for row in feeds):
        deliver_feed(database, address, [row for row in feeds if row["channel"] == address], at, report)
    for row in due:
        if not row["channel"].startswith(FEED):
            deliver_one(database, row, at, report)
    return report


def deliver_feed(database: Database, address: str, rows: Sequence[Row], at: datetime, report: Delivered) -> None:
    """Write a feed anew with the alerts of all rules that deliver to it."""
    with database.reading() as connection:
        rules = [rule_in(row) for row in rule_rows(connection)]
        names = {rule.name for rule in rules if address in rule.deliver}
        alerts = [alert_from(row) for row in alert_rows(connection) if row["rule"] in names]
    try:
        write_feed(channel_of(address).path, alerts)
        said = None
    except ChannelError as error:
        said = error.what
    for row in rows:
        conclude(database, row, said, 1, at, report)


def deliver_one(database: Database, row: Row, at: datetime, report: Delivered) -> None:
    """Send one alert to one channel, unless another run has it in hand."""
    with database.writing() as connection:
        if not claim_delivery(connection, row, stamp(at + LEASE)):
            return
        found = alert_row(connection, row["alert"])
    if found is None or found["version"] != row["version"]:
        conclude(database, row, "a newer version is sent instead", MOST, at, report)
        return
    said, tries = attempted(row["channel"], alert_from(found))
    conclude(database, row, said, tries, at, report)


def attempted(address: str, alert: Alert) -> tuple[str | None, int]:
    """Try to send an alert a few times; what was said when it failed (None where it did not), and how many tries."""
    said: str | None = None
    for tries in range(1, TRIES + 1):
        try:
            send(channel_of(address), alert)
        except ChannelError as error:
            said = error.what
            if tries < TRIES:
                time.sleep(settings().delivery_wait * 2 ** (tries - 1))
        else:
            return None, tries
    return said, TRIES


def conclude(database: Database, row: Row, said: str | None, tries: int, at: datetime, report: Delivered) -> None:
    """Write down what came of a delivery, and when it is tried next."""
    attempts = row["attempts"] + tries
    values: Row = {"attempts": attempts, "said": said, "state": SENT, "due": None}
    if said is not None and attempts >= MOST:
        values["state"] = FAILED
    elif said is not None:
        rounds = -(-attempts // TRIES)
        values |= {"state": WAITING, "due": stamp(at + min(SHORTEST * 2 ** (rounds - 1), LONGEST))}
    with database.writing() as connection:
        note_delivery(connection, row, values)
    report.sent += values["state"] == SENT
    report.waiting += values["state"] == WAITING
    report.failed += values["state"] == FAILED


def stamp(at: datetime) -> str:
    """A moment as the store keeps it."""
    return at.isoformat(timespec="seconds")
