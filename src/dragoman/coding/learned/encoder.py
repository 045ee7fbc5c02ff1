"""The encoder: a small transformer in NumPy, and the head that reads a marked pair off it.

The body is MiniLM (Wang et al. 2020, "MiniLM: Deep Self-Attention Distillation"; sentence-transformers'
all-MiniLM-L6-v2, Apache-2.0), trained on by ``training/train.py`` with two marks added to the embeddings: one for the
actor's pieces, one for the recipient's. Weights are kept in eight bits a number with one scale a row and become floats
when they are loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.coding.learned.pieces import Pieces

FILE = Path(__file__).parent / "weights.npz"
HEADS = 12
EPSILON = 1e-12
# Quick GELU (Hendrycks and Gimpel 2016): x * sigmoid(1.702 x), with which the weights were trained.
GELU = 1.702
# How many pairs are read at a time: their rows make the matrices large enough for the processor to be busy.
TOGETHER = 16

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces with its two spans: ``numbers`` of the pieces, ``actor`` and ``recipient`` as places in them."""

    numbers: tuple[int, ...]
    actor: tuple[int, ...]
    recipient: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's weights, each matrix as ``(inputs, outputs)``."""

    qkv: Floats
    qkv_bias: Floats
    out: Floats
    out_bias: Floats
    norm: tuple[Floats, Floats]
    up: Floats
    up_bias: Floats
    down: Floats
    down_bias: Floats
    last_norm: tuple[Floats, Floats]


def rows(numbers: NDArray[np.int8], scales: Floats) -> Floats:
    """Floats of a matrix that is kept in eight bits with one scale a row."""
    return numbers.astype(np.float32) * scales[:, None]


class Encoder:
    """Reads a marked pair: the scores (logits) of each head's labels.

    Args:
        path: the weights as ``training/train.py`` writes them.
    """

    def __init__(self, path: Path = FILE) -> None:
        with np.load(path, allow_pickle=False) as stored:
            held: dict[str, Any] = {name: stored[name] for name in stored.files}
        self.pieces = Pieces([str(piece) for piece in held["vocabulary"]])
        self.heads: dict[str, list[str]] = {
            name.removeprefix("labels_"): [str(label) for label in held[name]]
            for name in held
            if name.startswith("labels_")
        }
        self._words: NDArray[np.int8] = held["word"]
        self._word_scales: Floats = held["word_scales"]
        self._places: Floats = rows(held["place"], held["place_scales"])
        self._marks: Floats = held["mark"]
        self._norm = (held["norm_weight"], held["norm_bias"])
        self._layers = [self._layer(held, number) for number in range(int(held["layers"]))]
        self._hidden = (self._matrix(held, "hidden"), held["hidden_bias"])
        self._out = {name: (self._matrix(held, f"head_{name}"), held[f"head_{name}_bias"]) for name in self.heads}

    @staticmethod
    def _matrix(held: dict[str, Any], name: str) -> Floats:
        return np.ascontiguousarray(rows(held[name], held[f"{name}_scales"]).T)

    def _layer(self, held: dict[str, Any], number: int) -> Layer:
        def matrix(name: str) -> Floats:
            return self._matrix(held, f"layer{number}_{name}")

        def bias(name: str) -> Floats:
            return np.asarray(held[f"layer{number}_{name}_bias"], dtype=np.float32)

        def norm(name: str) -> tuple[Floats, Floats]:
            return held[f"layer{number}_{name}_weight"], bias(name)

        return Layer(
            qkv=np.concatenate([matrix("query"), matrix("key"), matrix("value")], axis=1),
            qkv_bias=np.concatenate([bias("query"), bias("key"), bias("value")]),
            out=matrix("attended"),
            out_bias=bias("attended"),
            norm=norm("norm"),
            up=matrix("up"),
            up_bias=bias("up"),
            down=matrix("down"),
            down_bias=bias("down"),
            last_norm=norm("last_norm"),
        )

    def scores(self, pairs: Sequence[Marked]) -> list[dict[str, Floats]]:
        """The logits of every head for each marked pair, by head; ``heads`` has the labels in the same order.

        Pairs are read some at a time, one below the other, which takes two thirds of the time that one by one takes.
        """
        return [
            scores for start in range(0, len(pairs), TOGETHER) for scores in self._read(pairs[start : start + TOGETHER])
        ]

    def _read(self, pairs: Sequence[Marked]) -> list[dict[str, Floats]]:
        states = np.concatenate([self._embedded(pair) for pair in pairs])
        ends = np.cumsum([len(pair.numbers) for pair in pairs])
        blocks = [slice(end - len(pair.numbers), end) for pair, end in zip(pairs, ends, strict=True)]
        for layer in self._layers[:-1]:
            states = _layer(layer, states, states, blocks, blocks)
        # The last layer is computed only where it is read.
        wanted = [[0, *pair.actor, *pair.recipient, *between(pair)] for pair in pairs]
        asking = states[[block.start + place for block, places in zip(blocks, wanted, strict=True) for place in places]]
        stops = np.cumsum([len(places) for places in wanted])
        asked = [slice(stop - len(places), stop) for places, stop in zip(wanted, stops, strict=True)]
        read = _layer(self._layers[-1], states, asking, blocks, asked)
        seen = np.stack([_seen(pair, read[rows]) for pair, rows in zip(pairs, asked, strict=True)])
        hidden = seen @ self._hidden[0] + self._hidden[1]
        hidden = _quick_gelu(hidden)
        by_head = {name: hidden @ weight + bias for name, (weight, bias) in self._out.items()}
        return [{name: found[row] for name, found in by_head.items()} for row in range(len(pairs))]

    def _embedded(self, pair: Marked) -> Floats:
        numbers = np.array(pair.numbers)
        states = self._words[numbers].astype(np.float32) * self._word_scales[numbers, None]
        states += self._places[: len(numbers)]
        states[list(pair.actor)] += self._marks[0]
        states[list(pair.recipient)] += self._marks[1]
        return _normed(states, *self._norm)


