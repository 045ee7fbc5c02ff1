"""Events as statements of FollowTheMoney: events, those who take part, articles, and the edges between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import BinaryIO

from dragoman.formats.instants import dates, instant
from dragoman.formats.shelf import Shelf
from dragoman.formats.statements import Statement, StatementFile, Subject, stamp
from dragoman.knowledge.followthemoney import followthemoney
from dragoman.knowledge.states import State, states
from dragoman.record import VENUES
from dragoman.store.found import FoundArticle, FoundEvent, FoundParty, FoundPlace
from dragoman.store.stream import Named, Report, Told

Stated = Iterator[tuple[Subject, Statement]]
# An entity as an article names it, with the report that it stands in.
Naming = tuple[Named, Report]

SCHEMATA = {"person": "Person", "state": "PublicBody", "place": "Territory"}
# Sectors of PLOVER whose organisations are bodies of a state.
PUBLIC = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
# What FollowTheMoney takes for an id, and how long one may be.
PLAIN = re.compile(r"[0-9a-z]([0-9a-z.\-]*[0-9a-z])?")
LONGEST_ID = 200
BREAKS = re.compile(r"[^0-9a-z]+")


def write_statements(told: Iterable[Told], out: BinaryIO) -> int:
    """Writes events as they come as statements (CSV) and gives the number of statements.

    Statements of an event, of its edges and of articles that no event before it named are written with it. What is
    stated of states, of known persons and organisations and of places is kept on disk and written at the end, once,
    with its first and last report.

    Args:
        told: the events, with their reports and the entities that these name.
        out: where to; it stays open.
    """
    with Shelf() as shelf:
        file = StatementFile(out, shelf)
        for one in told:
            file.write(stated(one))
        file.close()
    return file.written


def stated(told: Told) -> Stated:
    """All that is stated of an event and of what belongs to it."""
    event = told.event
    first, last = stamp(instant(event.first_report)), stamp(instant(event.last_report))
    origin = told.reports[0].article.id if told.reports else event.foreign.coding if event.foreign else None
    base = Subject(name_of(event.id), "Event", first=first, last=last, origin=origin)
    named: dict[str, Naming] = {}
    for report in told.reports:
        for name, entity in report.named.items():
            named.setdefault(name, (entity, report))
    yield from event_stated(base, told)
    for party in {one.id: one for one in (*event.actors, *event.recipients)}.values():
        yield from party_stated(base, event, party, named.get(party.id))
    for place in territories(event):
        yield from territory_stated(base, event, place)
    for report in told.reports:
        yield from report_stated(base, event, report)
    yield from links_stated(base, told)


def event_stated(base: Subject, told: Told) -> Stated:
    """What is stated of the event itself."""
    event = told.event
    earliest = told.reports[0] if told.reports else None
    words, language = (earliest.sentence, earliest.language) if earliest else (None, None)
    # An event of which only a plan or a denial is reported must not look like one that took place.
    doubt = "" if event.factuality == "happened" else f" [{event.factuality}]"
    yield from said(base, "name", event.label + doubt, language=language, words=words)
    yield from dated(base, event)
    for prop, values in plain_of(event).items():
        for value in values:
            yield from said(base, prop, value)
    for party in (*event.actors, *event.recipients):
        if party.kind != "place":
            yield from said(base, "involved", party_id(event, party))
    for report in told.reports:
        own = of_report(base, report)
        yield from said(own, "description", report.sentence, language=report.language)
        yield from said(own, "sourceUrl", report.article.url)
        yield from said(own, "publisher", report.article.publisher)


def plain_of(event: FoundEvent) -> dict[str, list[str]]:
    """Values of the event that need nothing but the event."""
    place, foreign = event.place, event.foreign
    codes = (one.state for one in (*event.actors, *event.recipients, *((place,) if place else ())))
    found = {
        "country": sorted({code for one in codes if (code := country(one)) is not None}),
        "location": [located(place)] if place is not None and place.role in VENUES else [],
        "recordId": [event.id],
        "keywords": [
            event.type, *([event.mode] if event.mode else []), *event.contexts, f"factuality: {event.factuality}",
            f"grade: {event.grade}", *(["contested"] if event.contested else []),
            *sorted({f"provision: {one.provision}" for one in event.concerns}),
        ],
    }  # fmt: skip
    if foreign is not None:
        found["recordId"].append(foreign.id)
        found["keywords"].append(f"coded by {foreign.coding} as {foreign.code}")
        source = foreign.source or ""
        found["sourceUrl" if "://" in source else "publisher"] = [source]
    return found


def party_stated(base: Subject, event: FoundEvent, party: FoundParty, found: Naming | None) -> Stated:
    """What is stated of one who takes part."""
    if party.kind == "state" and party.id.startswith("state:"):
        yield from state_stated(base, party.id.removeprefix("state:"), party.name, found)
        return
    entity, report = found or (None, None)
    sector = entity.sector if entity else None
    schema = SCHEMATA.get(party.kind) or ("PublicBody" if sector in PUBLIC else "Organization")
    own = replace(base, id=party_id(event, party), schema=schema, scope="all" if party.known else "event")
    own = replace(own, origin=report.article.id) if report else own
    yield from said(own, "name", party.name, **wording(found))
    yield from said(own, "country", country(party.state))
    if party.kind == "place":
        # A place is no one who can be involved: an edge says what it was in the event.
        roles = [role for role, side in (("actor", event.actors), ("recipient", event.recipients)) if party in side]
        link = replace(base, id=name_of(f"{event.id}-{party.id}"), schema="UnknownLink")
        yield from linked(link, base.id, own.id, roles)
    elif entity is not None:
        yield from said(own, "sector", f"PLOVER {sector}" if sector else None)
        if party.kind == "person":
            yield from said(own, "position", entity.role)


def state_stated(base: Subject, code: str, name: str | None = None, found: Naming | None = None) -> Stated:
    """What is stated of a state, or of an entity that is claimed to be one or belongs to one."""
    state: State | None = states().get(code)
    schema = "Organization" if state is None or state.kind == "disputed" else "PublicBody"
    own = replace(base, id=name_of(f"state:{code}"), schema=schema, scope="all")
    own = replace(own, origin=found[1].article.id) if found else own
    yield from said(own, "name", state.name if state else name or code, **wording(found))
    yield from said(own, "country", country(code))
    yield from said(own, "classification", state.kind if state else None)


def territories(event: FoundEvent) -> list[FoundPlace]:
    """The place of an event where it is not where it was, but where it came from or what it was about."""
    place = event.place
    if place is None or place.role in VENUES or place.id.startswith("state:") or place.lat is None:
        return []
    return [place]


def territory_stated(base: Subject, event: FoundEvent, place: FoundPlace) -> Stated:
    """What is stated of a place that an event is about, with the edge to it."""
    own = replace(base, id=name_of(place.id), schema="Territory", scope="all")
    yield from said(own, "name", place.name)
    yield from said(own, "country", country(place.state))
    link = replace(base, id=name_of(f"{event.id}-{place.id}"), schema="UnknownLink")
    yield from linked(link, base.id, own.id, [place.role])


def report_stated(base: Subject, event: FoundEvent, report: Report) -> Stated:
    """What is stated of an article, and that it documents the event."""
    article = report.article
    own = replace(of_report(base, report), id=name_of(article.id), schema="Article", scope="article")
    yield from article_stated(own, article, report.language)
    edge = replace(of_report(base, report), id=name_of(f"{event.id}-{article.id}"), schema="Documentation")
    yield from said(edge, "document", own.id)
    yield from said(edge, "entity", base.id)
    yield from said(edge, "role", f"reports it as {report.factuality}")
    yield from said(edge, "date", published(article))
    yield from said(edge, "sourceUrl", article.url)
    yield from said(edge, "summary", report.sentence, language=report.language)
    if report.saying is not None and report.saying.source:
        told = f"{report.saying.source} ({report.saying.cue or 'no cue'}): {report.saying.words}"
        yield from said(edge, "description", told, language=report.language)


def article_stated(own: Subject, article: FoundArticle, language: str | None) -> Stated:
    """What is stated of an article. FollowTheMoney asks documents for the name of a file: it is the article's id."""
    yield from said(own, "fileName", article.id)
    yield from said(own, "title", article.title, language=language)
    for author in article.byline:
        yield from said(own, "author", author)
    yield from said(own, "publisher", article.publisher)
    yield from said(own, "publishedAt", published(article))
    yield from said(own, "sourceUrl", article.url)
    yield from said(own, "language", language_of(language))


