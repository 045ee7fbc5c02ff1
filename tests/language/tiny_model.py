"""A tiny Argos model, made here: CTranslate2 weights (random ones) and a SentencePiece model of a few lines."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece

SENTENCES = (
    "El perro duerme en la casa del pueblo.",
    "Los barcos del puerto salen al mar por la mañana.",
    "The dog sleeps in the house of the village.",
    "The boats of the harbour go out to sea in the morning.",
    "Un tren lleva manzanas y peras a la ciudad.",
    "A train carries apples and pears to the city.",
)
WIDTH, HEADS, INNER = 16, 2, 32


def tiny_model(folder: Path, source: str = "es", target: str = "en", version: str = "1.0", **more: str) -> Path:
    """An .argosmodel file with a model of one layer; what it says makes no sense, but is always the same."""
    pieces = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 4), model_writer=pieces, vocab_size=90, minloglevel=2,
        hard_vocab_limit=False, num_threads=1,
    )  # fmt: skip
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces.getvalue())
    words = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    path = folder / f"{source}_{target}"
    weights(words).save(str(made(path / "model")))
    (path / "sentencepiece.model").write_bytes(pieces.getvalue())
    metadata = {"package_version": version, "from_code": source, "to_code": target, **more}
    (path / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    archive = folder / f"translate-{source}_{target}-{version}.argosmodel"
    with zipfile.ZipFile(archive, "w") as file:
        for one in sorted(path.rglob("*")):
            file.write(one, one.relative_to(folder))
    return archive


def made(path: Path) -> Path:
    """A folder, made."""
    path.mkdir(parents=True)
    return path


def weights(words: list[str]) -> ctranslate2.specs.TransformerSpec:
    """A transformer of one layer with random weights."""
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=HEADS)
    drawn = np.random.default_rng(7)

    def random(*shape: int) -> np.ndarray:
        return drawn.normal(0, 0.5, shape).astype(np.float32)

    def norm(one: object) -> None:
        one.gamma, one.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)  # type: ignore[attr-defined]

    def linear(one: object, rows: int, columns: int) -> None:
        one.weight, one.bias = random(rows, columns), np.zeros(rows, np.float32)  # type: ignore[attr-defined]

    def attention(one: object, parts: tuple[int, ...]) -> None:
        norm(one.layer_norm)  # type: ignore[attr-defined]
        for layer, rows in zip(one.linear, parts, strict=True):  # type: ignore[attr-defined]
            linear(layer, rows, WIDTH)

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings if side is spec.decoder else side.embeddings[0]
        embeddings.weight = random(len(words), WIDTH)
        norm(side.layer_norm)
        layer = side.layer[0]
        attention(layer.self_attention, (3 * WIDTH, WIDTH))
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, INNER, WIDTH)
        linear(layer.ffn.linear_1, WIDTH, INNER)
    attention(spec.decoder.layer[0].attention, (WIDTH, 2 * WIDTH, WIDTH))
    linear(spec.decoder.projection, len(words), WIDTH)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    return spec
