"""Writes a trained network as the encoder reads it, and reads it back to train on.

Matrices are kept in eight bits a number with one scale a row, the rest as floats.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from dragoman.coding.learned.encoder import rows
from training.model import Network

MATRICES = ("query", "key", "value", "attended", "up", "down")
NORMS = ("norm", "last_norm")


def eight_bits(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in whole numbers of -127 to 127, and the scale of each row that makes it floats again."""
    scales = np.maximum(np.abs(matrix).max(axis=1), 1e-8).astype(np.float32) / 127
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def write(network: Network, labels: dict[str, list[str]], vocabulary: list[str], path: Path) -> None:
    """Write the weights, the labels of the heads and the vocabulary to one compressed file."""
    weights = {name: value.detach().numpy().astype(np.float32) for name, value in network.named_parameters()}
    held: dict[str, NDArray[np.generic]] = {
        "layers": np.array(network.layers),
        "vocabulary": np.array(vocabulary),
        "mark": weights["mark"],
        "norm_weight": weights["norm_weight"],
        "norm_bias": weights["norm_bias"],
    }

    def matrix(name: str, value: NDArray[np.float32]) -> None:
        held[name], held[f"{name}_scales"] = eight_bits(value)

    matrix("word", weights["word"])
    matrix("place", weights["place"])
    for number in range(network.layers):
        for part in MATRICES:
            matrix(f"layer{number}_{part}", weights[f"weights.layer{number}_{part}_weight"])
            held[f"layer{number}_{part}_bias"] = weights[f"weights.layer{number}_{part}_bias"]
        for part in NORMS:
            held[f"layer{number}_{part}_weight"] = weights[f"weights.layer{number}_{part}_weight"]
            held[f"layer{number}_{part}_bias"] = weights[f"weights.layer{number}_{part}_bias"]
    matrix("hidden", weights["hidden.weight"])
    held["hidden_bias"] = weights["hidden.bias"]
    for head, names in labels.items():
        matrix(f"head_{head}", weights[f"heads.to_{head}.weight"])
        held[f"head_{head}_bias"] = weights[f"heads.to_{head}.bias"]
        held[f"labels_{head}"] = np.array(names)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **held)


def read_into(network: Network, path: Path) -> None:
    """Give a network the weights of a file; layers that the network lacks are left out."""
    with np.load(path, allow_pickle=False) as held, torch.no_grad():
        for name, value in network.named_parameters():
            value.copy_(torch.tensor(_stored(held, name)))


def _stored(held: np.lib.npyio.NpzFile, name: str) -> NDArray[np.float32]:
    """One parameter of the network as it is stored."""
    key = name.removeprefix("weights.").replace("heads.to_", "head_").replace(".bias", "_bias").removesuffix(".weight")
    for one in (key, key.removesuffix("_weight")):
        if f"{one}_scales" in held.files:
            return rows(held[one], held[f"{one}_scales"])
    return np.asarray(held[key], dtype=np.float32)
