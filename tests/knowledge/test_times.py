"""Tests of knowledge.times: the anchors of history and the search for their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import load_data
from dragoman.knowledge.times import times
from dragoman.settings import settings


def test_there_are_many_anchors_with_days_in_order() -> None:
    anchors = times().anchors
    assert len(anchors) >= 60
    assert all(row.end is None or row.start <= row.end for row in anchors.values())


def test_an_event_that_is_over_and_not_of_a_day_says_what_after_means() -> None:
    for row in times().anchors.values():
        if row.end is None:
            assert row.after == "start"


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("before the invasion of Kuwait", "invasion-of-kuwait"),
        ("Since Russia’s invasion of Ukraine", "ukraine-war"),
        ("the Russia–Ukraine war", "ukraine-war"),
        ("the Six-Day War", "six-day-war"),
        ("THE KOREAN WAR", "korean-war"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, identity: str) -> None:
    [named] = [named for named in times().find(text) if not named.short]
    assert [row.id for row in named.anchors] == [identity]


def test_short_names_count_only_beside_a_full_one() -> None:
    assert times().find("Since the war, prices have risen.") == []
    found = times().find("The Korean War ended in a truce. Since the war, prices have risen.")
    assert [named.short for named in found] == [False, True]


def test_names_are_whole_words_and_keep_their_places() -> None:
    text = "İn the post-Brexiteer age, brexit is a word."
    [named] = times().find(text)
    assert text[named.start : named.end] == "brexit"


def test_a_bad_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "times.yaml").write_text(
        "anchors:\n- {id: odd, names: [odd war], start: '2001-02-03', end: '2000-01-01', confidence: high}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path))
    for cached in (settings, load_data, times):
        cached.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="ends before it starts"):
            times()
    finally:
        monkeypatch.undo()
        for cached in (settings, load_data, times):
            cached.cache_clear()
