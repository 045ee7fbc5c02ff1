"""Scores of modes: the mode of acts whose type is right, on annotated sentences.

Twice: at the annotated acts, whose type is given whether an event was coded there or not (the modes themselves, the
headline); and of the acts that the coder found by itself with the right type.
"""

from __future__ import annotations

from collections import Counter

from dragoman.evaluation.annotated import Compared, Mark, Pair, compared
from dragoman.evaluation.result import Read, Result
from dragoman.evaluation.sentences import Sentence


def evaluate(sentences: list[Sentence], read: Read, mark: Mark) -> Result:
    """Read every sentence and compare modes; see :func:`dragoman.evaluation.annotated.compared`."""
    return scored(compared(sentences, read, mark))


def scored(acts: Compared) -> Result:
    """Accuracy of modes over the acts with a mode whose type is right; an event without a mode is wrong."""
    figures: dict[str, float] = {}
    table: list[str] = []
    for (name, pairs), ending in zip(acts.parts.items(), ("", "_found"), strict=True):
        accuracy, compared_acts, lines = _accuracy(pairs)
        figures |= {f"modes_accuracy{ending}": accuracy, f"modes_compared{ending}": float(compared_acts)}
        table += [*lines, f"modes {name}: accuracy {accuracy:.4f}  n {compared_acts}"]
    return Result(figures, table)


def _accuracy(pairs: list[Pair]) -> tuple[float, int, list[str]]:
    """The share of right modes, of how many acts, and a line for each kind of error."""
    moded = [(a.type, a.mode, event.mode) for a, event in pairs if a.mode is not None and event.type == a.type]
    wrong = Counter((kind, wanted, said or "none") for kind, wanted, said in moded if wanted != said)
    lines = [f"  {kind} {wanted} as {said}: {n}" for (kind, wanted, said), n in wrong.most_common()]
    return (1 - wrong.total() / len(moded) if moded else 0.0), len(moded), lines
