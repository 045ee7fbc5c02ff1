"""Feeds: alerts as an Atom file (RFC 4287) or a JSON Feed (version 1.1), written whole, so that no reader sees half."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dragoman.watch.alerts import Alert
from dragoman.watch.atom import Entry, atom_feed
from dragoman.watch.refusals import ChannelError

JSON_FEED = "https://jsonfeed.org/version/1.1"
TITLE = "dragoman: alerts"
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


def atom(alerts: Sequence[Alert], base: str | None = None) -> bytes:
    """Alerts as an Atom feed.

    Args:
        alerts: the alerts.
        base: the address of the desk that shows them, without a slash at the end; None where none is served.
    """
    links = [("alternate", f"{base}/watch")] if base else []
    return atom_feed("urn:dragoman:alerts", TITLE, [entry_of(alert, base) for alert in alerts], links)


def entry_of(alert: Alert, base: str | None = None) -> Entry:
    """An alert as an entry of a feed."""
    return Entry(
        id=address(alert), title=alert.title, published=alert.made, updated=alert.revised or alert.made,
        content=text_of(alert), categories=(alert.rule,), link=f"{base}/alerts/{alert.id}" if base else None,
    )  # fmt: skip


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
