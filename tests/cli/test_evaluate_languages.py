"""``dragoman evaluate`` for languages: figures printed and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.evaluation.test_identification import SAMPLES
from tests.evaluation.test_parallel import STORY


def test_identification(run: Run, tmp_path: Path) -> None:
    gold, figures = tmp_path / "samples.yaml", tmp_path / "figures.json"
    gold.write_text(SAMPLES, encoding="utf-8")
    done = run("evaluate", "identification", gold, "--json", figures)
    assert done.code == 0, done.err
    assert "sentences  right 1.0000  n 1" in done.out
    assert json.loads(figures.read_text(encoding="utf-8"))["paragraphs_right"] == 0.5


@pytest.mark.parametrize(
    ("arguments", "figure"),
    [(("alignment",), "links_f1_ru"), (("untranslated", "--language", "ru"), "states_f1_ru")],
)
def test_stories(run: Run, tmp_path: Path, arguments: tuple[str, ...], figure: str) -> None:
    (tmp_path / "story-01.yaml").write_text(STORY, encoding="utf-8")
    figures = tmp_path / "figures.json"
    done = run("evaluate", *arguments, tmp_path, "--json", figures)
    assert done.code == 0, done.err
    assert json.loads(figures.read_text(encoding="utf-8"))[figure] > 0.7
