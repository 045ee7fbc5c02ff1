"""The words of an original that a stretch of its translation renders."""

from __future__ import annotations

import pytest

from dragoman.language.alignment import align
from dragoman.language.renderings import align_words
from dragoman.record import Span

ORIGINAL = (
    "Во вторник, 4 июня, министр иностранных дел Сербии прибыл в Россию. "
    "«Мы ждали этого дня», — сказал он журналистам. "
    "Сербия поставит России 1200 грузовиков, а Россия заплатит 3 млн долл."
)
TRANSLATION = (
    "On Tuesday, 4 June, the foreign minister of Serbia arrived in Russia. "
    '"We have waited for this day," he told journalists. '
    "Serbia is to supply Russia with 1,200 trucks, and Russia will pay $3 million."
)


def rendered(words: str, number: int = 0) -> str | None:
    start = -1
    for _ in range(number + 1):
        start = TRANSLATION.index(words, start + 1)
    span = Span(start=start, end=start + len(words))
    pairs = align(ORIGINAL, TRANSLATION, "ru", "en")
    pair = next(pair for pair in pairs if any(one.start <= start < one.end for one in pair.translation))
    found = align_words(ORIGINAL, TRANSLATION, pair, span, source="ru", target="en")
    return ORIGINAL[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("words", "number", "wanted"),
    [
        ("Serbia", 0, "Сербии"),
        ("Russia", 0, "Россию"),
        ("Serbia", 1, "Сербия"),
        ("Russia", 1, "России"),
        ("Russia", 2, "Россия"),
        ("1,200", 0, "1200"),
        ("Tuesday", 0, "вторник"),
        ('"We have waited for this day,"', 0, "«Мы ждали этого дня»"),
        ("We have waited for this day", 0, "Мы ждали этого дня"),
    ],
)
def test_names_numbers_and_quotations(words: str, number: int, wanted: str) -> None:
    assert rendered(words, number) == wanted


@pytest.mark.parametrize(
    "words", ["the foreign minister of Serbia", "supply", "waited for this day", "he", "trucks, and Russia"]
)
def test_what_is_not_sure_is_none(words: str) -> None:
    assert rendered(words) is None


def test_a_name_that_one_side_has_more_often_is_not_sure() -> None:
    original, translation = "Россия против.", "Russia says that Russia is against it."
    (pair,) = align(original, translation, "ru", "en")
    assert align_words(original, translation, pair, Span(start=0, end=6), source="ru", target="en") is None


def test_a_stretch_of_another_sentence_is_none() -> None:
    first, *_ = align(ORIGINAL, TRANSLATION, "ru", "en")
    start = TRANSLATION.rindex("Russia")
    assert align_words(ORIGINAL, TRANSLATION, first, Span(start=start, end=start + 6), source="ru", target="en") is None
