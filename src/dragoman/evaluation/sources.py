"""Scores of sources: whom the source of each statement means, through names, offices, pronouns and descriptions.

A statement is right where an attribution holds at least two fifths of its words, and the entity of its source is the
one that is meant: a name that shares two words with it (or all of a single one). Unnamed sources are right where the
phrase is theirs and no other name stands for it; none, where none is given. A statement that was not found is wrong.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dragoman.evaluation.attribution_gold import STOPWORDS, WORD, Text, spans_of
from dragoman.evaluation.cases import Case, load_cases
from dragoman.evaluation.result import Read, Result
from dragoman.record import Attribution, Record

Form = Literal["name", "title", "pronoun", "description", "publisher", "unnamed", "none"]
# The least share of a statement's words that an attribution of it holds.
LEAST = 0.4


class Statement(BaseModel):
    """What is said, by whom as the text has it, and whom that means; ``number`` of unnamed sources, if told."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    content: str
    source: str | None
    form: Form
    entity: str | None
    number: int | None = None


class Report(Case):
    """An article with its statements."""

    sources: tuple[Statement, ...]


def load_reports(path: Path) -> list[Report]:
    """Read reports; see :func:`dragoman.evaluation.cases.load_cases`."""
    return load_cases(path, Report)


def evaluate(reports: list[Report], read: Read) -> Result:
    """Read every report and compare whom its sources mean."""
    right, found, all_ = Counter[str](), Counter[str](), Counter[str]()
    wrong: list[str] = []
    for report, record in zip(reports, read(report.article() for report in reports), strict=True):
        text = Text(report.text)
        for statement in report.sources:
            all_[statement.form] += 1
            attribution = attribution_of(report, statement, record, text)
            found[statement.form] += attribution is not None
            if attribution is not None and is_meant(statement, attribution, record):
                right[statement.form] += 1
            else:
                wrong.append(f"  {report.id} {statement.form}: {statement.source} is {statement.entity}")
    share = right.total() / all_.total()
    figures = {"sources_right": share} | {f"sources_right_{name}": right[name] / n for name, n in all_.items()}
    table = [*wrong, *(f"{name:12s} right {right[name]:3d} of {n:3d}, found {found[name]}" for name, n in all_.items())]
    table.append(f"sources right {share:.4f}  n {all_.total()}")
    return Result(figures, table)


def attribution_of(report: Report, statement: Statement, record: Record, text: Text) -> Attribution | None:
    """The attribution that holds most of a statement, the tightest of equals; None where none holds enough."""
    wanted = text.of(report.ranges((statement.content,)))
    best: tuple[float, int, Attribution] | None = None
    for attribution in record.attributions:
        content = text.item(spans_of(attribution)).content
        share = len(wanted & content) / max(1, len(wanted))
        if share >= LEAST and (best is None or (share, -len(content)) > best[:2]):
            best = share, -len(content), attribution
    return best[2] if best is not None else None


def is_meant(statement: Statement, attribution: Attribution, record: Record) -> bool:
    """Whether the source of an attribution is whom the statement's source means."""
    phrase = " ".join(record.article.text[span.start : span.end] for span in attribution.source)
    entity = next((one for one in record.entities if one.id == attribution.source_entity), None)
    wanted = telling(statement.entity or "")
    if statement.form == "none":
        return entity is None and not phrase
    if statement.form == "unnamed":
        own = bool(telling(phrase) & telling(statement.source or "")) or phrase == statement.source
        return own and (entity is None or bool(telling(entity.name) & wanted))
    if entity is None:
        return False
    name = telling(entity.name)
    names = [name, *(telling(one.text) for one in record.mentions if one.entity == entity.id)]
    return (
        len(name & wanted) >= min(2, len(wanted)) or (bool(name) and name <= wanted) or any(wanted <= n for n in names)
    )


def telling(phrase: str) -> set[str]:
    """The lower-case words of a phrase that say who it is."""
    forms = {match.group().lower() for match in WORD.finditer(phrase)}
    return {form.removesuffix("'s").removesuffix("’s") for form in forms if form[0].isalnum()} - STOPWORDS
