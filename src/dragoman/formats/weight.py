"""The order in which to read events: how much happened, how sure it is, how many states it joins, where it stands."""

from __future__ import annotations

from dragoman.record import Event, Factuality, Record

# An act that is only foreseen, supposed, denied or remembered weighs less than one that is reported to have happened.
FACTUALITY: dict[Factuality, float] = {
    "happened": 1.0,
    "future": 0.8,
    "hypothetical": 0.5,
    "negated": 0.5,
    "historical": 0.4,
}
PER_SCORE, PER_CONFIDENCE, PER_STATE, IN_LEAD = 0.5, 3.0, 0.5, 1.0
MOST_STATES = 3


def weight(event: Event, record: Record) -> float:
    """How much an event matters in its article; only the order means something.

    Half of the absolute PLOVER score (0 to 10), plus three times the confidence (0 to 1), plus half a point for each
    state that takes part (at most three), plus one where the event stands in the title, the standfirst or the first
    paragraph; all of it times a factor for the factuality (``FACTUALITY``).
    """
    sides = {*event.actors, *event.recipients}
    states = {entity.state for entity in record.entities if entity.id in sides and entity.state}
    points = PER_SCORE * abs(event.score or 0.0) + PER_CONFIDENCE * event.confidence
    points += PER_STATE * min(len(states), MOST_STATES) + IN_LEAD * is_leading(event, record)
    return points * FACTUALITY[event.factuality]


def is_leading(event: Event, record: Record) -> bool:
    """Whether an event stands in the title, the standfirst or the first paragraph."""
    paragraphs = 0
    for segment in record.article.segments:
        paragraphs += segment.role == "paragraph"
        if segment.start <= event.sentence.start < segment.end:
            return segment.role in {"title", "standfirst"} or (segment.role == "paragraph" and paragraphs == 1)
    return False


def by_weight(record: Record) -> list[Event]:
    """The events of a record, the weightiest first; equal ones in the order of the text."""
    return sorted(record.events, key=lambda event: (-weight(event, record), event.sentence.start))
