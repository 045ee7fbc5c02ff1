"""Known names in other languages: found in every form, with spans of the published text, and look-alikes left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.foreign_rows import foreign_languages, state_names


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("У Північній Кореї та з Росією, в Києві й у Харкові", [
            ("Північній Кореї", "PRK"), ("Росією", "RUS"), ("Києві", "UKR"), ("Харкові", "place:706483")]),
        ("українсько-польський кордон, Об’єднаних Арабських Еміратів", [
            ("українсько", "UKR"), ("польський", "POL"), ("Об’єднаних Арабських Еміратів", "ARE")]),
        ("росіянами, у ТУРЕЧЧИНІ; китель, мали, сума", [("росіянами", "RUS"), ("ТУРЕЧЧИНІ", "TUR")]),
    ],
)  # fmt: skip
def test_ukrainian_names_are_found_in_every_case(text: str, names: list[tuple[str, str]]) -> None:
    assert found("uk", text) == names


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("zh", "中美关系与俄乌冲突", [("中", "CHN"), ("美", "USA"), ("俄", "RUS"), ("乌", "UKR")]),
        ("zh", "近日美国总统访华，5日美军宣布", [("美国", "USA"), ("华", "CHN"), ("美", "USA")]),
        ("zh", "烏克蘭與北韓、印度尼西亚", [("烏克蘭", "UKR"), ("北韓", "PRK"), ("印度尼西亚", "IDN")]),
        ("zh", "印度洋、中美洲、美中不足、新方案、可以", []),
        ("ja", "日米韓と露朝、米政府は", [
            ("日", "JPN"), ("米", "USA"), ("韓", "KOR"), ("露", "RUS"), ("朝", "PRK"), ("米", "USA")]),
        ("ja", "タイの首相がﾛｼｱと北朝鮮を訪米前に", [
            ("タイ", "THA"), ("ﾛｼｱ", "RUS"), ("北朝鮮", "PRK"), ("米", "USA")]),
        ("ja", "中国地方、タイトル、ネクタイ、インド洋、一日中、独立、新米", []),
        ("ar", "والصين والرئيس الروسي بالعراق", [("الصين", "CHN"), ("الروسي", "RUS"), ("العراق", "IRQ")]),
        ("ar", "رُوسِيَا وايران للصين", [("رُوسِيَا", "RUS"), ("ايران", "IRN"), ("صين", "CHN")]),
        ("ar", "الكوريون الشماليون والكورية الجنوبية وللولايات المتحدة", [
            ("الكوريون الشماليون", "PRK"), ("الكورية الجنوبية", "KOR"), ("ولايات المتحدة", "USA")]),
        ("ar", "المحيط الهندي، هندسة، مصرف، القطرة", []),
        ("fa", "کرهٔ شمالی، ایالات‌متحده و آمریکایی‌ها", [
            ("کرهٔ شمالی", "PRK"), ("ایالات‌متحده", "USA"), ("آمریکایی‌ها", "USA")]),
        ("fa", "جمهورى اسلامى ايران، هندوانه، خلیج فارس", [("جمهورى اسلامى ايران", "IRN")]),
        ("fr", "l'Iran, d’Ukraine, les ÉTATS-UNIS et la COREE DU NORD", [
            ("Iran", "IRN"), ("Ukraine", "UKR"), ("ÉTATS-UNIS", "USA"), ("COREE DU NORD", "PRK")]),
        ("fr", "îles grecques, soldats nord-coréens, franco-allemande", [
            ("grecques", "GRC"), ("nord-coréens", "PRK"), ("franco", "FRA"), ("allemande", "DEU")]),
        ("fr", "elle chine aux puces, mer de Chine, cochon d'Inde, franco de port", []),
        ("es", "EE.UU. y EE. UU., iraníes y surcoreanas", [
            ("EE.UU.", "USA"), ("EE. UU.", "USA"), ("iraníes", "IRN"), ("surcoreanas", "KOR")]),
        ("es", "los países bajos, la paz, el golfo Pérsico, franco", []),
        ("es", "MÉXICO y los Países Bajos", [("MÉXICO", "MEX"), ("Países Bajos", "NLD")]),
        ("de", "Putin, Reuters und die F-16; UN, Chile", [
            ("Putin", "person:vladimir-putin"), ("Reuters", "publisher:reuters"), ("F-16", "materiel:f-16")]),
    ],
)  # fmt: skip
def test_names_are_found_as_each_language_writes_them(language: str, text: str, names: list[tuple[str, str]]) -> None:
    assert found(language, text) == names


@pytest.mark.parametrize("language", ["ar", "fa", "ja", "ko", "ru", "uk", "zh"])
def test_spans_are_those_of_the_published_text_whatever_is_written_between(language: str) -> None:
    """Names with marks, joiners and letters that folding leaves out or adds, in every row of states."""
    noise = ["", "\u200f", "\u00ad", "e\u0301 ", "\u0640", "ﬁ ", "\ufeff", "İ "]
    names = [row.names[0] for row in state_names(language).states if row.names]
    text = "".join(f"{noise[place % len(noise)]}{name}\u200e. " for place, name in enumerate(names))
    spans = [surface.strip("\u200e") for surface, _ in found(language, text)]
    assert sum(name in spans for name in names) > 0.97 * len(names)


def test_a_doubtful_name_asks_for_context() -> None:
    assert foreign_names("ko").readings("이란")[0].needs_context
    assert not foreign_names("ru").readings("Ирану")[0].needs_context
    assert [reading.entity.id for reading in foreign_names("ru").readings("Кореи")] == ["state:KOR", "state:PRK"]
    assert foreign_names("ru").readings("Нигделандия") == ()


def test_a_language_without_names_is_an_error() -> None:
    assert "en" not in foreign_languages()
    with pytest.raises(KnowledgeError, match="No names are known in 'en'"):
        foreign_names("en")
