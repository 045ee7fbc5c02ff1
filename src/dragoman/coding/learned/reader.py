"""What the encoder says of one marked pair: probabilities of types, and of modes, factualities and contexts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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
        places = [(at, label) for at, label in enumerate(self.labels["mode"]) if label.startswith(f"{type_}-")]
        if not places:
            return {}
        shares = shares_of(self.scores["mode"][[at for at, _ in places]])
        return {label.split("-", 1)[1]: float(share) for (_, label), share in zip(places, shares, strict=True)}

    @cached_property
    def factuality(self) -> dict[str, float]:
        """Of each factuality."""
        return dict(zip(self.labels["factuality"], map(float, shares_of(self.scores["factuality"])), strict=True))

    @cached_property
    def contexts(self) -> dict[str, float]:
        """Of each context, each by itself."""
        shares = 1 / (1 + np.exp(-self.scores["context"]))
        return dict(zip(self.labels["context"], map(float, shares), strict=True))


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
        pair = self._marker.of(doc, actor, recipient)
        if pair is None:
            return None
        scores = self._encoder.scores(pair)
        shares = shares_of(scores["type"])
        types = dict(zip(self._encoder.heads["type"], map(float, shares), strict=True))
        return Said(types, scores, self._encoder.heads)
