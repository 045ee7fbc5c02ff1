"""The desk: a store of reports and everything that can be asked of it; it mirrors the command line one to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.desk.lists import Lists
from dragoman.desk.options import AddOptions, Progress, Report, silent
from dragoman.desk.translating import Translating
from dragoman.desk.watching import Watching
from dragoman.knowledge.screening import KINDS, MIN_SCORE, ListKind
from dragoman.record import Record
from dragoman.settings import settings
from dragoman.store.accounts import Account, accounts_in, add_account, give_token, remove_account
from dragoman.store.articles import ArticleList, article_list
from dragoman.store.database import Database
from dragoman.store.engaged import Engaged, engaged_events
from dragoman.store.evidence import citations_of, copies_of, evidence_of, stored_record, stored_records
from dragoman.store.foreign import Stored
from dragoman.store.found import Citation, Evidence, FoundCopy, FoundEvent, FoundReview
from dragoman.store.holdings import Holdings, holdings_of
from dragoman.store.ledger import Failure, failures
from dragoman.store.places import MOST_PLACES, Places, places
from dragoman.store.query import Query, query_of
from dragoman.store.reading import Reading, reading_of
from dragoman.store.reviews import Action, add_review, all_reviews, join, split, withdraw
from dragoman.store.search import Further, count_events, find_events
from dragoman.store.stream import Told, told_events
from dragoman.store.summary import Summary, summary_of
from dragoman.store.writer import Added, add_records

if TYPE_CHECKING:
    from dragoman.desk.case import CaseFile
    from dragoman.intake.fetcher import Fetcher
    from dragoman.scale.foreign import Imported
    from dragoman.scale.foreign_coding import Name
    from dragoman.scale.loading import Loaded
    from dragoman.screening.hits import ScreenReport
    from dragoman.store.network import Network
    from dragoman.ties.found import Movers, Partners, TieEvents, Ties


class Desk(Lists, Translating, Watching):
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

    def load(self, lake: str | Path, progress: Callable[[int, int], None] | None = None) -> Loaded:
        """Put the articles of a lake into the store, with what was coded of them; what the store holds is passed over.

        Args:
            lake: the folder that ``dragoman code`` made.
            progress: told how many articles are done, of how many.
        """
        # It reads Parquet, which takes a second to import.
        from dragoman.scale.loading import load

        return load(self.database, lake, progress)

    def import_foreign(
        self, path: str | Path, *, coding: Name | None = None, progress: Callable[[str, int], None] | None = None
    ) -> tuple[Imported, Stored]:  # fmt: skip
        """Put the events of a file of GDELT or POLECAT into the store, marked as theirs; known ones are passed over.

        Args:
            path: the file, plain, gzipped or zipped.
            coding: whose it is; None tells by its columns.
            progress: told what is done, and how many rows were read or events stored.

        Raises:
            ForeignFileError: it is no such file.
        """
        from dragoman.scale.foreign_loading import imported_into_store

        return imported_into_store(Path(path), self.database, coding, progress)

    def find(self, words: str | None = None, **conditions: Any) -> list[FoundEvent]:
        """The events with some words and conditions, the newest first; see ``Query`` for the conditions.

        Raises:
            QueryError: a condition cannot be asked for.
        """
        with self.database.reading() as connection:
            return list(find_events(connection, query_of(words, conditions)))

    def count(
        self, words: str | None = None, *, further: Further = (), most: int | None = None, **conditions: Any
    ) -> int:  # fmt: skip
        """How many events a query finds, whatever its limit; counted up to ``most`` alone where it is given."""
        with self.database.reading() as connection:
            return count_events(connection, query_of(words, conditions), further, most)

    def places(self, words: str | None = None, *, most: int = MOST_PLACES, **conditions: Any) -> Places:
        """The places of the events that a query finds, those with most events first, at most so many."""
        with self.database.reading() as connection:
            return places(connection, query_of(words, conditions), most)

    def stream(
        self, words: str | None = None, *, reports: bool = True, named: bool = False, **conditions: Any
    ) -> Iterator[Told]:
        """All events of a query with their reports, the newest first, in flat memory; ``limit`` only where it is given.

        Args:
            words: words that must all be there.
            reports: with the reports of each event.
            named: with the entities that each report's article names.
            conditions: as for ``find``.
        """
        limit = conditions.pop("limit", None)
        with self.database.reading() as connection:
            query = query_of(words, conditions)
            yield from told_events(connection, query, reports=reports, named=named, limit=limit)

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

    def read_article(self, article_id: str) -> Reading:
        """An article with all that was found in it, by the ids that people see, and what analysts said of it.

        Raises:
            UnknownIdError: no article has this id.
        """
        with self.database.reading() as connection:
            return reading_of(connection, article_id)

    def articles(self, words: str | None = None, *, first: int = 0, limit: int = 50) -> ArticleList:
        """Articles, the newest first: all of them, or those with some words.

        Raises:
            QueryError: the words are none.
        """
        with self.database.reading() as connection:
            return article_list(connection, words, first=first, limit=limit)

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

    def case_file(self, words: str | None = None, *, title: str | None = None, **conditions: Any) -> CaseFile:
        """Everything that a report on a query needs: its events in order of time, at most 500, with their quotes.

        Args:
            words: words that must all be there.
            title: of the file; None makes one of what is asked.
            conditions: as for ``find``; where more events are found than the file holds, the newest are in it.

        Raises:
            QueryError: a condition cannot be asked for.
        """
        from dragoman.desk.case import case_file

        return case_file(self, words, title, conditions)

    def ties(
        self, one: str, other: str, *, since: str | None = None, until: str | None = None, by: str = "week",
        context: str | None = None, kind: str | None = None,
    ) -> Ties:  # fmt: skip
        """The tie of two states by week or month: how many events of which kind, where it stands, how it changed.

        Raises:
            QueryError: a value cannot be asked for, or nothing in the store is dated.
        """
        # What works with figures takes a second to import: not for other questions.
        from dragoman.ties.dyad import tie_between

        with self.database.reading() as connection:
            return tie_between(connection, one, other, since=since, until=until, by=by, context=context, kind=kind)

    def tie_events(
        self, one: str, other: str, period: str, *, since: str | None = None, until: str | None = None,
        context: str | None = None, kind: str | None = None,
    ) -> TieEvents:  # fmt: skip
        """The events that ``ties`` counts in one week or month, '2023-W37' or '2023-09'.

        Raises:
            QueryError: there is no such period, or a value cannot be asked for.
        """
        from dragoman.ties.week import events_of

        with self.database.reading() as connection:
            return events_of(connection, one, other, period, since=since, until=until, context=context, kind=kind)

    def partners(
        self, state: str, *, since: str | None = None, until: str | None = None, context: str | None = None,
        kind: str | None = None, limit: int = 20,
    ) -> Partners:  # fmt: skip
        """The ties of one state with all others, those with most events first.

        Raises:
            QueryError: a value cannot be asked for, or nothing in the store is dated.
        """
        from dragoman.ties.partners import partners

        with self.database.reading() as connection:
            return partners(
                connection, state, since=since, until=until, context=context, kind=kind, limit=limit
            )  # fmt: skip

    def movers(
        self, *, month: str | None = None, until: str | None = None, context: str | None = None,
        kind: str | None = None, limit: int = 20,
    ) -> Movers:  # fmt: skip
        """The pairs of states whose ties moved most in a month, or in the last thirty days, the surest first.

        Raises:
            QueryError: a value cannot be asked for, or nothing in the store is dated.
        """
        from dragoman.ties.movers import movers

        with self.database.reading() as connection:
            return movers(connection, month=month, until=until, context=context, kind=kind, limit=limit)

    def network(self, focus: str | None = None, **asked: Any) -> Network:
        """Who has to do with whom: states, or the actors of a focus; see ``dragoman.store.network.network``."""
        from dragoman.store.network import network

        with self.database.reading() as connection:
            return network(connection, focus, **asked)

    def engaged(self, *provisions: str) -> Engaged:
        """The events that would engage one of some provisions, by their ids such as 'PRK-1718-8b'."""
        with self.database.reading() as connection:
            return engaged_events(connection, provisions)

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

    def account_add(self, name: str, role: str, password: str) -> None:
        """Keep an account for a person, who may come in to the served desk as 'reader' or 'analyst'."""
        add_account(self.database, name, role, password)

    def account_token(self, name: str, role: str | None = None) -> str:
        """A new token for a program; it cannot be seen again. The account is made where there is none."""
        return give_token(self.database, name, role)

    def accounts(self) -> list[Account]:
        """Who may come in to the served desk, by name."""
        with self.database.reading() as connection:
            return accounts_in(connection)

    def account_remove(self, name: str) -> None:
        """Take an account out; its sessions and its token end."""
        remove_account(self.database, name)

    def version(self) -> int:
        """A number that grows with every write to the store, by whomever."""
        return self.database.version()

    def summary(self) -> Summary:
        """How much is in the store."""
        return summary_of(self.database)

    def holdings(self) -> Holdings:
        """What its articles are: how many of each year, publisher, language and class of source."""
        return holdings_of(self.database)


MOST = 100_000
