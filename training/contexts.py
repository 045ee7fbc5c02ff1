"""Trains the linear model of contexts: ``python -m training.contexts``; some minutes on one core.

Prints precision, recall and F1 of the annotated acts' contexts, by the rules alone and by the model in cross-validation
over whole batches, and writes ``src/dragoman/coding/learned/contexts.npz``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.contexts import features_of_event
from dragoman.coding.learned.contexts import WEIGHTS
from dragoman.evaluation.result import precision_recall_f1
from dragoman.knowledge.contexts import contexts
from dragoman.knowledge.plover import plover
from training.acts import Example, examples, sentences_to_train
from training.linear import Rows, each_of, known_features, matrix_of, write

LEAST, PENALTY, FOLDS = 3, 0.7, 5
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def rows_of(found: list[Example]) -> tuple[Rows, Flags, Flags]:
    """Features, annotated contexts and the rules' contexts of acts."""
    lexicon, names = contexts(), list(plover().contexts)
    rows, wanted, ruled = [], [], []
    for one in found:
        features, by_rule = features_of_event(one.reading, one.event, lexicon)
        rows.append(features or set())
        wanted.append([name in one.act.contexts for name in names])
        ruled.append([name in by_rule for name in names])
    return rows, np.array(wanted), np.array(ruled)


def fitted(rows: Rows, wanted: Flags) -> tuple[list[str], Floats, Floats]:
    """Features, weights and biases of one model."""
    held = known_features(rows, LEAST)
    weights, bias = each_of(matrix_of(rows, held), wanted, PENALTY)
    return held, weights, bias


def out_of_fold(rows: Rows, wanted: Flags, folds: NDArray[np.int64]) -> Floats:
    """The scores of all rows, each by a model that has not seen its batch."""
    scores = np.zeros(wanted.shape)
    for fold in sorted(set(folds.tolist())):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        held, weights, bias = fitted([rows[at] for at in seen], wanted[seen])
        scores[unseen] = matrix_of([rows[at] for at in unseen], held) @ weights + bias
    return scores


def thresholds(scores: Floats, wanted: Flags) -> Floats:
    """The threshold of each context that serves micro F1 best, drawn towards a common one where rows are few.

    A context is worth giving where its probability is above half of the micro F1 that is reached; each threshold is
    looked for around that border.
    """
    steps = np.arange(-2.0, 1.01, 0.1)
    common = max(steps, key=lambda step: micro(scores > step, wanted)[2])
    chosen = np.full(wanted.shape[1], float(common))
    for _ in range(2):
        for column in range(wanted.shape[1]):
            chosen[column] = _best(scores, wanted, chosen, column, float(common), steps)
    return chosen


def _best(scores: Floats, wanted: Flags, chosen: Floats, column: int, common: float, steps: Floats) -> float:
    given = scores > chosen
    right, said, all_ = (given & wanted).sum(), given.sum(), wanted.sum()
    right -= (given & wanted)[:, column].sum()
    said -= given[:, column].sum()
    best, best_value = common, -1.0
    for step in steps:
        over = scores[:, column] > step
        f1 = 2 * (right + (over & wanted[:, column]).sum()) / (said + over.sum() + all_)
        value = f1 - 0.0002 * abs(step - common)
        if value > best_value:
            best, best_value = float(step), value
    return best


def micro(given: Flags, wanted: Flags) -> tuple[float, float, float]:
    """Precision, recall and F1 over all contexts."""
    return precision_recall_f1(int((given & wanted).sum()), int(wanted.sum()), int(given.sum()))


def nested(scores: Floats, wanted: Flags, folds: NDArray[np.int64]) -> Flags:
    """The contexts given to every row with thresholds that were chosen on the other folds."""
    given = np.zeros(wanted.shape, dtype=bool)
    for fold in sorted(set(folds.tolist())):
        unseen = folds == fold
        given[unseen] = scores[unseen] > thresholds(scores[~unseen], wanted[~unseen])
    return given


def main() -> None:
    """Train, print the figures and write the model."""
    names = list(plover().contexts)
    found = list(examples(sentences_to_train()))
    rows, wanted, ruled = rows_of(found)
    batches = sorted({one.batch for one in found})
    folds = np.array([batches.index(one.batch) % FOLDS for one in found])
    scores = out_of_fold(rows, wanted, folds)
    given = nested(scores, wanted, folds)
    for name, flags in (("rules", ruled), ("model", given)):
        print(f"{name}: precision %.4f  recall %.4f  F1 %.4f" % micro(flags, wanted), f"of {len(rows)} acts")
    for column, name in enumerate(names):
        one = precision_recall_f1(
            int((given & wanted)[:, column].sum()), int(wanted[:, column].sum()), int(given[:, column].sum())
        )
        print(f"  {name:24s} P %.3f R %.3f F1 %.3f" % one, f"n {wanted[:, column].sum()}")
    held, weights, bias = fitted(rows, wanted)
    write(WEIGHTS, names, held, weights, bias - thresholds(scores, wanted))
    print(f"{WEIGHTS}: {len(held)} features, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
