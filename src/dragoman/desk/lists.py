"""What lists of events ask of a store: page by page, with a tally, the quoted words, and what a person keeps."""

from __future__ import annotations

from dragoman.merge.keys import public_id
from dragoman.store.database import Database
from dragoman.store.evidence import present_event
from dragoman.store.found import EventPage
from dragoman.store.personal import Personal
from dragoman.store.query import Query
from dragoman.store.quoted import Quoted, quoted
from dragoman.store.search import Further, event_page
from dragoman.store.tally import Listing, listing


class Lists:
    """Lists of events of an opened store.

    Args:
        database: the store's database.
    """

    database: Database

    def listing(self, query: Query, *, further: Further = ()) -> Listing:
        """The newest events of a query, as many as its limit, with the tally of up to 2,000."""
        with self.database.reading() as connection:
            return listing(connection, query, further)

    def page(self, query: Query, after: str | None = None, *, further: Further = ()) -> EventPage:
        """A page of the events of a query, as many as its limit; the next one comes ``after`` its ``older``."""
        with self.database.reading() as connection:
            return event_page(connection, query, after, further)

    def quoted(self, *events: str) -> dict[str, Quoted]:
        """The words of the reports of some events, by their ids."""
        with self.database.reading() as connection:
            return quoted(connection, events)

    def personal(self, person: str = "") -> Personal:
        """What a person keeps: saved searches, stars, and what was seen at the last visit."""
        return Personal(self.database, person)

    def event_id(self, name: str) -> str:
        """The present id of an event, by one that it once had or that of a mention.

        Raises:
            UnknownIdError: no event has it.
        """
        with self.database.reading() as connection:
            return public_id("ev", present_event(connection, name)["key"])
