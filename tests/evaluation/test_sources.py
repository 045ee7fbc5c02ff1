"""The score of sources: whom each means."""

from __future__ import annotations

from pathlib import Path

from dragoman.coding.reader import Reader
from dragoman.evaluation.sources import evaluate, load_reports, telling

CASES = """
cases:
- id: s1
  published: '2025-03-04'
  text: |-
    LIMA - A lawyer for the dockers, Rosa Quispe, said on Monday that the port was closed.

    She said it would open on Friday. Two officials who asked not to be named said it would not.
  sources:
  - {content: the port was closed, source: 'A lawyer for the dockers, Rosa Quispe', form: title, entity: Rosa Quispe}
  - {content: it would open on Friday, source: She, form: pronoun, entity: Rosa Quispe}
  - {content: it would not, source: Two officials, form: unnamed, entity: Two officials, number: 2}
  - {content: LIMA, source: the mayor, form: description, entity: Lima}
"""


def test_each_form_is_counted_and_what_is_missing_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(CASES)
    result = evaluate(load_reports(path), Reader().pipe)
    assert result.figures["sources_right_title"] == 1
    assert result.figures["sources_right_pronoun"] == 1
    assert result.figures["sources_right_unnamed"] == 1
    assert result.figures["sources_right_description"] == 0
    assert result.figures["sources_right"] == 0.75


def test_telling_words_are_those_that_name() -> None:
    assert telling("the Governor of Oslo's deputy") == {"governor", "oslo", "deputy"}
