"""The case: everything that a report on a query needs, gathered at once: events, quotes, provisions, places, ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import Field
from sqlalchemy import Connection

from dragoman.concerns.provisions import Provision, listed
from dragoman.knowledge.regimes import Embargo, Measure, regimes
from dragoman.store.evidence import citations_of, evidence_of, stored_record
from dragoman.store.found import (
    Evidence,
    Found,
    FoundCopy,
    FoundEvent,
    FoundMention,
    FoundOrigin,
    FoundReview,
    FoundSaying,
)
from dragoman.store.places import MOST_PLACES, Places, places
from dragoman.store.query import Query, query_of
from dragoman.store.refusals import QueryError
from dragoman.store.search import count_events, find_events
from dragoman.store.summary import summary_of
from dragoman.ties.found import Ties

if TYPE_CHECKING:
    from dragoman.desk.desk import Desk

# A file has so many events, and quotes so many reports of each: beyond that nobody reads it.
MOST_EVENTS = 500
MOST_QUOTES = 12
# Longer series are drawn by month.
LONGEST_BY_WEEK = 730


class CaseQuote(Found):
    """A report that the file quotes."""

    number: int = Field(description="Of its footnote, counted from 1 through the whole file.")
    mention: FoundMention
    denied_by: list[str] = Field(description="Those who deny it there, by name.")


class CaseEvent(Found):
    """An event with what the file says of it."""

    number: int = Field(description="In order of time, counted from 1.")
    event: FoundEvent
    quotes: list[CaseQuote]
    further: int = Field(description="Reports that are not quoted.")
    origins: list[FoundOrigin]
    grade_reasons: list[str]
    copies: list[FoundCopy]
    reviews: list[FoundReview]
    voices: list[FoundSaying] = Field(description="What each origin says of it, by name.")
    denied_by: list[str] = Field(description="Those who deny it, by name.")
    articles: dict[str, str] = Field(description="What its articles are called, by their ids.")


class CaseProvision(Found):
    """A provision that events of the file would engage, in full."""

    row: Provision
    regime: str | None = Field(description="The name of its regime; None for an embargo of a state or a body.")
    periods: list[tuple[str, str | None]] = Field(
        description="When it was in force: from, and the first day on which it no longer was; None where it still is."
    )
    sources: list[tuple[str, str]] = Field(description="Where it was checked: title and address.")
    events: list[int] = Field(description="The numbers of the events that would engage it.")


class CaseFile(Found):
    """A query with everything that a report on it needs."""

    title: str | None = Field(description="None where nobody gave one.")
    query: Query
    first: str | None = Field(description="The day of the earliest article of the store; None where none is dated.")
    last: str | None = Field(description="The day of the latest.")
    articles: int = Field(description="Articles in the store.")
    total: int = Field(description="Events that the query finds, also those beyond the file.")
    events: list[CaseEvent] = Field(description="In order of time.")
    provisions: list[CaseProvision]
    places: Places = Field(description="Of all events that the query finds.")
    ties: Ties | None = Field(default=None, description="The tie of the two states that were asked about.")
    ties_missing: str | None = Field(default=None, description="Why there is no tie.")

    @property
    def beyond(self) -> int:
        """Events that the query finds and the file leaves out: those that are older."""
        return self.total - len(self.events)

    @property
    def quotes(self) -> list[CaseQuote]:
        """All quotes, in the order of their numbers."""
        return [quote for event in self.events for quote in event.quotes]


def case_file(desk: Desk, words: str | None, title: str | None, conditions: dict[str, Any]) -> CaseFile:
    """The case of a query: see ``Desk.case_file``."""
    most = min(int(conditions.get("limit") or MOST_EVENTS), MOST_EVENTS)
    query = query_of(words, {**conditions, "limit": most})
    held = summary_of(desk.database)
    with desk.database.reading() as connection:
        # The newest come first: where there are too many, those are kept.
        found = list(find_events(connection, query))[::-1]
        events = list(numbered(connection, found))
        total = count_events(connection, query)
        where = places(connection, query, MOST_PLACES)
    last = held.last[:10] if held.last else None
    ties, missing = tie_of(desk, query, held.first, held.last)
    return CaseFile(
        title=title, query=query, first=held.first[:10] if held.first else None, last=last, articles=held.articles,
        total=total, events=events, provisions=engaged(events, last), places=where, ties=ties, ties_missing=missing,
    )  # fmt: skip


def numbered(connection: Connection, found: Iterable[FoundEvent]) -> Iterator[CaseEvent]:
    """The events with their evidence, events and quotes numbered from 1."""
    names = Names(connection)
    quoted = 0
    for number, event in enumerate(found, start=1):
        if event.foreign is not None:
            yield foreign_event(number, event)
            continue
        evidence = evidence_of(connection, event.id)
        chosen = quotes_of(evidence, [one.id for one in citations_of(connection, event.id)])
        quotes = [
            CaseQuote(number=quoted + at, mention=mention, denied_by=list(names.deniers(mention, event).values()))
            for at, mention in enumerate(chosen, start=1)
        ]
        quoted += len(quotes)
        yield case_event(number, evidence, quotes, names)


def case_event(number: int, evidence: Evidence, quotes: list[CaseQuote], names: Names) -> CaseEvent:
    """An event with its evidence."""
    event = evidence.event
    # A voice that is known from a denial alone is called by its id.
    known = {key: name for one in evidence.mentions for key, name in names.deniers(one, event).items()}
    voices = [
        FoundSaying(name=known.get(one.name, one.name), says=one.says, party=one.party) for one in evidence.voices
    ]
    denied = [one.name for one in voices if one.says == "denied"]
    articles = (one.article for one in evidence.mentions)
    return CaseEvent(
        number=number, event=event, quotes=quotes, further=len(evidence.mentions) - len(quotes),
        origins=evidence.origins, grade_reasons=evidence.grade_reasons, copies=evidence.copies,
        reviews=evidence.reviews, voices=voices, denied_by=list(dict.fromkeys([*known.values(), *denied])),
        articles={one.id: f"{one.publisher or 'publisher unknown'}, {(one.published or 'no date')[:10]}"
                  for one in articles},
    )  # fmt: skip


def foreign_event(number: int, event: FoundEvent) -> CaseEvent:
    """An event that another project coded: it has no reports here."""
    return CaseEvent(
        number=number, event=event, quotes=[], further=0, origins=[], grade_reasons=[], copies=[], reviews=[],
        voices=event.voices, denied_by=[one.name for one in event.voices if one.says == "denied"], articles={},
    )  # fmt: skip


def quotes_of(evidence: Evidence, cited: Sequence[str]) -> list[FoundMention]:
    """The reports that are quoted, by date: one an article and one of each thing that it says, at most so many.

    Args:
        evidence: of the event.
        cited: the mention that stands for each article, which is not its headline where it can be helped.
    """
    first = [one for one in evidence.mentions if one.id in set(cited)]
    said = {(one.article.id, one.factuality) for one in first}
    for one in evidence.mentions:
        if (one.article.id, one.factuality) not in said:
            said.add((one.article.id, one.factuality))
            first.append(one)
    # Each origin, and each thing that is said, comes to word before any comes to word again.
    seen: dict[tuple[str, str], int] = {}
    ranked = []
    for one in first:
        turn = seen[one.origin, one.factuality] = seen.get((one.origin, one.factuality), 0) + 1
        ranked.append((turn, one))
    kept = [one for _, one in sorted(ranked, key=lambda pair: pair[0])[:MOST_QUOTES]]
    return sorted(kept, key=lambda one: (one.article.published or "9", one.article.id, one.start))


class Names:
    """The names of entities that reports name; the record of an article is unpacked only where one is asked for.

    Args:
        connection: a connection for reading.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.known: dict[str, dict[str, str]] = {}

    def deniers(self, mention: FoundMention, event: FoundEvent) -> dict[str, str]:
        """Those who deny an act in a report, by id and name; one that its article does not name keeps its id."""
        parties = {one.id: one.name for one in (*event.actors, *event.recipients)}
        return {one: parties.get(one) or self.in_article(mention.article.id).get(one, one) for one in mention.denied_by}

    def in_article(self, article: str) -> dict[str, str]:
        """The names of the entities of an article."""
        if article not in self.known:
            record = stored_record(self.connection, article)
            self.known[article] = {one.id: one.name for one in record.entities}
        return self.known[article]


