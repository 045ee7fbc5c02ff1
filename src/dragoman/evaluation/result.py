"""The result of an evaluation: figures by name, and the table that is printed. A reader is what is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.record import Article, Record

# Articles to records, in their order, as Reader.pipe does.
Read = Callable[[Iterable[Article]], Iterator[Record]]


@dataclass
class Result:
    """Figures by name, and the lines that show them."""

    figures: dict[str, float]
    table: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What is printed."""
        return self.table


def precision_recall_f1(right: int, gold: int, found: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by.

    Args:
        right: how many of those found are gold.
        gold: how many there are in the gold.
        found: how many were found.
    """
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
