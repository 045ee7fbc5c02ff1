"""Scores of attributions on own-made gold with figures worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dragoman.errors import EvaluationError
from dragoman.evaluation.attribution_gold import is_communication
from dragoman.evaluation.attributions import GoldDocument, Spans, evaluate, load_gold, score
from dragoman.record import Article, Attribution, Coder, Record, Span

TEXT = 'Ann Lee said "the dam will hold" on Monday.\nBob hopes it rains. Cars go by.'


def at(part: str) -> tuple[tuple[int, int], ...]:
    start = TEXT.index(part)
    return ((start, start + len(part)),)


SAID = Spans(content=at('"the dam will hold" on Monday'), source=at("Ann Lee"), cue=at("said"))
HOPED = Spans(content=at("it rains"), source=at("Bob"), cue=at("hopes"))
NOISE = Spans(content=at("Cars go by"), cue=at("go"))
GOLD = GoldDocument("one", TEXT, (SAID, HOPED))


def figures(*found: Spans) -> dict[str, float]:
    return score([GOLD], [list(found)]).figures


def test_gold_against_itself_is_perfect() -> None:
    found = figures(SAID, HOPED)
    assert {value for name, value in found.items() if name.endswith(("_f1", "_recall", "_precision"))} == {1.0}


def test_nothing_found_is_nought() -> None:
    assert figures()["att50_f1"] == 0.0
    assert score([GOLD], [[]]).lines()[0] == "documents 1"


def test_half_of_the_words_are_enough_for_att50_but_not_for_exact() -> None:
    # Six words of gold ('the dam will hold on Monday'), four of them found.
    found = figures(Spans(content=at("the dam will hold"), source=at("Lee"), cue=at("said")))
    assert found["att50+src_recall"] == 0.5
    assert found["att50+src_precision"] == 1.0
    assert found["exact_f1"] == 0.0
    assert found["tok_content_recall"] == pytest.approx(4 / 8)
    assert found["tok_content_precision"] == 1.0


def test_less_than_half_is_no_match() -> None:
    assert figures(Spans(content=at("the dam"), source=at("Ann Lee")))["att50_f1"] == 0.0


def test_a_wrong_source_counts_for_att50_only() -> None:
    found = figures(Spans(content=SAID.content, source=at("Bob"), cue=SAID.cue))
    assert found["att50_recall"] == 0.5
    assert found["att50+src_recall"] == 0.0


def test_one_gold_is_matched_once() -> None:
    found = figures(SAID, SAID)
    assert found["att50_precision"] == 0.5
    assert found["att50_recall"] == 0.5


def test_speech_ignores_what_fits_thoughts_and_counts_noise() -> None:
    found = figures(SAID, HOPED, NOISE)
    assert found["speech50_recall"] == 1.0
    assert found["speech50_precision"] == 0.5  # the hope is neither right nor wrong, the noise is wrong
    assert found["att50_precision"] == pytest.approx(2 / 3)
    assert found["span_content_precision"] == pytest.approx(2 / 3)


def test_recall_by_slice() -> None:
    found = figures(SAID)
    assert found["att50|mixed_recall"] == 1.0  # four of six words stand in marks
    assert found["att50|indirect_recall"] == 0.0
    assert found["att50|cue:speech_recall"] == 1.0
    assert found["att50|cue:other_recall"] == 0.0


def test_no_source_is_only_like_no_source() -> None:
    gold = GoldDocument("one", TEXT, (NOISE,))
    sourced = Spans(content=NOISE.content, source=at("Bob"))
    assert score([gold], [[sourced]]).figures["att50+src_f1"] == 0.0
    assert score([gold], [[NOISE]]).figures["att50+src_f1"] == 1.0


def test_intervals_hold_the_figure_and_repeat() -> None:
    gold = [GOLD, GoldDocument("two", TEXT, (SAID,)), GoldDocument("three", TEXT, (HOPED,))]
    found = [[SAID], [SAID], [NOISE]]
    one, two = (score(gold, found, bootstrap=200, seed=3).figures for _ in range(2))
    assert one == two
    assert one["att50_f1_low"] <= one["att50_f1"] <= one["att50_f1_high"]


def test_as_many_predictions_as_documents() -> None:
    with pytest.raises(EvaluationError, match="0 predictions for 1 documents"):
        score([GOLD], [])


def test_a_reader_is_scored() -> None:
    def read(articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            spans = {
                role: [Span(start=s, end=e) for s, e in getattr(SAID, role)] for role in ("content", "source", "cue")
            }
            found = Attribution(id="a1", kind="mixed", **spans)
            yield Record(coder=Coder(version="0", model="none"), article=article, attributions=[found])

    result = evaluate([GOLD], read)
    assert result.figures["exact+src+cue_recall"] == 0.5
    assert any(line.startswith("att50+src") for line in result.lines())


def brat(folder: Path, name: str, text: str, lines: str) -> None:
    for part in ("text", "attributions"):
        (folder / part).mkdir(exist_ok=True)
    stem = name.rpartition("_")[0]
    (folder / "text" / f"{stem}.txt").write_bytes(text.encode())
    (folder / "attributions" / f"{name}.ann").write_text(lines)


def test_gold_is_read_from_brat_files(tmp_path: Path) -> None:
    text = "Ann said\r\nit rains and pours."
    joined = (
        "T1\tSource 0 3\tAnn\nT2\tCue 4 8\tsaid\nT3\tContent 10 18;23 28\tit rains pours\nE1\tA:T2 Source:T1 Cue:T2 "
    )
    brat(tmp_path, "day_ann", text, joined + "Content:T3\nE2\tA:T2 Cue:T2\n")
    brat(tmp_path, "day_bob", text, "")
    (document,) = load_gold(tmp_path)
    assert document.name == "day"
    assert document.text == text
    assert document.attributions == (Spans(((10, 18), (23, 28)), ((0, 3),), ((4, 8),)),)


def test_missing_or_broken_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no gold attributions"):
        load_gold(tmp_path)
    brat(tmp_path, "day_ann", "Ann said it.", "T1\tSource zero three\tAnn\n")
    with pytest.raises(EvaluationError, match="day_ann"):
        load_gold(tmp_path)


@pytest.mark.parametrize(("form", "speech"), [("saying", True), ("denied", True), ("quipped", True), ("hopes", False)])
def test_words_of_communication(form: str, speech: bool) -> None:
    assert is_communication(form) is speech
