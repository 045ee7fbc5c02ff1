"""Numbers, months and weekdays by value, in any language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.anchor_words import calendar_words, number_words
from dragoman.language.numbers import numbers

CASES = [
    (
        "en",
        "On Monday, March 4, two ships brought 10,000 men and $1.5 billion",
        "weekday 0|month 3|4|2|10000|1500000000",
    ),
    ("fr", "lundi 4 mars, 10 000 hommes, 1,5 milliard", "weekday 0|4|month 3|10000|1500000000"),
    ("de", "Am 4. März kamen 12.500 Mann und 2,5 Millionen Euro", "4|month 3|12500|2500000"),
    ("es", "el 4 de marzo, dos buques, 1.200 millones", "4|month 3|2|1200000000"),
    ("ru", "В понедельник, 4 марта, 10 тыс. солдат и двух генералов", "weekday 0|4|month 3|10000|2"),
    ("uk", "12 січня, у понеділок, п'ять суден", "12|month 1|weekday 0|5"),
    ("ko", "3월 4일 월요일 1만 2천명, 15억 달러, 두 장관, 두만강", "month 3|4|weekday 0|12000|1500000000|2"),
    ("zh", "3月4日星期一，1.2万人，十二月", "month 3|4|weekday 0|12000|month 12"),
    ("ja", "3月4日月曜日、1万2000人", "month 3|4|weekday 0|12000"),
    ("fa", "۴ مارس ۲۰۲۴ دوشنبه سه نفر", "4|month 3|2024|weekday 0|3"),
    ("ar", "٤ مارس، ١٠٬٠٠٠ جندي، 3 آلاف", "4|month 3|10000|3000"),
    ("xx", "7 of 10", "7|10"),
]


@pytest.mark.parametrize(("language", "text", "values"), CASES)
def test_values(language: str, text: str, values: str) -> None:
    assert [one.value for one in numbers(text, language)] == values.split("|")


@given(
    st.text(alphabet=st.sampled_from("0123456789 .,'\u00a0만천억тыс三十万月日 March")),
    st.sampled_from(["en", "ko", "ru", "zh"]),
)
def test_spans_are_ordered_and_do_not_overlap(text: str, language: str) -> None:
    end = 0
    for one in numbers(text, language):
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_the_words_are_of_known_languages() -> None:
    rows = number_words()
    for language in {*rows.numbers, *rows.scales}:
        assert len(calendar_words(language)) == 19
    assert all(2 <= value <= 12 for words in rows.numbers.values() for value in words.values())
