"""Marked pairs: what the encoder is trained on, made of the annotated sentences."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.coding.learned.encoder import Marked
from dragoman.coding.learned.marking import Marker
from dragoman.evaluation.sentences import Act, Sentence

NONE = "NONE"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """One ordered pair of a sentence's mentions with its act; ``act`` is None where the sentence reports none."""

    text: str
    actor: Span
    recipient: Span | None
    act: Act | None
    batch: str

    @property
    def type(self) -> str:
        """The PLOVER type, or NONE."""
        return self.act.type if self.act is not None else NONE


def pairs_of(sentence: Sentence) -> Iterator[Pair]:
    """Every ordered pair of a sentence's marks, and its acts without a recipient.

    Of two acts of one pair the first line counts: annotators put the main one first.
    """
    acts: dict[tuple[int, int | None], Act] = {}
    for act in sentence.acts:
        acts.setdefault((act.actor, act.recipient), act)
        if act.reciprocal and act.recipient is not None:
            acts.setdefault((act.recipient, act.actor), act)
    ordered = [(a, r) for a in sentence.marks for r in sentence.marks if a != r]
    for actor, recipient in [*ordered, *(key for key in acts if key[1] is None)]:
        to = sentence.marks[recipient] if recipient is not None else None
        yield Pair(sentence.text, sentence.marks[actor], to, acts.get((actor, recipient)), sentence.batch)


def chosen(sentences: Iterable[Sentence], share: float, seed: int) -> list[Pair]:
    """The pairs of many sentences: all with an act, and a share of those without."""
    draw = random.Random(seed)
    return [
        pair for sentence in sentences for pair in pairs_of(sentence) if pair.act is not None or draw.random() < share
    ]


def shortened(span: Span, text: str, draw: random.Random) -> Span:
    """A span cut to some of its words, as readers see mentions ('the Malian army' for a phrase of ten words)."""
    words = []
    at = span[0]
    for word in text[span[0] : span[1]].split(" "):
        words.append((at, at + len(word)))
        at += len(word) + 1
    if len(words) < 3:
        return span
    first = draw.randrange(len(words) - 1)
    last = draw.randrange(first + 1, len(words))
    return words[first][0], words[last][1]


def varied(pair: Pair, draw: random.Random, share: float) -> Pair:
    """A pair with its spans now and then shortened."""
    actor, recipient = pair.actor, pair.recipient
    if draw.random() < share:
        actor = shortened(actor, pair.text, draw)
    if recipient is not None and draw.random() < share:
        recipient = shortened(recipient, pair.text, draw)
    return replace(pair, actor=actor, recipient=recipient)


def marked(pair: Pair, marker: Marker) -> Marked | None:
    """A pair in pieces; None where a span has none."""
    return marker.of_text(pair.text, pair.actor, pair.recipient)
