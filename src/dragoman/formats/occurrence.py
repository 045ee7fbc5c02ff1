"""Occurrence: whether, on which day and where an act was done, for formats that hold only acts that were."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dragoman.record import VENUES
from dragoman.store.found import FoundEvent, FoundPlace

# 'historical' acts were done, too; they are told as background.
DONE = frozenset({"happened", "historical"})
DAYS = frozenset({None, "day", "minute"})
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def occurred(event: FoundEvent) -> bool:
    """Its reports on the whole say that it was done; not that it is planned, possible, or was not done."""
    return event.factuality in DONE


def first_day(event: FoundEvent) -> str | None:
    """The day of an event, or the first of several, as YYYY-MM-DD; None where it is not known to the day."""
    return day_of(event.when_value) if event.when_precision in DAYS else None


def last_day(event: FoundEvent) -> str | None:
    """The last day of an event that took several; None for others."""
    return day_of(event.when_end) if event.when_precision in DAYS else None


def venue(event: FoundEvent) -> FoundPlace | None:
    """The place where an act was done or that it went to; not one that it only came from or was about."""
    return event.place if event.place and event.place.role in VENUES else None


def day_of(stamp: str | None) -> str | None:
    """The day of an ISO date or date-time, as it is written there; None where there is none."""
    found = DAY.match(stamp or "")
    return found[0] if found else None


def utc(stamp: str | None) -> datetime | None:
    """A moment in UTC; without a zone it is taken for UTC, a date is its first minute. None for what is neither."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
