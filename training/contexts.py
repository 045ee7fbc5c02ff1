"""Trains the linear model of contexts: ``python -m training.contexts``; some minutes on one core.

Prints F1 over all contexts of annotated acts, by the cues alone and by cues and model in cross-validation over whole
batches, with a line for each batch, and writes ``src/dragoman/coding/learned/contexts.npz``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.contexts import by_cues, chosen, context_features, heard_around
from dragoman.coding.learned.contexts import WEIGHTS
from dragoman.coding.modes import set_given_modes
from dragoman.coding.surroundings import surroundings
from dragoman.evaluation.annotated import Given
from dragoman.knowledge.plover import plover
from training.acts import acts_to_train
from training.linear import Rows, each_of, known_features, matrix_of, write

LEAST, PENALTY, FOLDS = 4, 1.0, 5
CONTEXTS = list(plover().contexts)
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


def fitted(rows: Rows, wanted: Marks) -> tuple[list[str], Floats, Floats]:
    """Features, weights and biases, one regression a context."""
    held = known_features(rows, LEAST)
    weights, bias = each_of(matrix_of(rows, held), wanted, PENALTY)
    return held, weights, bias


def shares_held_out(rows: Rows, wanted: Marks, batches: list[str]) -> Floats:
    """The shares of contexts of every row, each by a model that has not seen its batch."""
    shares = np.zeros(wanted.shape)
    names = sorted(set(batches))
    for fold in range(min(FOLDS, len(names))):
        held = set(names[fold::FOLDS])
        unseen = np.array([batch in held for batch in batches])
        seen = np.flatnonzero(~unseen)
        features, weights, bias = fitted([rows[at] for at in seen], wanted[seen])
        scores = matrix_of([rows[at] for at in np.flatnonzero(unseen)], features) @ weights + bias
        shares[unseen] = 1 / (1 + np.exp(-scores))
    return shares


def marked(contexts: list[list[str]]) -> Marks:
    """Contexts of acts as rows of marks."""
    return np.array([[name in listed for name in CONTEXTS] for listed in contexts])


def f1(said: Marks, wanted: Marks) -> float:
    """F1 over all contexts."""
    return float(2 * (said & wanted).sum() / max((said.sum() + wanted.sum()), 1))


def report(said: dict[str, Marks], wanted: Marks, batches: list[str]) -> None:
    """Print F1 of each reading of the contexts, over all batches and of each."""
    for name in ["all", *sorted(set(batches))]:
        own = np.array([name in {"all", batch} for batch in batches])
        told = ", ".join(f"{who} {f1(marks[own], wanted[own]):.4f}" for who, marks in said.items())
        print(f"{name:8s} {told}; {wanted[own].sum() / own.sum():.2f} contexts an act of {own.sum()}")


def _cues(one: Given) -> dict[str, str]:
    """What the cues alone say of an act."""
    around = surroundings(one.reading, one.event)
    heard = heard_around(one.reading, around) if around is not None else ({}, {})
    return dict(by_cues(one.reading, one.event, *heard))


def main() -> None:
    """Train, print the figures and write the model."""
    found: list[Given] = acts_to_train()
    for one in found:
        set_given_modes([one.event], one.reading)
    rows = [context_features(one.reading, one.event) for one in found]
    cues = [_cues(one) for one in found]
    wanted, batches = marked([list(one.act.contexts) for one in found]), [one.batch for one in found]
    shares = shares_held_out(rows, wanted, batches)
    both = [chosen(by, dict(zip(CONTEXTS, map(float, row), strict=True))) for by, row in zip(cues, shares, strict=True)]
    report({"cues": marked([list(by) for by in cues]), "with the model": marked(both)}, wanted, batches)
    write(WEIGHTS, CONTEXTS, *fitted(rows, wanted))
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
