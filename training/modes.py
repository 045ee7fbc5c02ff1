"""Trains the linear model of modes: ``python -m training.modes``; a few minutes on one core.

Prints how often the mode of annotated acts is right given their type, by the lexicon alone and by the model in
cross-validation over whole batches, and writes ``src/dragoman/coding/learned/modes.npz``.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.learned.modes import UNREAD, WEIGHTS, features, label
from dragoman.coding.modes import lexicon_mode
from dragoman.coding.surroundings import surroundings
from dragoman.evaluation.annotated import Given
from dragoman.knowledge.plover import plover
from training.acts import acts_to_train
from training.linear import Rows, known_features, matrix_of, one_of, write

LEAST, PENALTY, FOLDS = 2, 0.3, 5
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


def rows_of(found: list[Given], read: list[str]) -> Rows:
    """The features of acts with the lexicon's modes."""
    rows: Rows = []
    for one, mode in zip(found, read, strict=True):
        around = surroundings(one.reading, one.event)
        rows.append(set(features(around, one.act.type, mode)) if around is not None else set())
    return rows


def modes_of(type_: str) -> list[str]:
    """The labels of a type: none of its modes, then each."""
    return [label(type_, None), *(label(type_, mode) for mode in plover().types[type_].modes)]


def fitted(rows: Rows, wanted: Numbers, labels: int) -> tuple[list[str], Floats, Floats]:
    """Features, weights and biases of the softmax of one type."""
    held = known_features(rows, LEAST)
    weights, bias = one_of(matrix_of(rows, held), wanted, labels, PENALTY)
    return held, weights, bias


def out_of_fold(rows: Rows, wanted: Numbers, labels: int, folds: Numbers) -> Numbers:
    """The likeliest label of every row, each by a model that has not seen its batch."""
    chosen = np.zeros(len(rows), dtype=np.int64)
    for fold in sorted(set(folds.tolist())):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        held, weights, bias = fitted([rows[at] for at in seen], wanted[seen], labels)
        chosen[unseen] = (matrix_of([rows[at] for at in unseen], held) @ weights + bias).argmax(axis=1)
    return chosen


def joined(parts: list[tuple[list[str], list[str], Floats, Floats]]) -> tuple[list[str], list[str], Floats, Floats]:
    """One model of the models of all types: a feature has no weight for the types that never saw it."""
    held = sorted({feature for _, listed, _, _ in parts for feature in listed})
    places = {feature: place for place, feature in enumerate(held)}
    labels = [name for names, _, _, _ in parts for name in names]
    whole = np.zeros((len(held), len(labels)))
    at = 0
    for names, listed, weights, _ in parts:
        whole[[places[feature] for feature in listed], at : at + len(names)] = weights
        at += len(names)
    return labels, held, whole, np.concatenate([bias for _, _, _, bias in parts])


def main() -> None:
    """Train, print the figures and write the model."""
    found = [one for one in acts_to_train() if plover().types[one.act.type].modes]
    read = [lexicon_mode(one.event, one.reading) for one in found]
    rows = rows_of(found, read)
    batches = sorted({one.batch for one in found})
    right, parts = Counter[str](), []
    for type_ in sorted({one.act.type for one in found}):
        own = [at for at, one in enumerate(found) if one.act.type == type_]
        labels = modes_of(type_)
        wanted = np.array([labels.index(label(type_, found[at].act.mode)) for at in own])
        folds = np.array([batches.index(found[at].batch) % FOLDS for at in own])
        chosen = out_of_fold([rows[at] for at in own], wanted, len(labels), folds)
        ruled = np.array([0 if read[at] == UNREAD else labels.index(f"{type_} {read[at]}") for at in own])
        print(f"  {type_:10s} {_figures(type_, chosen, ruled, wanted, right)}")
        parts.append((labels, *fitted([rows[at] for at in own], wanted, len(labels))))
    for name in ("rules", "model"):
        shares = (right[name] / right["all"], right[f"{name} moded"] / right["moded"])
        print(f"{name}: right %.4f of {right['all']} acts, %.4f of {right['moded']} acts with a mode" % shares)
    write(WEIGHTS, *joined(parts))
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes")


def _figures(type_: str, chosen: Numbers, ruled: Numbers, wanted: Numbers, right: Counter[str]) -> str:
    """One line on a type; adds to the counts of right modes."""
    moded = wanted > 0
    right.update({"all": len(wanted), "moded": int(moded.sum())})
    told = []
    for name, said in (("rules", ruled), ("model", chosen)):
        hits = said == wanted
        right.update({name: int(hits.sum()), f"{name} moded": int(hits[moded].sum())})
        told.append(f"{name} {hits.mean():.3f}, with a mode {hits[moded].mean():.3f}")
    return f"{'; '.join(told)}; n {len(wanted)}, with a mode {moded.sum()}"


if __name__ == "__main__":
    main()
