"""Recoding: articles that an older coder coded are coded again; what analysts said stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import select

from dragoman.record import Article
from dragoman.scale.process import reader
from dragoman.store.batches import MOST_KEYS
from dragoman.store.database import Database
from dragoman.store.revision import replace_records
from dragoman.store.rows import article_from, coder_of, file_record
from dragoman.store.tables import article

BATCH = 16


def recode(database: Database, progress: Callable[[int, int], None] | None = None) -> int:
    """Code again every article whose record is not of this coder; each batch in one transaction.

    Args:
        database: the store's database.
        progress: called after each batch with the number of articles done and of all that are to be done.

    Returns:
        The number of articles that were coded again.
    """
    loaded = reader()
    present = coder_of(loaded.read(Article(id="sha256:0", text="Nothing was said.")))
    keys = outdated(database, present)
    done = 0
    for first in range(0, len(keys), BATCH):
        articles = list(stored(database, keys[first : first + BATCH]))
        filed = [file_record(record) for record in loaded.pipe(articles)]
        with database.writing() as connection:
            done += replace_records(connection, filed)
        if progress is not None:
            progress(min(first + BATCH, len(keys)), len(keys))
    return done


def outdated(database: Database, present: str) -> list[int]:
    """The keys of the articles that another coder coded, in order."""
    with database.reading() as connection:
        query = select(article.c.key).where(article.c.coder != present).order_by(article.c.key)
        return list(connection.execute(query).scalars())


def stored(database: Database, keys: list[int]) -> Iterator[Article]:
    """Articles out of the store, exactly as they were read."""
    with database.reading() as connection:
        rows = connection.execute(select(article).where(article.c.key.in_(keys[:MOST_KEYS]))).mappings().all()
    for row in rows:
        yield article_from(dict(row))
