"""The sentences of a document with their verbs, actors and slots, made once and shared by the native components."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.coding.native_forms import Forms
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_units import Units
from dragoman.coding.native_verbs import Verbs
from dragoman.coding.reading import Reading
from dragoman.record import Mention, Span

SENTENCES_KEY = "dragoman_native_sentences"


def sentences_of(doc: Doc, forms: Forms) -> list[Slots]:
    """The slots of each sentence of prose, in order; made at the first call, after all mentions are known."""
    kept = doc.user_data.get(SENTENCES_KEY)
    if kept is None:
        reading = Reading.of(doc)
        spans = [reading.tokens_of_span(Span(start=time.start, end=time.end)) for time in reading.times]
        times = frozenset(index for first, last in spans for index in range(first, last))
        units, verbs = Units(reading, forms.words), Verbs(forms)
        kept = []

        def reading_states(mention: Mention) -> str | None:
            return reading.entities[mention.entity].state

        for sentence in doc.sents:
            first = next((token for token in sentence if not token.is_space), None)
            if first is not None and reading.is_prose(first.idx):
                kept.append(Slots(sentence, verbs.of(sentence), units.of(sentence), forms, times, reading_states))
        doc.user_data[SENTENCES_KEY] = kept
    assert isinstance(kept, list)
    return kept
