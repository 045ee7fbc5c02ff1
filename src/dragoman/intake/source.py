"""Sources to articles: a file, an address or standard input; what it holds is told by its content and its name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dragoman.errors import IntakeError
from dragoman.intake.decoding import decoded, decoded_page, refuse_binary
from dragoman.intake.html import article_from_html
from dragoman.intake.json import Report, articles_from_json, is_line
from dragoman.intake.refusals import (
    EmptyInputError,
    FolderError,
    MissingInputError,
    NoWordsError,
    TooLargeError,
    UnreadableError,
)
from dragoman.intake.stamps import iso_date
from dragoman.intake.text import article_from_text
from dragoman.intake.url import fetch
from dragoman.record import Article
from dragoman.settings import settings

Form = Literal["text", "html", "json"]
STDIN = "-"
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
SUFFIXES: dict[str, Form] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
}  # fmt: skip
TYPES: dict[str, Form] = {
    "text/html": "html", "application/xhtml+xml": "html", "application/json": "json", "application/jsonl": "json",
    "application/x-ndjson": "json",
}  # fmt: skip
# A page begins with one of these, after comments and declarations.
PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
SNIFFED = 8_192
# What ends a run of letters: white space, and the punctuation of scripts that write without spaces.
RUN_END = re.compile(r"[\s\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u0e2f\u0e5a]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with what is known about them: what an error calls them, their address, form and encoding."""

    data: bytes
    where: str
    url: str | None = None
    form: Form | None = None
    charset: str | None = None


def articles_from(
    source: str | Path, *, published: str | None = None, plain: bool = False, report: Report | None = None
) -> Iterator[Article]:
    """The articles of a source, in order: one of a text or page, any number of JSON.

    Args:
        source: a path, an http or https address, or ``-`` for standard input.
        published: the date of publication, where the caller knows it; it wins over what the source says.
        plain: take it as plain text, whatever it looks like.
        report: called with the error of each item of JSON that cannot be read, so that the others come out.

    Raises:
        IntakeError: the source cannot be read as articles; the message says why, where and what to do.
    """
    if published is not None:
        published = iso_date(published, where=str(source))
    for article in read(opened(source), published, plain, report):
        refuse_wordless(article.text, str(source))
        yield article


def opened(source: str | Path) -> Source:
    """The bytes of a source.

    Raises:
        IntakeError: it is missing, a folder, unreadable, too large, empty or binary, or cannot be fetched.
    """
    if isinstance(source, str) and ADDRESS.match(source):
        page = fetch(source)
        found = Source(page.data, source, page.url, TYPES.get(page.kind), page.charset)
    elif source == STDIN:
        found = Source(sys.stdin.buffer.read(settings().max_bytes + 1), "standard input")
    else:
        path = Path(source)
        found = Source(bytes_of(path), str(path), form=SUFFIXES.get(path.suffix.lower()))
    refuse_size(len(found.data), found.where)
    if not found.data.strip():
        raise EmptyInputError("nothing in it", where=found.where, do="give a file or page with an article")
    refuse_binary(found.data, found.where)
    return found


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, at most one more than the setting ``max_bytes``.

    Raises:
        IntakeError: it is missing, a folder or unreadable.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise FolderError("a folder, not a file", where=where, do="name its files, for example with *.txt")
        with path.open("rb") as file:
            return file.read(settings().max_bytes + 1)
    except FileNotFoundError as error:
        raise MissingInputError("no such file", where=where, do="check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"cannot be read: {reason}", where=where, do="check the file's rights") from error


def read(source: Source, published: str | None, plain: bool, report: Report | None) -> Iterator[Article]:
    """The articles of opened bytes."""
    form = "text" if plain else form_of(source)
    if form == "html":
        refuse_blank(decoded_page(source.data, source.charset)[0], source.where)
        yield placed_html(source, published)
        return
    text = decoded(source.data, source.where, source.charset)
    refuse_blank(text, source.where)
    if form == "json":
        yield from articles_from_json(text, where=source.where, published=published, report=report)
        return
    refuse_wordless(text, source.where)
    yield article_from_text(text, published=published, url=source.url)


def placed_html(source: Source, published: str | None) -> Article:
    """The article of a page; a refusal names the source."""
    try:
        return article_from_html(source.data, url=source.url, published=published, charset=source.charset)
    except IntakeError as error:
        raise type(error)(error.what, where=source.where, do=error.do) from error


def form_of(source: Source) -> Form:
    """Text, HTML or JSON: a page by its first element, JSON by its name or by a whole object, all else is text."""
    start = decoded_page(source.data[:SNIFFED], source.charset)[0]
    if PAGE.match(start):
        return "html"
    if source.form is not None:
        return source.form
    if start.lstrip().startswith(("{", "[")) and is_json(source):
        return "json"
    return "text"


def is_json(source: Source) -> bool:
    """Whether the bytes of an unnamed source are JSON as a whole or line by line."""
    text = decoded_page(source.data, source.charset)[0].strip()
    return (
        is_line(text) or is_line(text.split("\n", 1)[0]) or (text.startswith("[") and is_line(f'{{"items": {text}}}'))
    )


def refuse_size(size: int, where: str) -> None:
    """Refuse more bytes than the setting ``max_bytes``.

    Raises:
        TooLargeError: there are more.
    """
    if size > settings().max_bytes:
        raise TooLargeError(
            f"more than {settings().max_bytes} bytes", where=where, do="split it or raise DRAGOMAN_MAX_BYTES"
        )


def refuse_blank(text: str, where: str) -> None:
    """Refuse nothing but white space.

    Raises:
        EmptyInputError: there is nothing else.
    """
    if not text.strip():
        raise EmptyInputError("nothing but white space", where=where, do="give a file or page with an article")


def refuse_wordless(text: str, where: str) -> None:
    """Refuse text that is too long, or that is not made of words.

    Raises:
        TooLargeError: it is longer than the setting ``max_chars``.
        NoWordsError: it has no letters, or a run of characters longer than the setting ``max_word``.
    """
    limits = settings()
    longest = max(map(len, RUN_END.split(text)))
    if longest > limits.max_word or not any(map(str.isalpha, text)):
        what = f"a word of {longest} characters" if longest > limits.max_word else "no letters"
        raise NoWordsError(f"no words: {what}", where=where, do="check that it is prose, not data or an image")
    if len(text) > limits.max_chars:
        raise TooLargeError(
            f"{len(text)} characters, more than {limits.max_chars}",
            where=where,
            do="split it or raise DRAGOMAN_MAX_CHARS",
        )
