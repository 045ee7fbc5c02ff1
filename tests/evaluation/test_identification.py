"""The score of language identification."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import EvaluationError
from dragoman.evaluation.identification import evaluate, load_samples

SAMPLES = """
paragraphs:
- {language: en, text: The ministers of both states met on Monday and agreed to open the strait again.}
- {language: fr, text: Die Minister beider Staaten trafen sich am Montag und öffnen die Meerenge wieder.}
sentences:
- {language: ko, text: 두 나라의 장관들이 월요일에 만났다.}
unknown:
- {language: null, text: '12:30, KN-23'}
"""


def test_shares_of_each_part(tmp_path: Path) -> None:
    path = tmp_path / "samples.yaml"
    path.write_text(SAMPLES, encoding="utf-8")
    result = evaluate(load_samples(path))
    assert result.figures == {"paragraphs_right": 0.5, "sentences_right": 1.0, "unknown_right": 1.0}
    assert "is fr, found de" in result.lines()[0]


@pytest.mark.parametrize(
    "text", ["paragraphs: []", "paragraphs: [{language: en}]", "- 1", SAMPLES.replace("unknown", "x")]
)
def test_what_is_no_sample_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "samples.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match="no samples"):
        load_samples(path)
