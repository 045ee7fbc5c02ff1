"""Scores of quotations: passages with quotations of several sentences, whole and with their source.

A quotation is right where the attribution that fits it best has the same words as its content; with its source where
the two sources share a telling word. Marks do not count.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from dragoman.evaluation.attribution_gold import Item, Text, Words, spans_of
from dragoman.evaluation.cases import Case, load_cases
from dragoman.evaluation.result import Read, Result


class Quotation(BaseModel):
    """One quotation: its stretches between marks as they stand in the text, and the words of its source."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    content: tuple[str, ...]
    source: str | None


class Passage(Case):
    """A passage with its quotations; ``layout`` says how they are set."""

    layout: str
    quotes: tuple[Quotation, ...]


def load_passages(path: Path) -> list[Passage]:
    """Read passages; see :func:`dragoman.evaluation.cases.load_cases`."""
    return load_cases(path, Passage)


def evaluate(passages: list[Passage], read: Read) -> Result:
    """Read every passage and compare its quotations."""
    exact, sourced, all_ = Counter[str](), Counter[str](), Counter[str]()
    wrong: list[str] = []
    for passage, record in zip(passages, read(passage.article() for passage in passages), strict=True):
        text = Text(passage.text)
        found = [text.item(spans_of(one)) for one in record.attributions]
        for quotation in passage.quotes:
            content = text.of(passage.ranges(quotation.content))
            best = max(found, key=lambda item: likeness(item.content, content), default=None)
            is_exact = best is not None and best.content == content
            all_[passage.layout] += 1
            exact[passage.layout] += is_exact
            sourced[passage.layout] += is_exact and best is not None and _has_source(text, passage, quotation, best)
            if not is_exact:
                wrong.append(f"  {passage.id} ({passage.layout}): {' '.join(quotation.content)[:70]!r}")
    whole = all_.total()
    figures = {"quotes_exact": exact.total() / whole, "quotes_exact+src": sourced.total() / whole}
    table = [*wrong, *(f"{name:36s} {exact[name]:3d} of {number}" for name, number in all_.items())]
    table.append(
        f"exact {figures['quotes_exact']:.4f}, and of the right source {figures['quotes_exact+src']:.4f}  n {whole}"
    )
    return Result(figures, table)


def _has_source(text: Text, passage: Passage, quotation: Quotation, item: Item) -> bool:
    wanted = text.of(passage.ranges((quotation.source,))) if quotation.source is not None else frozenset()
    forms = {text.forms[number] for number in wanted}
    return text.same_source(wanted, item.source) or bool(forms & {text.forms[number] for number in item.source})


def likeness(one: Words, other: Words) -> float:
    """The share of the words of either that both have (Jaccard)."""
    return len(one & other) / max(1, len(one | other))
