"""Sentence borders at segment borders, set before parsing: a headline never glues to its lead."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.reading import Reading


@Language.factory("dragoman_segments", assigns=["token.is_sent_start"])
def make_segments(nlp: Language, name: str) -> Segments:
    """Make the component for a pipeline."""
    return Segments()


class Segments:
    """Starts a sentence at the first token of every segment."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the borders of one document that is not parsed yet."""
        starts = iter(segment.start for segment in Reading.of(doc).article.segments)
        next_start = next(starts, None)
        for token in doc:
            if next_start is None:
                break
            end = token.idx + len(token.text)
            if end > next_start and not token.is_space:
                token.is_sent_start = True
                while next_start is not None and next_start < end:
                    next_start = next(starts, None)
        return doc
