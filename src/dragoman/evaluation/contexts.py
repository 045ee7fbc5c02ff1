"""Scores of contexts against those of annotated acts.

Twice: at the annotated acts, given to the coder whether an event was coded there or not (the contexts themselves, the
headline); and of the acts that the coder found by itself.
"""

from __future__ import annotations

from collections import Counter

from dragoman.evaluation.annotated import Compared, Mark, Pair, compared
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.evaluation.sentences import Sentence


def evaluate(sentences: list[Sentence], read: Read, mark: Mark) -> Result:
    """Read every sentence and compare contexts; see :func:`dragoman.evaluation.annotated.compared`."""
    return scored(compared(sentences, read, mark))


def scored(acts: Compared) -> Result:
    """Precision, recall and F1 over all contexts of acts (micro), with a line for each context."""
    figures: dict[str, float] = {}
    table: list[str] = []
    for (name, pairs), ending in zip(acts.parts.items(), ("", "_found"), strict=True):
        (precision, recall, f1), lines = _micro(pairs)
        figures |= {
            f"contexts_precision{ending}": precision, f"contexts_recall{ending}": recall, f"contexts_f1{ending}": f1,
        }  # fmt: skip
        scores = f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  n {len(pairs)}"
        table += [*lines, f"contexts {name}: {scores}"]
    return Result(figures, table)


def _micro(pairs: list[Pair]) -> tuple[tuple[float, float, float], list[str]]:
    """Precision, recall and F1 over all contexts, and a line for each."""
    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for act, event in pairs:
        right.update({*act.contexts} & {*event.contexts})
        wanted.update(set(act.contexts))
        given.update(set(event.contexts))
    lines = []
    for name in sorted(wanted | given):
        precision, recall, f1 = precision_recall_f1(right[name], wanted[name], given[name])
        lines.append(f"  {name:24s} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} n {wanted[name]}")
    return precision_recall_f1(right.total(), wanted.total(), given.total()), lines
