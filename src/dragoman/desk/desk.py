"""The desk: a store of reports and everything that can be asked of it; it mirrors the command line one to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from dragoman.desk.options import AddOptions, Progress, Report, silent
from dragoman.knowledge.screening import KINDS, MIN_SCORE, ListKind
from dragoman.record import Record
from dragoman.settings import settings
from dragoman.store.database import Database
from dragoman.store.evidence import citations_of, copies_of, evidence_of, stored_record, stored_records
from dragoman.store.found import Citation, Evidence, FoundCopy, FoundEvent, FoundReview
from dragoman.store.ledger import Failure, failures
from dragoman.store.query import Query
from dragoman.store.refusals import QueryError
from dragoman.store.reviews import Action, add_review, all_reviews, join, split, withdraw
from dragoman.store.search import count_events, find_events
from dragoman.store.summary import Summary, summary_of
from dragoman.store.writer import Added, add_records

if TYPE_CHECKING:
    from dragoman.intake.fetcher import Fetcher
    from dragoman.screening.hits import ScreenReport


class Desk:
    """A store of reports, opened.

    Args:
        where: an SQLite file, or an address such as ``postgresql://user@host/name``; None means the setting ``store``.
        create: make the store where there is none.

    Raises:
        StoreError: it cannot be opened.

    Example:
        >>> from dragoman.desk import Desk
        >>> with Desk("desk.db") as desk:
        ...     desk.add("reports/")
        ...     for event in desk.find("summit", between=("RUS", "PRK"), since="2023"):
        ...         print(event.label, event.grade)
    """

    def __init__(self, where: str | Path | None = None, *, create: bool = True) -> None:
        self.where = str(where if where is not None else settings().store)
        self.database = Database(self.where, create=create)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.database.close()

    def add(self, *sources: str | Path, options: AddOptions | None = None, progress: Progress = silent) -> Report:
        """Add files, folders, feeds, sitemaps, addresses and archives; what is in the store is passed over.

        What cannot be read is written down (``failures``) and stops nothing.
        """
        # What reads pages and feeds takes a second to import: not for a question to the store.
        from dragoman.desk.adding import Adder

        adder = Adder(self.database, self.where, options or AddOptions(), self._fetcher, progress)
        return adder.add([str(source) for source in sources])

    @cached_property
    def _fetcher(self) -> Fetcher:
        """Asks for addresses; one for all adding, as it remembers how the hosts want to be asked."""
        from dragoman.intake.fetcher import Fetcher

        return Fetcher()

    def add_records(self, records: Iterable[Record]) -> Added:
        """Add records that were coded elsewhere, in one transaction."""
        return add_records(self.database, records)

    def find(self, words: str | None = None, **conditions: Any) -> list[FoundEvent]:
        """The events with some words and conditions, the newest first; see ``Query`` for the conditions.

        Raises:
            QueryError: a condition cannot be asked for.
        """
        with self.database.reading() as connection:
            return list(find_events(connection, query_of(words, conditions)))

    def count(self, words: str | None = None, **conditions: Any) -> int:
        """How many events a query finds, whatever its limit."""
        with self.database.reading() as connection:
            return count_events(connection, query_of(words, conditions))

    def events(self) -> Iterator[FoundEvent]:
        """All events, the newest first, without what analysts rejected."""
        with self.database.reading() as connection:
            yield from find_events(connection, Query(limit=MOST))

    def show(self, event_id: str) -> Evidence:
        """An event with all its evidence.

        Raises:
            UnknownIdError: no event has this id.
        """
        with self.database.reading() as connection:
            return evidence_of(connection, event_id)

    def record(self, article_id: str) -> Record:
        """The record of an article.

        Raises:
            UnknownIdError: no article has this id.
        """
        with self.database.reading() as connection:
            return stored_record(connection, article_id)

    def records(self) -> Iterator[Record]:
        """The records of all articles, as ``add`` takes them again."""
        with self.database.reading() as connection:
            yield from stored_records(connection)

    def copies(self, article_id: str) -> list[FoundCopy]:
        """Which articles took text from one, and from which it took text."""
        with self.database.reading() as connection:
            return copies_of(connection, article_id)

    def cite(self, target: str) -> list[Citation]:
        """Footnotes for an event (one a report), an event mention, an attribution or an article."""
        with self.database.reading() as connection:
            return citations_of(connection, target)

    def screen(
        self, listed: str | Path, *, kinds: Iterable[ListKind] = KINDS, min_score: float = MIN_SCORE,
        progress: Callable[[int, int], None] | None = None,
    ) -> ScreenReport:  # fmt: skip
        """Hold the persons, organisations and vessels of the store against a list in a file of one's own.

        The list is an export of OpenSanctions or a file in its format. A hit is a pointer to check, not an
        identification.

        Raises:
            ScreeningError: the file is no list, or what compares names is not installed.
        """
        from dragoman.screening.screen import screened

        return screened(self.database, Path(listed), kinds, min_score, progress)

    def review(
        self, target: str, action: Action, *, fields: Mapping[str, Any] | None = None, note: str | None = None,
        author: str | None = None,
    ) -> str:  # fmt: skip
        """Confirm, correct or reject an event, an event mention or an attribution; gives the review's id."""
        return add_review(self.database, target, action, fields=fields, note=note, author=author)

    def join(self, *events: str, note: str | None = None, author: str | None = None) -> str:
        """Make several events one; gives the review's id, by which it can be withdrawn."""
        return join(self.database, events, note=note, author=author)

    def split(self, event: str, mentions: Sequence[str], *, note: str | None = None, author: str | None = None) -> str:
        """Make some mentions of an event an event of their own; gives the review's id."""
        return split(self.database, event, mentions, note=note, author=author)

    def withdraw(self, review: str) -> None:
        """Take a review back."""
        withdraw(self.database, review)

    def reviews(self) -> list[FoundReview]:
        """All reviews, withdrawn ones too, the earliest first."""
        with self.database.reading() as connection:
            return all_reviews(connection)

    def recode(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Code again what an older coder coded; reviews stay. Gives the number of articles that were coded."""
        from dragoman.desk.recoding import recode

        return recode(self.database, progress)

    def failures(self) -> list[Failure]:
        """What could not be read or coded, with the reasons."""
        return failures(self.database)

    def summary(self) -> Summary:
        """How much is in the store."""
        return summary_of(self.database)


MOST = 100_000


def query_of(words: str | None, conditions: Mapping[str, Any]) -> Query:
    """A query out of words and conditions.

    Raises:
        QueryError: there is no such condition, or it has a value that cannot be asked for.
    """
    try:
        return Query(words=words, **conditions)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(Query.model_fields)
        raise QueryError(f"{name}: {first['msg']}", do=f"ask by: {known}") from error
