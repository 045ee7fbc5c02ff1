"""Sentences of an original and of its translation in pairs."""

from __future__ import annotations

import time
from itertools import chain, pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.alignment import Pair, align
from dragoman.record import Span

LITERAL: dict[str, str] = yaml.safe_load(Path(__file__).with_name("literal_texts.yaml").read_text("utf-8"))
REPORT = LITERAL.pop("en")
# Paragraphs of sentences in several languages; the English ones say which they render by their place.
ENGLISH = [
    ["Ministers of both countries meet in Oslo"],
    [
        "The foreign ministers of Norway and Serbia met in Oslo on Tuesday, 4 June.",
        "They signed an agreement on 1,200 heavy trucks worth $3 million.",
    ],
    ['"We have waited for this day," Minister Dragan Petrovic said.', "Was it too late?"],
    ["A second round will be held in Belgrade in September."],
]
VERSIONS = {
    "fr": [
        ["Les ministres des deux pays se rencontrent à Oslo"],
        [
            "Les ministres des Affaires étrangères norvégien et serbe se sont rencontrés mardi 4 juin à Oslo.",
            "Ils ont signé un accord sur 1 200 camions lourds d'une valeur de 3 millions de dollars.",
        ],
        ["« Nous avons attendu ce jour », a déclaré le ministre Dragan Petrovic.", "Était-ce trop tard ?"],
        ["Un deuxième tour aura lieu à Belgrade en septembre."],
    ],
    "ru": [
        ["Министры двух стран встречаются в Осло"],
        [
            "Министры иностранных дел Норвегии и Сербии встретились во вторник, 4 июня, в Осло.",
            "Они подписали соглашение о поставке 1200 грузовиков на 3 млн долл.",
        ],
        ["«Мы ждали этого дня», — сказал министр Драган Петрович.", "Не слишком ли поздно?"],
        ["Второй раунд пройдёт в Белграде в сентябре."],
    ],
    "ko": [
        ["양국 장관 오슬로서 회담"],
        [
            "노르웨이와 세르비아 외무장관이 6월 4일 화요일 오슬로에서 만났다.",
            "두 장관은 300만 달러 상당의 대형 트럭 1200대에 관한 협정에 서명했다.",
        ],
        ['드라간 페트로비치 장관은 "우리는 이날을 기다려 왔다"고 말했다.', "너무 늦은 것은 아닐까?"],
        ["2차 회담은 9월 베오그라드에서 열린다."],
    ],
    "zh": [
        ["两国部长在奥斯陆会晤"],
        ["挪威和塞尔维亚外长6月4日星期二在奥斯陆会晤。", "他们签署了一项价值300万美元的1200辆重型卡车协议。"],
        ["部长德拉甘·彼得罗维奇说：“我们一直在等待这一天。”", "是不是太晚了？"],
        ["第二轮会谈将于9月在贝尔格莱德举行。"],
    ],
}


def text_of(paragraphs: list[list[str]], joint: str = " ") -> str:
    return "\n\n".join(joint.join(sentences) for sentences in paragraphs)


