"""Marked pairs: what the encoder is trained on, made of own annotated sentences."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.pairs import NONE, Pair, chosen, marked, pairs_of, shortened, varied

from dragoman.coding.learned.encoder import encoder
from dragoman.coding.learned.marking import Marker
from dragoman.evaluation.sentences import Sentence, read_all

LINES = """\
{1:Kenya} accused {2:Somalia} of arming {3:two clan militias} near Mandera.
> 1 2 ACCUSE-allege | accused | happened | military
> 2 3 AID | arming | happened | military

{1:Peru} and {2:Chile} signed a pact and praised {3:Ecuador}.
> 1 = 2 SUPPORT | signed | happened | diplomatic
> 1 3 SUPPORT | praised | happened | -
> 1 3 CONSULT | praised | happened | -

{1:Dockers in Mombasa} walked out at dawn.
> 1 - PROTEST-strike | walked out | happened | economic
"""


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "one.txt").write_text(LINES, encoding="utf-8")
    return read_all(tmp_path)


def told(pair: Pair) -> tuple[str, str | None, str]:
    to = pair.text[slice(*pair.recipient)] if pair.recipient is not None else None
    return pair.text[slice(*pair.actor)], to, pair.type


def test_every_ordered_pair_is_an_act_or_none(sentences: list[Sentence]) -> None:
    assert set(map(told, pairs_of(sentences[0]))) == {
        ("Kenya", "Somalia", "ACCUSE"),
        ("Somalia", "Kenya", NONE),
        ("Somalia", "two clan militias", "AID"),
        ("two clan militias", "Somalia", NONE),
        ("Kenya", "two clan militias", NONE),
        ("two clan militias", "Kenya", NONE),
    }
    assert {pair.batch for pair in pairs_of(sentences[0])} == {"own"}


def test_acts_of_both_hold_both_ways_and_the_first_line_counts(sentences: list[Sentence]) -> None:
    found = {(actor, to): kind for actor, to, kind in map(told, pairs_of(sentences[1]))}
    assert found["Peru", "Chile"] == found["Chile", "Peru"] == "SUPPORT"
    assert found["Peru", "Ecuador"] == "SUPPORT"
    assert found["Ecuador", "Peru"] == NONE
    assert len(found) == 6


def test_an_act_without_recipient_is_a_pair_without_one(sentences: list[Sentence]) -> None:
    assert [told(pair) for pair in pairs_of(sentences[2])] == [("Dockers in Mombasa", None, "PROTEST")]


def test_all_acts_are_chosen_and_a_share_of_the_rest(sentences: list[Sentence]) -> None:
    many = sentences * 50
    assert [pair for pair in chosen(many, 0.0, 1) if pair.act is None] == []
    acts, everything = chosen(many, 0.0, 1), chosen(many, 1.0, 1)
    some = chosen(many, 0.3, 1)
    assert len(acts) < len(some) < len(everything) == sum(len(list(pairs_of(one))) for one in many)
    assert [pair for pair in some if pair.act is not None] == acts
    assert some == chosen(many, 0.3, 1) != chosen(many, 0.3, 2)


def test_pairs_are_marked_in_pieces(sentences: list[Sentence]) -> None:
    marker = Marker(encoder().pieces)
    for pair in chosen(sentences, 1.0, 1):
        found = marked(pair, marker)
        assert found is not None
        assert found.actor
        assert bool(found.recipient) == (pair.recipient is not None)


@given(st.integers(0, 10_000), st.integers(1, 9))
def test_a_shortened_span_is_some_of_its_words(seed: int, count: int) -> None:
    phrase = " ".join(f"word{number}" for number in range(count))
    text = f"before {phrase} after"
    span = (7, 7 + len(phrase))
    start, end = shortened(span, text, random.Random(seed))
    assert span[0] <= start < end <= span[1]
    words, kept = phrase.split(), text[start:end].split()
    at = words.index(kept[0])
    assert kept == words[at : at + len(kept)]
    if count < 3:
        assert (start, end) == span
    else:
        assert len(kept) > 1


def test_varied_shortens_long_spans_and_nothing_else(sentences: list[Sentence]) -> None:
    pair = next(pair for pair in pairs_of(sentences[0]) if pair.type == "AID")
    draw = random.Random(3)
    assert varied(pair, draw, 0.0) == pair
    cut = [varied(pair, draw, 1.0) for _ in range(20)]
    assert {one.actor for one in cut} == {pair.actor}, "one word is not shortened"
    assert len({one.recipient for one in cut}) > 1
    assert all((one.text, one.act, one.batch) == (pair.text, pair.act, pair.batch) for one in cut)
    alone = next(pairs_of(sentences[2]))
    assert varied(alone, draw, 1.0).recipient is None
