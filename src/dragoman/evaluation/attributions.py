"""Scores of attributions against gold in brat files: who said it, with which words, and what.

Figures are those of the development scorer. "att50" matches gold and found one to one where their contents share half
of their words; "+src" asks that the sources share a telling word, too. "speech50" looks at reported speech alone. Half
of all words of a report stand inside some content, so that shares of words ("tok_") say little; look at "att50+src".
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from dragoman.errors import EvaluationError
from dragoman.evaluation.attribution_gold import ROLES, GoldDocument, Spans, Text, load_gold, spans_of
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.intake.text import article_from_text
from dragoman.record import Record

__all__ = ["GoldDocument", "Spans", "evaluate", "found_in", "load_gold", "score"]

Candidate = tuple[float, int, int]
Counts = Counter[tuple[str, str]]

MATCHES = ("att50", "att50+src")
EXACT = ("exact", "exact+src", "exact+src+cue")
METRICS = (
    *(f"tok_{role}" for role in ROLES),
    *(f"span_{role}" for role in ROLES),
    *MATCHES,
    "speech50",
    "speech50+src",
    *EXACT,
)
# What is counted for each metric: hits, gold, found.
PARTS = ("tp", "g", "p")


def _matched(candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    """One-to-one pairs of gold and found, best first."""
    gold: set[int] = set()
    found: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates, key=lambda one: (-one[0], one[1], one[2])):
        if i not in gold and j not in found:
            gold.add(i)
            found.add(j)
            pairs.append((i, j))
    return pairs


class _Comparison:
    """One document's gold and what was found in it."""

    def __init__(self, document: GoldDocument, predicted: Iterable[Spans]) -> None:
        self.text = Text(document.text)
        self.pairs = {"g": list(document.attributions), "p": list(predicted)}
        made = {side: [self.text.item(one) for one in listed] for side, listed in self.pairs.items()}
        self.gold = [item for item in made["g"] if item.content]
        self.found = [item for item in made["p"] if item.content]
        self.counts: Counts = Counter()

    def count(self) -> Counts:
        """Hits ('tp'), gold ('g') and found ('p') by metric."""
        for role in ROLES:
            sides = [frozenset[int]().union(*(getattr(i, role) for i in side)) for side in (self.gold, self.found)]
            self._add(f"tok_{role}", len(sides[0] & sides[1]), len(sides[0]), len(sides[1]))
            runs = [self.text.runs(s for one in self.pairs[side] for s in getattr(one, role)) for side in "gp"]
            self._add(f"span_{role}", len(runs[0] & runs[1]), len(runs[0]), len(runs[1]))
        half = self._halves()
        with_source = [c for c in half if self.text.same_source(self.gold[c[1]].source, self.found[c[2]].source)]
        for name, candidates in zip(MATCHES, (half, with_source), strict=True):
            hits = _matched(candidates)
            self._add(name, len(hits), len(self.gold), len(self.found))
            self._count_slices(name, {i for i, _ in hits})
        self._count_speech("speech50", half, half)
        self._count_speech("speech50+src", with_source, half)
        self._count_exact([c for c in half if c[0] == 1.0])
        return self.counts

    def _add(self, name: str, hits: int, gold: int, found: int) -> None:
        for part, value in zip(PARTS, (hits, gold, found), strict=True):
            self.counts[name, part] += value

    def _halves(self) -> list[Candidate]:
        """Pairs whose contents share half of their words."""
        pairs = []
        for i, gold in enumerate(self.gold):
            for j, found in enumerate(self.found):
                shared, all_ = len(gold.content & found.content), len(gold.content | found.content)
                if 2 * shared >= all_:
                    pairs.append((shared / all_, i, j))
        return pairs

    def _count_slices(self, name: str, hits: set[int]) -> None:
        for i, gold in enumerate(self.gold):
            share = len(gold.content & self.text.quoted) / len(gold.content)
            manner = "direct" if share >= 0.9 else "mixed" if share > 0 else "indirect"
            cue = "cue:speech" if gold.is_speech else "cue:other"
            for part in (manner, cue, "sourced" if gold.source else "no-source"):
                self._add(f"{name}|{part}", i in hits, 1, 0)

    def _count_speech(self, name: str, candidates: list[Candidate], half: list[Candidate]) -> None:
        """What was found and fits other gold (attitudes, findings) is neither right nor wrong here."""
        speech = {i for i, gold in enumerate(self.gold) if gold.is_speech}
        hits = _matched(c for c in candidates if c[1] in speech)
        used = {j for _, j in hits}
        other = _matched(c for c in half if c[1] not in speech and c[2] not in used)
        self._add(name, len(hits), len(speech), len(self.found) - len(other))

    def _count_exact(self, candidates: list[Candidate]) -> None:
        gold, found = self.gold, self.found
        sourced = [c for c in candidates if gold[c[1]].source == found[c[2]].source]
        whole = [c for c in sourced if gold[c[1]].cue == found[c[2]].cue]
        for name, listed in zip(EXACT, (candidates, sourced, whole), strict=True):
            self._add(name, len(_matched(listed)), len(gold), len(found))


