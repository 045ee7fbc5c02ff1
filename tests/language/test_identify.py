"""Language identification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.identify import identify

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
