"""The summary: how much is in a store."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select

from dragoman.store.database import Database
from dragoman.store.tables import article, article_copy, event, event_mention, failure, review


class Summary(BaseModel):
    """Counts of what is in a store, and the days that its articles span."""

    model_config = ConfigDict(frozen=True)

    articles: int
    outlets: int
    copies: int
    mentions: int
    events: int
    reviews: int
    failures: int
    first: str | None
    last: str | None


def summary_of(database: Database) -> Summary:
    """How much is in a store."""
    with database.reading() as connection:
        counts = {
            name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in (
                ("articles", article), ("copies", article_copy), ("mentions", event_mention), ("events", event),
                ("reviews", review), ("failures", failure),
            )
        }  # fmt: skip
        outlets = connection.execute(select(func.count(func.distinct(article.c.outlet)))).scalar_one()
        first, last = connection.execute(select(func.min(article.c.published), func.max(article.c.published))).one()
    return Summary(**counts, outlets=outlets, first=first, last=last)
