"""Trains the model of factuality on the own-written sentences; prints its figures beside those of the rules alone.

    .venv/bin/python training/factuality.py --out src/dragoman/coding/learned/factuality.npz

Cross-validation holds whole batches out. A run on one core takes some minutes; runs differ by rounding
alone, as the order of features in a set does.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))
from dragoman.coding.factuality import choose, features_at, verdict_at
from dragoman.coding.learned.factuality import FILE
from dragoman.coding.pairs import parser
from dragoman.evaluation.factuality import CLASSES, macro_f1
from dragoman.evaluation.sentences import Sentence, read_all
from training.linear import known_features, matrix_of, one_of, write

HERE = Path(__file__).parent
# Batches by other authors on which nothing is trained or tuned: they measure.
TEST = ("onyx", "quartz")
FOLDS = 5
LEAST = 8
PENALTY = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated trigger: its features, its factuality, the verdict of the rules, and the batch that it is of."""

    features: set[str]
    factuality: str
    rules: str
    batch: str


def rows_of(sentences: list[Sentence]) -> list[Row]:
    """The triggers of many sentences, in order."""
    rows = []
    docs = parser().pipe((sentence.text for sentence in sentences), batch_size=64)
    for doc, sentence in zip(docs, sentences, strict=True):
        for act in sentence.acts:
            verdict = verdict_at(doc, act.trigger)
            rows.append(Row(features_at(verdict), act.factuality, verdict.rules.factuality, sentence.batch))
    return rows


def trained(rows: list[Row]) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """The features that are kept, their weights by class, and the bias of each class."""
    held = [row.features for row in rows]
    features = known_features(held, LEAST)
    wanted = np.array([CLASSES.index(row.factuality) for row in rows])
    weights, bias = one_of(matrix_of(held, features), wanted, len(CLASSES), PENALTY)
    return features, weights, bias


def shares_held_out(rows: list[Row]) -> NDArray[np.float64]:
    """The shares of each row by a model that has seen nothing of its batch."""
    shares = np.zeros((len(rows), len(CLASSES)))
    batches = sorted({row.batch for row in rows})
    for fold in range(FOLDS):
        held = set(batches[fold::FOLDS])
        features, weights, bias = trained([row for row in rows if row.batch not in held])
        places = [place for place, row in enumerate(rows) if row.batch in held]
        scores = matrix_of([rows[place].features for place in places], features) @ weights + bias
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares[places] = grown / grown.sum(axis=1, keepdims=True)
    return shares


def report(name: str, rows: list[Row], said: list[str]) -> None:
    """Print macro F1 over all batches, and of each."""
    pairs = [(row.factuality, one) for row, one in zip(rows, said, strict=True)]
    print(f"{name}: macro F1 {macro_f1(pairs)[0]:.4f}, {len(rows)} triggers")
    print("\n".join(macro_f1(pairs)[1]))
    for batch in sorted({row.batch for row in rows}):
        own = [pair for pair, row in zip(pairs, rows, strict=True) if row.batch == batch]
        print(f"  {batch} {macro_f1(own)[0]:.4f} of {len(own)}")


def main() -> None:
    """Measure by cross-validation, then train on all and write."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--out", type=Path, default=FILE, help="where the model goes (default: %(default)s)")
    out = given.parse_args().out
    places = sorted(place for place in (HERE / "sentences").iterdir() if place.is_dir() and place.name not in TEST)
    rows = rows_of([sentence for place in places for sentence in read_all(place)])
    report("rules alone", rows, [row.rules for row in rows])
    chosen = [
        choose(row.rules, dict(zip(CLASSES, map(float, shares), strict=True)))
        for row, shares in zip(rows, shares_held_out(rows), strict=True)
    ]
    report(f"with the model, {FOLDS} folds of whole batches", rows, list(chosen))
    features, weights, bias = trained(rows)
    write(out, list(CLASSES), features, weights, bias)
    print(f"{out}: {out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
