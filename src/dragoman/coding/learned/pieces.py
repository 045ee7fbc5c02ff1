"""Word pieces: the encoder's vocabulary, and how the words of a text fall into it (WordPiece, lower case, no accents).

The pieces of a word are those of BERT's own tokenizer for uncased English, found longest match first (Wu et al. 2016,
"Google's Neural Machine Translation System"). Words come from spaCy, so that every span of tokens is a run of pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
PARTS = re.compile(r"\w+|[^\w\s]")
LONGEST = 100  # characters of a word; longer ones are no words
KEPT = 200_000  # words whose pieces are remembered


def plain(word: str) -> str:
    """A word in lower case and without accents, as the vocabulary has it."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


class Pieces:
    """A vocabulary of word pieces.

    Args:
        vocabulary: the pieces; a piece's number is its place. Those that go on within a word begin with ``##``.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.first, self.last = self._numbers[CLS], self._numbers[SEP]
        self._unknown = self._numbers[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; empty for white space."""
        found = self._known.get(word)
        if found is None:
            found = tuple(number for part in PARTS.findall(plain(word)) for number in self._split(part))
            if len(self._known) < KEPT:
                self._known[word] = found
        return found

    def _split(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self._unknown]
        numbers: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(("##" if start else "") + part[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return numbers
