"""Originals: what was coded on a translation, carried back to the words that were published, and seen in it again.

Spans of a record are spans of the published text. Where the words of the original cannot be told, the sentence that
they stand in is named instead; where no sentence of the original is behind them, there is nothing to cite, and what
was coded there is left out with a note.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from dragoman.record import (
    Activity,
    Article,
    Attribution,
    AttributionWords,
    Event,
    EventWords,
    Mention,
    Record,
    SentencePair,
    Span,
    Time,
    Translation,
)

# The words of the original that some words of the translation render, given the sentences of both in which these
# stand; None where that cannot be told.
WordAligner = Callable[[SentencePair, Span], Span | None]
PARTS = ("source", "cue", "content", "medium", "occasion")


class Carrier:
    """Carries spans of a translation back to its original.

    Args:
        pairs: which sentences render which, in the order of the translation.
        words: finds the words of the original that a span renders.
    """

    def __init__(self, pairs: Iterable[SentencePair], words: WordAligner) -> None:
        self.pairs = [pair for pair in pairs if pair.translation is not None]
        self.starts = [pair.translation.start for pair in self.pairs if pair.translation is not None]
        self.words = words

    def touching(self, span: Span) -> Iterator[SentencePair]:
        """The pairs that hold some of a span of the translation."""
        first = max(0, bisect_left(self.starts, span.start + 1) - 1)
        for pair in self.pairs[first:]:
            assert pair.translation is not None
            if pair.translation.start >= span.end:
                return
            if pair.translation.end > span.start:
                yield pair

    def sentence(self, span: Span) -> Span | None:
        """The sentences of the original behind a span of the translation, as one stretch; None where none is."""
        found = [pair.original for pair in self.touching(span) if pair.original is not None]
        if not found:
            return None
        return Span(start=min(one.start for one in found), end=max(one.end for one in found))

    def exact(self, span: Span) -> Span | None:
        """The very words of the original behind a span of the translation; None where they cannot be told."""
        pairs = list(self.touching(span))
        return self.words(pairs[0], span) if len(pairs) == 1 and pairs[0].original is not None else None

    def nearest(self, span: Span) -> Span | None:
        """The words behind a span, else the sentence; None where nothing is."""
        return self.exact(span) or self.sentence(span)


def carried_back(coded: Record, article: Article, translation: Translation, words: WordAligner) -> Record:
    """The record of an article that was coded on its translation.

    Args:
        coded: the record of the translation.
        article: the article as it was published.
        translation: the translation, with its sentences.
        words: finds the words of the original that a span renders.
    """
    carrier = Carrier(translation.sentences, words)
    notes = list(coded.notes)
    attributions = [one for one in (attribution_back(one, carrier) for one in coded.attributions) if one is not None]
    events = [one for one in (event_back(one, carrier) for one in coded.events) if one is not None]
    lost = len(coded.events) - len(events)
    if lost:
        notes.append(f"{lost} acts of the translation left out: no sentence of the original stands behind them")
    kept = {one.id for one in attributions}
    whole = translation.model_copy(update={"mentions": coded.mentions, "times": coded.times})
    return coded.model_copy(
        update={
            "article": article.model_copy(update={"translation": whole}),
            "mentions": mentions_back(coded.mentions, carrier, article.text),
            "times": times_back(coded.times, carrier, article.text),
            "attributions": [with_parents(one, kept) for one in attributions],
            "events": [with_attribution(one, kept) for one in events],
            "notes": notes,
        }
    )


def mentions_back(mentions: Iterable[Mention], carrier: Carrier, text: str) -> list[Mention]:
    """The mentions whose words the original is known to have; the others stand in the translation alone."""
    found: dict[tuple[int, int, str], Mention] = {}
    for one in mentions:
        span = carrier.exact(one)
        if span is not None:
            update = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
            found.setdefault((span.start, span.end, one.entity), one.model_copy(update=update))
    return sorted(found.values(), key=lambda one: (one.start, -one.end))


def times_back(times: Iterable[Time], carrier: Carrier, text: str) -> list[Time]:
    """The expressions of time whose words the original is known to have."""
    found: dict[tuple[int, int], Time] = {}
    for one in times:
        span = carrier.exact(one)
        if span is not None:
            update = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
            found.setdefault((span.start, span.end), one.model_copy(update=update))
    return sorted(found.values(), key=lambda one: one.start)


def attribution_back(one: Attribution, carrier: Carrier) -> Attribution | None:
    """An attribution by the words of the original; None where it says nothing there."""
    content = unique(carrier.nearest(span) for span in one.content)
    if not content:
        return None
    told = AttributionWords(**{name: getattr(one, name) for name in PARTS})
    update: dict[str, object] = {
        name: unique(carrier.exact(span) for span in getattr(one, name)) for name in PARTS if name != "content"
    }
    return one.model_copy(update={**update, "content": content, "translation": told})


def event_back(one: Event, carrier: Carrier) -> Event | None:
    """An event by the words of the original; None where it stands in no sentence of it."""
    sentence = carrier.sentence(one.sentence)
    if sentence is None:
        return None
    trigger = unique(carrier.nearest(span) for span in one.trigger) or [sentence]
    when, date = one.when, None
    if when.start is not None and when.end is not None:
        date = Span(start=when.start, end=when.end)
        back = carrier.exact(date)
        when = when.model_copy(
            update={"start": back.start if back else None, "end": back.end if back else None}
        )  # fmt: skip
    return one.model_copy(
        update={
            "trigger": trigger,
            "sentence": covering([sentence, *trigger]),
            "when": when,
            "activities": [activity_back(activity, carrier, sentence) for activity in one.activities],
            "translation": EventWords(trigger=one.trigger, sentence=one.sentence, when=date),
        }
    )


def activity_back(one: Activity, carrier: Carrier, sentence: Span) -> Activity:
    """An activity by the words of the original, else the sentence of its event."""
    spans = unique(carrier.nearest(span) for span in one.spans) or [sentence]
    return one.model_copy(update={"spans": spans, "translation": one.spans})


def with_parents(one: Attribution, kept: set[str]) -> Attribution:
    """An attribution without a parent that was left out."""
    return one if one.parent is None or one.parent in kept else one.model_copy(update={"parent": None})


def with_attribution(one: Event, kept: set[str]) -> Event:
    """An event without an attribution that was left out."""
    return one if one.attribution is None or one.attribution in kept else one.model_copy(update={"attribution": None})


def unique(spans: Iterable[Span | None]) -> list[Span]:
    """Spans in the order of the text, once each."""
    found = {(span.start, span.end): span for span in spans if span is not None}
    return [found[place] for place in sorted(found)]


def covering(spans: Iterable[Span]) -> Span:
    """The stretch from the first to the last of spans."""
    listed = list(spans)
    return Span(start=min(one.start for one in listed), end=max(one.end for one in listed))


def as_translated(record: Record) -> Record:
    """The record as it was coded: spans of the translation; the record itself where it was read as it stands."""
    translation = record.article.translation
    if translation is None:
        return record
    article = record.article.model_copy(
        update={
            "text": translation.text,
            "title": translation.title or record.article.title,
            "segments": translation.segments,
            "language": translation.target,
            "translation": None,
        }
    )
    return record.model_copy(
        update={
            "article": article,
            "mentions": translation.mentions,
            "times": translation.times,
            "attributions": [attribution_there(one) for one in record.attributions],
            "events": [event_there(one) for one in record.events],
        }
    )


def attribution_there(one: Attribution) -> Attribution:
    """An attribution by its words in the translation."""
    if one.translation is None:
        return one
    words = {name: getattr(one.translation, name) for name in PARTS}
    return one.model_copy(update={**words, "translation": None})


def event_there(one: Event) -> Event:
    """An event by its words in the translation."""
    if one.translation is None:
        return one
    date = one.translation.when
    when = one.when.model_copy(update={"start": date.start if date else None, "end": date.end if date else None})
    activities = [
        activity.model_copy(update={"spans": activity.translation or activity.spans, "translation": []})
        for activity in one.activities
    ]
    return one.model_copy(
        update={
            "trigger": one.translation.trigger,
            "sentence": one.translation.sentence,
            "when": when,
            "activities": activities,
            "translation": None,
        }
    )
