"""Replay: what a rule would have said over the past, day by day, with what was known by the end of each day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection

from dragoman.merge.acts import Act, day_of
from dragoman.merge.events import merged
from dragoman.store.concerns import with_concerns
from dragoman.store.copies import copy_pairs
from dragoman.store.database import Database
from dragoman.store.events import corrected, event_row
from dragoman.store.foreign import is_foreign
from dragoman.store.query import day
from dragoman.store.upkeep import event_reviews
from dragoman.store.watched import acts_of
from dragoman.watch.alerts import Alert, Cause, iso
from dragoman.watch.refusals import ReplayError
from dragoman.watch.register import Register
from dragoman.watch.rules import Rule
from dragoman.watch.seen import Seen, meets
from dragoman.watch.sightings import sightings
from dragoman.watch.watcher import footnotes, scope, scope_size, weeks_of
from dragoman.watch.weeks import changes

Progress = Callable[[int, int], None]
# The moment at which a day's alerts are given.
EVENING = "T23:59:59+00:00"


class History:
    """The events of a rule's scope as they stood by the end of each day.

    Args:
        connection: for reading.
        present: the events as they stand now; what analysts rejected or corrected is so in the past as well.
    """

    def __init__(self, connection: Connection, present: Iterable[Seen]) -> None:
        wanted = {seen.key: seen for seen in present if seen.row["standing"] != "rejected"}
        # What another project coded was known as it stands on the day of its only report.
        self.foreign = {key: seen for key, seen in wanted.items() if is_foreign(seen.row)}
        self.acts = acts_of(connection, wanted.keys() - self.foreign.keys())
        articles = {act.article for acts in self.acts.values() for act in acts}
        self.copies = copy_pairs(connection, articles)
        self.reviews = event_reviews(connection, (act.key for acts in self.acts.values() for act in acts))
        self.days: dict[int, set[int]] = {}
        for key, acts in self.acts.items():
            for act in acts:
                reported = day_of(act.published)
                if reported is not None:
                    self.days.setdefault(reported, set()).add(key)
        for key, seen in self.foreign.items():
            self.days.setdefault(seen.reported, set()).add(key)

    def as_of(self, key: int, until: int) -> Seen | None:
        """An event by what was reported until the end of a day; None where nothing was."""
        if key in self.foreign:
            return self.foreign[key]
        acts = [act for act in self.acts[key] if (day_of(act.published) or until + 1) <= until]
        return Seen(self._row(key, acts)) if acts else None

    def _row(self, key: int, acts: list[Act]) -> Mapping[str, Any]:
        """The row that an event would have had; its key is that of the present one."""
        articles = {act.article for act in acts}
        pairs = [pair for pair in self.copies if pair[0] in articles and pair[1] in articles]
        said = [one for act in acts for one in self.reviews.get(act.key, ())]
        return with_concerns(corrected(event_row(merged(acts, pairs)), said)) | {"key": key}


def replay(
    database: Database, rule: Rule, since: str, until: str, progress: Progress | None = None, most: int | None = None
) -> list[Alert]:
    """What a rule would have said between two days, the earliest first; nothing is kept and nothing is sent.

    Args:
        database: the store's database.
        rule: the rule.
        since: the first day.
        until: the last day.
        progress: called after each day with the number of days done and of all.
        most: go through no more events than this; None means however many the rule looks at.

    Raises:
        ReplayError: the rule looks at more events.
        QueryError: a day is no date.
    """
    first, last = day(since, last=False), day(until, last=True)
    with database.reading() as connection:
        if most is not None:
            refuse_more(rule, scope_size(connection, rule), most)
        present = list(scope(connection, rule, "0"))
        history = History(connection, present)
        weeks = weeks_of(connection, rule, iso(last + 1))
        rates = changes(rule, weeks, first) if weeks else []
        book = Register(rule.name, [], lambda key: key, partial(footnotes, connection))
        known: dict[int, Seen] = {}
        days = sorted({*history.days, *(one.reported for one in rates)})
        given: list[Alert] = []
        for at, today in enumerate(days):
            if today > last:
                break
            fresh = [seen for key in history.days.get(today, ()) if (seen := history.as_of(key, today)) is not None]
            known |= {seen.key: seen for seen in fresh}
            if today >= first:
                book.footnotes = partial(footnotes, connection, until=iso(today))
                causes: list[Cause] = [cause for cause in rates if cause.reported == today]
                if any(meets(rule, seen) for seen in fresh):
                    causes += sightings(rule, known.values(), first)
                given += book.take(causes, f"{iso(today)}{EVENING}")
            if progress is not None:
                progress(at + 1, len(days))
        return given


def refuse_more(rule: Rule, events: int, most: int) -> None:
    """Refuse a rule that looks at too many events.

    Raises:
        ReplayError: it does.
    """
    if events > most:
        raise ReplayError(
            f"the rule looks at {events:,} events, and here no more than {most:,} are gone through", where=rule.name,
            do="let it watch fewer states, or replay it on the command line: dragoman watch test",
        )  # fmt: skip
