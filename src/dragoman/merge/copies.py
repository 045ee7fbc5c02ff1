"""Copies: texts that are the same but for small changes, and paragraphs that one text took from another.

A text is compared by its runs of three words. Candidates come from a MinHash signature cut into bands (rensa), which
finds edited copies, and from whole sentences in common, which finds reprinted parts.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from rensa import RMinHash

from dragoman.knowledge.merging import merging
from dragoman.merge.acts import WORD, words_key
from dragoman.merge.keys import bytes_key
from dragoman.record import Article

PERMUTATIONS = 64
ROWS = 4
SEED = 20260101
RUN = 3
# Says with which method a signature was made; signatures of two methods are not comparable.
METHOD = f"rensa-{RMinHash.ALGORITHM_VERSION}-{PERMUTATIONS}x{ROWS}-{SEED}"
NUMBER = 4
BAND = f"band {METHOD} ".encode() + b"%d "
# Nothing that is said only here: who wrote it, where, and what the publisher says below every article.
BODY = frozenset({"standfirst", "paragraph"})
SENTENCE = re.compile(r"(?<=[.!?][\"'”’)])\s+(?=\S)|(?<=[.!?])\s+(?=[^a-z\s])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a body: its span, its words in small letters, and the keys of its longer sentences."""

    start: int
    end: int
    words: tuple[str, ...]
    sentences: tuple[int, ...]

    def runs(self) -> frozenset[str]:
        """Its runs of three words."""
        return runs_of(self.words)


@dataclass(frozen=True, slots=True)
class Body:
    """The body of an article as copies are found by."""

    paragraphs: tuple[Paragraph, ...]
    runs: frozenset[str]
    signature: bytes

    def bands(self) -> list[int]:
        """The bands of its signature as keys; two texts that share none are no candidates by wording."""
        if not self.runs:
            return []
        width = ROWS * NUMBER
        places = range(0, PERMUTATIONS * NUMBER, width)
        return [bytes_key(BAND % first + self.signature[first : first + width]) for first in places]

    def sentences(self) -> list[tuple[int, int]]:
        """The keys of its sentences, each with the number of its paragraph, once each."""
        return sorted({(key, at) for at, paragraph in enumerate(self.paragraphs) for key in paragraph.sentences})


@dataclass(frozen=True, slots=True)
class Taken:
    """A paragraph of one text that stands in the other: numbers of both, and the share of its runs found there."""

    paragraph: int
    other: int
    share: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts are related.

    Args:
        kind: 'copy' where nearly the whole shorter text is in the other, 'reprint' where paragraphs are.
        share: share of the runs of the shorter text that the other has.
        taken: the paragraphs in common, numbered in both.
    """

    kind: str
    share: float
    taken: tuple[Taken, ...]


def runs_of(words: Iterable[str]) -> frozenset[str]:
    """The runs of three words; a shorter text is one run."""
    listed = list(words)
    if not listed:
        return frozenset()
    return frozenset(" ".join(listed[at : at + RUN]) for at in range(max(1, len(listed) - RUN + 1)))


def body_of(article: Article) -> Body:
    """The body of an article: its paragraphs, without title, byline, captions, credits and notices."""
    least = merging().reprint_words
    paragraphs = []
    for segment in article.segments:
        if segment.role not in BODY:
            continue
        words: list[str] = []
        keys: list[int] = []
        for part in SENTENCE.split(article.text[segment.start : segment.end]):
            said = [word.casefold() for word in WORD.findall(part)]
            words += said
            if len(said) >= least:
                keys.append(words_key(said))
        paragraphs.append(Paragraph(segment.start, segment.end, tuple(words), tuple(keys)))
    runs = runs_of(word for paragraph in paragraphs for word in paragraph.words)
    return Body(tuple(paragraphs), runs, signature_of(runs))


def signature_of(runs: frozenset[str]) -> bytes:
    """The MinHash signature of runs: 64 numbers of 32 bits."""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(runs))
    return array("I", sketch.digest()).tobytes()


def compare(one: Body, other: Body) -> Likeness | None:
    """How two texts are related; None where they share too little."""
    rules = merging()
    shorter, longer = sorted((one.runs, other.runs), key=len)
    if not shorter:
        return None
    share = len(shorter & longer) / len(shorter)
    taken = tuple(taken_paragraphs(one, other))
    if share >= rules.copy_share and len(shorter) >= rules.copy_length * len(longer):
        return Likeness("copy", round(share, 4), taken)
    return Likeness("reprint", round(share, 4), taken) if taken else None


def taken_paragraphs(one: Body, other: Body) -> Iterable[Taken]:
    """The paragraphs of one text that stand in the other, each with the best place there."""
    rules = merging()
    theirs = [paragraph.runs() for paragraph in other.paragraphs]
    for at, paragraph in enumerate(one.paragraphs):
        if len(paragraph.words) < rules.reprint_words:
            continue
        runs = paragraph.runs()
        best = max(((len(runs & there) / len(runs), -place) for place, there in enumerate(theirs)), default=(0.0, 0))
        if best[0] >= rules.reprint_share:
            yield Taken(at, -best[1], round(best[0], 4))
