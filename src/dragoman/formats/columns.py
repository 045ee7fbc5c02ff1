"""Columns: what a row says of an event or of a report, column by column, once for CSV, Parquet, Excel and frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, NamedTuple, TypeVar

from dragoman.merge.acts import EPOCH, border, day_of
from dragoman.store.found import FoundEvent
from dragoman.store.stream import Report, Told

Row = TypeVar("Row")
# What the values of a column are; a 'category' is a text out of few, a 'day' stands beside a text that says more.
Kind = Literal["text", "category", "list", "number", "count", "truth", "day"]
# A year says more than these mean: their days are known only where an end is given.
VAGUE = frozenset({"decade", "century"})


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Args:
        name: as its header.
        kind: what its values are.
        about: what it means, in a sentence.
        value: takes it from a row; None is "not known".
        width: in characters, where a sheet shows it.
    """

    name: str
    kind: Kind
    about: str
    value: Callable[[Row], object]
    width: int = 12


class Reported(NamedTuple):
    """A report with the event that it is a report of."""

    event: FoundEvent
    report: Report


def event_of(one: FoundEvent | Told) -> FoundEvent:
    """The event of what a desk found or streamed."""
    return one.event if isinstance(one, Told) else one


def states(event: FoundEvent, side: str) -> list[str]:
    """The states on one side of an event, once each."""
    return list(dict.fromkeys(party.state for party in getattr(event, side) if party.state))


def day(stamp: str | None) -> date | None:
    """The day of an ISO date or date-time as it is written; None where there is none, or it is less precise."""
    return dated(day_of(stamp))


def bound(event: FoundEvent, *, last: bool) -> date | None:
    """The first or last day on which an event may have been, by its date; None where no report dates it."""
    if last and event.when_end:
        # An end is inclusive as it stands: a week from the 16th to the 22nd ends on the 22nd.
        return dated(border(event.when_end, None, last=True))
    if event.when_precision in VAGUE and not event.when_end:
        return None
    return dated(border(event.when_value, event.when_precision, last=last))


def dated(number: int | None) -> date | None:
    """A day by its number."""
    return None if number is None else date.fromordinal(number + EPOCH)


def columns_of_events() -> Iterable[Column[FoundEvent]]:
    """What a row says of an event: what was done by whom to whom."""
    yield Column("id", "text", "The event's id, for `dragoman show` and `dragoman cite`.", lambda one: one.id, 18)
    yield Column("type", "category", "PLOVER event type, such as CONSULT.", lambda one: one.type)
    yield Column("mode", "category", "PLOVER mode of the type, such as visit.", lambda one: one.mode)
    yield Column("quad", "category", "Verbal or material, cooperation or conflict.", lambda one: one.quad, 20)
    yield Column("score", "number", "PLOVER's conflict-cooperation score, -10 to 10.", lambda one: one.score, 8)
    yield Column("contexts", "list", "PLOVER contexts.", lambda one: one.contexts, 20)
    yield Column("actors", "list", "Who did it, by name.", lambda one: [party.name for party in one.actors], 28)
    yield Column(
        "actor_states", "list", "The states that they are or belong to, ISO 3166-1 alpha-3, once each.",
        lambda one: states(one, "actors"),
    )  # fmt: skip
    yield Column(
        "recipients", "list", "To whom it was done, by name.", lambda one: [party.name for party in one.recipients], 28
    )
    yield Column(
        "recipient_states", "list", "The states that they are or belong to, once each.",
        lambda one: states(one, "recipients"),
    )  # fmt: skip
    yield from columns_of_dates()
    yield from columns_of_places()
    yield from columns_of_evidence()
    yield from columns_of_codings()


