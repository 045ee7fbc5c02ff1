"""Reading one text at once, in this process: for a page or program that waits for the record."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from dragoman.concerns.record import with_concerns
from dragoman.errors import CodingError, IntakeError
from dragoman.intake.parcels import Parcel, articles_of
from dragoman.merge.keys import article_key, public_id
from dragoman.record import Article, Record
from dragoman.scale.process import reader
from dragoman.settings import settings
from dragoman.store.database import Database
from dragoman.store.translations import StoredTranslations

if TYPE_CHECKING:
    from dragoman.coding.reader import Reader

# The pipeline is one, and parses one text after the other.
TURN = Lock()


def read_text(
    text: str, *, published: str | None = None, title: str | None = None, url: str | None = None,
    publisher: str | None = None, where: str = "text",
) -> Record:  # fmt: skip
    """The record of a text; nothing is kept.

    Args:
        text: plain text, as it was published.
        published: its date, ISO 8601; wins over what the text says.
        title, url, publisher: what is known of it beside the text.
        where: what it is called in errors.

    Raises:
        IntakeError: it is no text.
        CodingError: it is too long.
    """
    if len(text) > settings().max_chars:
        raise CodingError(
            f"text of {len(text)} characters, more than {settings().max_chars}", where=where,
            do="split it or raise DRAGOMAN_MAX_CHARS",
        )  # fmt: skip
    article = article_in(Parcel(
        where, text.encode("utf-8", "replace"), form="text", url=url, charset="utf-8", given=published, title=title,
        publisher=publisher, origin="who sent it",
    ))  # fmt: skip
    with TURN:
        record = reader().read(article)
    return with_concerns(record)


def reader_for(database: Database) -> Reader:
    """The pipeline of this process; what it has translated the store remembers."""
    loaded = reader()
    loaded.remember(memory_of(database))
    return loaded


@lru_cache(maxsize=4)
def memory_of(database: Database) -> StoredTranslations:
    """What a store remembers of translations."""
    return StoredTranslations(database)


def article_in(parcel: Parcel) -> Article:
    """The one article of a parcel.

    Raises:
        IntakeError: it cannot be read.
    """
    found = next(articles_of(parcel))
    if isinstance(found, IntakeError):
        raise found
    return found


def stored_id(record: Record) -> str:
    """The id by which a store knows the article of a record."""
    return public_id("ar", article_key(record.article))