def engaged(events: Sequence[CaseEvent], last: str | None) -> list[CaseProvision]:
    """The provisions that events would engage, those of the United Nations first, in the order of the data."""
    numbers: dict[str, list[int]] = {}
    for one in events:
        for name in dict.fromkeys(concern.provision for concern in one.event.concerns):
            numbers.setdefault(name, []).append(one.number)
    data = regimes()
    on = date.fromisoformat(last) if last and len(last) == len("YYYY-MM-DD") else date.max
    measures = [
        provision_of(row, data.regimes[row.regime].name, [spell(*period) for period in row.periods], on, numbers)
        for row in data.measures.values() if row.id in numbers
    ]  # fmt: skip
    embargoes = [
        provision_of(row, None, [(row.start, row.end)], on, numbers)
        for row in data.embargoes.values() if row.id in numbers
    ]  # fmt: skip
    return [*measures, *embargoes]


def provision_of(
    row: Measure | Embargo, regime: str | None, periods: list[tuple[str, str | None]], on: date,
    numbers: Mapping[str, list[int]],
) -> CaseProvision:  # fmt: skip
    """A provision with where it was checked, and the events that would engage it."""
    sources = [(regimes().sources[name].title, regimes().sources[name].url) for name in row.sources]
    return CaseProvision(
        row=listed(row, on), regime=regime, periods=periods, sources=sources, events=numbers[row.id]
    )  # fmt: skip


def spell(since: date, until: date | None) -> tuple[str, str | None]:
    """A stretch of days in ISO 8601."""
    return since.isoformat(), until.isoformat() if until else None


def tie_of(desk: Desk, query: Query, first: str | None, last: str | None) -> tuple[Ties | None, str | None]:
    """The tie of the two states of a query; why there is none, where there is none."""
    if query.between is None:
        return None, "no two states were asked about"
    begin, end = query.since or first, query.until or last
    years = int(end[:4]) - int(begin[:4]) if begin and end and begin[:4].isdigit() and end[:4].isdigit() else 0
    by = "month" if years * 365 > LONGEST_BY_WEEK else "week"
    try:
        found = desk.ties(*query.between, since=query.since, until=query.until, by=by, context=query.context)
    except QueryError as error:
        return None, error.what
    return found, None
