"""The score of quotations: whole or not, with their source or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.reader import Reader
from dragoman.errors import EvaluationError
from dragoman.evaluation.quotes import evaluate, load_passages

CASES = """
cases:
- id: q1
  layout: source in the middle
  text: '"The well is dry," said Anna Berg. "We have no pump. We need one by May."'
  quotes:
  - content: ['The well is dry,', 'We have no pump. We need one by May.']
    source: Anna Berg
- id: q2
  layout: wrong on purpose
  text: '"The well is dry," said Anna Berg. "We have no pump."'
  quotes:
  - content: ['The well is']
    source: Anna Berg
"""


def test_a_whole_quotation_counts_and_a_part_does_not(tmp_path: Path) -> None:
    path = tmp_path / "quotes.yaml"
    path.write_text(CASES)
    result = evaluate(load_passages(path), Reader().pipe)
    assert result.figures == {"quotes_exact": 0.5, "quotes_exact+src": 0.5}
    assert any("q2" in line for line in result.lines())


@pytest.mark.parametrize(
    "text",
    [
        "cases: []",
        "cases:\n- id: q1",
        "cases:\n- {id: q1, layout: l, text: A., quotes: [{content: [B], source: null}], more: 1}",
    ],
)
def test_what_is_no_case_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "quotes.yaml"
    path.write_text(text)
    with pytest.raises(EvaluationError, match="no cases"):
        load_passages(path)


def test_words_that_are_not_in_the_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "quotes.yaml"
    path.write_text(
        "cases:\n- {id: q7, layout: l, text: A quiet day., quotes: [{content: [a loud day], source: null}]}"
    )
    with pytest.raises(EvaluationError, match="a loud day"):
        evaluate(load_passages(path), Reader().pipe)
