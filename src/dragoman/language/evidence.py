"""The evidence that sentences of two texts render each other: the anchors that both have, weighed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from statistics import median

from dragoman.language.anchors import Kind, anchors, has_names, shared_sounds, words
from dragoman.language.quotations import quotations
from dragoman.record import Span

WEIGHTS: dict[Kind, float] = {"number": 1.0, "code": 1.0, "entity": 1.0, "sound": 1.0, "stem": 0.7}
# How much a strong anchor on one side alone speaks against a pair, as a share of its weight.
ALONE = 0.3
STRONG: frozenset[Kind] = frozenset({"number", "code", "entity"})
# Words that sound alike may do so by chance; one of so many sounds hardly does.
SURE_SOUNDS = 6
# Quotations on both sides, and on one alone.
QUOTED, UNQUOTED = 0.8, -0.5
ASKED = 1.0

# No anchor says more than this, in nats.
HEAVIEST = 2.5

Key = tuple[Kind, str]


class Side:
    """The sentences of one text: their lengths in characters, anchors, and whether a paragraph ends with them."""

    def __init__(self, text: str, language: str, spans: Sequence[Span], named: bool) -> None:
        pieces = [text[span.start : span.end] for span in spans]
        self.lengths = [sum(1 for character in piece if not character.isspace()) for piece in pieces]
        self.until = [0, *accumulate(self.lengths)]
        self.ends = ["\n" in text[one.end : other.start] for one, other in pairwise(spans)] + [True] * bool(spans)
        self.quoted = [len(quotations(piece)) for piece in pieces]
        self.asks = [piece.rstrip("\"'”’»」』)）").endswith(("?", "？", "؟")) for piece in pieces]
        self.keys: list[set[Key]] = [set() for _ in spans]
        starts = [one.start for one in spans]
        for anchor in (*anchors(text, language, named), *words(text, language)):
            place = bisect_right(starts, anchor.start) - 1
            if place >= 0:
                self.keys[place].add((anchor.kind, anchor.key))

    def length(self, start: int, end: int) -> int:
        """The characters of some sentences, without spaces."""
        return self.until[end] - self.until[start]


class Evidence:
    """What speaks for pairs of sentences of two texts. Sentences are named by their places from 0.

    Args:
        original: the original.
        translation: its translation.
        source: ISO 639-1 code of the original's language.
        target: that of the translation.
        left: the sentences of the original.
        right: those of the translation.
    """

    def __init__(
        self, original: str, translation: str, source: str, target: str, left: Sequence[Span], right: Sequence[Span]
    ) -> None:
        named = has_names(source) and has_names(target)
        self.left, self.right = Side(original, source, left, named), Side(translation, target, right, named)
        share(self.left.keys, self.right.keys)
        self.weights = weights(self.left.keys, self.right.keys)
        self._gains: dict[tuple[int, int, int, int], float] = {}
        self._unions: dict[tuple[bool, int, int], frozenset[Key]] = {}

    def ratio(self) -> float:
        """Characters of the translation for one of the original, by the whole texts."""
        return self.right.until[-1] / max(1, self.left.until[-1])

    def ratio_of(self, blocks: Iterable[tuple[int, int, int, int]]) -> float | None:
        """The same by the median of some pairs; None where there are none."""
        found = [
            self.right.length(first, last) / max(1, self.left.length(start, end)) for start, end, first, last in blocks
        ]
        return median(found) if found else None

    def beside(self, place: int) -> int:
        """The sentence of the translation that begins where one of the original does, as a share of the whole text."""
        share = self.left.until[place] / max(1, self.left.until[-1])
        return bisect_right(self.right.until, share * self.right.until[-1]) - 1

    def gain(self, block: tuple[int, int, int, int]) -> float:
        """How much what two groups of sentences share speaks for them, and what one alone has against them, in nats."""
        known = self._gains.get(block)
        if known is None:
            known = self._gains[block] = self._gain(*block)
        return known

    def _gain(self, start: int, end: int, first: int, last: int) -> float:
        one, other = self._keys(self.left, start, end), self._keys(self.right, first, last)
        gain = sum(self.weights[key] for key in one & other)
        gain -= ALONE * sum(self.weights[key] for key in one ^ other if key[0] in STRONG)
        quoted, requoted = any(self.left.quoted[start:end]), any(self.right.quoted[first:last])
        if quoted or requoted:
            gain += QUOTED if quoted and requoted else UNQUOTED
        if any(self.left.asks[start:end]) != any(self.right.asks[first:last]):
            gain -= ASKED
        return gain

    def _keys(self, side: Side, start: int, end: int) -> frozenset[Key]:
        place = (side is self.left, start, end)
        found = self._unions.get(place)
        if found is None:
            found = self._unions[place] = frozenset[Key]().union(*side.keys[start:end])
        return found


def share(left: list[set[Key]], right: list[set[Key]]) -> None:
    """Keep of the anchors only those that both texts have, and name what sounds alike by the shorter sound."""
    for some, others in ((left, right), (right, left)):
        heard = {key for keys in others for kind, key in keys if kind == "sound"}
        for keys in some:
            for anchor in [one for one in keys if one[0] == "sound"]:
                shared = shared_sounds(anchor[1], heard)
                keys.discard(anchor)
                if shared is not None:
                    keys.add(("sound", shared))
    both = set[Key]().union(*left) & set[Key]().union(*right)
    for keys in (*left, *right):
        keys &= both


def weights(left: list[set[Key]], right: list[set[Key]]) -> dict[Key, float]:
    """How much each anchor says: more, the fewer sentences have it; nothing, where all have it."""
    counts = Counter(key for keys in left for key in keys)
    for key, number in Counter(key for keys in right for key in keys).items():
        counts[key] = max(counts[key], number)
    whole = max(len(left), len(right), 1)
    return {
        key: telling(key) * min(HEAVIEST, max(0.0, math.log2(1 + whole / number) - 1)) for key, number in counts.items()
    }


def telling(key: Key) -> float:
    """How sure it is that an anchor is the same thing in both texts, from 0 to 1."""
    kind, what = key
    return WEIGHTS[kind] * (min(1.0, len(what) / SURE_SOUNDS) if kind == "sound" else 1.0)
