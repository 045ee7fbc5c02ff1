"""Annotated sentences: read as they are marked, and refused with the line that is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.evaluation.sentences import SentenceError, check, read, read_all

ROOT = Path(__file__).parents[2]
GOOD = """# own
{1:Malta} thanked {2:Tunisia} for the tents, met {3:Cyprus} and armed nobody.
> 1 2 SUPPORT | thanked | happened | diplomatic, disasters
> 1 = 3 CONSULT-visit | met | happened | -
> 1 - AID | armed | negated | military

{1:Malta} slept.
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    folder = tmp_path / "amber"
    folder.mkdir()
    path = folder / "01.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_sentences_are_read_as_marked(good: Path) -> None:
    first, second = read(good)
    assert first.text == "Malta thanked Tunisia for the tents, met Cyprus and armed nobody."
    assert [first.text[slice(*span)] for span in first.marks.values()] == ["Malta", "Tunisia", "Cyprus"]
    thanked, met, armed = first.acts
    assert (thanked.type, thanked.mode, thanked.contexts) == ("SUPPORT", None, ("diplomatic", "disasters"))
    assert (met.mode, met.reciprocal, met.contexts) == ("visit", True, ())
    assert (armed.recipient, armed.factuality) == (None, "negated")
    assert first.text[slice(*met.trigger)] == "met"
    assert (second.acts, second.where, second.batch) == ((), "01.txt:7", "amber")


def test_a_trigger_is_found_as_a_word(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("{1:Malta} asked for metal and met {2:Cyprus}.\n> 1 2 CONSULT | met | happened | -\n", "utf-8")
    (sentence,) = read(path)
    assert sentence.acts[0].trigger == (sentence.text.index("met Cyprus"), sentence.text.index(" Cyprus"))


def test_a_folder_is_read_whole(good: Path) -> None:
    (good.parent / "02.txt").write_text("{1:Malta} woke.\n", encoding="utf-8")
    assert len(read_all(good.parent.parent)) == 3
    assert len(read_all(good)) == 2


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("> 1 2 SUPPORT | thanked | happened", "no act"),
        ("> 1 2 THANK | thanked | happened | -", "no type THANK"),
        ("> 1 2 AID-visit | thanked | happened | -", "AID has no mode visit"),
        ("> 1 2 AID | thanked | perhaps | -", "no factuality perhaps"),
        ("> 1 2 AID | thanked | happened | weather", "no context weather"),
        ("> 1 9 AID | thanked | happened | -", "no mark 9"),
        ("> 1 2 AID | cursed | happened | -", "no trigger 'cursed'"),
        ("{1:Malta} {1:Cyprus}", "mark 1 twice"),
        ("{Malta} left", "a brace that is no mark"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(f"{{1:Malta}} thanked {{2:Tunisia}}.\n{line}\n", encoding="utf-8")
    with pytest.raises(SentenceError) as caught:
        list(read(path))
    assert what in caught.value.message
    assert f"({path}:2)" in caught.value.message
    assert "\n" not in caught.value.message
    assert [error.what for error in check(path).errors] == [caught.value.what]


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(SentenceError, match="sentences"):
            read_all(place)


def test_files_are_checked_from_the_command_line(good: Path) -> None:
    bad = good.parent / "02.txt"
    bad.write_text("> 1 2 AID | gave | happened | -\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "training.check", good, bad], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1
    assert f"{good}: 2 sentences, 3 acts, 0 wrong lines" in done.stdout
    assert f"({bad}:1)" in done.stdout