def words_of(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def shown(original: str, translation: str, pairs: list[Pair]) -> list[tuple[list[str], list[str]]]:
    return [(words_of(original, pair.original), words_of(translation, pair.translation)) for pair in pairs]


@pytest.mark.parametrize("language", VERSIONS)
def test_sentence_by_sentence(language: str) -> None:
    original = text_of(VERSIONS[language], "" if language == "zh" else " ")
    found = shown(original, text_of(ENGLISH), align(original, text_of(ENGLISH), language, "en"))
    one, other = (list(chain.from_iterable(paragraphs)) for paragraphs in (VERSIONS[language], ENGLISH))
    assert found == [([left], [right]) for left, right in zip(one, other, strict=True)]


LAST = "Les travaux commenceront en avril et dureront jusqu'en mai."


@pytest.mark.parametrize("language", LITERAL)
def test_literal_translations(language: str) -> None:
    original = LITERAL[language]
    pairs = align(original, REPORT, language, "en")
    assert [(len(pair.original), len(pair.translation)) for pair in pairs] == [(1, 1)] * 8


def test_two_sentences_in_one_and_one_in_two() -> None:
    original = text_of([["Ils ont signé à Oslo mardi. L'accord porte sur 1 200 camions."], [LAST]])
    translation = text_of(
        [
            ["They signed in Oslo on Tuesday an agreement that is about 1,200 trucks."],
            ["Work will begin in April.", "It is to last until May."],
        ]
    )
    assert [(len(pair.original), len(pair.translation)) for pair in align(original, translation, "fr", "en")] == [
        (2, 1),
        (1, 2),
    ]


def test_what_the_translation_leaves_out_stands_alone() -> None:
    paragraphs = VERSIONS["ru"]
    extra = "Погода в столице была в эти дни необычно тёплой для начала лета, и на улицах гуляли люди."
    original = text_of([*paragraphs[:2], [extra], *paragraphs[2:]])
    pairs = align(original, text_of(ENGLISH), "ru", "en")
    assert [words_of(original, pair.original) for pair in pairs if not pair.translation] == [[extra]]
    assert all(len(pair.original) == len(pair.translation) == 1 for pair in pairs if pair.translation)


def test_a_sentence_that_moved_is_found() -> None:
    paragraphs = VERSIONS["fr"]
    moved = [paragraphs[0], paragraphs[3], *paragraphs[1:3]]
    original, translation = text_of(moved), text_of(ENGLISH)
    found = shown(original, translation, align(original, translation, "fr", "en"))
    assert (paragraphs[1][1:], ENGLISH[1][1:]) in found
    assert (paragraphs[1][:1], ENGLISH[1][:1]) in found


def test_two_sentences_that_changed_places() -> None:
    original = "Второй раунд пройдёт в Белграде в сентябре. Министры встретились во вторник, 4 июня, в Осло."
    translation = "Ministers met in Oslo on Tuesday, 4 June. A second round will be held in Belgrade in September."
    pairs = shown(original, translation, align(original, translation, "ru", "en"))
    assert (
        ["Министры встретились во вторник, 4 июня, в Осло."],
        ["Ministers met in Oslo on Tuesday, 4 June."],
    ) in pairs


def test_empty_texts() -> None:
    assert align("", "", "ru", "en") == []
    only = align("Да. Нет.", "", "ru", "en")
    assert [(len(pair.original), len(pair.translation)) for pair in only] == [(1, 0), (1, 0)]


def test_long_texts_take_time_by_their_length() -> None:
    lines = [f"{number} чел. прибыли в порт {number % 7 + 2} мая." for number in range(150)]
    others = [f"{number} people arrived at the port on {number % 7 + 2} May." for number in range(150)]
    began = time.process_time()
    pairs = align("\n".join(lines), "\n".join(others), "ru", "en")
    assert time.process_time() - began < 10
    assert all(len(pair.original) == len(pair.translation) == 1 for pair in pairs)


PIECES = st.lists(
    st.sampled_from(["Da. ", "Net, 5!\n", "«Kto?» ", "On ushel 3 maya.\n\n", "a ", "。", "..."]), max_size=12
)


@settings(max_examples=40, deadline=None)
@given(PIECES, PIECES)
def test_every_sentence_stands_in_exactly_one_pair(one: list[str], other: list[str]) -> None:
    original, translation = "".join(one), "".join(other)
    pairs = align(original, translation, "fr", "en")
    for text, sides in ((original, [p.original for p in pairs]), (translation, [p.translation for p in pairs])):
        spans = [span for side in sides for span in side]
        assert all(side == tuple(sorted(side, key=lambda span: span.start)) for side in sides)
        ordered = sorted(spans, key=lambda span: span.start)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(ordered))
        assert "".join(text[span.start : span.end] for span in ordered).replace(" ", "") == "".join(text.split())
    starts = [pair.original[0].start for pair in pairs if pair.original]
    assert starts == sorted(starts)
