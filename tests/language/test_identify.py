"""Language identification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.knowledge.scripts import scripts
from dragoman.language.identify import identify, identify_parts, other_languages
from dragoman.record import Span

SENTENCES = {
    "en": "The ministers of both states met on Monday and agreed to open the strait again.",
    "fr": "Les ministres des deux États se sont rencontrés lundi et ont décidé de rouvrir le détroit.",
    "de": "Die Minister beider Staaten trafen sich am Montag und beschlossen, die Meerenge wieder zu öffnen.",
    "es": "Los ministros de ambos Estados se reunieron el lunes y acordaron reabrir el estrecho.",
    "ru": "Министры обоих государств встретились в понедельник и договорились снова открыть пролив.",
    "uk": "Міністри обох держав зустрілися в понеділок і домовилися знову відкрити протоку.",
    "ar": "اجتمع وزيرا الدولتين يوم الاثنين واتفقا على إعادة فتح المضيق أمام السفن.",
    "fa": "وزیران دو کشور روز دوشنبه دیدار کردند و توافق کردند که تنگه را دوباره باز کنند.",
    "zh": "两国部长星期一举行会谈，同意重新开放海峡。",
    "ko": "두 나라의 장관들이 월요일에 만나 해협을 다시 열기로 합의했다.",
    "ja": "両国の大臣は月曜日に会談し、海峡を再び開くことで合意した。",
    "tr": "İki ülkenin bakanları pazartesi günü bir araya geldi ve boğazı yeniden açmaya karar verdi.",
    "he": "שרי שתי המדינות נפגשו ביום שני והסכימו לפתוח מחדש את המצר.",
    "pl": "Ministrowie obu państw spotkali się w poniedziałek i uzgodnili ponowne otwarcie cieśniny.",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_sentences(code: str, sentence: str) -> None:
    assert identify(sentence).code == code


@pytest.mark.parametrize("text", ["", "   ", "Kim", "1234 5678 90", "!?", "Ok, no."])
def test_too_short_to_tell(text: str) -> None:
    found = identify(text)
    assert found.code is None
    assert found.reason == "too few letters to tell the language"


def test_names_alone_are_uncertain() -> None:
    found = identify("Kim Jong-un, Vladimir Putin")
    assert found.code is None
    assert found.reason.startswith("the language is uncertain")


def test_long_text_costs_no_more_than_its_beginning() -> None:
    assert identify(SENTENCES["en"] * 10_000).code == "en"


@given(st.text())
def test_any_text_has_a_reason(text: str) -> None:
    found = identify(text)
    assert found.reason
    assert found.code is None or len(found.code) == 2


PARAGRAPHS = [
    "The ministers of both states met on Monday and agreed to open the strait again before the end of the year.",
    "Les ministres des deux États se sont rencontrés lundi et ont décidé de rouvrir le détroit avant la fin juin.",
    "두 나라의 장관들이 월요일에 만나 연말 이전에 해협을 다시 열기로 합의했다.",
    "Oslo, 4 June 2024",
    "Read more: https://news.example.org/2024/06/04/strait-ministers-agreement",
]


def spans_of(paragraphs: list[str]) -> tuple[str, list[Span]]:
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start=start, end=start + len(paragraph)))
        start += len(paragraph) + 2
    return "\n\n".join(paragraphs), spans


def test_paragraphs_each_by_itself() -> None:
    text, spans = spans_of(PARAGRAPHS)
    assert [one.code for one in identify_parts(text, spans)][:3] == ["en", "fr", "ko"]


def test_parts_in_another_language_than_the_whole() -> None:
    text, spans = spans_of(PARAGRAPHS)
    assert other_languages(text, spans, "en") == [None, "fr", "ko", None, None]
    assert other_languages(text, spans, None) == [None] * len(spans)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("与党、総選挙圧勝へ", "ja"),
        ("経済制裁決議案、両国対立鮮明", "ja"),
        ("中日两国外长举行会谈", "zh"),
        ("雙方外長會談破裂，互相指責", "zh"),
        ("他在京都的“の”字招牌前发表讲话，并回答了记者的问题。", "zh"),
        ("한미 정상회담 개최, KN-23 미사일 10발 발사", "ko"),
        ("Судно вышло из порта ещё в понедельник", "ru"),
        ("Судно вийшло з порту ще в понеділок, її капітан мовчить", "uk"),
        ("سفیر این گزارش را رد کرد", "fa"),
        ("نفى السفير هذا التقرير", "ar"),
        ("سفیر نے اس خبر کی تردید کر دی ہے", "ur"),
        ("Маркос Белый прибыл в Баку; посол «Кітва» молчит", "ru"),
    ],
)
def test_letters_tell(text: str, code: str) -> None:
    assert identify(text).code == code


@pytest.mark.parametrize(
    "text",
    ["https://www.example.org/news/2024/article.html", "@minister_press #summit2024", "KN-23, F-16, MiG-31, S-400"],
)
def test_addresses_and_codes_are_in_no_language(text: str) -> None:
    assert identify_parts(text, [Span(start=0, end=len(text))])[0].code is None


def test_names_do_not_decide_a_sentence() -> None:
    text = "Heinrich Schuster, Jürgen Böhm et Wolfgang Müller ont quitté la salle."
    assert identify_parts(text, [Span(start=0, end=len(text))])[0].code == "fr"


def test_the_letters_are_of_their_scripts() -> None:
    rules = scripts()
    for script, alphabets in rules.alphabets.items():
        for alphabet in alphabets.languages.values():
            assert {rules.of(letter) for letter in alphabets.common + alphabet.letters} == {script}
            assert set(alphabet.own) <= set(alphabet.letters)
    assert not rules.kanji & rules.hanzi
    assert {rules.of(letter) for letter in rules.kanji | rules.hanzi} == {"han"}


def test_a_line_of_english_with_foreign_names_is_not_taken_for_a_rare_language() -> None:
    for line in ("Rwanda urged Burundi to reopen the road.", "Putin visits Kim in Pyongyang"):
        assert identify(line).code in (None, "en")
