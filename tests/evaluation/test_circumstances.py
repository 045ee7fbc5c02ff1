"""The score of circumstances: dates and venues of acts at their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.reader import Reader
from dragoman.errors import EvaluationError
from dragoman.evaluation.circumstances import evaluate, load_reports

CASES = """
cases:
- id: w1
  published: '2023-09-18'
  text: Peru's president met Chile's foreign minister in Lima on Saturday. Chile signed nothing.
  acts:
  - {trigger: met, when: '2023-09-16', where: Lima, in: PER, role: venue}
  - {trigger: signed, when: null, where: null, in: null, role: null}
- id: w2
  published: '2023-09-18'
  text: Peru's president met Chile's foreign minister in Lima on Saturday.
  acts:
  - {trigger: met, when: '2023-09-17', where: Cusco, in: PER, role: venue}
"""


def test_dates_and_venues_are_compared(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "acts.yaml"
    path.write_text(CASES)
    result = evaluate(load_reports(path), reader.circumstances)
    assert result.figures["dates_right"] == pytest.approx(2 / 3)
    assert result.figures["dates_told_right"] == 0.5
    assert result.figures["venues_told_right"] == 0.5
    assert any("w2 met: 2023-09-17, got 2023-09-16" in line for line in result.lines())


def test_a_word_that_is_not_there_so_often_is_named(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "acts.yaml"
    path.write_text(CASES.replace("trigger: signed,", "trigger: signed, at: 2,"))
    with pytest.raises(EvaluationError, match="signed"):
        evaluate(load_reports(path), reader.circumstances)
