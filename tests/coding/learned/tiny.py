"""A tiny encoder's weights, made at random: the file that training writes, with few numbers in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.knowledge.plover import plover

WIDTH = 24
INNER = 32
HIDDEN = 12
PLACES = 128
# Words of four letters that the tokenizer leaves whole: baka, bake, ... each is one piece.
WORDS = [a + b + c + d for a in "bdfg" for b in "aeiou" for c in "klmn" for d in "aeo"]
VOCABULARY = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", *WORDS]


def labels() -> dict[str, list[str]]:
    """The labels of each head, as training has them."""
    book = plover()
    return {
        "type": [*book.types, "NONE"],
        "mode": [f"{name}-{mode}" for name, kind in book.types.items() if kind.modes for mode in ("", *kind.modes)],
        "factuality": ["happened", "future", "hypothetical", "negated", "historical"],
        "context": list(book.contexts),
    }


def write_tiny(path: Path, layers: int, seed: int = 5) -> Path:
    """Write weights of so many layers."""
    draw = np.random.default_rng(seed)
    held: dict[str, NDArray[np.generic]] = {"layers": np.array(layers), "vocabulary": np.array(VOCABULARY)}

    def matrix(name: str, outputs: int, inputs: int) -> None:
        held[name] = draw.integers(-127, 128, (outputs, inputs)).astype(np.int8)
        held[f"{name}_scales"] = draw.uniform(0.001, 0.004, outputs).astype(np.float32)

    def vector(name: str, size: int, about: float = 0.0) -> None:
        held[name] = draw.normal(about, 0.1, size).astype(np.float32)

    matrix("word", len(VOCABULARY), WIDTH)
    matrix("place", PLACES, WIDTH)
    held["mark"] = draw.normal(0, 0.5, (2, WIDTH)).astype(np.float32)
    vector("norm_weight", WIDTH, 1)
    vector("norm_bias", WIDTH)
    for number in range(layers):
        for part, outputs, inputs in (
            *((name, WIDTH, WIDTH) for name in ("query", "key", "value", "attended")),
            ("up", INNER, WIDTH),
            ("down", WIDTH, INNER),
        ):
            matrix(f"layer{number}_{part}", outputs, inputs)
            vector(f"layer{number}_{part}_bias", outputs)
        for part in ("norm", "last_norm"):
            vector(f"layer{number}_{part}_weight", WIDTH, 1)
            vector(f"layer{number}_{part}_bias", WIDTH)
    matrix("hidden", HIDDEN, 4 * WIDTH)
    vector("hidden_bias", HIDDEN)
    for head, names in labels().items():
        matrix(f"head_{head}", len(names), HIDDEN)
        vector(f"head_{head}_bias", len(names))
        held[f"labels_{head}"] = np.array(names)
    np.savez_compressed(path, allow_pickle=False, **held)
    return path
