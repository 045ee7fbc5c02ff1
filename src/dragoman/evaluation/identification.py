"""Scores of language identification: paragraphs and single sentences of many languages, and texts that are in none.

A text is right where the language found is its own; of a text in none, or too short to tell, where none is found.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from dragoman.errors import DragomanError, EvaluationError
from dragoman.evaluation.result import Result
from dragoman.knowledge.data import read_yaml
from dragoman.language.identify import identify_parts
from dragoman.record import Span

# The parts of the gold and the names of their figures.
PARTS = {"paragraphs": "paragraphs_right", "sentences": "sentences_right", "unknown": "unknown_right"}


class Sample(BaseModel):
    """A text and the ISO 639-1 code of its language; None for one that is in none or too short to tell."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    language: str | None
    text: str


def load_samples(path: Path) -> dict[str, list[Sample]]:
    """The samples of a YAML file by part: paragraphs, sentences, unknown.

    Raises:
        EvaluationError: a part is missing or empty, or a row is no sample.
    """
    try:
        data: dict[str, Any] = read_yaml(path)
        found = {part: TypeAdapter(list[Sample]).validate_python(data.get(part, [])) for part in PARTS}
    except (ValidationError, DragomanError) as error:
        raise EvaluationError(f"no samples: {error}", where=str(path), do="see benchmarks/gold") from error
    if empty := [part for part, samples in found.items() if not samples]:
        raise EvaluationError(f"no samples under '{empty[0]}'", where=str(path), do="list them as language and text")
    return found


def evaluate(samples: dict[str, list[Sample]]) -> Result:
    """Identify every sample by itself and compare."""
    figures: dict[str, float] = {}
    wrong: list[str] = []
    table: list[str] = []
    for part, listed in samples.items():
        all_, right = Counter[str](), Counter[str]()
        for sample in listed:
            found = identify_parts(sample.text, [Span(start=0, end=len(sample.text))])[0]
            named = sample.language or "none"
            all_[named] += 1
            right[named] += found.code == sample.language
            if found.code != sample.language:
                wrong.append(f"  {part}: {sample.text[:60]!r} is {named}, found {found.code or 'none'}: {found.reason}")
        figures[PARTS[part]] = right.total() / all_.total()
        by_language = ", ".join(f"{name} {right[name]} of {number}" for name, number in sorted(all_.items()))
        table.append(f"{part:10s} right {figures[PARTS[part]]:.4f}  n {all_.total()}: {by_language}")
    return Result(figures, [*wrong, *table])
