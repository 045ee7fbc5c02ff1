"""Recoding: articles that an older coder coded are coded again; what analysts said stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from dragoman.desk.reading import reader_for
from dragoman.record import NAMES_ONLY, Article
from dragoman.store.batches import MOST_KEYS
from dragoman.store.database import Database
from dragoman.store.revision import replace_records
from dragoman.store.rows import article_from, coder_of, file_record
from dragoman.store.tables import article

if TYPE_CHECKING:
    from dragoman.coding.reader import Reader

BATCH = 16


def recode(database: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Code again every article whose record is not of this coder; each batch in one transaction.

    Articles in other languages are coded again where their coder is older, or where they can be read now. What was
    coded on a translation stays while there is no translator for its language.

    Args:
        database: the store's database.
        progress: called after each batch with the number of articles done and of all that are to be done.

    Returns:
        The number of articles that were coded again.
    """
    loaded = reader_for(database)
    present = coder_of(loaded.read(Article(id="sha256:0", text="Nothing was said.")))
    return code_again(database, loaded, outdated(database, loaded, present), progress)


def reread(database: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Read the articles that could not be read for want of a translator, where there is one now; gives their number."""
    waiting = unread(database)
    if not waiting:
        return 0  # the pipeline takes seconds to load
    return code_again(database, reader_for(database), waiting, progress)


def unread(database: Database) -> list[int]:
    """The keys of the articles that were coded by their names alone, in order."""
    with database.reading() as connection:
        query = select(article.c.key).where(article.c.coder.contains(NAMES_ONLY)).order_by(article.c.key)
        return list(connection.execute(query).scalars())


def code_again(
    database: Database, loaded: Reader, keys: Sequence[int], progress: Callable[[int, int], None] | None
) -> int:
    """Code articles of the store again; gives the number of those that came out otherwise."""
    done = 0
    for first in range(0, len(keys), BATCH):
        articles = list(stored(database, keys[first : first + BATCH]))
        filed = [file_record(record) for record in loaded.pipe(articles)]
        with database.writing() as connection:
            done += replace_records(connection, filed)
        if progress is not None:
            progress(min(first + BATCH, len(keys)), len(keys))
    return done


def outdated(database: Database, loaded: Reader, present: str) -> list[int]:
    """The keys of the articles that are to be coded again, in order.

    Args:
        database: the store's database.
        loaded: the reader.
        present: the coder of articles in the language of its model, as ``coder_of`` writes it.
    """
    with database.reading() as connection:
        query = select(article.c.key, article.c.coder, article.c.language).where(article.c.coder != present)
        rows = connection.execute(query.order_by(article.c.key)).fetchall()
    return [key for key, coder, language in rows if is_outdated(loaded, present, coder, language)]


def is_outdated(loaded: Reader, present: str, coder: str, language: str | None) -> bool:
    """Whether an article that another coder coded would be coded otherwise now."""
    if language is None or language == loaded.language:
        return True
    readable = loaded.foreign.reads(language)
    if NAMES_ONLY in coder:
        return readable or not same_version(present, coder)
    return not same_version(present, coder) and readable


def same_version(one: str, other: str) -> bool:
    """Whether two coders are of one version, with one schema of records, whatever their models."""
    return [one.split(" ")[at] for at in (0, 1, -1)] == [other.split(" ")[at] for at in (0, 1, -1)]


def stored(database: Database, keys: Sequence[int]) -> Iterator[Article]:
    """Articles out of the store, exactly as they were published."""
    with database.reading() as connection:
        rows = connection.execute(select(article).where(article.c.key.in_(list(keys[:MOST_KEYS])))).mappings().all()
    for row in rows:
        yield article_from(dict(row)).model_copy(update={"translation": None})
