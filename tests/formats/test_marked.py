"""Marked text: the pieces are the text, each inside exactly the marks that cover it, however these lie."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats.fragments import source_address
from dragoman.formats.marked import LANES, Mark, html, laned, pieces

OWN = (
    "Norway sends tents to Moldova\r\n\r\nNorway sent tents to Moldova on Tuesday, a Norwegian official said.\n",
    "שר החוץ של נורווגיה הגיע לקישינב\n\nوصل وزير الخارجية النرويجي يوم الثلاثاء.\n",
    '挪威向摩尔多瓦送去帐篷。\n\n👩🏽‍🚀 <b>&amp; "it\'s" & </b>\t\x0b\u2028end',
    "",
)
LAYERS = ("actor", "place", "date", "materiel", "event", "said", "trigger", "cue")
TEXTS = st.one_of(st.sampled_from(OWN), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    place = st.integers(-2, len(text) + 2)
    mark = st.builds(
        Mark, place, place, st.sampled_from(LAYERS), card=st.none() | st.integers(0, 9),
        link=st.none() | st.just("#card-em-1"), note=st.text(max_size=3).filter(lambda one: "\0" not in one),
        name=st.sampled_from(["", "em-1"]),
    )  # fmt: skip
    return text, draw(st.lists(mark, max_size=12))


class Reader(HTMLParser):
    """What a browser's ``textContent`` would be: the data of all text nodes, with the words of references."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.deepest = max(self.deepest, self.open.count("a"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def content(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


@given(marked())
def test_pieces_are_the_text_and_lie_inside_exactly_their_marks(example: tuple[str, list[Mark]]) -> None:
    text, marks = example
    found = list(pieces(text, marks))
    assert "".join(piece.text for piece in found) == text
    assert all(before.end == after.start for before, after in pairwise(found))
    whole = [one for one in marks if max(0, one.start) < min(len(text), one.end)]
    for piece in found:
        assert text[piece.start : piece.end] == piece.text != ""
        for at in range(piece.start, piece.end):
            covering = sorted((one.layer, one.card or -1, one.note) for one in whole if one.start <= at < one.end)
            assert covering == sorted((one.layer, one.card or -1, one.note) for one in piece.marks)


@given(marked())
def test_the_text_of_the_html_is_the_text(example: tuple[str, list[Mark]]) -> None:
    text, marks = example
    half = len(text) // 2
    segments = [Mark(0, half, "title"), Mark(half, len(text), "notice")]
    read = content(html(text, laned(marks), segments))
    assert "".join(read.words) == text
    assert read.deepest <= 1, "a link in a link"


def test_a_browser_would_turn_returns_into_line_feeds() -> None:
    assert html("one\r\ntwo", []) == "one&#13;\ntwo"


def test_nested_and_overlapping_marks_of_one_text() -> None:
    text = "the Norwegian minister met her Moldovan colleague"
    marks = [
        Mark(4, 22, "actor", note="minister"), Mark(4, 13, "actor", note="Norway"), Mark(4, 49, "event", card=0),
        Mark(0, 30, "said", card=1, lane=1), Mark(23, 26, "trigger", card=0, link="#card-em-0"),
    ]  # fmt: skip
    found = [(piece.text, [one.layer for one in piece.marks]) for piece in pieces(text, marks)]
    assert found == [
        ("the ", ["said"]), ("Norwegian", ["said", "event", "actor", "actor"]),
        (" minister", ["said", "event", "actor"]), (" ", ["said", "event"]), ("met", ["said", "event", "trigger"]),
        (" her", ["said", "event"]), (" Moldovan colleague", ["event"]),
    ]  # fmt: skip
    markup = html(text, marks)
    assert '<span data-in="1 0"><span class="said lane-1"><span class="event"><span class="trigger">' in markup
    assert '<a href="#card-em-0">met</a>' in markup


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12))
def test_lines_that_overlap_have_lanes_of_their_own_as_far_as_there_are_any(spans: list[tuple[int, int]]) -> None:
    lines = laned(Mark(start, start + length, "event") for start, length in spans)
    assert len(lines) == len(spans)
    for at in range(40):
        lanes = [one.lane for one in lines if one.start <= at < one.end]
        assert all(1 <= lane <= LANES for lane in lanes)
        if len(lanes) <= 1:
            continue
        below = [lane for lane in lanes if lane < LANES]
        assert len(below) == len(set(below)), "two lines in one lane while another is free"


def test_what_is_named_in_an_attribute_cannot_leave_it() -> None:
    evil = '"><script>alert(1)</script>'
    markup = html("x < y", [Mark(0, 5, evil, card=1, link=evil, note=evil, name=evil)], [Mark(0, 5, evil)])
    assert "<script" not in markup
    assert "x &lt; y" in markup


def test_a_million_characters_are_cut_in_reasonable_time() -> None:
    text = "Norway sent tents to Moldova, an official said.\n" * 21_000
    marks = []
    for at in range(0, len(text), 48):
        marks += [Mark(at, at + 6, "actor"), Mark(at + 21, at + 28, "place"), Mark(at, at + 28, "event", card=at)]
        marks += [Mark(at, at + 47, "said", card=at), Mark(at + 7, at + 11, "trigger", card=at, link="#card-em-0")]
    began = time.process_time()
    markup = html(text, laned(marks))
    assert time.process_time() - began < 12
    assert markup.count("<a ") == 21_000


@pytest.mark.parametrize(
    ("url", "words", "address"),
    [
        (None, "some words", None),
        ("https://a.example/x", "", "https://a.example/x"),
        ("https://a.example/x", "North-South talks, again & more",
         "https://a.example/x#:~:text=North%2DSouth%20talks%2C%20again%20%26%20more"),
        ("https://a.example/x#part", "two\n\n words", "https://a.example/x#part:~:text=two%20words"),
        ("https://a.example/x#part:~:text=old", "new", "https://a.example/x#part:~:text=new"),
        ("https://a.example/", "Москва сказала", "https://a.example/#:~:text=%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0%20"
         "%D1%81%D0%BA%D0%B0%D0%B7%D0%B0%D0%BB%D0%B0"),
        ("https://a.example/", "one two three four five " + "and so on " * 30 + "six seven eight nine ten",
         "https://a.example/#:~:text=one%20two%20three%20four%20five,six%20seven%20eight%20nine%20ten"),
    ],
)  # fmt: skip
def test_an_address_leads_to_the_words(url: str | None, words: str, address: str | None) -> None:
    assert source_address(url, words) == address
