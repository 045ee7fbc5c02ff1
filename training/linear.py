"""Trains linear models: logistic regression over sparse features with L2, by SciPy's L-BFGS; always the same result."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Rows = list[set[str]]
Floats = NDArray[np.float64]


def known_features(rows: Rows, least: int) -> list[str]:
    """The features that occur in at least so many rows, in order."""
    counts = Counter(feature for row in rows for feature in row)
    return sorted(feature for feature, count in counts.items() if count >= least)


def matrix_of(rows: Rows, features: list[str]) -> csr_matrix:
    """Rows of features as a sparse matrix of ones."""
    places = {feature: place for place, feature in enumerate(features)}
    held = [[places[feature] for feature in row if feature in places] for row in rows]
    ends = np.cumsum([0, *map(len, held)])
    columns = np.array([place for row in held for place in row], dtype=np.int64)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(features)))


def one_of(rows: csr_matrix, wanted: NDArray[np.int64], labels: int, penalty: float) -> tuple[Floats, Floats]:
    """Weights and bias of a softmax over labels (multinomial logistic regression).

    Args:
        rows: rows by features; wanted: the label of each row; penalty: of the squared weights.
    """
    count, width = rows.shape
    truth = np.zeros((count, labels))
    truth[np.arange(count), wanted] = 1

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, bias = flat[: width * labels].reshape(width, labels), flat[width * labels :]
        scores = rows @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -np.log(np.maximum(shares[np.arange(count), wanted], 1e-12)).sum() + penalty * (weights**2).sum()
        off = shares - truth
        return value, np.concatenate([(rows.T @ off + 2 * penalty * weights).ravel(), off.sum(axis=0)])

    found = minimize(loss, np.zeros(width * labels + labels), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x[: width * labels].reshape(width, labels), found.x[width * labels :]


def each_of(rows: csr_matrix, wanted: NDArray[np.bool_], penalty: float) -> tuple[Floats, Floats]:
    """Weights and biases of one logistic regression a label, for rows that may have several labels or none.

    Args:
        rows: rows by features; wanted: rows by labels; penalty: of the squared weights.
    """
    columns = [_yes_or_no(rows, wanted[:, place], penalty) for place in range(wanted.shape[1])]
    return np.stack([weights for weights, _ in columns], axis=1), np.array([bias for _, bias in columns])


def _yes_or_no(rows: csr_matrix, wanted: NDArray[np.bool_], penalty: float) -> tuple[Floats, float]:
    def loss(flat: Floats) -> tuple[float, Floats]:
        scores = rows @ flat[:-1] + flat[-1]
        value = np.logaddexp(0, np.where(wanted, -scores, scores)).sum() + penalty * (flat[:-1] ** 2).sum()
        off = 1 / (1 + np.exp(-scores)) - wanted
        return value, np.append(rows.T @ off + 2 * penalty * flat[:-1], off.sum())

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x[:-1], float(found.x[-1])


def write(path: Path, labels: list[str], features: list[str], weights: Floats, bias: Floats) -> None:
    """Write a model as ``dragoman.coding.learned.linear`` reads it: weights in eight bits with one scale."""
    kept = np.abs(weights).max(axis=1) > 0.01
    scale = np.abs(weights).max() / 127
    np.savez_compressed(
        path,
        allow_pickle=False,
        labels=np.array(labels),
        features=np.array([feature for feature, keep in zip(features, kept, strict=True) if keep]),
        weights=np.rint(weights[kept] / scale).astype(np.int8),
        scale=np.array(scale, dtype=np.float32),
        bias=bias.astype(np.float32),
    )
