"""Scores of modes: the mode of an event whose type is right, on annotated sentences."""

from __future__ import annotations

from collections import Counter

from dragoman.evaluation.acts import Matched, matched_acts
from dragoman.evaluation.result import Read, Result
from dragoman.evaluation.sentences import Sentence


def evaluate(sentences: list[Sentence], read: Read) -> Result:
    """Read every sentence and compare modes.

    Args:
        sentences: annotated sentences.
        read: articles to records, in order (``Reader.pipe``).
    """
    return scored(matched_acts(sentences, read))


def scored(acts: list[Matched]) -> Result:
    """Accuracy of modes over the acts with a mode whose type is right; an event without a mode is wrong."""
    pairs = [
        (one.act.type, one.act.mode, one.event.mode)
        for one in acts
        if one.act.mode is not None and one.event is not None and one.event.type == one.act.type
    ]
    moded = sum(one.act.mode is not None for one in acts)
    right = sum(wanted == found for _, wanted, found in pairs)
    accuracy = right / len(pairs) if pairs else 0.0
    wrong = Counter((kind, wanted, found or "none") for kind, wanted, found in pairs if wanted != found)
    table = [f"  {kind} {wanted} as {found}: {n}" for (kind, wanted, found), n in wrong.most_common()]
    table.append(f"modes: accuracy {accuracy:.4f}  n {len(pairs)} with their type right, of {moded} acts with a mode")
    return Result({"modes_accuracy": accuracy, "modes_compared": float(len(pairs))}, table)
