"""Events as an Atom feed: each event is one entry, with the words of its reports and their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dragoman.formats.words import plain, shortened
from dragoman.store.found import FoundEvent
from dragoman.store.quoted import Quoted
from dragoman.watch.atom import NEVER, Entry, atom_feed

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?")


def event_atom(
    events: Iterable[FoundEvent], quoted: Mapping[str, Quoted], *, desk: str, asked: str, address: str, page: str
) -> bytes:  # fmt: skip
    """Events as a feed.

    Args:
        events: the events, the newest first.
        quoted: the words of their reports, by their ids.
        desk: the address of the desk in the browser, without a slash at its end.
        asked: what the events were found by, in words; empty where by nothing.
        address: where the feed is.
        page: the page that lists the same events.
    """
    entries = [entry_of(event, quoted.get(event.id), desk) for event in events]
    title = f"dragoman: events{f' ({plain(asked)})' if asked else ''}"
    return atom_feed(address, title, entries, [("self", address), ("alternate", page)])


def entry_of(event: FoundEvent, reports: Quoted | None, desk: str) -> Entry:
    """An event as an entry; it is updated whenever another report of it comes."""
    published = moment(event.first_report) or moment(event.when_value) or NEVER
    return Entry(
        id=f"urn:dragoman:event:{event.id}", title=plain(event.label), published=published,
        updated=moment(event.last_report) or published, content=text_of(event, reports),
        categories=(event.type, *event.contexts), link=f"{desk}/events/{event.id}",
    )  # fmt: skip


def text_of(event: FoundEvent, reports: Quoted | None) -> str:
    """An event in plain text: how far it is borne out, and what its reports say."""
    origins = ", ".join(f"{one.name} (a party)" if one.party else one.name for one in event.origins)
    lines = [plain(f"{event.factuality}{', contested' if event.contested else ''}, grade {event.grade}; {origins}")]
    for quote in reports.quotes if reports else ():
        source = f"{plain(quote.publisher or 'publisher unknown')}, {(quote.published or 'no date')[:10]}"
        lines.append(f"“{shortened(quote.words, 400)}” ({source})")
    return "\n".join(lines)


def moment(stamp: str | None) -> str | None:
    """A date, with or without a time, as feeds write it (RFC 3339, UTC where no offset is given); None without one."""
    if stamp is None:
        return None
    timed = TIME.fullmatch(stamp)
    if timed:
        seconds = "" if timed[1] else ":00"
        zone = timed[3] or ""
        return f"{stamp.removesuffix(zone)}{seconds}{zone or 'Z'}"
    day = DAY.match(stamp)
    return f"{day[0]}T00:00:00Z" if day else None
