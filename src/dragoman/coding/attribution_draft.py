"""Drafts of attributions: cue, content and source as tokens of a document, while they are being found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.knowledge.cues import CueRow, Frame, VerbRow
from dragoman.record import Span

# The rule of quotations that nobody is given for.
UNSAID = "quotation that fills its line"
SPOKEN: frozenset[str] = frozenset({"that", "quote"})


@dataclass(slots=True)
class Cue:
    """The words that say that something is said.

    Attributes:
        head: the word whose dependents hold source and content.
        words: indices of all its tokens.
        name: the cue as the lexicon lists it.
        row: the first row of the lexicon that lists it.
        frames: for verbs, frame to the row that grants it.
        second: the other word of a compound cue ('out', 'for', 'case').
    """

    head: Token
    words: set[int]
    name: str
    row: CueRow
    frames: dict[Frame, VerbRow] = field(default_factory=dict)
    second: Token | None = None


@dataclass(slots=True)
class Content:
    """What is said, with the frame and the rule that found it."""

    tokens: set[int]
    frame: Frame
    rule: str


@dataclass(slots=True)
class Source:
    """Who says it: the head word, all its tokens, and the rule that found it."""

    head: Token
    tokens: set[int]
    rule: str


@dataclass(slots=True)
class Draft:
    """One attribution being made."""

    cue: Cue
    content: Content
    source: Source | None = None

    @property
    def row(self) -> CueRow:
        """The row of the lexicon that grants the frame in use."""
        return self.cue.frames.get(self.content.frame, self.cue.row)

    @property
    def reasons(self) -> list[str]:
        """Which entry and which rules made it."""
        row = self.row
        source = f"source: {self.source.rule}" if self.source else "source: none named"
        return [
            f"cue '{self.cue.name}': {row.id} ({row.kind}, {row.stance})" if self.cue.words else "cue: none",
            f"content: {self.content.rule} ({self.content.frame})",
            source,
        ]


def region(token: Token) -> set[int]:
    """The indices of a word and of everything below it."""
    return set(range(token.left_edge.i, token.right_edge.i + 1))


def spans(doc: Doc, tokens: Iterable[int]) -> list[Span]:
    """Tokens as spans of characters, one for each unbroken stretch; a line break breaks."""
    made: list[Span] = []
    last = -2
    for index in sorted(tokens):
        token = doc[index]
        if token.is_space:
            continue
        end = token.idx + len(token.text)
        gap = doc[last + 1 : index] if made else None
        if gap is not None and all(one.is_space and "\n" not in one.text for one in gap):
            made[-1].end = end
        else:
            made.append(Span(start=token.idx, end=end))
        last = index
    return made
