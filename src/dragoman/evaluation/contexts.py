"""Scores of contexts: those of coded events against those of the annotated acts that they report."""

from __future__ import annotations

from collections import Counter

from dragoman.evaluation.acts import Matched, matched_acts
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.evaluation.sentences import Sentence


def evaluate(sentences: list[Sentence], read: Read) -> Result:
    """Read every sentence and compare contexts.

    Args:
        sentences: annotated sentences.
        read: articles to records, in order (``Reader.pipe``).
    """
    return scored(matched_acts(sentences, read))


def scored(acts: list[Matched]) -> Result:
    """Precision, recall and F1 over all contexts of the acts that were found (micro), with a line for each context."""
    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    found = [(set(one.act.contexts), set(one.event.contexts)) for one in acts if one.event is not None]
    for gold, said in found:
        right.update(gold & said)
        wanted.update(gold)
        given.update(said)
    table = []
    for name in sorted(wanted | given):
        precision, recall, f1 = precision_recall_f1(right[name], wanted[name], given[name])
        table.append(f"  {name:24s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} n {wanted[name]}")
    precision, recall, f1 = precision_recall_f1(right.total(), wanted.total(), given.total())
    counted = f"n {wanted.total()} of {len(found)} acts"
    table.append(f"contexts: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  {counted}")
    return Result({"contexts_precision": precision, "contexts_recall": recall, "contexts_f1": f1}, table)
