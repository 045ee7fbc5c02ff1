"""Marking: a text with the spans of an actor and a recipient, as the pieces that the encoder reads."""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.tokens import Doc

from dragoman.coding.learned.encoder import Marked
from dragoman.coding.learned.pieces import Pieces

# Pieces that are read before the first and after the last of the spans, and in all; set for speed.
BEFORE = 8
AFTER = 12
MOST = 72

Span = tuple[int, int]


class Marker:
    """Marks pairs with one vocabulary."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._split = spacy.blank("en").tokenizer

    def of_text(self, text: str, actor: Span, recipient: Span | None) -> Marked | None:
        """As :meth:`of`, for a text that has not been parsed."""
        return self.of(self._split(text), actor, recipient)

    def of(self, doc: Doc, actor: Span, recipient: Span | None) -> Marked | None:
        """A document's pieces around two spans of its characters, which are marked.

        Args:
            doc: the text in tokens; the sentence that holds the spans where it has sentences.
            actor: characters ``[start, end)`` of who did it.
            recipient: characters ``[start, end)`` of to whom; None where nobody is named.

        Returns:
            None where the actor has no piece, or a named recipient has none, or stands beyond the most that is read.
        """
        numbers: list[int] = []
        own: list[int] = []
        other: list[int] = []
        for token in _around(doc, actor, recipient):
            found = self._pieces.of(token.text)
            places = range(len(numbers), len(numbers) + len(found))
            start, end = token.idx, token.idx + len(token.text)
            if start < actor[1] and actor[0] < end:
                own += places
            elif recipient is not None and start < recipient[1] and recipient[0] < end:
                other += places
            numbers += found
        return self._window(numbers, own, other, recipient is not None)

    def _window(self, numbers: list[int], own: list[int], other: list[int], named: bool) -> Marked | None:
        if not own or (named and not other):
            return None
        first = max(min(own + other) - BEFORE, 0)
        last = min(max(own + other) + 1 + AFTER, len(numbers), first + MOST)
        kept = range(first, last)
        actor = tuple(place - first + 1 for place in own if place in kept)
        recipient = tuple(place - first + 1 for place in other if place in kept)
        if not actor or (named and not recipient):
            return None
        return Marked((self._pieces.first, *numbers[first:last], self._pieces.last), actor, recipient)


def _around(doc: Doc, actor: Span, recipient: Span | None) -> Iterable[spacy.tokens.Token]:
    """The tokens of the sentences that hold the spans; of the whole document where it has no sentences."""
    if not doc.has_annotation("SENT_START"):
        return doc
    spans = [actor] if recipient is None else [actor, recipient]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    held = [sent for sent in doc.sents if sent.start_char < last and first < sent.end_char]
    return doc[held[0].start : held[-1].end] if held else doc
