"""Measured accuracy, as the page about the desk tells it; ``docs/make.py`` takes it from the floors of benchmarks."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

FIGURES = Path(__file__).with_name("accuracy.yaml")


class Figure(BaseModel):
    """One figure.

    Args:
        gold: on which texts it was measured.
        what: it says.
        least: it was at least so much, 0 to 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    gold: str
    what: str
    least: float


@lru_cache(maxsize=1)
def figures() -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """The figures by the texts on which they were measured."""
    read = TypeAdapter(list[Figure]).validate_python(yaml.safe_load(FIGURES.read_text(encoding="utf-8")))
    return tuple((gold, tuple(rows)) for gold, rows in groupby(read, key=lambda one: one.gold))
