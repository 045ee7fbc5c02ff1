"""Sentences of a text in any language. A bar in a case stands where a sentence ends."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge.sentence_marks import sentence_marks
from dragoman.language.sentences import sentences

CASES = [
    ("en", "The U.S. envoy, Mr. Smith, met J. Doe on Jan. 5.| He said 3.5 million tons had moved.| Why?"),
    ("en", '"It is done.| Or nearly."'.replace("|", "") + ' she said.| "We agree!" he replied.| Then they left.'),
    ("en", "The talks failed (as planned.)| Both sides left."),
    ("de", "Am 12. März traf Dr. Weber den Minister.| Der 3. Gipfel fand z. B. in Bonn statt.| Danach war es 2024."),
    ("fr", "M. Garnier a reçu Mme. Petit à 10 h 30.| « C'est fini. Nous partons », a-t-il dit.| Il est parti."),
    ("fr", "J.-C. Martin était là.| « Tout est prêt ! » a-t-elle lancé.| Et après ?"),
    ("es", "El Sr. García dijo: «Es así. Basta».| ¿Por qué?| ¡Nadie lo sabe!| EE. UU. respondió."),
    ("pt", "O Sr. Costa falou.| «É assim», disse a Sra. Lima.| E depois?"),
    ("ru", "В 2024 г. в г. Липецке встретились А. С. Белов и др. министры.| «Всё решено. Мы уходим», — сказал он."),
    ("ru", "Ввезли 5 тыс. т зерна.| В 2023 г. Белов уехал…| «Да… Нет!» — сказал он.| Все ушли…| Тихо."),
    ("uk", "Зустріч запланована на жовтень 2024 р.| Вона буде в Луцьку."),
    ("uk", "У 2024 р. в м. Луцьку відбулася зустріч.| «Так», — сказав він.| Далі пішли."),
    ("ko", '위원장은 "합의했다. 이제 시작이다"라고 말했다.| 외교부는 "사실이 아니다."라고 밝혔다.| 끝났다.'),
    ("ko", "회담은 3.5시간 동안 진행됐다.| 장관은 ‘성공했다.’며 떠났다."),
    ("ja", "両国は合意した。|「これで終わりだ。」と大臣は述べた。|なぜか？|誰も知らない。"),
    ("zh", "两国同意。|“我们走吧。现在开始。”部长说。|为什么？|没有人知道。"),
    ("ar", "التقى الوزيران.| هل اتفقا؟| نعم.| قال: «انتهى الأمر. سنغادر».| ثم غادر د. أحمد."),
    ("fa", "وزیران دیدار کردند.| آیا توافق شد؟| بله."),
    ("ur", "وزراء ملے۔| کیا ہوا؟| ہاں۔"),
    ("hi", "मंत्री मिले।| क्या हुआ?"),
    ("en", "A title without a stop\n|\nThe first line.| The second one\n|goes on below."),
    ("ru", "МОСКВА, 4 июня. /ТАСС/. Министр прибыл в Осло.| Он не один."),
    ("ru", "Москва. 4 июня. ИНТЕРФАКС - Министр прибыл в Осло.| Он не один."),
    ("fr", "Oslo. 4 juin. AFP - Le ministre est parti.| Fin."),
    ("ru", "Он ушёл.| США — большая страна."),
    ("xx", "Hello there.| Goodbye."),
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_cases(language: str, case: str) -> None:
    wanted = [part.strip() for part in case.split("|")]
    text = case.replace("|", "")
    assert [text[span.start : span.end] for span in sentences(text, language)] == wanted


def test_a_number_before_a_point_is_only_an_ordinal_behind_its_words() -> None:
    text = "Es kamen 30. Danach ging er am 3. Juni."
    assert [text[one.start : one.end] for one in sentences(text, "de")] == [
        "Es kamen 30.",
        "Danach ging er am 3. Juni.",
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("aБ한語ع.!?。؟…\"'«»“”()\n 5-\ud800😀")),
    st.sampled_from(["en", "ru", "ko", "zh", "de", "xx"]),
)
def test_spans_are_ordered_and_leave_nothing_out(text: str, language: str) -> None:
    found = sentences(text, language)
    end = 0
    for span in found:
        assert not text[end : span.start].strip()
        assert span.start < span.end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert not text[end:].strip()


def test_the_marks_are_of_languages() -> None:
    marks = sentence_marks()
    for rows in (
        marks.titles,
        marks.numbered,
        marks.counted,
        marks.openers,
        marks.ordinals,
        marks.after_quote,
        marks.says,
    ):
        assert all(code == "any" or len(code) == 2 for code in rows)
        assert all(word == word.strip() and not word.endswith(".") for words in rows.values() for word in words)


@pytest.mark.parametrize("part", ["a", "a ", "A-", "А’", "a/", "«", "(", "1.", "... ", "다 "])
def test_long_nonsense_takes_little_time(part: str) -> None:
    start = time.process_time()
    sentences(part * (60_000 // len(part)), "ru")
    assert time.process_time() - start < 5
