"""Holdings: what the articles of a store are: how many of each year, publisher, language and class of source."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.store.database import Database
from dragoman.store.tables import article

MOST_PUBLISHERS = 12
EPOCH = date(1970, 1, 1).toordinal()


class Share(BaseModel):
    """How many articles have something in common; ``name`` is None where it is not known."""

    model_config = ConfigDict(frozen=True)

    name: str | None
    articles: int


class Holdings(BaseModel):
    """What the articles of a store are, the most first; years in their order."""

    model_config = ConfigDict(frozen=True)

    years: list[Share] = Field(description="By year of publication.")
    publishers: list[Share] = Field(description=f"The first {MOST_PUBLISHERS}.")
    languages: list[Share]
    classes: list[Share] = Field(description="Classes of sources, such as wire agency or state media.")


def holdings_of(database: Database) -> Holdings:
    """What the articles of a store are. It reads a row of each: to be kept as long as the store stays as it is."""
    with database.reading() as connection:
        return Holdings(
            years=by_year(connection),
            publishers=counted(connection, article.c.publisher, MOST_PUBLISHERS),
            languages=counted(connection, article.c.language),
            classes=counted(connection, article.c.source_class),
        )


def counted(connection: Connection, column: ColumnElement[str | None], most: int | None = None) -> list[Share]:
    """The values of a column with their articles, the most first."""
    number = func.count().label("number")
    query = select(column.label("name"), number).select_from(article).group_by(column)
    rows = connection.execute(query.order_by(number.desc(), column).limit(most))
    return [Share(name=row.name, articles=row.number) for row in rows]


def by_year(connection: Connection) -> list[Share]:
    """The years of publication with their articles; the index of days counts them, not the rows."""
    first, last = connection.execute(select(func.min(article.c.day), func.max(article.c.day))).one()
    found: list[Share] = []
    if first is not None:
        for year in range(year_of(first), year_of(last) + 1):
            days = article.c.day.between(first_day(year), first_day(year + 1) - 1)
            if number := how_many(connection, days):
                found.append(Share(name=f"{year:04}", articles=number))
    undated = how_many(connection, article.c.day.is_(None))
    return [*found, Share(name=None, articles=undated)] if undated else found


def how_many(connection: Connection, condition: ColumnElement[bool]) -> int:
    """How many articles there are under a condition."""
    return int(connection.execute(select(func.count()).select_from(article).where(condition)).scalar_one())


def year_of(day: int) -> int:
    """The year of a day that is counted from 1970-01-01."""
    return date.fromordinal(EPOCH + day).year


def first_day(year: int) -> int:
    """The first day of a year, counted from 1970-01-01."""
    return date(year, 1, 1).toordinal() - EPOCH if year <= date.max.year else date.max.toordinal() - EPOCH + 1
