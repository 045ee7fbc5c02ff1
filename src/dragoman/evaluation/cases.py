"""Own-written cases of a YAML file: texts with what is said in them, marked by words that stand in the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from dragoman.errors import DragomanError, EvaluationError
from dragoman.evaluation.attribution_gold import Range
from dragoman.intake.text import article_from_text
from dragoman.knowledge.data import read_yaml
from dragoman.record import Article


class Case(BaseModel):
    """A text with an id; ``published`` is the day of the article, where it matters."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    published: str | None = None
    text: str

    def article(self) -> Article:
        """The text as an article."""
        return article_from_text(self.text).model_copy(update={"published": self.published})

    def ranges(self, fragments: tuple[str, ...]) -> tuple[Range, ...]:
        """Where words stand, each behind the ones before.

        Raises:
            EvaluationError: some do not stand in the text.
        """
        found, start = [], 0
        for fragment in fragments:
            place = self.text.find(fragment, start)
            place = place if place >= 0 else self.text.find(fragment)
            if place < 0:
                raise EvaluationError(
                    f"not in the text: {fragment!r}", where=self.id, do="copy the words as they stand"
                )
            start = place + len(fragment)
            found.append((place, start))
        return tuple(found)


AnyCase = TypeVar("AnyCase", bound=Case)


def load_cases(path: Path, model: type[AnyCase]) -> list[AnyCase]:
    """The cases of a YAML file, which lists them under 'cases'.

    Raises:
        EvaluationError: there are none, or one is no case of this kind.
    """
    try:
        rows: list[dict[str, Any]] = read_yaml(path).get("cases", [])
        cases = [model.model_validate(row) for row in rows]
    except (ValidationError, DragomanError) as error:
        raise EvaluationError(f"no cases: {error}", where=str(path), do="see benchmarks/gold") from error
    if not cases:
        raise EvaluationError("no cases", where=str(path), do="list them under 'cases'")
    return cases
