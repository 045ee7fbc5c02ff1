"""A look at what was given, before anything of it is kept: which articles are in it, and what cannot be read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from dragoman.desk.given import Given
from dragoman.errors import DragomanError
from dragoman.intake.fetcher import Fetcher
from dragoman.intake.parcels import Finished, Memory, Parcel, Refusal, articles_of
from dragoman.intake.refusals import JsonInputError
from dragoman.merge.keys import article_key, public_id
from dragoman.record import Article, Record
from dragoman.scale.given import is_record
from dragoman.store.database import Database
from dragoman.store.writer import known_articles

# A look ends after so many articles and failures, or so many seconds; keeping goes on to the end.
MOST_SEEN = 50
LONGEST = 60.0
FIRST_LINES = 3
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """An article that was found.

    Args:
        key: its key in the store.
        article: the article, without its text.
        segments: how many stretches with a role it has.
        characters: how long it is.
        first: its first lines.
        known: its id, where the store holds it already.
    """

    key: int
    article: Article
    segments: int
    characters: int
    first: tuple[str, ...]
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """What could not be read, and why."""

    locator: str
    code: str
    what: str
    do: str | None


@dataclass(slots=True)
class Look:
    """What was seen; ``more`` where it was ended before all was looked at."""

    articles: list[Seen] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    more: bool = False


def look_at(given: Given, database: Database, memory: Memory, fetcher: Fetcher, seconds: float = LONGEST) -> Look:
    """What is in what was given, as far as a look goes.

    Args:
        given: what was given.
        database: the store, which says what is known already; nothing is written.
        memory: says which addresses of feeds are done.
        fetcher: asks for addresses.
        seconds: how long it may take, but for the last thing that is looked at.
    """
    look = Look()
    end = time.monotonic() + seconds
    for found in everything_in(given, memory, fetcher):
        if len(look.articles) + len(look.missed) >= MOST_SEEN or time.monotonic() > end:
            look.more = True
            break
        if isinstance(found, Article):
            look.articles.append(seen(found))
        else:
            look.missed.append(found)
    known = known_articles(database, [one.key for one in look.articles])
    look.articles = [replace(one, known=public_id("ar", one.key)) if one.key in known else one for one in look.articles]
    return look


def everything_in(given: Given, memory: Memory, fetcher: Fetcher) -> Iterator[Article | Missed]:
    """The articles in what was given, and what cannot be read, in order."""
    for source in given.sources:
        for found in given.found(source, memory, fetcher):
            if isinstance(found, Refusal):
                yield missed(found.locator, found.error)
            elif not isinstance(found, Finished):
                yield from read(found)


def read(parcel: Parcel) -> Iterator[Article | Missed]:
    """The articles of a parcel; that of a record is the record's own."""
    if is_record(parcel):
        try:
            yield Record.model_validate_json(parcel.data).article
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            yield missed(parcel.locator, JsonInputError(f"{name}: {first['msg']}", do="see: dragoman schema"))
        return
    for found in articles_of(parcel):
        yield found if isinstance(found, Article) else missed(found.where or parcel.locator, found)


def seen(article: Article) -> Seen:
    """What a look shows of an article."""
    lines = (" ".join(line.split()) for line in article.text[: 20 * LONGEST_LINE].splitlines())
    first = [line[:LONGEST_LINE] + ("…" if len(line) > LONGEST_LINE else "") for line in lines if line]
    short = article.model_copy(update={"text": "", "segments": []})
    return Seen(
        article_key(article), short, len(article.segments), len(article.text), tuple(first[:FIRST_LINES])
    )  # fmt: skip


def missed(locator: str, error: DragomanError) -> Missed:
    """A failure as a look shows it."""
    return Missed(locator, error.code, error.what, error.do)
