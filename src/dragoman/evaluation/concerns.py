"""Scores of concerns: the provisions that a sentence should raise, against those that it raises, and their status.

A case is a sentence with the day of its publication, the provisions that the reported act would engage (often none),
and how far it is reported as done. Precision and recall are over pairs of case and provision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.concerns.record import WEIGHT, with_concerns
from dragoman.errors import DragomanError, EvaluationError
from dragoman.evaluation.result import Read, Result, precision_recall_f1
from dragoman.intake.text import article_from_text
from dragoman.knowledge.data import read_yaml
from dragoman.knowledge.regimes import regimes
from dragoman.record import Article, ConcernStatus, Record


class Case(BaseModel):
    """One sentence with what it should raise; ``status`` is given where it should raise anything."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    published: str
    expect: tuple[str, ...]
    status: ConcernStatus | None = None
    text: str

    def article(self) -> Article:
        """The sentence as an article."""
        return article_from_text(self.text).model_copy(update={"published": self.published})


@dataclass(frozen=True, slots=True)
class Raised:
    """What one case raised: provision to status."""

    case: Case
    found: Mapping[str, ConcernStatus]

    @property
    def line(self) -> str | None:
        """What was missed, raised wrongly, or of another status; None where all is right."""
        wanted = set(self.case.expect)
        parts = [f"missed {name}" for name in sorted(wanted - set(self.found))]
        parts += [f"raised {name}" for name in sorted(set(self.found) - wanted)]
        parts += [
            f"{name} as {self.found[name]}, not {self.case.status}"
            for name in sorted(wanted & set(self.found))
            if self.found[name] != self.case.status
        ]
        return f"  {self.case.id}: {'; '.join(parts)}" if parts else None


def load_cases(path: Path) -> list[Case]:
    """Read the cases of a YAML file, or of all YAML files of a folder.

    Raises:
        EvaluationError: there are none, one is no case, or one names a provision that is not there.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    cases: list[Case] = []
    for file in files:
        try:
            rows: list[dict[str, Any]] = read_yaml(file).get("cases", [])
            cases.extend(Case.model_validate(row) for row in rows)
        except (ValidationError, DragomanError) as error:
            raise EvaluationError(f"no cases: {error}", where=str(file), do="see benchmarks/gold/concerns") from error
    if not cases:
        raise EvaluationError("no cases", where=str(path), do="give a YAML file with a list 'cases'")
    known = regimes().measures.keys() | regimes().embargoes.keys()
    for case in cases:
        for name in case.expect:
            if name not in known:
                raise EvaluationError(f"no provision '{name}'", where=case.id, do="see: dragoman provisions --all")
    return cases


def evaluate(cases: list[Case], read: Read) -> Result:
    """Precision and recall of the provisions raised, and the share of right ones that have the right status."""
    records = read(case.article() for case in cases)
    return scored([raised(case, record) for case, record in zip(cases, records, strict=True)])


def raised(case: Case, record: Record) -> Raised:
    """What a case raised: of several events with one provision, the status that says most."""
    found: dict[str, ConcernStatus] = {}
    for concern in with_concerns(record).concerns:
        known = found.get(concern.provision)
        if known is None or WEIGHT[concern.status] > WEIGHT[known]:
            found[concern.provision] = concern.status
    return Raised(case, found)


def scored(results: Iterable[Raised]) -> Result:
    """The figures of what was raised, with a line for each case that is not all right."""
    listed = list(results)
    right = sum(len(set(one.case.expect) & set(one.found)) for one in listed)
    wanted = sum(len(one.case.expect) for one in listed)
    found = sum(len(one.found) for one in listed)
    stated = sum(one.found[name] == one.case.status for one in listed for name in one.case.expect if name in one.found)
    silent = [one for one in listed if not one.case.expect]
    quiet = sum(not one.found for one in silent)
    precision, recall, both = precision_recall_f1(right, wanted, found)
    table = [line for one in listed if (line := one.line)]
    table.append(f"concerns: precision {precision:.4f}  recall {recall:.4f}  F1 {both:.4f}  n {wanted}")
    table.append(f"status right: {stated} of {right}")
    table.append(f"silent where nothing is engaged: {quiet} of {len(silent)}")
    return Result(
        {
            "concerns_precision": precision,
            "concerns_recall": recall,
            "concerns_status": stated / right if right else 0.0,
        },
        table,
    )
