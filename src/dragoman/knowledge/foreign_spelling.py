"""How names are compared in other scripts: text folded letter for letter, with the way back to the published text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.knowledge.spelling import FOLDING

# Marks that belong to the letter before them: accents, vowel signs of Arabic, parts of Korean and Japanese syllables.
SHOWN = r"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
PARTS = r"\u3099\u309a\uff9e\uff9f"
CLUSTER = re.compile(f".[{SHOWN}{PARTS}\u1160-\u11ff]*", re.DOTALL)
# What is left out of names: such marks, the long stroke of Arabic, and characters that show nothing.
UNSEEN = re.compile(f"[{SHOWN}\u00ad\u0640\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What makes a text one that has to be composed: those, single parts of syllables, and letters in special shapes.
LOOSE = re.compile(f"{UNSEEN.pattern[:-1]}{PARTS}\u1100-\u11ff\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\uff61-\uff9d]")
# A joiner that parts the words of a compound in Persian, and the dots between states in Korean and Japanese.
SINGLE = {0x200C: " ", 0x3000: " "} | dict.fromkeys(map(ord, "ㆍ‧∙・•⋅᛫"), "·")
# Full-width letters, digits and signs.
SINGLE |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
FOLDED = FOLDING | SINGLE


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as names are compared with it.

    Args:
        text: folded, with its capitals.
        low: the same in lower case, of the same length.
        spans: where each letter of it stands in the published text; None where nothing was left out.
    """

    text: str
    low: str
    spans: tuple[tuple[int, int], ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text as a span of the published text."""
        return (start, end) if self.spans is None else (self.spans[start][0], self.spans[end - 1][1])


class Folding:
    """Folding for one language.

    Args:
        letters: further letters of the language that are written in two ways, each by the one to compare.
    """

    def __init__(self, letters: Mapping[str, str]) -> None:
        self._table = FOLDED | {ord(letter): other for letter, other in letters.items()}

    def fold(self, text: str) -> Folded:
        """A text as names are compared with it."""
        spans = None
        if LOOSE.search(text):
            text, spans = composed(text)
        spelt = text.translate(self._table)
        return Folded(spelt, lowered(spelt), spans)

    def name(self, name: str) -> str:
        """A name as it is compared, with its capitals."""
        return (composed(name)[0] if LOOSE.search(name) else name).translate(self._table)


def lowered(text: str) -> str:
    """A text in lower case, letter for letter."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def composed(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text with letters and marks as single characters and nothing that shows nothing, and where each stood."""
    letters = [
        (letter, match.span())
        for match in CLUSTER.finditer(text)
        for letter in UNSEEN.sub("", unicodedata.normalize("NFKC", match.group()))
    ]
    return "".join(letter for letter, _ in letters), tuple(span for _, span in letters)