def links_stated(base: Subject, told: Told) -> Stated:
    """An edge from each acting state to each that it is done to, with the states themselves."""
    event = told.event
    sides = [sorted({one.state for one in side if one.state}) for side in (event.actors, event.recipients)]
    pairs = [(actor, recipient) for actor in sides[0] for recipient in sides[1] if actor != recipient]
    for code in sorted({code for pair in pairs for code in pair}):
        yield from state_stated(base, code)
    for actor, recipient in pairs:
        link = replace(base, id=name_of(f"{event.id}-{actor}-{recipient}"), schema="UnknownLink")
        yield from linked(link, name_of(f"state:{actor}"), name_of(f"state:{recipient}"), [event.type])
        yield from said(link, "status", event.factuality)
        yield from dated(link, event)
        yield from said(link, "recordId", event.id)
        for report in told.reports:
            yield from said(of_report(link, report), "sourceUrl", report.article.url)


def linked(link: Subject, subject: str, object_: str, roles: Iterable[str]) -> Stated:
    """An edge between two entities."""
    yield from said(link, "subject", subject)
    yield from said(link, "object", object_)
    for role in roles:
        yield from said(link, "role", role)


def dated(subject: Subject, event: FoundEvent) -> Stated:
    """When it was: one date as precise as it is known, or the first and the last day."""
    start, end = dates(event)
    yield from said(subject, "startDate" if end else "date", start)
    yield from said(subject, "endDate", end)


