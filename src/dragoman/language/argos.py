"""Argos models that the user supplies, run by CTranslate2 and SentencePiece in this process."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.knowledge.translators import language_codes
from dragoman.language.argos_files import ArgosModel, models_in
from dragoman.language.refusals import BrokenEngineError, MissingEngineError
from dragoman.language.sentences import sentences
from dragoman.language.translation import Naming, Pair

# Pieces of words in a sentence that is translated whole; the models were trained on sentences, and cut longer ones off.
MOST_PIECES = 250
# As Argos itself decodes.
DECODING: dict[str, Any] = {
    "beam_size": 4, "length_penalty": 0.2, "replace_unknowns": True, "max_batch_size": 1024, "batch_type": "tokens",
}  # fmt: skip


class Argos:
    """The models in a folder; nothing leaves the machine.

    Args:
        path: a folder with .argosmodel files or unpacked models, or one such file or model.

    Raises:
        MissingEngineError: there is no such folder, or CTranslate2 is not installed.
        ModelError: what is there is no model.
    """

    name = "argos"
    remote = False
    naming: Naming = "english"

    def __init__(self, path: Path | None) -> None:
        if path is None or not path.exists():
            raise MissingEngineError(
                "there are no Argos models", where=str(path or "translator_models"),
                do="set DRAGOMAN_TRANSLATOR_MODELS to their folder; dragoman translate --install fetches one",
            )  # fmt: skip
        installed()
        self._path = path
        self._loaded: dict[Pair, Loaded] = {}

    @cached_property
    def _models(self) -> dict[Pair, ArgosModel]:
        """The newest model of each pair."""
        found: dict[Pair, ArgosModel] = {}
        for model in sorted(models_in(self._path), key=lambda one: one.order):
            for source in language_codes(model.source):
                for target in language_codes(model.target):
                    found[source, target] = model
        return found

    def pairs(self) -> AbstractSet[Pair]:
        """The pairs that there are models for."""
        return self._models.keys()

    def version(self, source: str, target: str) -> str:
        """The version of the model and the beginning of its hash, as two models may call themselves the same."""
        model = self._models[source, target]
        return f"{model.version}, {model.digest}"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The translations of texts, all their sentences together.

        Raises:
            ModelError: the model cannot be loaded.
            BrokenEngineError: it fails.
        """
        pair = source, target
        if pair not in self._loaded:
            self._loaded[pair] = Loaded(self._models[pair])
        model = self._loaded[pair]
        spans = [[(one.start, one.end) for one in sentences(text, source)] for text in texts]
        asked = [text[start:end] for text, found in zip(texts, spans, strict=True) for start, end in found]
        said = iter(model.translated(asked))
        return [joined(text, found, said) for text, found in zip(texts, spans, strict=True)]

    def advice(self, source: str, target: str) -> str:
        """How a model comes into the folder."""
        return f"put a model into {self._path}: dragoman translate --install {source} {target}"


class Loaded:
    """A model in memory.

    Args:
        model: where it lies.

    Raises:
        ModelError: it cannot be loaded.
    """

    def __init__(self, model: ArgosModel) -> None:
        self._where = str(model.path)
        translate, split = installed()
        files = model.files()
        try:
            self._pieces = split.SentencePieceProcessor(model_proto=files.pop("sentencepiece.model"))
            self._translator = translate.Translator(
                model.path.name, device="cpu", inter_threads=1, intra_threads=1,
                files={name: io.BytesIO(data) for name, data in files.items()},
            )  # fmt: skip
        except (RuntimeError, ValueError, OSError) as error:
            raise model.refusal(f"not loaded ({str(error)[:200]})") from error
        self._prefix = model.prefix

    def translated(self, texts: Sequence[str]) -> list[str]:
        """The translations of sentences; one that is longer than the model takes is translated in parts."""
        parts: list[list[str]] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            pieces = self._pieces.encode(text, out_type=str)
            for start in range(0, len(pieces), MOST_PIECES):
                parts.append(pieces[start : start + MOST_PIECES])
                owners.append(number)
        if not parts:
            return list(texts)
        prefix = [[self._prefix]] * len(parts) if self._prefix else None
        try:
            results = self._translator.translate_batch(parts, target_prefix=prefix, **DECODING)
        except (RuntimeError, ValueError) as error:
            raise BrokenEngineError(
                f"the model failed ({str(error)[:200]})", where=self._where, do="try another"
            ) from error
        found: list[list[str]] = [[] for _ in texts]
        for owner, result in zip(owners, results, strict=True):
            found[owner].append(self._decoded(result.hypotheses[0]))
        return [" ".join(one) for one in found]

    def _decoded(self, pieces: list[str]) -> str:
        """The words of pieces, without the mark of the target language."""
        text: str = self._pieces.decode_pieces(pieces).replace("▁", " ")
        return text.removeprefix(self._prefix).strip()


def joined(text: str, spans: Sequence[tuple[int, int]], said: Iterator[str]) -> str:
    """Translated sentences with what stands between them in the text; where nothing does, with a space."""
    parts = []
    done = 0
    for start, end in spans:
        between = text[done:start]
        parts += [between or (" " if done else ""), next(said)]
        done = end
    return "".join((*parts, text[done:]))


def installed() -> tuple[Any, Any]:
    """CTranslate2 and SentencePiece.

    Raises:
        MissingEngineError: they are not installed.
    """
    try:
        import ctranslate2
        import sentencepiece
    except ImportError as error:
        raise MissingEngineError(
            f"what runs Argos models is not installed ({error.name})", do="pip install 'dragoman[translate]'"
        ) from error
    return ctranslate2, sentencepiece
