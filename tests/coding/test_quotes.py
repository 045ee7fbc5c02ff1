"""Quotations are found whatever is missing, line by line, in time that grows with the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.quotes import Quote, find_quotes, outermost


def words(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Go," he said. "Now."', ['"Go,"', '"Now."']),
        ("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"]),
        ("«Go», he said.", ["«Go»"]),
        ("„Go“, he said.", ["„Go“"]),
        ("''It is over,'' she said.", ["''It is over,''"]),
        ("He called it ‘a farce’ twice.", ["‘a farce’"]),
        ("He called it 'a farce' twice.", ["'a farce'"]),
        ("“He said ‘no’ to us,” she said.", ["“He said ‘no’ to us,”", "‘no’"]),
        ('"He called it "a mess" and left," she said.', ['"He called it "a mess" and left,"', '"a mess"']),
    ],
)
def test_pairs(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The ministers’ cars and the workers' flats weren't theirs.",
        "It was the '90s, and he was 6'2\" tall.",
        "Get 'em while it’s early.",
        '" "',
        "No marks at all.",
        "",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert words(text) == []


def test_nested_quotations_are_deeper() -> None:
    quotes = find_quotes("“She said ‘not now’ and left,” he said.")
    assert [quote.depth for quote in quotes] == [0, 1]
    assert outermost(quotes) == quotes[:1]
    assert [quote.is_single for quote in quotes] == [False, True]


def test_an_open_quotation_runs_to_the_end_of_its_line_and_goes_on() -> None:
    text = "“First part.\n\n“Second part,” he said.\n\nNothing."
    first, second = find_quotes(text)
    assert text[first.start : first.end] == "“First part."
    assert (first.is_closed, first.is_continued) == (False, True)
    assert (second.is_closed, second.is_continued) == (True, False)


def test_an_open_quotation_before_plain_prose_does_not_go_on() -> None:
    first = find_quotes('"Open to the end\nPlain prose.')[0]
    assert (first.is_closed, first.is_continued) == (False, False)


def test_a_missing_mark_does_not_swallow_the_narration() -> None:
    assert words('"Odd, he said. "But true," she replied.') == ['"Odd,', '"But true,"']


def test_a_quotation_never_crosses_a_border() -> None:
    text = 'Title with "an open mark The lead has "its own".'
    border = text.index("The lead")
    quotes = find_quotes(text, [(0, border), (border, len(text))])
    assert all(quote.end <= border or quote.start >= border for quote in quotes)
    assert '"its own"' in [text[quote.start : quote.end] for quote in quotes]


@pytest.mark.parametrize(
    ("text", "is_scare"),
    [
        ("a “paper fleet” that", True),
        ("the “free world,” as they", True),
        ("“Yes,” he said", False),
        ("“We shall leave the city tomorrow”", False),
    ],
)
def test_scare_quotes_are_told_apart(text: str, is_scare: bool) -> None:
    assert find_quotes(text)[0].is_scare is is_scare


PIECES = st.sampled_from(
    ["“", "”", '"', "'", "‘", "’", "''", "``", "„", "«", "»", " ", "\n", ",", ".", "a", "Ann", "6"]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_sound_quotations(text: str) -> None:
    quotes = find_quotes(text)
    assert quotes == sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert "\n" not in text[quote.start : quote.end]
    outer = outermost(quotes)
    assert all(one.end <= other.start for one, other in pairwise(outer))
    assert all(any(covers(one, quote) for one in outer) for quote in quotes)


def covers(outer: Quote, inner: Quote) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@pytest.mark.parametrize("unit", ['"', "“", "'", '" a', "“a ”", "'a ", '"a ', "“a ‘b "])
def test_a_megabyte_of_marks_takes_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    begun = time.process_time()
    find_quotes(text)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"He is 6\'2" in his socks and he cried," she said.', ['"He is 6\'2" in his socks and he cried,"']),
        (
            "‘The farmers’ vote went to us. They are angry,’ he said.",
            ["‘The farmers’ vote went to us. They are angry,’"],
        ),
        ("»The lake is low,« she said. »We wait.«", ["»The lake is low,«", "»We wait.«"]),
        ("«The lake is low,» she said.", ["«The lake is low,»"]),
        ("A ‘sandbox’ for the guests’ dogs opened.", ["‘sandbox’"]),
    ],
)
def test_marks_that_are_none_and_marks_that_point_inwards(text: str, quoted: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in outermost(find_quotes(text))] == quoted
