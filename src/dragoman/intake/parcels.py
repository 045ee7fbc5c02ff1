"""Parcels: the raw bytes of one article with what its container says about it, small enough to hand to a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dragoman.errors import IntakeError
from dragoman.intake.decoding import decoded, refuse_binary
from dragoman.intake.json import article_of, items
from dragoman.intake.publishing import publisher_named
from dragoman.intake.refusals import EmptyInputError
from dragoman.intake.source import Form, Source, form_of, placed_html, refuse_blank, refuse_size, refuse_wordless
from dragoman.intake.stamps import parsed_stamp
from dragoman.intake.text import article_from_text
from dragoman.record import Article

# A value whose reason says so is a guess, or names another than the printer; what the container says is better.
GUESSED = re.compile(r"^uncertain|as trafilatura finds it|\bnames it; ")


@dataclass(frozen=True, slots=True)
class Parcel:
    """The raw bytes of one thing that holds one article, or of one small JSON file with several.

    Attributes:
        locator: its stable name: 'dir/a.txt', 'dir/b.jsonl, line 7', 'x.parquet, row 12', an address.
        data: the bytes.
        form: text, html or json; None where it is told by the content. 'text' is text whatever it looks like.
        url: where the article came from.
        charset: the encoding that came with the bytes.
        given: the date of publication that the caller gave; it wins over everything.
        published, title, publisher, byline, language: what the container says.
        origin: what the container is, for the reasons of what it says: 'the feed', 'the table'.
    """

    locator: str
    data: bytes
    form: Form | None = None
    url: str | None = None
    charset: str | None = None
    given: str | None = None
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    origin: str = "the container"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A thing that cannot be read, and why."""

    locator: str
    error: IntakeError


@dataclass(frozen=True, slots=True)
class Finished:
    """Comes after the last parcel of a unit: a file, a feed, a sitemap, an address.

    Attributes:
        locator: the unit.
        mark: its state: 'size:mtime_ns' of a file, the validators of an address as JSON.
    """

    locator: str
    mark: str


Found = Parcel | Refusal | Finished


class Memory(Protocol):
    """What remembers the units that are done."""

    def mark(self, locator: str) -> str | None:
        """The mark remembered for a unit, None where it is new."""


class NoMemory:
    """Remembers nothing."""

    def mark(self, locator: str) -> str | None:
        """None: every unit is new."""
        return None


def articles_of(parcel: Parcel) -> Iterator[Article | IntakeError]:
    """The articles of a parcel, in order; in the place of each that cannot be read, the error that says why."""
    source = Source(parcel.data, parcel.locator, parcel.url, parcel.form, parcel.charset)
    try:
        refuse_size(len(parcel.data), parcel.locator)
        if not parcel.data.strip():
            raise EmptyInputError("nothing in it", where=parcel.locator, do="give a file or page with an article")
        refuse_binary(parcel.data, parcel.locator)
        form = "text" if parcel.form == "text" else form_of(source)
        if form == "json":
            yield from json_articles(parcel)
            return
        article = filled(page_article(parcel, source), parcel) if form == "html" else text_article(parcel)
        refuse_wordless(article.text, parcel.locator)
        yield article
    except IntakeError as error:
        yield error


def json_articles(parcel: Parcel) -> Iterator[Article | IntakeError]:
    """The articles of JSON, and the errors of items that cannot be read.

    Raises:
        IntakeError: it cannot be read at all.
    """
    text = decoded(parcel.data, parcel.locator, parcel.charset)
    refuse_blank(text, parcel.locator)
    broken: list[IntakeError] = []
    for place, value in items(text, parcel.locator, broken.append):
        yield from drained(broken)
        try:
            article = article_of(value, place, parcel.given)
            refuse_wordless(article.text, place)
        except IntakeError as error:
            yield error
        else:
            yield filled(article, parcel)
    yield from drained(broken)


def drained(errors: list[IntakeError]) -> Iterator[IntakeError]:
    """The errors of a list, which is empty afterwards."""
    while errors:
        yield errors.pop(0)


def page_article(parcel: Parcel, source: Source) -> Article:
    """The article of a page.

    Raises:
        IntakeError: it has none.
    """
    return placed_html(source, parcel.given)


def text_article(parcel: Parcel) -> Article:
    """The article that a text is, with what the container says about it, as an item of JSON says it.

    Raises:
        IntakeError: it is no text.
    """
    text = decoded(parcel.data, parcel.locator, parcel.charset)
    refuse_blank(text, parcel.locator)
    refuse_wordless(text, parcel.locator)
    said = parsed_stamp(parcel.published or "")
    article = article_from_text(
        text,
        published=parcel.given or said.value,
        url=parcel.url,
        title=parcel.title,
        publisher=parcel.publisher,
        language=parcel.language,
    )
    return filled(article, parcel)


def filled(article: Article, parcel: Parcel) -> Article:
    """An article with what its container says where the article itself says nothing."""
    found: dict[str, object] = {}
    if not article.url and parcel.url:
        found["url"] = parcel.url
    if not article.title and parcel.title:
        found["title"] = parcel.title
    if not article.byline and parcel.byline:
        found["byline"] = list(parcel.byline)
    if not article.language and parcel.language:
        found["language"] = parcel.language
    if parcel.publisher and is_open(article, "publisher"):
        known = publisher_named(parcel.publisher)
        found["publisher"] = known.name if known else parcel.publisher
        found["publisher_id"] = f"publisher:{known.id}" if known else None
    reasons = {**article.reasons, **{name: f"{parcel.origin} says so" for name in found if name != "publisher_id"}}
    found.update(dated(article, parcel, reasons))
    return article.model_copy(update={**found, "reasons": reasons}) if reasons != article.reasons else article


def is_open(article: Article, name: str) -> bool:
    """Whether the article itself leaves a field open or only guesses at it."""
    return not getattr(article, name) or GUESSED.search(article.reasons.get(name, "")) is not None


def dated(article: Article, parcel: Parcel, reasons: dict[str, str]) -> dict[str, str]:
    """The date of publication that the container says, where the article has none or only a guess."""
    if parcel.published is None or not is_open(article, "published"):
        return {}
    stamp = parsed_stamp(parcel.published)
    if stamp.value is None:
        before = reasons.get("published")
        reasons["published"] = "; ".join(filter(None, (before, f"{parcel.origin}: {stamp.reason}")))
        return {}
    reasons["published"] = f"{parcel.origin} says so" + (f"; {stamp.reason}" if stamp.reason else "")
    return {"published": stamp.value}