def columns_of_dates() -> Iterable[Column[FoundEvent]]:
    """What a row says of when an event was."""
    yield Column(
        "when_value", "text", "When it was, ISO 8601, as precisely as reports say; empty where none dates it.",
        lambda one: one.when_value,
    )  # fmt: skip
    yield Column("when_end", "text", "Where it lasted: until when, inclusive.", lambda one: one.when_end)
    yield Column(
        "when_precision", "category", "How precise the date is: minute, day, week, month, season, quarter, year ...",
        lambda one: one.when_precision,
    )  # fmt: skip
    yield Column(
        "when_first_day", "day", "The first day that the date leaves open: of 2024-05 it is 2024-05-01.",
        lambda one: bound(one, last=False),
    )  # fmt: skip
    yield Column(
        "when_last_day", "day", "The last day that the date leaves open: of 2024-05 it is 2024-05-31.",
        lambda one: bound(one, last=True),
    )  # fmt: skip


def columns_of_places() -> Iterable[Column[FoundEvent]]:
    """What a row says of where an event was, and with what."""
    yield Column("place", "text", "Where it was, by name.", lambda one: one.place and one.place.name, 20)
    yield Column("lat", "number", "Latitude of the place, degrees (WGS 84).", lambda one: one.place and one.place.lat)
    yield Column("lon", "number", "Longitude of the place, degrees (WGS 84).", lambda one: one.place and one.place.lon)
    yield Column("materiel", "list", "Arms and related equipment, by entity id.", lambda one: one.materiel, 20)


def columns_of_evidence() -> Iterable[Column[FoundEvent]]:
    """What a row says of how far an event is reported as real, and by whom."""
    yield Column(
        "factuality", "category", "How it is reported: happened, future, hypothetical, negated or historical.",
        lambda one: one.factuality,
    )  # fmt: skip
    yield Column(
        "contested", "truth", "Some origins say that it happened, others that it did not.", lambda one: one.contested
    )
    yield Column("mentions", "count", "Reports of it.", lambda one: one.mentions)
    yield Column("outlets", "list", "Who published them, by id.", lambda one: one.outlets, 28)
    yield Column(
        "origins", "list", "Where the information came from, copies counted once.",
        lambda one: [origin.name for origin in one.origins], 28,
    )  # fmt: skip
    yield Column(
        "first_report", "text", "When the earliest report was published, ISO 8601.", lambda one: one.first_report, 18
    )
    yield Column("first_report_day", "day", "Its day, as the report writes it.", lambda one: day(one.first_report))
    yield Column(
        "last_report", "text", "When the latest report was published, ISO 8601.", lambda one: one.last_report, 18
    )
    yield Column("last_report_day", "day", "Its day, as the report writes it.", lambda one: day(one.last_report))
    yield Column("reliability", "category", "Of the sources: Admiralty code, A to F.", lambda one: one.reliability)
    yield Column("credibility", "count", "Of the information: Admiralty code, 1 to 6.", lambda one: one.credibility)
    yield Column(
        "standing", "category", "Whether an analyst looked at it: machine, confirmed, corrected.",
        lambda one: one.standing,
    )  # fmt: skip
    yield Column(
        "activities", "list", "What passes between the sides, such as arms_transfer, once each.",
        lambda one: list(dict.fromkeys(doing.kind for doing in one.activities)), 20,
    )  # fmt: skip
    yield Column(
        "provisions", "list", "Provisions that it would engage, by id; a pointer to check, not a finding.",
        lambda one: [concern.provision for concern in one.concerns], 20,
    )  # fmt: skip


def columns_of_codings() -> Iterable[Column[FoundEvent]]:
    """What a row says of who coded an event."""
    yield Column(
        "coding", "category", "Who coded it: dragoman, or the project that it was taken over from (gdelt, polecat).",
        lambda one: one.foreign.coding if one.foreign else "dragoman",
    )  # fmt: skip
    yield Column("coding_id", "text", "Its id in that project.", lambda one: one.foreign and one.foreign.id)
    yield Column(
        "coding_source", "text", "The address or publisher that is named there.",
        lambda one: one.foreign and one.foreign.source, 28,
    )  # fmt: skip