def said(
    subject: Subject, prop: str, value: str | None, *, language: str | None = None, words: str | None = None
) -> Stated:
    """What is stated of a subject, with the subject."""
    for one in subject.states(prop, value, language=language, words=words):
        yield subject, one


def wording(found: Naming | None) -> dict[str, str | None]:
    """The words that name an entity in an article, and their language."""
    return {"words": found[0].words, "language": found[1].language} if found else {}


def of_report(subject: Subject, report: Report) -> Subject:
    """A subject as one report speaks of it."""
    seen = stamp(instant(report.article.published))
    return replace(subject, first=seen, last=seen, origin=report.article.id)


def party_id(event: FoundEvent, party: FoundParty) -> str:
    """The id of one who takes part; whom dragoman does not know is another one in each event, whatever the name."""
    return name_of(party.id if party.known or party.kind == "state" else f"{event.id}-{party.id}")


def name_of(id_: str) -> str:
    """An id of dragoman's as FollowTheMoney takes it: 'dragoman-person-kim-jong-un'."""
    plain = id_.replace(":", "-").lower()
    if PLAIN.fullmatch(plain) is None or len(plain) > LONGEST_ID - len("dragoman-"):
        digest = blake2b(id_.encode(), digest_size=8).hexdigest()
        plain = f"{BREAKS.sub('-', plain)[:100].strip('-')}-{digest}".strip("-")
    return f"dragoman-{plain}"


def country(code: str | None) -> str | None:
    """The code of a state as FollowTheMoney takes it, 'kp'; None where it has none."""
    state = states().get(code or "")
    return state.iso2.lower() if state is not None and state.iso2 else None


def located(place: FoundPlace) -> str:
    """A place in words, with its state."""
    state = states().get(place.state or "")
    return f"{place.name}, {state.name}" if state is not None and state.name != place.name else place.name


def published(article: FoundArticle) -> str | None:
    """When an article was published: a day, or an instant in UTC."""
    whole = article.published
    return whole if whole is None or len(whole) <= len("2024-11-30") else stamp(instant(whole))


def language_of(code: str | None) -> str | None:
    """The ISO 639-3 code of a language that FollowTheMoney takes."""
    return followthemoney().languages.get(code or "")
