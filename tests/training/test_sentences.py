"""The training sentences: every line is as the format wants it, and the batches are those that the page names."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.check import main

from dragoman.evaluation.sentences import check, read_all
from dragoman.knowledge.plover import plover

SENTENCES = Path(__file__).parents[2] / "training" / "sentences"
FILES = sorted(SENTENCES.rglob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_line_is_wrong(path: Path) -> None:
    found = check(path)
    assert [error.message for error in found.errors] == []
    assert found.sentences > 0


def test_every_type_has_many_acts_in_every_kind_of_batch() -> None:
    sentences = read_all(SENTENCES)
    for test in (False, True):
        acts = [act.type for one in sentences if (one.batch in {"onyx", "quartz"}) == test for act in one.acts]
        assert set(acts) == set(plover().types)
        assert min(map(acts.count, plover().types)) >= (10 if test else 100)


def test_no_sentence_of_a_test_batch_is_trained_on() -> None:
    sentences = read_all(SENTENCES)
    trained = {one.text for one in sentences if one.batch not in {"onyx", "quartz"}}
    assert not [one.where for one in sentences if one.batch in {"onyx", "quartz"} and one.text in trained]


def test_the_page_names_every_batch() -> None:
    page = (SENTENCES.parent / "README.md").read_text("utf-8")
    for batch in sorted({path.parent.name for path in FILES}):
        assert f"`{batch}`" in page


def test_wrong_lines_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text("{1:Kenya} warned {2:Somalia}.\n> 1 3 THREATEN | warned | happened | -\n> 1 2 NONSENSE\n", "utf-8")
    assert main([str(path)]) == 1
    out = capsys.readouterr().out
    assert f"{path}:2" in out
    assert f"{path}:3" in out
    assert "1 sentences, 0 acts, 2 wrong lines" in out
    assert main([str(FILES[0])]) == 0