def _seen(pair: Marked, read: Floats) -> Floats:
    """What the head reads of a pair: the first piece, and the means of the actor, the recipient and what is between."""
    end = 1 + len(pair.actor)
    last = end + len(pair.recipient)
    return np.concatenate([read[0], _mean(read[1:end]), _mean(read[end:last]), _mean(read[last:])])


def between(pair: Marked) -> list[int]:
    """The places of the pieces between the two spans, or around the later parts of spans that overlap."""
    taken = {*pair.actor, *pair.recipient}
    return [place for place in range(min(taken), max(taken)) if place not in taken]


def _mean(states: Floats) -> Floats:
    """The mean of some rows; zeros where there are none."""
    return states.mean(axis=0) if len(states) else np.zeros(states.shape[1], dtype=np.float32)


def _normed(states: Floats, weight: Floats, bias: Floats) -> Floats:
    states = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.einsum("ij,ij->i", states, states)[:, None] / states.shape[-1] + EPSILON)
    return np.asarray(states / spread * weight + bias, dtype=np.float32)


def _layer(layer: Layer, states: Floats, asking: Floats, blocks: list[slice], asked: list[slice]) -> Floats:
    """One layer: ``asking`` (all states, or some rows of them) attends to the states of its own pair.

    Args:
        blocks: the rows of each pair among the states.
        asked: the rows of each pair among those that ask.
    """
    width = states.shape[1]
    if asking is states:
        query, key, value = np.split(states @ layer.qkv + layer.qkv_bias, 3, axis=1)
    else:
        query = asking @ layer.qkv[:, :width] + layer.qkv_bias[:width]
        key, value = np.split(states @ layer.qkv[:, width:] + layer.qkv_bias[width:], 2, axis=1)
    query *= np.float32(1 / np.sqrt(width // HEADS))
    seen = np.concatenate(
        [_attended(query[rows], key[block], value[block]) for rows, block in zip(asked, blocks, strict=True)]
    )
    states = _normed(asking + (seen @ layer.out + layer.out_bias), *layer.norm)
    return _normed(
        states + (_quick_gelu(states @ layer.up + layer.up_bias) @ layer.down + layer.down_bias), *layer.last_norm
    )


def _attended(query: Floats, key: Floats, value: Floats) -> Floats:
    """What some rows see of others, by each head."""
    size = query.shape[1] // HEADS
    weights: Floats = query.reshape(-1, HEADS, size).transpose(1, 0, 2) @ key.reshape(-1, HEADS, size).transpose(
        1, 2, 0
    )
    weights -= weights.max(axis=-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=-1, keepdims=True)
    seen = weights @ value.reshape(-1, HEADS, size).transpose(1, 0, 2)
    return np.asarray(seen.transpose(1, 0, 2).reshape(len(query), -1))


def _quick_gelu(states: Floats) -> Floats:
    """``GELU`` in place."""
    grown = states * np.float32(-GELU)
    np.exp(grown, out=grown)
    grown += np.float32(1)
    states /= grown
    return states


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder with the packaged weights, loaded once."""
    return Encoder()
