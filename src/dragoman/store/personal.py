"""What belongs to one person: saved searches, starred events, and what was seen at the last visit.

Nothing is worked out from it, so that writing it leaves the store's version as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pydantic import Field
from sqlalchemy import ColumnElement, Connection, func, or_, select, text

from dragoman.merge.keys import key_from, public_id
from dragoman.store.database import Database
from dragoman.store.found import Found
from dragoman.store.refusals import BusyStoreError, PersonalError, ReadOnlyLakeError
from dragoman.store.reviews import event_of
from dragoman.store.tables import article, event, event_mention, saved_search, star, visit

# A visit ends so long after its last request, and is written down so often while it lasts.
ENDS, NOTED = timedelta(minutes=30), timedelta(minutes=1)
LONGEST_NAME, MOST_SEARCHES = 80, 50
# A page does not wait for whoever is adding articles.
PATIENCE_MS = 50
UPSERT = text(
    "INSERT INTO visit (person, known, known_at, seen, seen_at) VALUES (:person, :known, :known_at, :seen, :seen_at) "
    "ON CONFLICT (person) DO UPDATE SET known = :known, known_at = :known_at, seen = :seen, seen_at = :seen_at"
)


class SavedSearch(Found):
    """A search under a name."""

    name: str
    query: str = Field(description="The conditions as they stand in the page's address.")
    made: str


class Visit(Found):
    """Up to what a person has seen the store."""

    known: int = Field(description="Number of the newest article at the end of the visit before; later ones are new.")
    known_at: str
    seen: int = Field(description="Number of the newest article in this visit.")
    seen_at: str


class Personal:
    """What one person keeps in a store.

    Args:
        database: the store's database.
        person: whose it is; empty on a desk without accounts.
    """

    def __init__(self, database: Database, person: str) -> None:
        self.database = database
        self.person = person

    def star(self, event_id: str) -> None:
        """Star an event; an id that it once had will do.

        Raises:
            UnknownIdError: no event has this id.
        """
        with self.database.noting() as connection:
            key = event_of(connection, event_id)
            self._unstar(connection, key)
            row = {"person": self.person, "event": key, "made": stamp(now())}
            connection.execute(star.insert().values(row))

    def unstar(self, event_id: str) -> None:
        """Take the star off an event.

        Raises:
            UnknownIdError: no event has this id.
        """
        with self.database.noting() as connection:
            self._unstar(connection, event_of(connection, event_id))

    def _unstar(self, connection: Connection, key: int) -> None:
        """Forget the stars of an event, those too that it got under another id."""
        members = select(event_mention.c.key).where(event_mention.c.event == key)
        of_it = or_(star.c.event == key, star.c.event.in_(members))
        connection.execute(star.delete().where(star.c.person == self.person, of_it))

    def is_starred(self) -> ColumnElement[bool]:
        """The condition that an event is starred, by whatever id it had then."""
        mine = select(star.c.event).where(star.c.person == self.person)
        return or_(
            event.c.key.in_(mine),
            event.c.key.in_(select(event_mention.c.event).where(event_mention.c.key.in_(mine))),
        )

    def starred(self, events: Iterable[str]) -> set[str]:
        """Which of some events are starred, by id."""
        keys = [found[1] for found in map(key_from, events) if found]
        with self.database.reading() as connection:
            found = connection.execute(select(event.c.key).where(event.c.key.in_(keys), self.is_starred())).scalars()
            return {public_id("ev", key) for key in found}

    def save_search(self, name: str | None, query: str) -> None:
        """Keep a search, in the place of one of the same name.

        Raises:
            PersonalError: it has no name, one that is too long, or there are too many.
        """
        if not name or len(name) > LONGEST_NAME:
            raise PersonalError("a search needs a name", do=f"give one of up to {LONGEST_NAME} characters")
        with self.database.noting() as connection:
            if len(self._searches(connection)) >= MOST_SEARCHES:
                raise PersonalError(f"{MOST_SEARCHES} searches are saved", do="delete one first")
            self._remove(connection, name)
            row = {"person": self.person, "name": name, "query": query, "made": stamp(now())}
            connection.execute(saved_search.insert().values(row))

    def remove_search(self, name: str) -> None:
        """Forget a search; one that is not there is forgotten already."""
        with self.database.noting() as connection:
            self._remove(connection, name)

    def _remove(self, connection: Connection, name: str) -> None:
        """Forget a search."""
        mine = (saved_search.c.person == self.person, saved_search.c.name == name)
        connection.execute(saved_search.delete().where(*mine))

    def kept(self) -> tuple[object, ...]:
        """All that is kept, to be compared with what it was."""
        with self.database.reading() as connection:
            stars = connection.execute(select(star.c.event).where(star.c.person == self.person).order_by(star.c.event))
            return tuple(stars.scalars()), tuple((one.name, one.query) for one in self._searches(connection))

    def searches(self) -> list[SavedSearch]:
        """The saved searches, by name."""
        with self.database.reading() as connection:
            return self._searches(connection)

    def _searches(self, connection: Connection) -> list[SavedSearch]:
        """The saved searches, by name."""
        query = select(saved_search).where(saved_search.c.person == self.person).order_by(saved_search.c.name)
        return [
            SavedSearch(name=row["name"], query=row["query"], made=row["made"])
            for row in connection.execute(query).mappings()
        ]

    def visit(self, at: datetime | None = None, *, noted: bool = True) -> Visit:
        """The present visit; it is written down at most once a minute, and where somebody else writes, later.

        Args:
            at: the moment of the request; None means now.
            noted: whether the request is part of the visit; one for a feed is not.
        """
        moment = at or now()
        with self.database.reading() as connection:
            before, newest = self._visit(connection), newest_article(connection)
        present = visit_after(before, newest, moment)
        if noted and present != before:
            self._note(present)
        return present

    def mark_all_seen(self, at: datetime | None = None) -> None:
        """Say that everything that is in the store has been seen.

        Raises:
            BusyStoreError: somebody else writes for longer than one waits.
        """
        moment = stamp(at or now())
        with self.database.noting() as connection:
            newest = newest_article(connection)
            row = {"known": newest, "known_at": moment, "seen": newest, "seen_at": moment}
            connection.execute(UPSERT, {"person": self.person, **row})

    def _visit(self, connection: Connection) -> Visit | None:
        """The visit as it was written down last."""
        row = connection.execute(select(visit).where(visit.c.person == self.person)).mappings().first()
        return Visit(**{name: row[name] for name in Visit.model_fields}) if row else None

    def _note(self, present: Visit) -> None:
        """Write the visit down, unless somebody else is writing: the next request will."""
        try:
            with self.database.noting(PATIENCE_MS) as connection:
                connection.execute(UPSERT, {"person": self.person, **present.model_dump()})
        except (BusyStoreError, ReadOnlyLakeError):
            # A lake remembers nobody.
            return


def visit_after(before: Visit | None, newest: int, moment: datetime) -> Visit:
    """The visit after a request.

    Args:
        before: as it was written down last; None at the first request ever, to which nothing is new.
        newest: number of the newest article.
        moment: of the request.
    """
    at = stamp(moment)
    if before is None:
        return Visit(known=newest, known_at=at, seen=newest, seen_at=at)
    since = moment - datetime.fromisoformat(before.seen_at)
    if since > ENDS:
        return Visit(known=before.seen, known_at=before.seen_at, seen=newest, seen_at=at)
    if since > NOTED or newest != before.seen:
        return before.model_copy(update={"seen": newest, "seen_at": at})
    return before


def is_new(known: int) -> ColumnElement[bool]:
    """The condition that an event has a report that came after an article."""
    reports = select(event_mention.c.event).join(article, article.c.key == event_mention.c.article)
    return event.c.key.in_(reports.where(article.c.number > known, event_mention.c.standing != "rejected"))


def newest_article(connection: Connection) -> int:
    """The number of the newest article; 0 in an empty store."""
    return int(connection.execute(select(func.coalesce(func.max(article.c.number), 0))).scalar_one())


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as it is written down: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