def columns_of_reports() -> Iterable[Column[Reported]]:
    """What a row says of one report of an event."""
    yield Column("event", "text", "The id of the event that it reports.", lambda one: one.event.id, 18)
    yield Column("report", "text", "The report's id, for `dragoman cite`.", lambda one: one.report.id, 18)
    yield Column("article", "text", "The id of the article that it stands in.", lambda one: one.report.article.id, 18)
    yield Column("publisher", "text", "Who published it.", lambda one: one.report.article.publisher, 24)
    yield Column(
        "source_class", "category", "What kind of publisher that is.", lambda one: one.report.article.source_class
    )
    yield Column("source_state", "category", "The publisher's state.", lambda one: one.report.article.source_state)
    yield Column("title", "text", "The article's headline.", lambda one: one.report.article.title, 40)
    yield Column(
        "published", "text", "When it was published, ISO 8601.", lambda one: one.report.article.published, 18
    )  # fmt: skip
    yield Column("published_day", "day", "Its day, as written.", lambda one: day(one.report.article.published))
    yield Column("url", "text", "The article's address.", lambda one: one.report.article.url, 40)
    yield Column("language", "category", "ISO 639-1 code.", lambda one: one.report.language)
    yield Column("type", "category", "The event type that this report gives.", lambda one: one.report.type)
    yield Column("mode", "category", "The mode that this report gives.", lambda one: one.report.mode)
    yield Column("factuality", "category", "How this report tells it.", lambda one: one.report.factuality)
    yield Column("denied_by", "list", "Who denies it here, by entity id.", lambda one: one.report.denied_by)
    yield Column("when_value", "text", "The date that this report gives.", lambda one: one.report.when_value)
    yield Column("when_end", "text", "Where it lasted: until when.", lambda one: one.report.when_end)
    yield Column("actors", "list", "Who did it by this report, entity ids.", lambda one: one.report.actors, 24)
    yield Column("recipients", "list", "To whom, entity ids.", lambda one: one.report.recipients, 24)
    yield from columns_of_words()


def columns_of_words() -> Iterable[Column[Reported]]:
    """What a row says of who says so in a report, and in which words."""
    yield Column("sentence", "text", "The sentence that reports it.", lambda one: one.report.sentence, 80)
    yield Column(
        "translation", "text", "The same in the translation that was read; none where it was read as it is.",
        lambda one: one.report.translation, 80,
    )  # fmt: skip
    yield Column(
        "said_by", "text", "Who says so there, in the article's words; empty where the article itself does.",
        lambda one: one.report.saying and one.report.saying.source, 24,
    )  # fmt: skip
    yield Column(
        "said_how", "category", "Quoted directly, indirectly, or mixed.",
        lambda one: one.report.saying and one.report.saying.kind,
    )  # fmt: skip
    yield Column("cue", "text", "The words of saying.", lambda one: one.report.saying and one.report.saying.cue)
    yield Column(
        "stance", "category", "What the cue does: assert, deny, doubt, demand ...",
        lambda one: one.report.saying and one.report.saying.stance,
    )  # fmt: skip
    yield Column("origin", "text", "Where the information came from.", lambda one: one.report.origin, 24)
    yield Column("role", "category", "Where it stands: title, paragraph, caption ...", lambda one: one.report.role)
    yield Column("confidence", "number", "The coder's confidence, 0 to 1.", lambda one: one.report.confidence)
    yield Column("standing", "category", "Whether an analyst looked at it.", lambda one: one.report.standing)


EVENT_COLUMNS: tuple[Column[FoundEvent], ...] = tuple(columns_of_events())
# CSV knows no dates: a day beside its text would say nothing more.
CSV_COLUMNS = tuple(column for column in EVENT_COLUMNS if column.kind != "day")
REPORT_COLUMNS: tuple[Column[Reported], ...] = tuple(columns_of_reports())
