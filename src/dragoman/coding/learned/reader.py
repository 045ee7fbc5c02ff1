"""What the encoder says of one marked pair: probabilities of types, and of modes, factualities and contexts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from spacy.tokens import Doc

from dragoman.coding.learned.encoder import Encoder, Floats, encoder
from dragoman.coding.learned.marking import Marker, Span

NONE = "NONE"


@dataclass(frozen=True)
class Said:
    """The encoder's probabilities for one pair.

    Attributes:
        types: of each PLOVER type and of ``NONE`` (no act of the first to the second is reported); they sum to 1.
    """

    types: dict[str, float]
    scores: dict[str, Floats]
    labels: dict[str, list[str]]

    @cached_property
    def given_act(self) -> dict[str, float]:
        """Of each type where there is an act at all; they sum to 1."""
        acts = {name: share for name, share in self.types.items() if name != NONE}
        whole = max(sum(acts.values()), 1e-9)
        return {name: share / whole for name, share in acts.items()}

    @property
    def none(self) -> float:
        """That there is no act."""
        return self.types[NONE]

    def modes(self, type_: str) -> dict[str, float]:
        """Of the modes of a type, and of none of them under ``""``; empty for a type without modes."""
        places = _places_of_modes(tuple(self.labels["mode"])).get(type_)
        if places is None:
            return {}
        shares = shares_of(self.scores["mode"][list(places.values())])
        return dict(zip(places, map(float, shares), strict=True))

    @cached_property
    def factuality(self) -> dict[str, float]:
        """Of each factuality."""
        return dict(zip(self.labels["factuality"], map(float, shares_of(self.scores["factuality"])), strict=True))

    @cached_property
    def contexts(self) -> dict[str, float]:
        """Of each context, each by itself."""
        shares = 1 / (1 + np.exp(-self.scores["context"]))
        return dict(zip(self.labels["context"], map(float, shares), strict=True))


@lru_cache(maxsize=4)
def _places_of_modes(labels: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Where the score of each mode of each type stands."""
    found: dict[str, dict[str, int]] = {}
    for place, label in enumerate(labels):
        type_, _, mode = label.partition("-")
        found.setdefault(type_, {})[mode] = place
    return found


def shares_of(scores: Floats) -> Floats:
    """Logits as probabilities (softmax)."""
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), dtype=np.float32)


class PairReader:
    """Reads pairs with one encoder."""

    def __init__(self, given: Encoder | None = None) -> None:
        self._encoder = given or encoder()
        self._marker = Marker(self._encoder.pieces)

    def read(self, doc: Doc, actor: Span, recipient: Span | None) -> Said | None:
        """What the encoder says of two spans of a document's characters; None where ``Marker.of`` gives None."""
        return self.read_all([(doc, actor, recipient)])[0]

    def read_all(self, asked: Sequence[tuple[Doc, Span, Span | None]]) -> list[Said | None]:
        """As :meth:`read`, for many pairs of one or more documents, in their order, which is faster."""
        pairs = [self._marker.of(doc, actor, recipient) for doc, actor, recipient in asked]
        told = iter(self._encoder.scores([pair for pair in pairs if pair is not None]))
        return [None if pair is None else self._said(next(told)) for pair in pairs]

    def _said(self, scores: dict[str, Floats]) -> Said:
        shares = shares_of(scores["type"])
        types = dict(zip(self._encoder.heads["type"], map(float, shares), strict=True))
        return Said(types, scores, self._encoder.heads)
