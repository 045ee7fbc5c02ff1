"""Explaining what was read: the events of a source with their ids, and why one of them was coded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.desk.reading import TURN
from dragoman.errors import IntakeError
from dragoman.intake.source import articles_from
from dragoman.record import Article, Record
from dragoman.scale.process import reader

if TYPE_CHECKING:
    from dragoman.coding.explanation import Explanation


class NoSuchArticleError(IntakeError):
    """A source does not hold the article that is asked for, or holds several and none is named."""

    code = "D221"


def records_of(source: str | Path, *, published: str | None = None, plain: bool = False) -> list[Record]:
    """The records of all articles of a source, whose events can be explained.

    Args:
        source: a path, an http or https address, or ``-`` for standard input.
        published: the date of publication; it wins over what the source says.
        plain: take it as plain text, whatever it looks like.

    Raises:
        IntakeError: the source cannot be read as articles.
        CodingError: an article is too long.
    """
    articles = list(articles_from(source, published=published, plain=plain))
    with TURN:
        return list(reader().pipe(articles))


def explain(
    source: str | Path, event: str, *, article: int | None = None, published: str | None = None, plain: bool = False
) -> Explanation:
    """Why an event of a source was coded.

    Args:
        source: a path, an http or https address, or ``-`` for standard input.
        event: its id in its article, such as 'ev1'.
        article: which article of the source, counted from 1; needed where there are several.
        published: the date of publication; it wins over what the source says.
        plain: take it as plain text, whatever it looks like.

    Raises:
        IntakeError: the source cannot be read, or does not hold the article.
        CodingError: the article is too long, or has no event of this id.
    """
    found = list(articles_from(source, published=published, plain=plain))
    chosen = _chosen(found, article, str(source))
    with TURN:
        return reader().explain(chosen, event, str(source))


def _chosen(found: list[Article], number: int | None, where: str) -> Article:
    if number is None and len(found) == 1:
        return found[0]
    if number is not None and 1 <= number <= len(found):
        return found[number - 1]
    if not found:
        raise NoSuchArticleError("no article", where=where, do="give a file that holds one")
    what = f"{len(found)} articles, and none named" if number is None else f"no article {number}"
    raise NoSuchArticleError(what, where=where, do=f"give --article with a number from 1 to {len(found)}")
