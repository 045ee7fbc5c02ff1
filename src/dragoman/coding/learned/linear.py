"""Linear models over named features: small, quick, and each answer can say which features made it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class LinearModel:
    """Scores labels by the sum of the weights of the features that are there.

    Args:
        path: weights as ``training/linear.py`` writes them.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as held:
            self.labels = [str(label) for label in held["labels"]]
            self._places = {str(feature): place for place, feature in enumerate(held["features"])}
            self._weights: Floats = held["weights"].astype(np.float32) * held["scale"].astype(np.float32)
            self._bias: Floats = held["bias"].astype(np.float32)

    def scores(self, features: Iterable[str]) -> Floats:
        """The score (logit) of every label, in the order of ``labels``; features that were never seen count nothing."""
        places = [place for feature in set(features) if (place := self._places.get(feature)) is not None]
        return np.asarray(self._weights[places].sum(axis=0) + self._bias, dtype=np.float32)

    def reasons(self, features: Iterable[str], label: str, most: int = 3) -> list[tuple[str, float]]:
        """The features that speak most for a label, with their weights, the heaviest first."""
        column = self.labels.index(label)
        known = [feature for feature in sorted(set(features)) if feature in self._places]
        weighed = [(feature, float(self._weights[self._places[feature], column])) for feature in known]
        return sorted((row for row in weighed if row[1] > 0), key=lambda row: -row[1])[:most]
