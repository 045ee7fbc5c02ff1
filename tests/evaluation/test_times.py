"""The score of expressions of time: values, modifiers, traps and what was found beyond the gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.reader import Reader
from dragoman.evaluation.times import evaluate, load_passages, same

CASES = """
cases:
- id: t1
  published: '2023-09-18'
  text: Lena Orth left Oslo on Saturday after a two-day visit. General May stayed.
  times:
  - {text: Saturday, value: '2023-09-16', kind: date, like: weekday}
  - {text: two-day, value: PT48H, kind: duration, like: duration}
  traps: [May]
- id: t2
  published: '2023-09-18'
  text: The border was closed in early August and in March.
  times:
  - {text: early August, value: 2023-08, kind: date, mod: START, like: fuzzy}
  - {text: March, value: 2022-03, kind: date, like: date}
"""


def test_values_are_compared_and_wrong_ones_are_shown(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "times.yaml"
    path.write_text(CASES)
    result = evaluate(load_passages(path), reader.pipe)
    assert result.figures == {
        "times_right": 0.75,
        "times_found": 1.0,
        "times_precision": 1.0,
        "times_modifiers": 1.0,
        "times_no_traps": 1.0,
    }
    assert any("t2 (date): 'March' 2022-03, got 'March' 2023-03" in line for line in result.lines())


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("P2W", "P14D", True),
        ("PT48H", "P2D", True),
        ("P1.5Y", "P18M", True),
        ("P2W", "P1M", False),
        ("2023-W37", "2023-W37", True),
        ("2023-09-18T09:30Z", "2023-09-18T09:30", True),
        (None, None, True),
        (None, "2023", False),
    ],
)
def test_lengths_are_compared_by_what_they_amount_to(one: str | None, other: str | None, equal: bool) -> None:
    assert same(one, other) is equal
