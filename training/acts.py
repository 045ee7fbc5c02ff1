"""Annotated acts as events of read sentences: what the linear models of contexts and modes are trained on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from dragoman.coding.pipeline import load_pipeline
from dragoman.coding.reading import Reading
from dragoman.evaluation.acts import overlap
from dragoman.evaluation.sentences import Act, Sentence, read_all
from dragoman.knowledge.plover import plover
from dragoman.record import Event, Span

# Batches that nothing is trained or tuned on.
KEPT_OUT = frozenset({"onyx", "quartz"})
SENTENCES = Path(__file__).with_name("sentences")
# The components whose findings the features are made of.
COMPONENTS = ("dragoman_materiel", "dragoman_actors", "dragoman_coreference")


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated act as an event of its sentence, as far as the sentence's mentions were found."""

    act: Act
    event: Event
    reading: Reading
    batch: str


def sentences_to_train() -> list[Sentence]:
    """The annotated sentences of all batches that are not kept out."""
    return [one for one in read_all(SENTENCES) if one.batch not in KEPT_OUT]


def examples(sentences: list[Sentence], nlp: Language | None = None) -> Iterator[Example]:
    """The acts of annotated sentences, in order."""
    pipeline = nlp or load_pipeline(COMPONENTS)
    for doc, sentence in pipeline.pipe(((one.text, one) for one in sentences), as_tuples=True, batch_size=32):
        reading = Reading.of(doc)
        for act in sentence.acts:
            yield Example(act, event_of(reading, sentence, act), reading, sentence.batch)


def event_of(reading: Reading, sentence: Sentence, act: Act) -> Event:
    """An annotated act as an event; its parties are the entities whose mentions overlap its marks."""
    kind = plover().types[act.type]
    reached = [sentence.marks[act.actor], sentence.marks[act.recipient] if act.recipient is not None else None]
    actors, recipients = (_entities(reading, mark) if mark is not None else [] for mark in reached)
    materiel = [m.entity for m in reading.mentions if m.kind == "materiel"]
    return Event(
        id="e1",
        type=act.type,
        mode=act.mode,
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
