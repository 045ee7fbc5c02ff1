"""PLOVER 2.0 JSON: one event a line, with the sentence that it was read in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from dragoman.formats.occurrence import first_day, last_day, venue
from dragoman.formats.participants import Participant, naming, participants
from dragoman.knowledge.country_codes import plover_country
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.store.found import FoundEvent, FoundPlace
from dragoman.store.stream import Report, Told

# PLOVER's auxiliary modes stand among the contexts.
AUXILIARY = {"future": "future", "hypothetical": "hypothetical", "negated": "negation", "historical": "historical"}
TIME = re.compile(r"T(\d\d:\d\d.*)")
# Characters that JSON allows in a text, and that many readers take for the end of a line.
BREAKS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
COUNTRY = 1


def write_plover(told: Iterable[Told], out: BinaryIO) -> int:
    """Write events as PLOVER JSON, one a line, in UTF-8.

    ``date`` is null where no report dates the act to the day; ``comment`` says what is known of it. Acts that are
    planned, possible or denied are written, too, with PLOVER's auxiliary mode among their contexts.

    Args:
        told: the events, with reports and what their articles name.
        out: where to write.

    Returns:
        The number of events written.
    """
    count = 0
    for one in told:
        written = json.dumps(plover_event(one), ensure_ascii=False).translate(BREAKS)
        out.write(written.encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def plover_event(told: Told) -> dict[str, Any]:
    """One event in PLOVER's fields, in the order of its manual; what is unknown is left out unless it is required."""
    event, reports = told.event, told.reports
    auxiliary = [AUXILIARY[event.factuality]] if event.factuality in AUXILIARY else []
    time, where = TIME.search(event.when_value or ""), venue(event)
    optional = {
        "time": time[1] if time else None,
        "enddate": last_day(event),
        "recipient": [entity(one) for one in participants(event.recipients, reports)],
        "event_loc": location(where, reports) if where else None,
        "event_text": list(dict.fromkeys(trigger(report) for report in reports)),
        "quad_code": quad(event),
        "event_scale": event.score,
        "mode": [event.mode] if event.mode else [],
        "context": [*event.contexts, *auxiliary],
        **(evidence(reports[0]) if reports else {}),
        "coder": coder(told),
        "comment": comment(told),
    }
    required = {
        "id": event.id,
        "has_event": True,
        "date": first_day(event),
        "actor": [entity(one) for one in participants(event.actors, reports)],
        "event": [event.type],
    }
    return required | {name: value for name, value in optional.items() if value is not None}


def entity(one: Participant) -> dict[str, Any]:
    """A participant as an entity of PLOVER."""
    fields = {
        "code": one.code,
        "sector": one.sectors[0] if one.sectors else None,
        "entity_text": one.words,
        "identifier_id": one.id,
        "identifier_text": one.name,
        "office": one.title,
    }
    return known(fields)


def known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def quad(event: FoundEvent) -> int:
    """The number of the quad class, 1 to 4."""
    return {str(name): number for name, number in plover().quads.items()}[event.quad]


def location(place: FoundPlace, reports: list[Report]) -> dict[str, Any]:
    """A place as PLOVER's location; what only GeoNames could add is left out."""
    named = naming(place.id, reports)
    state = states().get(place.state or "")
    fields = {
        "extracted_place": named.words if named else None,
        "resolved_place": place.name,
        "geonameid": named.geonames_id if named else None,
        "lat": place.lat,
        "lon": place.lon,
        "country": state.name if state else None,
        "country_code": plover_country(place.state) if place.state else None,
        "resolution": COUNTRY if place.id.startswith("state:") else None,
    }
    return known(fields)


def trigger(report: Report) -> str:
    """The words of a report that tell the act."""
    return report.sentence[report.trigger_start - report.start : report.trigger_end - report.start]


def evidence(report: Report) -> dict[str, Any]:
    """The sentence of a report, where it stands in its article's text, and what article that is."""
    article = report.article
    cited = {
        "citation": article.id,
        "url": article.url,
        "title": article.title,
        "language": report.language,
        "publication": article.publisher,
        "coder": report.coder,
        "codebook": "PLOVER 2.0",
    }
    return {
        "text": report.sentence,
        "text_info": {"start": report.start, "end": report.end},
        "cite_info": known(cited),
    }


def coder(told: Told) -> str | None:
    """Who coded an event: the coder of its earliest report, or the other project that it was taken over from."""
    if told.reports:
        return told.reports[0].coder
    return told.event.foreign.coding if told.event.foreign else None


def comment(told: Told) -> str:
    """What PLOVER has no field for: how exactly it is dated, who says so, how many reports, and their grade."""
    event = told.event
    parts = [] if first_day(event) else [undated(event)]
    if told.reports and told.reports[0].saying and told.reports[0].saying.source:
        parts.append(f"text says so by {told.reports[0].saying.source}")
    if event.place and not venue(event):
        parts.append(f"place that it is about or came from: {event.place.name}")
    if event.contested:
        parts.append("contested: some origins say that it happened, others that it did not")
    if event.foreign:
        parts.append(f"coded by {event.foreign.coding} as {event.foreign.code}, id {event.foreign.id}")
    else:
        parts.append(f"reports: {event.mentions}, independent origins: {len(event.origins)}")
    parts.append(f"Admiralty grade: {event.grade}, standing: {event.standing}")
    return "; ".join(parts)


def undated(event: FoundEvent) -> str:
    """Why there is no date, and what is known of it."""
    if event.when_value is None:
        return "no report dates the act"
    end = f" to {event.when_end}" if event.when_end else ""
    return f"dated {event.when_value}{end}, to the {event.when_precision}"
