"""Trains the linear models of links: ``python -m training.links``; some minutes on one core.

Prints how well acts between mentions are told in batches that a model has not seen, and how often the right word is
taken for the one that tells the act; writes ``src/dragoman/coding/learned/links.npz`` and ``link_triggers.npz``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.learned.links import (
    FILE,
    LEAST_WAY,
    NONE,
    TRIGGERS,
    WAYS,
    carriers,
    features,
    link_of,
    way_features,
)
from dragoman.coding.pipeline import load_pipeline
from dragoman.evaluation.sentences import Sentence
from dragoman.knowledge.plover import plover
from training.acts import sentences_to_train
from training.linear import Rows, each_of, known_features, matrix_of, one_of, write
from training.pairs import pairs_of

LEAST, PENALTY, FOLDS = 3, 1.0, 5
THRESHOLDS = (0.3, 0.5, 0.7, 0.8, 0.9)
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """One ordered pair of mentions: its features and type, and for an act the words that may tell it."""

    batch: str
    features: set[str]
    way: set[str]
    type: str
    carriers: list[tuple[bool, set[str]]]


def rows_of(sentences: list[Sentence], nlp: Language) -> Iterator[Row]:
    """The linked pairs of mentions of sentences."""
    for doc, sentence in nlp.pipe(((one.text, one) for one in sentences), as_tuples=True, batch_size=64):
        heads = {mark: head for mark in sentence.marks.values() if (head := _head(doc, mark)) is not None}
        for pair in pairs_of(sentence):
            if pair.recipient is None or pair.actor not in heads or pair.recipient not in heads:
                continue
            link = link_of(heads[pair.actor], heads[pair.recipient])
            if link is None:
                continue
            others = {head.i for mark, head in heads.items() if mark not in (pair.actor, pair.recipient)}
            told = []
            if pair.act is not None:
                start, end = pair.act.trigger
                told = [(start <= token.idx < end, found) for token, found in carriers(link)]
            yield Row(sentence.batch, features(link, others), way_features(link), pair.type, told)


def _head(doc: Doc, mark: tuple[int, int]) -> Token | None:
    span = doc.char_span(*mark, alignment_mode="expand")
    return span.root if span is not None else None


def fitted(rows: Rows, wanted: Numbers, labels: int) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Features, weights and biases of the types of links."""
    held = known_features(rows, LEAST)
    weights, bias = one_of(matrix_of(rows, held), wanted, labels, PENALTY)
    return held, weights, bias


def show(rows: list[Row], labels: list[str]) -> None:
    """Print how well acts are told in one fold of batches by a model of the others."""
    batches = sorted({row.batch for row in rows})
    folds = np.array([batches.index(row.batch) % FOLDS for row in rows])
    wanted = np.array([labels.index(row.type) for row in rows])
    seen, unseen = np.flatnonzero(folds != 0), np.flatnonzero(folds == 0)
    held, weights, bias = fitted([rows[at].features for at in seen], wanted[seen], len(labels))
    scores = matrix_of([rows[at].features for at in unseen], held) @ weights + bias
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    none = labels.index(NONE)
    acts, likely = wanted[unseen] != none, 1 - shares[:, none]
    for border in THRESHOLDS:
        told = likely >= border
        right = (told & acts).sum()
        print(f"act at {border}: precision {right / told.sum():.3f}, recall {right / acts.sum():.3f}")
    typed = np.delete(shares, none, 1)[acts].argmax(1) == np.array([at - (at > none) for at in wanted[unseen][acts]])
    print(f"type given an act: {typed.mean():.3f} of {acts.sum()}")


def save_ways(rows: list[Row]) -> None:
    """Train and write the model of ways; print what it lets through."""
    ways = [row.way for row in rows]
    names = known_features(ways, LEAST)
    acts = np.array([[row.type != NONE] for row in rows])
    weights, bias = each_of(matrix_of(ways, names), acts, PENALTY)
    write(WAYS, ["act"], names, weights, bias)
    through = (matrix_of(ways, names) @ weights + bias)[:, 0] > LEAST_WAY
    print(
        f"ways: {through.mean():.3f} of the pairs looked at closely, with {through[acts[:, 0]].mean():.3f} of the acts"
    )


def main() -> None:
    """Train, print the figures and write both models."""
    rows = list(rows_of(sentences_to_train(), load_pipeline(components=[])))
    labels = [NONE, *plover().types]
    print(f"{len(rows)} linked pairs, {sum(row.type != NONE for row in rows)} with an act")
    show(rows, labels)
    wanted = np.array([labels.index(row.type) for row in rows])
    held, weights, bias = fitted([row.features for row in rows], wanted, len(labels))
    write(FILE, labels, held, weights, bias)
    save_ways(rows)
    told = [one for row in rows for one in row.carriers]
    words = [found for _, found in told]
    names = known_features(words, LEAST)
    is_trigger = np.array([[right] for right, _ in told])
    weights, bias = each_of(matrix_of(words, names), is_trigger, PENALTY)
    write(TRIGGERS, ["trigger"], names, weights, bias)
    for path in (FILE, TRIGGERS, WAYS):
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
