"""Questions: the pairs of one document that the encoder is asked about, read together, each once.

Several steps of coding ask about pairs. One by one a pair costs almost twice what it costs among others, so the steps
first say what they will ask, and take the answers when they come to decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from dragoman.coding.learned.reader import Said
from dragoman.coding.pairs import Span, pair_reader

# Characters ``[start, end)`` of who may have acted, and of on whom; None where nobody is named.
Sides = tuple[Span, Span | None]


class Questions:
    """What the encoder said of the pairs of one document."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._said: dict[Sides, Said | None] = {}

    def ask(self, pairs: Iterable[Sides]) -> None:
        """Have all pairs read that were not read before, together."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._said]
        told = pair_reader().read_all([(self._doc, *pair) for pair in new])
        self._said.update(zip(new, told, strict=True))

    def said(self, pair: Sides) -> Said | None:
        """What the encoder says of a pair; None where its two sides cannot be read together."""
        if pair not in self._said:
            self.ask([pair])
        return self._said[pair]
