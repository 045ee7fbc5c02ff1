"""Aligns the sentences of an original with those of its translation, by length, paragraphs and what both name.

Dynamic programming over pairs of up to three sentences on a side (Gale and Church 1993, A Program for Aligning
Sentences in Bilingual Corpora), with anchors for evidence as in Simard, Foster and Isabelle (1992): the same numbers,
dates, names and loan words. What stands elsewhere in the translation is looked for afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.language.evidence import Evidence
from dragoman.language.sentences import sentences
from dragoman.record import Span

# What a pair of so many sentences of the original and of the translation costs, in nats; shapes as in Gale and Church.
SHAPES = {
    (1, 1): 0.1, (1, 2): 2.6, (2, 1): 2.6, (2, 2): 5.5, (1, 3): 4.4, (3, 1): 4.4, (1, 0): 2.0, (0, 1): 2.0,
}  # fmt: skip
# Variance of the length of a translated character (Gale and Church have 6.8; free translations vary more).
VARIANCE = 12.0
LENGTH_WEIGHT = 0.6
DEAREST_LENGTH = 8.0
# A border of paragraphs on both sides speaks for a pair's end, one on one side or within the pair against it.
BOTH_END, ONE_ENDS, WITHIN = 0.8, -0.5, -1.6
# Texts of more sentences are aligned in a band around where the length says that a sentence should stand.
BAND_FROM = 80
BAND = 25
# The least evidence for a pair that stands elsewhere than in order.
ELSEWHERE = 4.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences of the original and the sentences of the translation that render them; either side may have none."""

    original: tuple[Span, ...]
    translation: tuple[Span, ...]


# A pair as indices: first and last (excluded) sentence of the original, then of the translation.
Block = tuple[int, int, int, int]


def align(original: str, translation: str, source: str, target: str) -> list[Pair]:
    """The sentences of two texts in pairs, in the order of the original.

    Args:
        original: the published text.
        translation: its translation, or another version of the same report.
        source: ISO 639-1 code of the language of the original.
        target: that of the translation.

    Returns:
        Pairs in which every sentence of both texts stands exactly once. Sentences of the translation without a
        counterpart come where the translation has them. Time and memory grow with the length of the texts.
    """
    left, right = sentences(original, source), sentences(translation, target)
    evidence = Evidence(original, translation, source, target, left, right)
    blocks = Aligner(evidence).blocks()
    return [Pair(tuple(left[one[0] : one[1]]), tuple(right[one[2] : one[3]])) for one in blocks]


class Aligner:
    """One alignment in the making."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.count, self.other = len(evidence.left.lengths), len(evidence.right.lengths)
        self.ratio = evidence.ratio()

    def blocks(self) -> list[Block]:
        """The best pairs: by the ratio of lengths of whole texts, then by that of sentences found alone in a pair."""
        first = self.best()
        alone = [one for one in first if one[1] - one[0] == one[3] - one[2] == 1]
        self.ratio = self.evidence.ratio_of(alone) or self.ratio
        return moved(list(turned(self.best() if alone else first, self.evidence)), self.evidence)

    def best(self) -> list[Block]:
        """The cheapest way through both texts in order."""
        costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
        back: dict[tuple[int, int], tuple[int, int]] = {}
        for place in range(self.count + 1):
            for other in self.band(place):
                options = [
                    (cost + self.cost(place - many, place, other - more, other, base), (place - many, other - more))
                    for (many, more), base in SHAPES.items()
                    if (cost := costs.get((place - many, other - more))) is not None
                ]
                if options:
                    costs[place, other], back[place, other] = min(options)
        return walked(back, (self.count, self.other))

    def band(self, place: int) -> range:
        """The places in the translation that are considered beside one of the original."""
        if max(self.count, self.other) <= BAND_FROM:
            return range(self.other + 1)
        middle = self.evidence.beside(place)
        # The steps of a text with far more sentences than the other are longer than one.
        width = BAND + 2 * math.ceil(self.other / max(1, self.count))
        first = 0 if place == 0 else max(0, middle - width)
        return range(first, self.other + 1 if place == self.count else min(self.other, middle + width) + 1)

    def cost(self, start: int, end: int, first: int, last: int, base: float) -> float:
        """What a pair costs: its shape, its lengths, its borders, less the evidence for it."""
        if start == end or first == last:
            return base
        evidence = self.evidence
        cost = base + length_cost(evidence.left.length(start, end) * self.ratio, evidence.right.length(first, last))
        return cost - evidence.gain((start, end, first, last)) - border_gain(evidence, (start, end, first, last))


def length_cost(expected: float, found: float) -> float:
    """How much the lengths of a pair speak against it, in nats."""
    deviation = (found - expected) / math.sqrt(VARIANCE * max(1.0, (found + expected) / 2))
    chance = math.erfc(abs(deviation) / math.sqrt(2))
    return LENGTH_WEIGHT * min(DEAREST_LENGTH, -math.log(max(chance, 1e-30)))


def border_gain(evidence: Evidence, block: Block) -> float:
    """How much the borders of paragraphs speak for a pair."""
    start, end, first, last = block
    ends, others = evidence.left.ends, evidence.right.ends
    gain = WITHIN * (sum(ends[start : end - 1]) + sum(others[first : last - 1]))
    if ends[end - 1] and others[last - 1]:
        return gain + BOTH_END
    return gain + (ONE_ENDS if ends[end - 1] or others[last - 1] else 0.0)


def walked(back: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> list[Block]:
    """The pairs on the way back from the end."""
    found: list[Block] = []
    while place in back:
        before = back[place]
        found.append((before[0], place[0], before[1], place[1]))
        place = before
    return found[::-1]


def turned(blocks: list[Block], evidence: Evidence) -> Iterator[Block]:
    """The pairs; two sentences and two others apart where they render each other crosswise."""
    for block in blocks:
        start, end, first, last = block
        if end - start == last - first == 2:
            crossed = (start, start + 1, last - 1, last), (start + 1, end, first, first + 1)
            straight = (start, start + 1, first, first + 1), (start + 1, end, last - 1, last)
            if sum(map(evidence.gain, crossed)) >= sum(map(evidence.gain, straight)) + ELSEWHERE:
                yield from crossed
                continue
        yield block


def moved(blocks: list[Block], evidence: Evidence) -> list[Block]:
    """The pairs with those sentences joined that stand alone and render each other elsewhere than in order."""
    alone = [one for one in blocks if one[0] == one[1] or one[2] == one[3]]
    left = [one for one in alone if one[0] < one[1]]
    right = [one for one in alone if one[2] < one[3]]
    options = sorted(
        ((evidence.gain((one[0], one[1], other[2], other[3])), one, other) for one in left for other in right),
        reverse=True,
    )
    joined: dict[Block, Block] = {}
    gone: set[Block] = set()
    for gain, one, other in options:
        if gain >= ELSEWHERE and one not in joined and other not in gone:
            joined[one] = (one[0], one[1], other[2], other[3])
            gone.add(other)
    return [joined.get(one, one) for one in blocks if one not in gone]
