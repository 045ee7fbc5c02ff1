"""Sentence borders at segment borders, set before parsing: a headline never glues to its lead."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.reading import Reading


@Language.component("dragoman_segments", assigns=["token.is_sent_start"])
def mark_segments(doc: Doc) -> Doc:
    """Start a sentence at the first token of every segment."""
    starts = iter(segment.start for segment in Reading.of(doc).article.segments)
    next_start = next(starts, None)
    for token in doc:
        if next_start is None:
            break
        if token.idx + len(token.text) > next_start and not token.is_space:
            token.is_sent_start = True
            while next_start is not None and next_start < token.idx + len(token.text):
                next_start = next(starts, None)
    return doc
