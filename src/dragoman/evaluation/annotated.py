"""Annotated acts as events of read sentences: type, trigger and parties are given, all else is for the coder to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dragoman.coding.contexts import set_contexts
from dragoman.coding.modes import set_given_modes
from dragoman.coding.reading import Reading
from dragoman.evaluation.acts import matched_acts, overlap
from dragoman.evaluation.result import Read
from dragoman.evaluation.sentences import Act, Sentence
from dragoman.knowledge.plover import plover
from dragoman.record import Event, Span

# Texts to their readings with mentions, materiel and entities, in order, as Reader.mentions does.
Mark = Callable[[Iterable[str]], Iterator[Reading]]
# An annotated act with the event that stands for it.
Pair = tuple[Act, Event]


@dataclass(frozen=True, slots=True)
class Given:
    """One annotated act as an event of its sentence, as far as the sentence's mentions were found."""

    act: Act
    event: Event
    reading: Reading
    batch: str


def given_acts(sentences: list[Sentence], mark: Mark) -> Iterator[Given]:
    """The acts of annotated sentences as events, in order; their modes and contexts are left open."""
    readings = mark(sentence.text for sentence in sentences)
    for sentence, reading in zip(sentences, readings, strict=True):
        for act in sentence.acts:
            yield Given(act, given_event(reading, sentence, act), reading, sentence.batch)


def given_event(reading: Reading, sentence: Sentence, act: Act) -> Event:
    """An annotated act as an event; its parties are the entities whose mentions overlap its marks."""
    kind = plover().types[act.type]
    reached = [sentence.marks[act.actor], sentence.marks[act.recipient] if act.recipient is not None else None]
    actors, recipients = (_entities(reading, mark) if mark is not None else [] for mark in reached)
    materiel = [m.entity for m in reading.mentions if m.kind == "materiel"]
    return Event(
        id="e1",
        type=act.type,
        quad=kind.quad,
        score=kind.score,
        actors=actors,
        recipients=recipients,
        materiel=materiel,
        confidence=1.0,
        trigger=[Span(start=act.trigger[0], end=act.trigger[1])],
        sentence=Span(start=0, end=len(sentence.text)),
    )


def _entities(reading: Reading, mark: tuple[int, int]) -> list[str]:
    """The entities in a marked phrase, that of its longest mention first; only the first, as coded events have it."""
    over = [m for m in reading.mentions if m.kind != "materiel" and overlap((m.start, m.end), mark)]
    over.sort(key=lambda m: m.start - m.end)
    return [over[0].entity] if over else []


@dataclass(frozen=True, slots=True)
class Compared:
    """Annotated acts with events whose modes and contexts are the coder's.

    Attributes:
        at_acts: every annotated act, whose type, trigger and parties the coder was given.
        found: the acts that the coder found by itself, with the events that it coded.
    """

    at_acts: list[Pair]
    found: list[Pair]

    @property
    def parts(self) -> dict[str, list[Pair]]:
        """The acts of each measure by its name in tables."""
        return {"at acts": self.at_acts, "of acts found": self.found}


def compared(sentences: list[Sentence], read: Read, mark: Mark) -> Compared:
    """Read every sentence twice: its annotated acts as they are given, and as a text like any other.

    Args:
        sentences: annotated sentences.
        read: articles to records, in order (``Reader.pipe``).
        mark: texts to readings with mentions (``Reader.mentions``).
    """
    at_acts = []
    for one in given_acts(sentences, mark):
        set_given_modes([one.event], one.reading)
        set_contexts(one.event, one.reading)
        at_acts.append((one.act, one.event))
    found = [(one.act, one.event) for one in matched_acts(sentences, read) if one.event is not None]
    return Compared(at_acts, found)
