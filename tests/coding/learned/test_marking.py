"""Marking: which pieces are read around two spans, and which of them are marked."""

from __future__ import annotations

from functools import lru_cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from tests.coding.learned.tiny import VOCABULARY, WORDS

from dragoman.coding.learned.encoder import Marked, encoder
from dragoman.coding.learned.marking import AFTER, BEFORE, MOST, Marker, Span
from dragoman.coding.learned.pieces import Pieces

SPLIT = spacy.blank("en").tokenizer


@lru_cache(maxsize=1)
def packaged() -> Marker:
    """A marker with the packaged vocabulary."""
    return Marker(encoder().pieces)


@pytest.fixture(scope="module")
def marker() -> Marker:
    return Marker(Pieces(VOCABULARY))


def words_of(pair: Marked, places: tuple[int, ...] | None = None) -> list[str]:
    return [VOCABULARY[pair.numbers[place]] for place in (range(len(pair.numbers)) if places is None else places)]


def span_of(first: int, last: int) -> Span:
    """The characters of words ``first`` to ``last`` of a text of WORDS: each has four letters and a space."""
    return first * 5, last * 5 + 4


def of(marker: Marker, count: int, actor: Span, recipient: Span | None) -> Marked | None:
    return marker.of_text(" ".join(WORDS[:count]), actor, recipient)


def test_the_window_ends_some_words_before_and_after_the_spans(marker: Marker) -> None:
    found = of(marker, 80, span_of(20, 21), span_of(30, 30))
    assert found is not None
    assert words_of(found) == ["[CLS]", *WORDS[20 - BEFORE : 31 + AFTER], "[SEP]"]
    assert words_of(found, found.actor) == WORDS[20:22]
    assert words_of(found, found.recipient) == WORDS[30:31]


def test_the_recipient_may_stand_first(marker: Marker) -> None:
    found = of(marker, 80, span_of(30, 30), span_of(20, 21))
    assert found is not None
    assert words_of(found) == ["[CLS]", *WORDS[20 - BEFORE : 31 + AFTER], "[SEP]"]
    assert words_of(found, found.actor) == WORDS[30:31]
    assert words_of(found, found.recipient) == WORDS[20:22]


def test_spans_at_both_ends_of_a_text(marker: Marker) -> None:
    found = of(marker, 10, span_of(0, 0), span_of(9, 9))
    assert found is not None
    assert words_of(found) == ["[CLS]", *WORDS[:10], "[SEP]"]
    assert found.actor == (1,)
    assert found.recipient == (10,)


def test_no_recipient_marks_the_actor_alone(marker: Marker) -> None:
    found = of(marker, 40, span_of(20, 22), None)
    assert found is not None
    assert words_of(found) == ["[CLS]", *WORDS[20 - BEFORE : 23 + AFTER], "[SEP]"]
    assert words_of(found, found.actor) == WORDS[20:23]
    assert found.recipient == ()


def test_words_of_overlapping_spans_are_the_actors(marker: Marker) -> None:
    found = of(marker, 20, span_of(5, 5), span_of(4, 7))
    assert found is not None
    assert words_of(found, found.actor) == [WORDS[5]]
    assert words_of(found, found.recipient) == [WORDS[4], *WORDS[6:8]]
    assert of(marker, 20, span_of(4, 7), span_of(5, 5)) is None, "nothing is left of the recipient"


def test_a_span_that_begins_within_a_word_takes_the_word(marker: Marker) -> None:
    found = of(marker, 10, (2, 7), (22, 23))
    assert found is not None
    assert words_of(found, found.actor) == WORDS[0:2]
    assert words_of(found, found.recipient) == [WORDS[4]]


def test_a_span_without_a_word_is_no_pair(marker: Marker) -> None:
    assert of(marker, 10, (4, 5), span_of(3, 3)) is None
    assert of(marker, 10, span_of(3, 3), (4, 5)) is None
    assert of(marker, 10, (4, 5), None) is None
    assert marker.of_text("", (0, 0), None) is None


def test_no_more_is_read_than_the_most(marker: Marker) -> None:
    found = of(marker, 200, span_of(20, 20), span_of(30, 120))
    assert found is not None
    assert words_of(found) == ["[CLS]", *WORDS[20 - BEFORE : 20 - BEFORE + MOST], "[SEP]"]
    assert of(marker, 200, span_of(20, 20), span_of(150, 150)) is None, "farther apart than is read"


def test_only_the_sentences_of_the_spans_are_read(parser: Language) -> None:
    text = "Rain fell in Lima. Kenya praised Ghana. Chile closed a port. Cranes stood idle."
    known = encoder().pieces
    doc = parser(text)
    assert len(list(doc.sents)) == 4

    def read(first: str, second: str) -> tuple[int, ...]:
        start, other = text.index(first), text.index(second)
        found = packaged().of(doc, (start, start + len(first)), (other, other + len(second)))
        assert found is not None
        return found.numbers[1:-1]

    assert read("Kenya", "Ghana") == known.of("Kenya praised Ghana.")
    assert read("Kenya", "Chile") == known.of("Kenya praised Ghana. Chile closed a port.")


@settings(deadline=None)
@given(st.text(max_size=60), st.data())
def test_marks_cover_the_words_of_a_span_in_any_text(text: str, data: st.DataObject) -> None:
    known = encoder().pieces
    doc = SPLIT(text)
    ends = st.integers(0, len(text))
    actor = data.draw(st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair))))
    found = packaged().of_text(text, actor, None)
    covered = [token for token in doc if token.idx < actor[1] and actor[0] < token.idx + len(token)]
    expected = [number for token in covered for number in known.of(token.text)]
    if found is None:
        assert not expected
    else:
        assert [found.numbers[place] for place in found.actor] == expected
        assert found.numbers[0] == known.first
        assert found.numbers[-1] == known.last
