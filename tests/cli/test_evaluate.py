"""``dragoman evaluate`` on small own-written gold: figures printed and written, and gold that is no gold."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.cli.conftest import Run

SENTENCE = "Norway condemned Russia on Friday."


def test_pairs_give_types_and_records(run: Run, tmp_path: Path) -> None:
    gold, figures = tmp_path / "pairs.jsonl", tmp_path / "figures.json"
    row = {"id": "1", "text": SENTENCE, "actor": [0, 6], "recipient": [17, 23], "type": "ACCUSE"}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = run("evaluate", "events", gold, "--json", figures)
    assert done.code == 0, done.err
    assert "pairs: macro F1 1.0000  accuracy 1.0000  n 1" in done.out
    assert "records: found 1.0000" in done.out
    assert json.loads(figures.read_text(encoding="utf-8"))["pairs_macro_f1"] == 1.0


def test_pairs_alone_and_the_picture(run: Run, tmp_path: Path) -> None:
    gold, figures, picture = tmp_path / "pairs.jsonl", tmp_path / "figures.json", tmp_path / "scores.svg"
    row = {"id": "1", "text": SENTENCE, "actor": [0, 6], "recipient": [17, 23], "type": "ACCUSE"}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = run("evaluate", "events", gold, "--pairs", "--picture", picture, "--json", figures)
    assert done.code == 0, done.err
    assert "pairs: macro F1 1.0000  accuracy 1.0000  n 1" in done.out
    assert "calibration: expected error 0." in done.out
    assert "records:" not in done.out
    held = json.loads(figures.read_text(encoding="utf-8"))
    assert set(held) == {"pairs_macro_f1", "pairs_accuracy", "pairs_ece", "pairs_calibrated"}
    drawn = picture.read_text(encoding="utf-8")
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert f"{held['pairs_ece']:.3f}" in drawn


@pytest.mark.parametrize("option", [("--pairs",), ("--picture", "scores.svg")], ids=["pairs", "picture"])
def test_gold_without_pairs_has_none_to_score(run: Run, tmp_path: Path, option: tuple[str, ...]) -> None:
    gold = tmp_path / "sentences.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": SENTENCE, "type": "ACCUSE"}) + "\n", encoding="utf-8")
    done = run("evaluate", "events", gold, *(tmp_path / one if one.endswith("svg") else one for one in option))
    assert done.code == 2
    assert len(done.errors) == 1
    assert "no pairs in this gold" in done.err
    assert not (tmp_path / "scores.svg").exists()


def test_a_picture_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "pairs.jsonl"
    row = {"id": "1", "text": SENTENCE, "actor": [0, 6], "recipient": [17, 23], "type": "ACCUSE"}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = run("evaluate", "events", gold, "--pairs", "--picture", tmp_path / "no" / "folder.svg")
    assert done.code == 2
    assert "Error: No such file or directory" in done.err


def test_sentences_give_records_alone(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "sentences.jsonl"
    row = {"id": "1", "text": SENTENCE, "type": "ACCUSE", "actors": [{"text": "Norway", "state": "NOR"}]}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = run("evaluate", "events", gold)
    assert done.code == 0, done.err
    assert "pairs:" not in done.out
    assert "records: found 1.0000" in done.out


def test_attributions(run: Run, tmp_path: Path) -> None:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    text = "Norway would send tents, the minister said."
    (tmp_path / "text" / "one.txt").write_text(text, encoding="utf-8")
    spans = {"Content": "Norway would send tents", "Source": "the minister", "Cue": "said"}
    lines = [
        f"T{number}\t{role} {text.index(words)} {text.index(words) + len(words)}\t{words}"
        for number, (role, words) in enumerate(spans.items(), start=1)
    ]
    lines.append("E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3")
    (tmp_path / "attributions" / "one_a.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run("evaluate", "attributions", tmp_path)
    assert done.code == 0, done.err
    assert "documents 1" in done.out
    assert "att50+src        1.000  1.000  1.000" in done.out


def test_places(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "places.jsonl"
    text = "Talks were held in Lima, Peru."
    toponyms = [
        {"start": 19, "end": 23, "lat": -12.05, "lon": -77.04},
        {"start": 25, "end": 29, "lat": -10, "lon": -75},
    ]
    gold.write_text(json.dumps({"doc": "1", "text": text, "toponyms": toponyms}) + "\n", encoding="utf-8")
    done = run("evaluate", "places", gold)
    assert done.code == 0, done.err
    assert "end to end 1.000" in done.out


@pytest.mark.parametrize("kind", ["events", "attributions", "places"])
def test_gold_that_is_missing_is_an_error(run: Run, tmp_path: Path, kind: str) -> None:
    done = run("evaluate", kind, tmp_path / "none")
    assert done.code == 2
    assert len(done.errors) == 1
    assert "[D5" in done.err


def test_figures_that_cannot_be_written_are_an_error(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "sentences.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": SENTENCE, "type": "ACCUSE"}) + "\n", encoding="utf-8")
    done = run("evaluate", "events", gold, "--json", tmp_path / "no" / "folder.json")
    assert done.code == 2
    assert "Error: No such file or directory" in done.err


@pytest.mark.parametrize(
    ("measure", "figure", "line"),
    [
        ("factuality", "factuality_at_triggers", "at triggers: macro F1 1.0000  n 2"),
        ("modes", "modes_accuracy", "modes at acts: accuracy 1.0000"),
        ("contexts", "contexts_f1_found", "contexts of acts found: precision"),
    ],
)
def test_annotated_sentences(run: Run, tmp_path: Path, measure: str, figure: str, line: str) -> None:
    sentences, figures = tmp_path / "one.txt", tmp_path / "figures.json"
    sentences.write_text(
        "{1:Norway} condemned {2:Russia} on Friday.\n> 1 2 ACCUSE-disapprove | condemned | happened | -\n\n"
        "{1:Norway} will send tents to {2:Moldova}.\n> 1 2 AGREE | will send | future | -\n",
        encoding="utf-8",
    )
    done = run("evaluate", measure, sentences, "--json", figures)
    assert done.code == 0, done.err
    assert line in done.out
    assert figure in json.loads(figures.read_text(encoding="utf-8"))


def test_sentences_that_are_none_are_one_line(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", "factuality", tmp_path)
    assert done.code == 2
    assert len(done.errors) == 1
    assert "no annotated sentences" in done.err


def test_names(run: Run, tmp_path: Path) -> None:
    gold, figures = tmp_path / "names.yaml", tmp_path / "names.json"
    gold.write_text(
        "entities:\n- {name: Sergei Shoigu, kind: person, state: RUS, variants: [{text: Choïgou, language: fr}]}\n"
        "lookalikes:\n- {text: Choigny, language: fr, near: Sergei Shoigu, is: a village}\n"
    )
    done = run("evaluate", "names", gold, "--json", figures)
    assert done.code == 0
    assert json.loads(figures.read_text()) == {
        "names_right": 1.0,
        "names_without_wrong_join": 1.0,
        "names_without_false_join": 1.0,
    }
    assert "false joins of look-alikes 0 of 1" in done.out
