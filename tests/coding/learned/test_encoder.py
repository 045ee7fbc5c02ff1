"""The encoder on tiny weights: its scores are those of the whole network, reckoned the long way."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.coding.learned.tiny import WIDTH, labels, write_tiny

from dragoman.coding.learned.encoder import GELU, HEADS, Encoder, Marked, between, encoder

Numbers = NDArray[np.float64]

PAIRS = {
    "actor first": Marked((1, 10, 11, 12, 13, 14, 15, 2), (1, 2), (5, 6)),
    "recipient first": Marked((1, 10, 11, 12, 13, 14, 15, 2), (5, 6), (2,)),
    "side by side": Marked((1, 10, 11, 12, 2), (1,), (2,)),
    "overlapping": Marked((1, 10, 11, 12, 13, 14, 2), (3,), (2, 4, 5)),
    "no recipient": Marked((1, 10, 11, 12, 13, 2), (2, 3), ()),
    "actor in two parts": Marked((1, 10, 11, 12, 13, 2), (1, 4), ()),
    "longest": Marked((1, *range(20, 92), 2), (1,), (72,)),
}


def normed(states: Numbers, weight: Numbers, bias: Numbers) -> Numbers:
    return (states - states.mean(1, keepdims=True)) / states.std(1, keepdims=True) * weight + bias


def long_way(path: Path, pair: Marked) -> dict[str, Numbers]:
    """The scores with every row of every layer computed, one head at a time."""
    with np.load(path) as stored:
        held = {name: stored[name] for name in stored.files}

    def matrix(name: str) -> Numbers:
        return (held[name].astype(float) * held[f"{name}_scales"].astype(float)[:, None]).T

    def linear(name: str, given: Numbers) -> Numbers:
        return given @ matrix(name) + held[f"{name}_bias"]

    def bent(given: Numbers) -> Numbers:
        return given / (1 + np.exp(-GELU * given))

    states = matrix("word").T[list(pair.numbers)] + matrix("place").T[: len(pair.numbers)]
    for mark, places in zip(held["mark"], (pair.actor, pair.recipient), strict=True):
        for place in places:
            states[place] += mark
    states = normed(states, held["norm_weight"], held["norm_bias"])
    size = WIDTH // HEADS
    for number in range(int(held["layers"])):
        name = f"layer{number}_"
        query, key, value = (linear(name + part, states) for part in ("query", "key", "value"))
        seen = []
        for start in range(0, WIDTH, size):
            own = slice(start, start + size)
            shares = np.exp(query[:, own] @ key[:, own].T / sqrt(size))
            seen.append(shares / shares.sum(1, keepdims=True) @ value[:, own])
        states = states + linear(name + "attended", np.concatenate(seen, axis=1))
        states = normed(states, held[name + "norm_weight"], held[name + "norm_bias"])
        states = states + linear(name + "down", bent(linear(name + "up", states)))
        states = normed(states, held[name + "last_norm_weight"], held[name + "last_norm_bias"])
    parts = [states[list(places)] for places in (pair.actor, pair.recipient, between(pair))]
    read = [states[0], *(part.mean(0) if len(part) else np.zeros(WIDTH) for part in parts)]
    hidden = bent(linear("hidden", np.concatenate(read)))
    return {head: linear(f"head_{head}", hidden) for head in labels()}


@pytest.mark.parametrize("layers", [1, 2, 4])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_scores_are_those_of_the_whole_network(tmp_path: Path, layers: int, pair: Marked) -> None:
    path = write_tiny(tmp_path / "tiny.npz", layers)
    found, expected = Encoder(path).scores([pair])[0], long_way(path, pair)
    assert found.keys() == expected.keys() == labels().keys()
    for head, scores in found.items():
        assert scores.shape == (len(labels()[head]),)
        assert np.isfinite(scores).all()
        np.testing.assert_allclose(scores, expected[head], atol=2e-4)


def test_labels_are_read_from_the_file(tmp_path: Path) -> None:
    assert Encoder(write_tiny(tmp_path / "tiny.npz", 1)).heads == labels()


def test_who_is_marked_as_what_makes_a_difference(tmp_path: Path) -> None:
    tiny = Encoder(write_tiny(tmp_path / "tiny.npz", 2))
    numbers = (1, 10, 11, 12, 13, 2)
    one, other, alone = tiny.scores(
        [Marked(numbers, (1,), (4,)), Marked(numbers, (4,), (1,)), Marked(numbers, (1,), ())]
    )
    assert not np.allclose(one["type"], other["type"], atol=1e-3)
    assert not np.allclose(one["type"], alone["type"], atol=1e-3)


@pytest.mark.parametrize(
    ("actor", "recipient", "expected"),
    [
        ((1, 2), (5,), [3, 4]),
        ((5,), (1, 2), [3, 4]),
        ((1,), (2,), []),
        ((3,), (2, 5), [4]),
        ((1, 4), (), [2, 3]),
        ((2,), (), []),
    ],
)
def test_what_stands_between(actor: tuple[int, ...], recipient: tuple[int, ...], expected: list[int]) -> None:
    assert between(Marked((1, 10, 11, 12, 13, 14, 2), actor, recipient)) == expected


def test_the_packaged_weights_have_the_labels_of_the_coder() -> None:
    assert encoder() is encoder(), "loaded once"
    assert encoder().heads == labels()
    scores = encoder().scores([Marked((encoder().pieces.first, *encoder().pieces.of("Kenya"), 9, 2), (1,), (2,))])[0]
    assert all(np.isfinite(found).all() for found in scores.values())
