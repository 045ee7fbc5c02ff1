"""The rules that carry names from script to script: one sound for many spellings, and syllables taken apart."""

from __future__ import annotations

import re

import pytest

from dragoman.knowledge.data import load_data
from dragoman.knowledge.transliteration import hangul, pinyin, script_of, sound_rules, syllable_rules

RULES = {rule.id: rule for rule in sound_rules()}
SYLLABLES = {rule.id: rule for rule in syllable_rules()}


def test_every_rule_names_a_source() -> None:
    sources = set(load_data("transliterations")["meta"]["sources"])
    assert {rule.source for rule in RULES.values()} <= sources
    assert {source for rule in SYLLABLES.values() for source in rule.sources} <= sources


@pytest.mark.parametrize(
    "spellings",
    [
        {"en": "Shoigu", "fr": "Choïgou", "de": "Schoigu", "es": "Shoigú", "ru": "Шойгу"},
        {"en": "Yushchenko", "fr": "Iouchtchenko", "de": "Juschtschenko", "uk": "Ющенко"},
        {"en": "Mikhail", "fr": "Mikhaïl", "de": "Michail", "es": "Mijaíl", "ru": "Михаил"},
        {"en": "Lavrov", "de": "Lawrow", "ru": "Лавров"},
        {"en": "Prigozhin", "fr": "Prigojine", "de": "Prigoschin", "ru": "Пригожин"},
        {"ar": "بوتين", "fa": "پوتین"},
    ],
)
def test_spellings_of_one_name_sound_alike(spellings: dict[str, str]) -> None:
    heard = [RULES[rule].words(name)[0] for rule, name in spellings.items()]
    assert frozenset.intersection(*heard)


@pytest.mark.parametrize(("one", "other"), [("Lavrov", "Lavrovo"), ("Putin", "Putina"), ("Hassan", "Hussein")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert not RULES["en"].words(one)[0] & RULES["en"].words(other)[0]


@pytest.mark.parametrize("spelt", ["kimjongun", "kimjeongeun", "gimjeongeun", "kimchongun"])
def test_romanisations_of_korean(spelt: str) -> None:
    rule = SYLLABLES["korean-latin"]
    assert re.fullmatch(rule.pattern("김정은") or "", spelt)
    assert not re.fullmatch(rule.pattern("김정일") or "", spelt)


def test_syllables() -> None:
    assert [one[1:] for one in hangul("한글")] == [("ㅎ", "ㅏ", "ㄴ"), ("ㄱ", "ㅡ", "ㄹ")]
    assert hangul("한 A") == []
    assert [one[0] for one in pinyin("Zhang Youxia")] == ["zhang", "you", "xia"]
    assert pinyin("Vladimir") == []


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Putin", "latin"),
        ("Путин", "cyrillic"),
        ("بوتين", "arabic"),
        ("プーチン", "kana"),
        ("普京", "han"),
        ("푸틴", "hangul"),
    ],
)
def test_scripts(name: str, script: str) -> None:
    assert script_of(name) == script
