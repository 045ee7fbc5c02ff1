"""Annotated acts against coded events: which event of a sentence's record reports an annotated act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.evaluation.result import Read
from dragoman.evaluation.sentences import Act, Sentence, Span
from dragoman.intake.text import article_from_text
from dragoman.record import Event, Record
from dragoman.record import Span as RecordSpan


@dataclass(frozen=True, slots=True)
class Matched:
    """An annotated act with the event that reports it; None where the coder found none."""

    sentence: Sentence
    act: Act
    event: Event | None


def matched_acts(sentences: list[Sentence], read: Read) -> list[Matched]:
    """All annotated acts with their events, in order.

    Args:
        sentences: annotated sentences; each is read as an article of its own.
        read: articles to records, in order (``Reader.pipe``).
    """
    records = read(article_from_text(sentence.text) for sentence in sentences)
    found = zip(sentences, records, strict=True)
    return [matched for sentence, record in found for matched in _matched(sentence, record)]


def _matched(sentence: Sentence, record: Record) -> Iterator[Matched]:
    for act in sentence.acts:
        yield Matched(sentence, act, event_of(sentence, act, record))


def event_of(sentence: Sentence, act: Act, record: Record) -> Event | None:
    """The event that reports an act: its trigger overlaps, or else type and participants are the act's.

    Of several whose triggers overlap, one of the act's type goes first, then one with its participants.
    """
    sides = _Sides(sentence, act, record)
    at_trigger = [event for event in record.events if any(overlap(act.trigger, _pair(s)) for s in event.trigger)]
    if at_trigger:
        return max(at_trigger, key=lambda event: (event.type == act.type, sides.of(event)))
    same = [event for event in record.events if event.type == act.type and sides.of(event) == sides.wanted]
    return same[0] if same else None


class _Sides:
    """How many of an act's participants take part in an event."""

    def __init__(self, sentence: Sentence, act: Act, record: Record) -> None:
        self.actor = sentence.marks[act.actor]
        self.recipient = sentence.marks[act.recipient] if act.recipient is not None else None
        self.either_way = act.reciprocal
        self.wanted = 1 + (self.recipient is not None)
        self.spans: dict[str, list[Span]] = {}
        for mention in record.mentions:
            self.spans.setdefault(mention.entity, []).append((mention.start, mention.end))

    def of(self, event: Event) -> int:
        """The number of sides that are the act's, 0 to 2."""
        as_told = self._hit(event.actors, self.actor) + self._hit(event.recipients, self.recipient)
        if not self.either_way:
            return as_told
        return max(as_told, self._hit(event.recipients, self.actor) + self._hit(event.actors, self.recipient))

    def _hit(self, entities: list[str], wanted: Span | None) -> bool:
        return wanted is not None and any(overlap(s, wanted) for one in entities for s in self.spans.get(one, ()))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _pair(span: RecordSpan) -> Span:
    return span.start, span.end
