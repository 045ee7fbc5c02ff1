"""JSON to articles: an object, a list of them, or one a line, with 'text' or 'html', 'url', 'date', 'title'."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, field_validator

from dragoman.errors import IntakeError
from dragoman.intake.html import article_from_html
from dragoman.intake.refusals import JsonInputError
from dragoman.intake.text import article_from_text
from dragoman.record import Article

Report = Callable[[IntakeError], None]
LONGEST_MESSAGE = 160
CODE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})?")


class Item(BaseModel):
    """One article as data sets write it; fields of other names are passed over."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str | None = Field(default=None, validation_alias=AliasChoices("text", "body", "content", "maintext"))
    html: str | None = None
    url: str | None = Field(default=None, validation_alias=AliasChoices("url", "link"))
    date: str | None = Field(
        default=None,
        validation_alias=AliasChoices("date", "published", "date_publish", "datePublished", "published_at", "pub_date"),
    )
    title: str | None = Field(default=None, validation_alias=AliasChoices("title", "headline"))
    publisher: str | None = Field(default=None, validation_alias=AliasChoices("publisher", "sitename", "site_name"))
    language: str | None = Field(default=None, validation_alias=AliasChoices("language", "lang"))

    @field_validator("publisher", "language", mode="before")
    @classmethod
    def _only_strings(cls, value: Any) -> str | None:
        """Data sets put objects and numbers here; what is not a name is passed over."""
        return value if isinstance(value, str) and value.strip() else None

    @field_validator("date", "title", "url", mode="after")
    @classmethod
    def _not_blank(cls, value: str | None) -> str | None:
        """A blank field is one that is not given."""
        return value if value and value.strip() else None

    @property
    def code(self) -> str | None:
        """The ISO 639-1 code of the language, of 'en' and 'en-GB'; None for other ways of naming it."""
        found = CODE.fullmatch(self.language or "")
        return found[1] if found else None


def articles_from_json(
    text: str, *, where: str, published: str | None = None, report: Report | None = None
) -> Iterator[Article]:
    """The articles of a JSON or JSON Lines text, in order.

    Args:
        text: the JSON.
        where: what an error calls it.
        published: the date of publication of all articles, where the caller knows it; it wins over theirs.
        report: called with the error of each item that cannot be read; the others still come out. Where None,
            the first such error is raised.

    Raises:
        IntakeError: it is not JSON, or an item has no text or a date that is no date; the message names the item.
    """
    for place, value in items(text, where, report):
        try:
            yield article_of(value, place, published)
        except IntakeError as error:
            if report is None:
                raise
            report(error)


def items(text: str, where: str, report: Report | None) -> Iterator[tuple[str, Any]]:
    """The values of a JSON text or of its lines, each with what an error calls it."""
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise JsonInputError("JSON nested too deeply", where=where, do="give objects with 'text'") from error
    except ValueError as error:
        if "\n" not in text.strip() or not is_line(text.lstrip().split("\n", 1)[0]):
            raise JsonInputError(f"broken JSON: {error}", where=where, do="mend it, or use --plain") from error
        yield from line_items(text, where, report)
        return
    if isinstance(whole, list):
        yield from ((f"{where}, item {number}", value) for number, value in enumerate(whole, start=1))
    else:
        yield where, whole


def line_items(text: str, where: str, report: Report | None) -> Iterator[tuple[str, Any]]:
    """The values of the lines of JSON Lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            refusal = JsonInputError(f"broken JSON: {str(error)[:LONGEST_MESSAGE]}", where=place, do="mend the line")
            if report is None:
                raise refusal from error
            report(refusal)
            continue
        yield place, value


def is_line(line: str) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def article_of(value: Any, place: str, published: str | None) -> Article:
    """The article of one item.

    Raises:
        JsonInputError: it has no text.
        DateError: its date is no date.
    """
    try:
        item = Item.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "item"
        raise JsonInputError(
            f"{name}: {first['msg']}", where=place, do="give objects with 'text', 'url' and 'date' as strings"
        ) from error
    refuse_surrogates(item, place)
    stamp = published if published is not None else item.date
    try:
        if item.html is not None and not (item.text or "").strip():
            return article_from_html(item.html, url=item.url, published=stamp)
        if not (item.text or "").strip():
            raise JsonInputError("an item without text", where=place, do="give each object a 'text' or 'html'")
        return article_from_text(
            item.text or "",
            published=stamp,
            url=item.url,
            title=item.title,
            publisher=item.publisher,
            language=item.code,
        )
    except IntakeError as error:
        raise type(error)(error.what, where=place, do=error.do) from error


def refuse_surrogates(item: Item, place: str) -> None:
    """Refuse halves of characters, which JSON's escapes can write and no text can hold.

    Raises:
        JsonInputError: a field has one.
    """
    for name, value in item:
        try:
            (value or "").encode("utf-8")
        except UnicodeEncodeError as error:
            raise JsonInputError(
                f"{name}: half a character at {error.start} (a lone surrogate)", where=place, do="mend its escape"
            ) from error
