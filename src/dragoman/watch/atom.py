"""Atom feeds (RFC 4287): entries as XML that is well-formed whatever words an article holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00+00:00"
# Characters that XML does not allow, whatever way they are written.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Args:
        id: an address that stays the same whatever becomes of the entry.
        title: in one line.
        published: date and time (RFC 3339).
        updated: likewise.
        content: plain text.
        categories: its terms.
        link: the page that shows it; None where there is none.
    """

    id: str
    title: str
    published: str
    updated: str
    content: str
    categories: Sequence[str] = ()
    link: str | None = None


def atom_feed(name: str, title: str, entries: Iterable[Entry], links: Iterable[tuple[str, str]] = ()) -> bytes:
    """Entries as a feed.

    Args:
        name: the feed's own id, an address.
        title: its title.
        entries: the entries in their order.
        links: relation and address, such as 'self' and where the feed is.
    """
    listed = list(entries)
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    put(feed, "title", title)
    put(feed, "id", name)
    put(feed, "updated", max((one.updated for one in listed), default=NEVER))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    put(author, "name", "dragoman")
    for relation, address in links:
        ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel=relation, href=clean(address))
    for one in listed:
        put_entry(feed, one)
    ElementTree.indent(feed)
    made: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def put_entry(feed: ElementTree.Element, one: Entry) -> None:
    """Add an entry."""
    entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    put(entry, "title", one.title)
    put(entry, "id", one.id)
    put(entry, "published", one.published)
    put(entry, "updated", one.updated)
    if one.link:
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=clean(one.link))
    for term in one.categories:
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", term=clean(term))
    put(entry, "content", one.content).set("type", "text")


def put(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    """Add an element with a text."""
    found = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    found.text = clean(text)
    return found


def clean(text: str) -> str:
    """A text without the characters that XML does not allow: an article's words may hold any."""
    return FORBIDDEN.sub("", text)