def evaluate(
    gold: list[GoldDocument], read: Read, bootstrap: int = 0, seed: int = 0, *, speech: bool = False
) -> Result:
    """Read every gold text and score its attributions.

    Args:
        gold: from :func:`load_gold`.
        read: articles to records, in order (``Reader.pipe``).
        bootstrap: draws of documents for the 95 % interval of each F1; 0 for none.
        seed: of the draws.
        speech: score only what is said, as a desk asks for speech alone; for the figures named "speech50".
    """
    records = read(article_from_text(document.text) for document in gold)
    return score(gold, [found_in(record, speech=speech) for record in records], bootstrap, seed)


def found_in(record: Record, *, speech: bool) -> list[Spans]:
    """The attributions of a record as they are scored; with ``speech``, only those of what is said."""
    return [spans_of(one) for one in record.attributions if one.expresses == "speech" or not speech]


def score(gold: list[GoldDocument], predicted: list[list[Spans]], bootstrap: int = 0, seed: int = 0) -> Result:
    """Score predictions, one list for each gold document.

    Raises:
        EvaluationError: there are not as many predictions as documents.
    """
    if len(gold) != len(predicted):
        raise EvaluationError(
            f"{len(predicted)} predictions for {len(gold)} documents", do="predict each document once"
        )
    counts = [_Comparison(document, found).count() for document, found in zip(gold, predicted, strict=True)]
    total: Counts = Counter()
    for one in counts:
        total.update(one)
    intervals = _intervals(counts, bootstrap, seed) if bootstrap else {}
    figures: dict[str, float] = {}
    table = [
        f"documents {len(gold)}",
        f"{'metric':15s} {'P':>6s} {'R':>6s} {'F1':>6s} {'tp':>7s} {'gold':>7s} {'pred':>7s}",
    ]
    for name in METRICS:
        hits, of_gold, of_found = (total[name, part] for part in PARTS)
        precision, recall, f1 = precision_recall_f1(hits, of_gold, of_found)
        figures |= {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
        shown = ""
        if name in intervals:
            figures[f"{name}_f1_low"], figures[f"{name}_f1_high"] = intervals[name]
            shown = "  [{:.3f}, {:.3f}]".format(*intervals[name])
        table.append(f"{name:15s} {precision:6.3f} {recall:6.3f} {f1:6.3f} {hits:7d} {of_gold:7d} {of_found:7d}{shown}")
    slices = sorted({name for name, _ in total if "|" in name})
    recalls = {name: total[name, "tp"] / total[name, "g"] for name in slices}
    figures |= {f"{name}_recall": recall for name, recall in recalls.items()}
    listed = ", ".join(f"{name} {recall:.3f} (n={total[name, 'g']})" for name, recall in recalls.items())
    table.append(f"recall by gold slice: {listed}")
    return Result(figures, table)


def _intervals(counts: list[Counts], draws: int, seed: int) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each metric's F1 over draws of documents with replacement."""
    keys = [(name, part) for name in METRICS for part in PARTS]
    table = np.array([[one[key] for key in keys] for one in counts], dtype=np.int64)
    draw = random.Random(seed)
    values: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        summed = table[draw.choices(range(len(counts)), k=len(counts))].sum(axis=0)
        for number, name in enumerate(METRICS):
            hits, gold, found = (int(value) for value in summed[3 * number : 3 * number + 3])
            values[name].append(precision_recall_f1(hits, gold, found)[2])
    low, high = int(0.025 * draws), max(int(0.975 * draws) - 1, 0)
    return {name: (sorted(listed)[low], sorted(listed)[high]) for name, listed in values.items()}
