"""Sentence borders before parsing: at segments and after final marks only: no parser cuts a sentence at a name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.reading import Reading

FINAL = frozenset({".", "!", "?", "…", "..."})
CLOSING = frozenset({"»", "”", '"', ")", "›", "’"})
OPENING = frozenset({"«", "“", "¿", "¡", "—", "–", "-", '"', "‹"})


@Language.factory("dragoman_native_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Make the component for a pipeline."""
    return Sentences()


class Sentences:
    """Says of every token whether a sentence starts there."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the borders of one document that is not parsed yet."""
        starts = [segment.start for segment in Reading.of(doc).article.segments]
        place, ended = 0, True
        for token in doc:
            begins = False
            if token.is_space:
                token.is_sent_start = token.i == 0
                continue
            while place < len(starts) and starts[place] < token.idx + len(token.text):
                begins, place = True, place + 1
            if ended and (token.text[:1].isupper() or token.text in OPENING or token.text[:1].isdigit()):
                begins = True
            token.is_sent_start = begins or token.i == 0
            if token.text in FINAL:
                ended = True
            elif token.text not in CLOSING:
                ended = False
        return doc
