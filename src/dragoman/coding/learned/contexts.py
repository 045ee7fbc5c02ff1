"""Contexts by a learned linear model: which of PLOVER's contexts the words around an act and its cues speak for.

Trained by ``training/contexts.py`` on annotated acts: one logistic regression a context, each with a threshold of its
own, which is taken off its bias; a context is given where its score is above nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.coding.learned.linear import LinearModel
from dragoman.coding.learned.wording import (
    ACTOR,
    CLAUSE,
    RECIPIENT,
    SENTENCE,
    TRIGGER,
    Around,
    pairs,
    told_words,
    words,
)

WEIGHTS = Path(__file__).with_name("contexts.npz")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the cue words say of an act: summed weights by context, and the contexts that the rules would give.

    Attributes:
        clause: weight of the cues in the clause of the act, by context; sentence: in its sentence.
        given: the contexts that the rules give.
        kind: the type of the act; mode: its mode, or None.
    """

    clause: Mapping[str, float]
    sentence: Mapping[str, float]
    given: frozenset[str]
    kind: str
    mode: str | None


def features(around: Around, cues: Cues) -> set[str]:
    """The named features of one act."""
    doc = around.doc
    found = set(words(doc, around.sentence, SENTENCE))
    found.update(pairs(doc, around.sentence, SENTENCE))
    found.update(words(doc, around.clause, CLAUSE))
    found.update(words(doc, around.triggers, TRIGGER))
    found.update(words(doc, around.actors, ACTOR))
    found.update(words(doc, around.recipients, RECIPIENT))
    found.update(f"sector {one}" for one in around.sectors)
    found.add(f"type {cues.kind}")
    found.add(f"mode {cues.kind} {cues.mode or 'none'}")
    found.update(_cue_features(cues))
    return found


def _cue_features(cues: Cues) -> Iterator[str]:
    for where, weights in (("clause", cues.clause), ("sentence", cues.sentence)):
        for code, weight in weights.items():
            for step in (0.5, 1.0, 1.5, 2.0, 3.0):
                if weight >= step:
                    yield f"cue {code} {where} {step}"
    for code in cues.given:
        yield f"given {code}"
        yield f"given {code} of {min(len(cues.given), 3)}"


@dataclass(frozen=True, slots=True)
class Given:
    """A context that the model gives, with its score (logit above its threshold) and the words that decided."""

    code: str
    score: float
    words: tuple[str, ...]


class ContextModel:
    """Gives contexts by one linear model."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._model = LinearModel(path)

    @property
    def labels(self) -> list[str]:
        """The contexts that it knows."""
        return self._model.labels

    def given(self, found: set[str]) -> list[Given]:
        """The contexts of an act with these features, the likeliest first."""
        scores = self._model.scores(found)
        rows = [
            (code, float(score)) for code, score in zip(self._model.labels, scores.tolist(), strict=True) if score > 0
        ]
        rows.sort(key=lambda row: -row[1])
        return [Given(code, score, self._words(found, code)) for code, score in rows]

    def _words(self, found: set[str], code: str) -> tuple[str, ...]:
        return tuple(told_words(self._model.reasons(found, code, most=12)))


@lru_cache(maxsize=1)
def context_model() -> ContextModel:
    """The packaged model, read once."""
    return ContextModel()
