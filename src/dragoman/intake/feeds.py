"""Feeds (RSS, Atom, RDF): their items with link, title, source, byline, date and content; hostile until parsed."""

from __future__ import annotations

import hashlib
import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

import feedparser
from lxml import etree

from dragoman.intake.bylines import authors
from dragoman.intake.refusals import FeedError
from dragoman.intake.stamps import parsed_stamp
from dragoman.intake.url import LONGEST_ADDRESS
from dragoman.intake.xml import tree_of
from dragoman.settings import settings

# What takes feedparser more than a few seconds.
MOST_ELEMENTS = 200_000
MOST_AUTHORS = 20
LONGEST_HINT = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed.

    Attributes:
        name: what tells it from the others: its id, or a hash of it.
        link: the address of its article, as the feed writes it.
        title, publisher, byline, published: what the feed says about it; the publisher is the item's ``<source>``.
        content: its text as HTML, where the feed holds it.
    """

    name: str
    link: str | None
    title: str | None
    publisher: str | None
    byline: tuple[str, ...]
    published: str | None
    content: str | None

    @property
    def page(self) -> bytes:
        """The content as a page."""
        title = escape(self.title or "", quote=True)
        body = f"<article><h1>{title}</h1>{self.content or ''}</article>"
        return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'.encode()


def items_of(data: bytes, where: str, charset: str | None = None) -> Iterator[Item]:
    """The items of a feed, in order.

    Raises:
        FeedError: it is broken, declares entities, has no items, or more than the setting ``feed_items``.
    """
    root = tree_of(data, where, charset)
    refuse_excess(root, where)
    # Mended and without any declaration, so that feedparser never falls back on guessing; bytes alone could be
    # taken for the name of a file.
    clean = io.BytesIO(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    feed = feedparser.parse(clean, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        if feed.version:
            return
        raise FeedError("no feed of a known kind", where=where, do="check the address in a browser")
    rss = feed.version.startswith("rss")
    for entry in feed.entries:
        yield item_of(entry, rss)


def refuse_excess(root: etree._Element, where: str) -> None:
    """Refuse a feed with too many items, or of so many elements that it can only do harm.

    Raises:
        FeedError: it has.
    """
    most = settings().feed_items
    found = sum(1 for _ in root.iter("{*}item", "{*}entry"))
    if found > most:
        raise FeedError(f"{found} items, more than {most}", where=where, do="raise DRAGOMAN_FEED_ITEMS if it is meant")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise FeedError(f"more than {MOST_ELEMENTS} elements", where=where, do="leave it")


def item_of(entry: Mapping[str, Any], rss: bool) -> Item:
    """One item as feedparser found it."""
    content = content_of(entry)
    link = cleaned(entry.get("link"), LONGEST_ADDRESS)
    # An item's id counts as its link, and is often only a number.
    if link == cleaned(entry.get("id"), LONGEST_ADDRESS) and not (link or "").startswith(("http://", "https://")):
        link = None
    title = cleaned(entry.get("title"))
    identity = str(entry.get("id") or "") or f"{link} {title} {content}"
    name = identity if len(identity) <= 120 and identity.isprintable() else sha(identity)
    source = entry.get("source")
    return Item(
        name=name,
        link=link,
        title=title,
        publisher=cleaned(source.get("title")) if isinstance(source, Mapping) else None,
        byline=byline_of(entry),
        published=published_of(entry, rss),
        content=content,
    )


def sha(text: str) -> str:
    """A short hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def cleaned(value: object, longest: int = LONGEST_HINT) -> str | None:
    """A string on one line, None where it is none or too long to be what it claims."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if text and len(text) <= longest else None


def content_of(entry: Mapping[str, Any]) -> str | None:
    """The longest text of an item, as HTML."""
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    found = [(part.get("type", ""), part.get("value") or "") for part in parts if isinstance(part, Mapping)]
    kind, value = max(found, key=lambda part: len(part[1]), default=("", ""))
    if not value.strip():
        return None
    return f"<p>{escape(value)}</p>" if kind == "text/plain" else value


def byline_of(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of an item's authors."""
    given = [cleaned(one.get("name")) for one in entry.get("authors", ())[:MOST_AUTHORS] if isinstance(one, Mapping)]
    return tuple(dict.fromkeys(name for one in given if one for name in authors(one)))


def published_of(entry: Mapping[str, Any], rss: bool) -> str | None:
    """The date of publication, with its own offset where it can be read; Atom's ``updated`` is none."""
    # RSS knows no updates: its dc:date, which feedparser calls updated, says when the item came out.
    name = "published" if entry.get("published") else "updated"
    if name == "updated" and not rss:
        return None
    printed = cleaned(entry.get(name)) or ""
    stamp = parsed_stamp(printed)
    if stamp.value and not stamp.reason:
        return stamp.value
    moment = entry.get(f"{name}_parsed")
    if not moment:
        return None
    try:
        return datetime.fromtimestamp(timegm(moment), UTC).isoformat(timespec="minutes").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return None
