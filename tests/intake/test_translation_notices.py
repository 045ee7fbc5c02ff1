"""Notices of translation in many languages are recognised, with the language that they name; prose never is."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.intake.text import article_from_text
from dragoman.knowledge import translation_notices as module
from dragoman.knowledge.data import load_data
from dragoman.knowledge.notices import notices
from dragoman.knowledge.translation_notices import (
    TranslationNotices,
    may_tell,
    tells_translation,
    translation_notice,
    translation_service,
)

NOTICES = [
    ("Translated with DeepL", None),
    ("This article was translated by AI and checked by an editor.", None),
    ("This story was translated from Korean by Google Translate.", "ko"),
    ("Translation provided by Harbour Languages", None),
    ("Original in Korean here", "ko"),
    ("Read the Russian original here", "ru"),
    ("The original article in Korean can be found here.", "ko"),
    ("Text of report in Persian by the harbour agency on 3 March", "fa"),
    ("By Jo Poe, translated by Ann Roe", None),
    ("BBC Monitoring", None),
    ("Source: BBC Monitoring", None),
    ("Worldcrunch", None),
    ("Courrier international", None),
    ("Traduit de l'anglais par Anne Morel", "en"),
    ("Traduit de l’anglais (États-Unis) par Anne Morel", "en"),
    ("Traduction : Paul Rey", None),
    ("Cet article a été traduit automatiquement.", None),
    ("Lire l’article original en russe", "ru"),
    ("Traducido por Ana Ruiz", None),
    ("Traducido del inglés por Ana Ruiz", "en"),
    ("Traducción automática", None),
    ("Lea el artículo original en inglés", "en"),
    ("Перевод ИноСМИ", None),
    ("Перевод с корейского", "ko"),
    ("Перевод: Иван Петров", None),
    ("Читать оригинал на английском", "en"),
    ("ИноСМИ", None),
    ("Переклад з англійської", "en"),
    ("Переклала Олена Коваль", None),
    ("번역: 김민수 기자", None),
    ("이 기사는 AI로 번역되었습니다.", None),
    ("[영어 원문 보기]", "en"),
    ("翻译：王明", None),
    ("（王明 译）", None),
    ("本文译自英文", "en"),
    ("本文由AI翻译", None),
    ("翻訳：田中一郎", None),
    ("この記事は英語から翻訳されました。", "en"),
    ("（英語記事 Talks begin in the port）", "en"),
    ("ترجمة: أحمد علي", None),
    ("مترجم عن الإنجليزية", "en"),
    ("ترجمة آلية", None),
    ("برگردان: رضا کریمی", None),
    ("ترجمه از انگلیسی", "en"),
]
PROSE = [
    "The text was translated by machines and full of errors, the minister said.",
    "The original agreement was signed in 1994.",
    "The original was in Korean, he said.",
    "Text of the accord",
    "Text of report in English by the harbour agency on 3 March",
    "Traduit devant la cour, il a nié.",
    "La traduction du traité a pris deux ans.",
    "Traducido ante el juez, el acusado negó los hechos.",
    "Перевод заключённых начался в понедельник.",
    "Переклад угоди тривав два роки.",
    "번역 작업이 끝났다고 장관이 말했다.",
    "翻译人员抵达现场后，会谈开始。",
    "翻訳者が会談に出席した。",
    "استغرقت ترجمة النص شهرين.",
    "ترجمه این متن دو ماه طول کشید.",
]


@pytest.mark.parametrize(("line", "language"), NOTICES)
def test_a_notice_tells_a_translation_and_its_language(line: str, language: str | None) -> None:
    found = translation_notice(line)
    assert found is not None
    assert found.language == language
    assert tells_translation(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_about_translations_is_no_notice(line: str) -> None:
    assert translation_notice(line) is None


def test_an_article_with_a_notice_of_its_language_is_a_translation() -> None:
    text = (
        "Les envoyés se retrouvent au port\n\nTraduit de l’anglais par Anne Morel\n\n"
        "Les envoyés des deux pays se sont retrouvés lundi au port d’Anders."
    )
    article = article_from_text(text, language="fr")
    assert article.translated
    assert article.translated_from == "en"
    assert [segment.role for segment in article.segments] == ["title", "notice", "paragraph"]


def test_an_article_at_the_address_of_a_translating_service_is_one() -> None:
    article = article_from_text("The envoys met in the port on Monday.", url="https://www.inosmi.ru/2026/1.html")
    assert article.translated
    assert article.translated_from is None
    assert article.reasons["translated"] == "its address is that of inosmi, which translates"
    assert translation_service("https://harbour.example/inosmi") is None
    assert translation_service("http://[broken") is None


def test_two_notices_of_two_languages_name_none() -> None:
    text = "Перевод с корейского\n\nПеревод с китайского\n\nПослы встретились в порту в понедельник."
    article = article_from_text(text, language="ru")
    assert article.translated
    assert article.translated_from is None
    assert article.reasons["translated_from"] == "the notice of translation names several languages (ko, zh)"


def test_every_notice_has_a_word_that_makes_the_file_be_read() -> None:
    services = [name for row in load_data("translation_notices")["services"] for name in row["names"]]
    assert all(may_tell(line) for line in [*services, *(line for line, _ in NOTICES)])


def test_a_plain_report_never_reads_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> TranslationNotices:
        raise AssertionError("read for nothing")

    monkeypatch.setattr(module, "translation_notices", refuse)
    text = "Envoys meet in the port\n\nBy Jane Doe\n\nThe envoys of two states met in Port Anders on Monday."
    article = article_from_text(text, url="https://harbour.example/1")
    assert not article.translated
    assert "translated" not in article.reasons


def test_an_unknown_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = load_data("translation_notices")
    row = {"id": "en-broken", "language": "en", "pattern": "translated {{by}}"}
    monkeypatch.setattr(
        "dragoman.knowledge.data.load_data",
        lambda name: {**data, "notices": [row]} if name == "translation_notices" else load_data(name),
    )
    with pytest.raises(KnowledgeError, match=r"unknown part.*en-broken"):
        TranslationNotices()


def test_languages_have_english_names() -> None:
    assert [notices().language_name(code) for code in ("ko", "fa", "id", "sr", "xx")] == [
        "Korean", "Persian", "Indonesian", "Serbian", "xx",
    ]  # fmt: skip
