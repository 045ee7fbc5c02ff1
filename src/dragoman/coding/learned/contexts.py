"""Contexts by a learned linear model: which of PLOVER's contexts the words around an act speak for, with the cues.

Trained by ``training/contexts.py`` on annotated acts: one logistic regression a context. The cues of the lexicon are
features among others, so that the model follows them where they were right.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from dragoman.coding.learned.linear import LinearModel
from dragoman.coding.learned.wording import (
    ACTOR,
    CLAUSE,
    RECIPIENT,
    TRIGGER,
    Around,
    sentence_words,
    told_words,
    words,
)

WEIGHTS = Path(__file__).with_name("contexts.npz")
# Support of a context by cues from which on it counts as strong, and as many.
STRONG, MANY = 1.0, 2.0
Support = dict[str, float]


def features(around: Around, type_: str, clause: Support, sentence: Support) -> set[str]:
    """The named features of one act.

    Args:
        type_: its PLOVER type.
        clause, sentence: by context, how much the cues of its clause and of its sentence speak for it.
    """
    doc = around.doc
    found = {f"type {type_}"}
    found.update(words(doc, around.triggers, TRIGGER))
    found.update(words(doc, around.clause, CLAUSE))
    found.update(sentence_words(around))
    found.update(words(doc, around.actors, ACTOR))
    found.update(words(doc, around.recipients, RECIPIENT))
    found.update(f"sector {one}" for one in around.sectors)
    for where, support in (("clause", clause), ("sentence", sentence)):
        for code, weight in support.items():
            found.add(f"{where} cue {code} {'strong' if weight >= STRONG else 'weak'}")
            if weight >= MANY:
                found.add(f"{where} cue {code} many")
    return found


class ContextModel:
    """Weighs contexts by one linear model."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._model = LinearModel(path)

    def shares(self, found: set[str]) -> dict[str, float]:
        """The probability of each context, each by itself."""
        shares = 1 / (1 + np.exp(-self._model.scores(found)))
        return dict(zip(self._model.labels, map(float, shares), strict=True))

    def words_for(self, found: set[str], code: str) -> list[str]:
        """The words that spoke most for a context, quoted."""
        return told_words(self._model.reasons(found, code, most=12))


@lru_cache(maxsize=1)
def context_model() -> ContextModel:
    """The packaged model, read once."""
    return ContextModel()
