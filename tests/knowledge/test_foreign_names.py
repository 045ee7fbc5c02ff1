"""Known names in other languages: found in every form, with spans of the published text, and look-alikes left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.foreign_rows import foreign_languages


def found(language: str, text: str) -> list[tuple[str, str]]:
    """The names in a text as they stand there, with the entity of the first reading."""
    matches = foreign_names(language).find(text)
    assert all(text[match.start : match.end] == match.surface for match in matches)
    assert all(first.end <= second.start for first, second in pairwise(matches))
    return [(match.surface, match.readings[0].entity.id.removeprefix("state:")) for match in matches]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Переговоры с Северной Кореей начались.", [("Северной Кореей", "PRK")]),
        ("Он летит в Ростов, оттуда в Ростове-на-Дону его ждут.", [("Ростове-на-Дону", "place:501175")]),
        ("с российскими и южнокорейскими военными", [("российскими", "RUS"), ("южнокорейскими", "KOR")]),
        ("американо-китайские споры", [("американо", "USA"), ("китайские", "CHN")]),
        ("Представитель МИДа РФ ответил Белому дому.", [("МИДа РФ", "RUS"), ("Белому дому", "USA")]),
        ("В Боснии и Герцеговине", [("Боснии и Герцеговине", "BIH")]),
        ("из Папуа — Новой Гвинеи", [("Папуа — Новой Гвинеи", "PNG")]),
        ("КРЕМЛЬ ОТВЕТИЛ США", [("КРЕМЛЬ", "RUS"), ("США", "USA")]),
        ("Росси\u0301я и Кита\u0438\u0306", [("Росси\u0301я", "RUS"), ("Кита\u0438\u0306", "CHN")]),
    ],
)
def test_russian_names_are_found_in_every_case(text: str, names: list[tuple[str, str]]) -> None:
    assert found("ru", text) == names


def test_russian_look_alikes_are_left_alone() -> None:
    assert found("ru", "Китель малый, ирис, иракез; белый дом у реки; сша и кита видели.") == []
    assert found("ru", "Ирану и Ираку, Ирана и Ирака") == [
        ("Ирану", "IRN"), ("Ираку", "IRQ"), ("Ирана", "IRN"), ("Ирака", "IRQ")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("북한은 미국과 만났다.", [("북한", "PRK"), ("미국", "USA")]),
        ("러시아군이 평양에서", [("러시아", "RUS"), ("평양", "PRK")]),
        ("한미 정상회담", [("한", "KOR"), ("미", "USA")]),
        ("북·중·러 회담", [("북", "PRK"), ("중", "CHN"), ("러", "RUS")]),
        ("대북 제재를 방러 중에", [("북", "PRK"), ("러", "RUS")]),
        ("미 국무부는 러 외무부에", [("미 국무부", "USA"), ("러", "RUS")]),
        ("대한민국의 한국인들은", [("대한민국", "KOR"), ("한국", "KOR")]),
        ("블라디보스토크에서는", [("블라디보스토크", "place:2013348")]),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8은", [("\u1112\u1161\u11ab\u1100\u116e\u11a8", "KOR")]),
    ],
)
def test_korean_names_are_found_before_particles(text: str, names: list[tuple[str, str]]) -> None:
    assert found("ko", text) == names


def test_korean_look_alikes_are_left_alone() -> None:
    assert found("ko", "한국어와 중국어, 가나다, 이란성 쌍둥이, 인도적 지원, 중요한 일이 있다") == []


def test_a_doubtful_name_asks_for_context() -> None:
    assert foreign_names("ko").readings("이란")[0].needs_context
    assert not foreign_names("ru").readings("Ирану")[0].needs_context
    assert [reading.entity.id for reading in foreign_names("ru").readings("Кореи")] == ["state:KOR", "state:PRK"]
    assert foreign_names("ru").readings("Нигделандия") == ()


def test_a_language_without_names_is_an_error() -> None:
    assert "en" not in foreign_languages()
    with pytest.raises(KnowledgeError, match="No names are known in 'en'"):
        foreign_names("en")
