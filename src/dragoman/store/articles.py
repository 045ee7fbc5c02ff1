"""Articles: a list of what is in the store, the newest first, with how much was found in each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import Field
from sqlalchemy import BigInteger, Connection, Select, column, func, select, text

from dragoman.store.batches import rows_where
from dragoman.store.evidence import article_found
from dragoman.store.found import Found, FoundArticle
from dragoman.store.lake_words import matching_keys
from dragoman.store.tables import article, event_mention

# What a list shows of an article: all but its text and what was coded out of it.
COLUMNS = tuple(one for one in article.c if one.name not in ("text", "record", "signature"))


class ListedArticle(FoundArticle):
    """An article in a list."""

    mentions: int = Field(description="Event mentions in it.")


class ArticleList(Found):
    """Some of the articles that were asked for, and how many there are in all."""

    articles: list[ListedArticle]
    total: int


def article_list(connection: Connection, words: str | None = None, *, first: int = 0, limit: int = 50) -> ArticleList:
    """Articles, the newest first; those without a date last.

    Args:
        connection: a connection for reading.
        words: words that their headline or text must have; None asks for all.
        first: how many are passed over.
        limit: how many are given.

    Raises:
        QueryError: the words are none.
    """
    total = connection.execute(narrowed(connection, select(func.count()).select_from(article), words)).scalar_one()
    query = narrowed(connection, select(*COLUMNS), words)
    query = query.order_by(article.c.day.desc().nulls_last(), article.c.published.desc(), article.c.key)
    rows = connection.execute(query.offset(first).limit(limit)).mappings().all()
    return ArticleList(articles=listed(connection, [dict(row) for row in rows]), total=total)


def articles_named(connection: Connection, keys: Iterable[int]) -> list[ListedArticle]:
    """The articles of some keys that the store holds, the newest first."""
    rows = [dict(row) for row in rows_where(connection, select(*COLUMNS), article.c.key, keys)]
    return listed(connection, sorted(rows, key=lambda row: (-(row["day"] or 0), row["key"])))


def narrowed(connection: Connection, query: Select[Any], words: str | None) -> Select[Any]:
    """A query for the articles with some words alone."""
    if not words:
        return query
    sql, values = matching_keys(connection, "article", words, "words")
    found = text(sql).bindparams(**values).columns(column("key", BigInteger)).subquery("matches")
    return query.where(article.c.key.in_(select(found.c.key)))


def listed(connection: Connection, rows: list[dict[str, Any]]) -> list[ListedArticle]:
    """Rows as articles in a list, each with the number of its mentions."""
    query = select(event_mention.c.article, func.count().label("mentions")).where(
        event_mention.c.standing != "rejected"
    )
    counts = {
        row["article"]: row["mentions"]
        for row in rows_where(
            connection, query.group_by(event_mention.c.article), event_mention.c.article, [row["key"] for row in rows]
        )
    }
    return [ListedArticle(**article_found(row).model_dump(), mentions=counts.get(row["key"], 0)) for row in rows]
