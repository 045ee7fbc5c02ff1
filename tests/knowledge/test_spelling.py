"""Spelling: folding keeps every offset; names are found in the ways in which they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.spelling import folded, person_spellings, plural, slug, spellings


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding_takes_marks_away() -> None:
    assert folded("Erdoğan’s Łódź – Tô\u00a0Lâm") == "Erdogan's Lodz - To Lam"


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Kim Jong Un", {"Kim Jong-un", "Kim Jong-Un", "Kim Jong Un"}),
        ("Lai Ching-te", {"Lai Ching-te", "Lai Ching Te", "Lai Ching-Te", "Lai Chingte"}),
        ("Bashar al-Assad", {"Bashar al-Assad", "Bashar Al-Assad", "Bashar al Assad", "Bashar Assad"}),
        ("Gideon Sa'ar", {"Gideon Sa'ar", "Gideon Saar"}),
        ("George W. Bush", {"George W. Bush", "George W Bush", "George Bush"}),
        ("François Hollande", {"Francois Hollande"}),
    ],
)
def test_a_person_is_written_in_several_ways(name: str, spelt: set[str]) -> None:
    assert spelt <= person_spellings(name)


def test_parts_are_transliterated_in_several_ways() -> None:
    assert person_spellings("Sergei Lavrov", [["Sergei", "Sergey"]]) == {"Sergei Lavrov", "Sergey Lavrov"}
    assert person_spellings("Ali Khamenei", [["Al", "El"]]) == {"Ali Khamenei"}


def test_other_names_keep_their_points() -> None:
    assert spellings("U.S.") == {"U.S."}


@pytest.mark.parametrize(
    ("noun", "many"),
    [("tank", "tanks"), ("embassy", "embassies"), ("envoy", "envoys"), ("warplane", "warplanes"), ("coach", "coaches"),
     ("gunman", "gunmen"), ("human", "humans"), ("prime minister", "prime ministers"), ("Tu-160", "Tu-160s")],
)  # fmt: skip
def test_regular_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_slugs_are_plain() -> None:
    assert slug("Tô Lâm") == "to-lam"
    assert slug("Abdel Fattah el-Sisi") == "abdel-fattah-el-sisi"
    assert slug("Sa'ar") == "saar"
