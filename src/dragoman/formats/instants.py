"""Instants: the dates of acts and of reports as other tools want them, in UTC and with both ends."""

from __future__ import annotations

from datetime import UTC, datetime, time

from dragoman.concerns.doings import span_of_stamps
from dragoman.knowledge.leaders import first_day
from dragoman.store.found import FoundEvent

DAY = len("2024-11-30")
# Precisions whose value says by its own length how long it lasts: a year, a month, a day.
PLAIN = frozenset({"year", "month", "day", "minute"})


def instant(stamp: str | None) -> datetime | None:
    """The first instant of an ISO date or date-time in UTC, in which it is taken to be where it names no offset."""
    if stamp is None:
        return None
    if len(stamp) <= DAY:
        return datetime.combine(first_day(stamp), time(), UTC)
    found = datetime.fromisoformat(stamp)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def instants(event: FoundEvent) -> tuple[datetime, datetime] | None:
    """The first and the last instant, to the millisecond, of the days of an event; None where no report dates it."""
    span = span_of_stamps(event.when_value, event.when_end, event.when_precision, None)
    if span is None:
        return None
    return datetime.combine(span.first, time(), UTC), datetime.combine(span.last, time(23, 59, 59, 999_000), UTC)


def dates(event: FoundEvent) -> tuple[str | None, str | None]:
    """When an event was: one ISO date as precise as it is known and no end, or its first and its last day.

    A time of day is left out: where an article names one, it is that of the place.
    """
    if event.when_value is None:
        return None, None
    if event.when_end is None and (event.when_precision or "day") in PLAIN:
        return event.when_value[:DAY], None
    found = instants(event)
    assert found is not None
    return found[0].date().isoformat(), found[1].date().isoformat()
