"""Feeds: alerts as an Atom file (RFC 4287) or a JSON Feed (version 1.1), written whole, so that no reader sees half."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from dragoman.watch.alerts import Alert
from dragoman.watch.refusals import ChannelError

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
TITLE = "dragoman: alerts"
# Characters that XML does not allow, whatever way they are written.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
MOST = 200


def write_feed(path: Path, alerts: Sequence[Alert]) -> None:
    """Write the latest alerts to a file: JSON Feed where its name ends with .json, else Atom.

    Raises:
        ChannelError: it cannot be written.
    """
    made = json_feed(alerts[:MOST]) if path.suffix == ".json" else atom(alerts[:MOST])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(made)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise ChannelError(f"cannot be written: {error.strerror}", where=str(path), do="check the folder") from error


def address(alert: Alert) -> str:
    """The id of an alert in feeds; the same for all its versions, so that a reader shows it once."""
    return f"urn:dragoman:alert:{alert.id}"


def text_of(alert: Alert) -> str:
    """An alert in plain text: what, why, what changed, and the evidence with footnotes."""
    lines = [alert.title, "", f"Rule {alert.rule}, trigger {alert.trigger}."]
    lines += [f"- {reason}" for reason in alert.why]
    lines += [f"Version {one.version}, {one.made}: {one.what}" for one in alert.revisions]
    for event in alert.events:
        lines += ["", f"{event.id} {event.label} ({event.factuality}, grade {event.grade})"]
        lines += [f"  {citation}" for citation in event.citations]
    return "\n".join(lines)


class Entry(NamedTuple):
    """One entry of a feed.

    Args:
        id: an URN that stays the same.
        updated: with a time and a zone, as ``published``.
        link: the page that shows it; None where there is none.
    """

    id: str
    title: str
    published: str
    updated: str
    text: str
    tag: str
    link: str | None = None


def atom(alerts: Sequence[Alert], base: str | None = None) -> bytes:
    """Alerts as an Atom feed.

    Args:
        alerts: the alerts.
        base: the address of the desk that shows them, without a slash at the end; None where none is served.
    """
    entries = [entry_of(alert, base) for alert in alerts]
    return feed_of(TITLE, "urn:dragoman:alerts", entries, f"{base}/watch" if base else None)


def entry_of(alert: Alert, base: str | None = None) -> Entry:
    """An alert as an entry."""
    return Entry(
        id=address(alert), title=alert.title, published=alert.made, updated=alert.revised or alert.made,
        text=text_of(alert), tag=alert.rule, link=f"{base}/alerts/{alert.id}" if base else None,
    )  # fmt: skip


def feed_of(title: str, name: str, entries: Sequence[Entry], link: str | None = None) -> bytes:
    """An Atom feed of entries.

    Args:
        title: of the feed.
        name: its id, an URN.
        entries: the latest first.
        link: the page that shows the same; None where there is none.
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    put(feed, "title", title)
    put(feed, "id", name)
    put(feed, "updated", max((one.updated for one in entries), default="1970-01-01T00:00:00+00:00"))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    put(author, "name", "dragoman")
    lead(feed, link)
    for one in entries:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        put(entry, "title", one.title)
        put(entry, "id", one.id)
        put(entry, "published", one.published)
        put(entry, "updated", one.updated)
        lead(entry, one.link)
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", term=clean(one.tag))
        put(entry, "content", one.text).set("type", "text")
    ElementTree.indent(feed)
    made: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def lead(parent: ElementTree.Element, link: str | None) -> None:
    """Add a link to the page that shows the same."""
    if link is not None:
        ElementTree.SubElement(parent, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=clean(link))


def put(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    """Add an element with a text."""
    found = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    found.text = clean(text)
    return found


def clean(text: str) -> str:
    """A text without the characters that XML does not allow: an article's words may hold any."""
    return FORBIDDEN.sub("", text)


def json_feed(alerts: Sequence[Alert]) -> bytes:
    """Alerts as a JSON Feed; the whole alert stands under ``_dragoman``."""
    items = [
        {
            "id": address(one), "title": one.title, "content_text": text_of(one), "date_published": one.made,
            "date_modified": one.revised or one.made, "tags": [one.rule], "_dragoman": one.model_dump(),
        }
        for one in alerts
    ]  # fmt: skip
    feed = {"version": JSON_FEED, "title": TITLE, "items": items}
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()
