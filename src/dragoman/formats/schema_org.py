"""Articles and what is claimed in them as JSON-LD in the words of schema.org, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dragoman.formats.instants import dates, instant
from dragoman.formats.shelf import Shelf
from dragoman.knowledge.states import states
from dragoman.store.found import FoundArticle, FoundEvent, FoundPlace
from dragoman.store.stream import Report, Saying, Told

CONTEXT = "https://schema.org"
# Of these kinds schema.org lets a claim have an author; of others it is not said what they are.
AUTHORS = {"person": "Person", "state": "Organization", "organisation": "Organization", "group": "Organization",
           "publisher": "Organization"}  # fmt: skip
# What a source does with a content that it claims. Of a denial, a demand and the like the whole sentence is given.
CLAIMED = frozenset(
    {"accuse", "assert", "believe", "confirm", "describe", "know", "predict", "publish", "show", "warn"}
)

Node = dict[str, Any]


def write_claims(told: Iterable[Told], out: BinaryIO) -> int:
    """Writes the articles and claims of events as they come, one object a line, and gives the number of objects.

    An article is written once; which were is kept on disk.

    Args:
        told: the events, with their reports and the entities that these name.
        out: where to; it stays open.
    """
    written = 0
    with Shelf() as shelf:
        for one in told:
            for node in nodes(one):
                if node["@type"] != "NewsArticle" or shelf.new(node["@id"]):
                    out.write(json.dumps({"@context": CONTEXT, **node}, ensure_ascii=False).encode() + b"\n")
                    written += 1
    return written


def nodes(told: Told) -> Iterator[Node]:
    """The objects of an event: its articles, its claims; the event alone where another project coded it."""
    event = event_node(told.event)
    if not told.reports:
        yield {**event, **source_of(told.event)}
    for report in told.reports:
        yield article_node(report)
        if report.saying is not None:
            yield claim_node(report, report.saying, event, told.reports)


def article_node(report: Report) -> Node:
    """An article, without its text."""
    article = report.article
    return present({
        "@type": "NewsArticle",
        "@id": article_id(article),
        "identifier": article.id,
        "headline": article.title,
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
        "datePublished": article.published,
        "inLanguage": report.language,
        "url": article.url,
    })  # fmt: skip


def claim_node(report: Report, saying: Saying, event: Node, reports: Iterable[Report]) -> Node:
    """What a source is reported to claim: the content, or the whole sentence where the source does not claim it."""
    claimed = saying.stance in CLAIMED
    return present({
        "@type": "Claim",
        "@id": f"urn:dragoman:claim:{report.id}",
        "identifier": report.id,
        "text": " ".join((saying.words if claimed else report.sentence).split()),
        "author": author_node(report, saying),
        "datePublished": report.article.published,
        "inLanguage": report.language,
        "appearance": appearance(report.article),
        "firstAppearance": first_appearance(report, saying, reports),
        "about": event,
        "keywords": [
            f"stance: {saying.stance or 'unknown'}", f"attribution: {saying.kind}",
            f"factuality: {report.factuality}", f"type: {report.type}",
            *([f"mode: {report.mode}"] if report.mode else []),
        ],
    })  # fmt: skip


def author_node(report: Report, saying: Saying) -> Node | None:
    """Who claims it: by name where that is known, with the words of the article; None where it names no source."""
    entity = report.named.get(saying.source_entity or "")
    name = entity.name if entity is not None else saying.source
    if name is None:
        return None
    kind = AUTHORS.get((saying.source_entity or "").partition(":")[0])
    other = saying.source if saying.source != name else None
    return present({"@type": kind, "name": name, "alternateName": other})


def appearance(article: FoundArticle) -> Node:
    """An article as the place of a claim."""
    return present({"@type": "NewsArticle", "@id": article_id(article), "url": article.url})


def first_appearance(report: Report, saying: Saying, reports: Iterable[Report]) -> Node | None:
    """The earliest dated article in which the same source says so of the act; None where the source is unknown."""
    if saying.source_entity is None:
        return None
    dated = [
        (when, one.article.id, one.article)
        for one in reports
        if one.saying is not None
        and (one.saying.source_entity, one.saying.stance) == (saying.source_entity, saying.stance)
        and one.factuality == report.factuality
        and (when := instant(one.article.published)) is not None
    ]
    return appearance(min(dated, key=lambda one: one[:2])[2]) if dated else None


def event_node(event: FoundEvent) -> Node:
    """An event: what it is called, when and where; how it is reported stands among its keywords."""
    start, end = dates(event)
    return present({
        "@type": "Event",
        "@id": f"urn:dragoman:event:{event.id}",
        "identifier": event.id,
        "name": event.label,
        "startDate": start,
        "endDate": end,
        "location": place_node(event.place) if event.place is not None else None,
        "keywords": [
            f"type: {event.type}", *([f"mode: {event.mode}"] if event.mode else []),
            *(f"context: {one}" for one in event.contexts), f"factuality: {event.factuality}",
            *(["contested"] if event.contested else []), f"grade: {event.grade}",
        ],
    })  # fmt: skip


def place_node(place: FoundPlace) -> Node:
    """A place, with its point where it is known; what it is to the act stands in its description."""
    state = states().get(place.state or "")
    located = place.lat is not None and place.lon is not None
    return present({
        "@type": "Place",
        "name": place.name,
        "description": f"{place.role} of the act",
        "address": {"@type": "PostalAddress", "addressCountry": state.iso2} if state and state.iso2 else None,
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon} if located else None,
    })  # fmt: skip


def source_of(event: FoundEvent) -> Node:
    """Where an event without reports comes from: the coding that it was taken from, and what that names as a source."""
    foreign = event.foreign
    if foreign is None:
        return {}
    source = foreign.source or ""
    named = {"url": source} if "://" in source else {"name": source}
    coded = {"@type": "PropertyValue", "propertyID": foreign.coding, "value": foreign.id}
    found = {"identifier": [event.id, coded], "description": f"Coded by {foreign.coding} as {foreign.code}."}
    return {**found, "subjectOf": {"@type": "CreativeWork", **named}} if source else found


def article_id(article: FoundArticle) -> str:
    """The name of an article among linked data."""
    return f"urn:dragoman:article:{article.id}"


def present(node: Node) -> Node:
    """A node without the properties that are not known."""
    return {name: value for name, value in node.items() if value is not None and value != []}
