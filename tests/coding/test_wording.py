"""Words that went through a translation: quotations carry the reason, short ones join no reports, the mark is shown."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from dragoman.coding.reader import Reader
from dragoman.coding.wording import is_translated, passage, translated_by, with_wording
from dragoman.concerns.record import with_concerns
from dragoman.formats.brief import brief
from dragoman.intake.text import article_from_text
from dragoman.record import Article, Attribution, Event, Record, Span
from dragoman.store.acts import quotes_of
from dragoman.store.rows import file_record

BODY = (
    "The foreign minister of Norway, Ola Berg, met the president of Finland in Oslo on Monday.\n\n"
    "“We will not send a single shell,” Berg told reporters. He said the talks had been useful.\n\n"
    "Norway accused Russia of shelling a port in Ukraine."
)
NOTICE = "Translated from Korean by Ann Roe"
REASON = "the words went through a translation (from Korean, by its notice): not verbatim"


@pytest.fixture(scope="module")
def plain(reader: Reader) -> Record:
    """The report without a notice."""
    return reader.read(article_from_text(f"Envoys meet in Oslo\n\n{BODY}", published="2026-03-04"))


@pytest.fixture(scope="module")
def translated(reader: Reader) -> Record:
    """The same report with a notice of translation."""
    return reader.read(article_from_text(f"Envoys meet in Oslo\n\n{NOTICE}\n\n{BODY}", published="2026-03-04"))


def printed(record: Record) -> str:
    """The brief of a record as text."""
    console = Console(file=io.StringIO(), width=160)
    console.print(brief(record))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_quotation_of_a_translated_article_says_so(translated: Record) -> None:
    quoted = [one for one in translated.attributions if one.kind != "indirect"]
    assert quoted
    assert all(REASON in one.reasons and is_translated(one) for one in quoted)
    told = [one for one in translated.attributions if one.kind == "indirect"]
    assert told
    assert not any(is_translated(one) for one in told)


def test_a_fine_stance_may_be_the_translators_word(translated: Record) -> None:
    accusing = [one for one in translated.attributions if one.stance == "accuse"]
    assert accusing
    reason = (
        "the cue went through a translation (from Korean, by its notice): that the source 'accuses' may be the "
        "translator's word"
    )
    assert all(reason in one.reasons for one in accusing)


def test_without_a_notice_nothing_changes_but_the_reasons(plain: Record, translated: Record) -> None:
    assert translated_by(plain.article) is None
    assert "translat" not in plain.model_dump_json(exclude={"article"}, exclude_defaults=True)
    assert [(one.kind, one.stance) for one in plain.attributions] == [
        (one.kind, one.stance) for one in translated.attributions
    ]
    assert [(one.type, one.factuality) for one in plain.events] == [
        (one.type, one.factuality) for one in translated.events
    ]


def test_the_brief_marks_translated_quotations(plain: Record, translated: Record) -> None:
    assert "We will not send a single shell" in printed(translated)
    assert "“We will not send a single shell,” (reporters; translated)" in printed(translated)
    assert "translated" not in printed(plain)


def test_a_short_translated_quotation_joins_no_reports() -> None:
    found = {}
    for words in ("We will fight back", "We will fight back until the last ship has left the harbour"):
        text = f"“{words},” he said."
        for notice in (False, True):
            record = quoting(text, words, translated=notice)
            found[words.count(" ") + 1, notice] = bool(quotes_of(record, record.events[0]))
            assert file_record(record).acts[0].quotes == quotes_of(record, record.events[0])
    assert found == {(4, False): True, (4, True): False, (12, False): True, (12, True): True}


def quoting(text: str, words: str, *, translated: bool) -> Record:
    """A record of one sentence with one quotation."""
    whole = Span(start=0, end=len(text))
    article = Article(id="sha256:0", text=text, translated=translated)
    event = Event(
        id="ev1", type="THREATEN", quad="verbal conflict", score=-4.0, actors=[], confidence=0.5,
        trigger=[Span(start=text.index(words), end=text.index(words) + len(words))], sentence=whole,
    )  # fmt: skip
    said = Attribution(id="a1", kind="direct", content=[Span(start=0, end=len(words) + 3)])
    return Record(coder={"version": "1", "model": "none"}, article=article, attributions=[said], events=[event])


def test_reasons_are_given_once_and_only_where_something_was_translated() -> None:
    said = Attribution(id="a1", kind="mixed", content=[Span(start=0, end=4)])
    with_wording([said], None)
    assert said.reasons == []
    how = passage("ko", "by Harbour 1.0")
    with_wording([said], how)
    with_wording([said], how)
    assert said.reasons == ["the words went through a translation (from Korean, by Harbour 1.0): not verbatim"]
    assert passage(None, "by its notice") == "from a language that is not named, by its notice"


def test_an_address_of_a_service_is_named_as_what_tells_it() -> None:
    article = article_from_text("The envoys met on Monday.", url="https://inosmi.ru/1")
    assert translated_by(article) == "from a language that is not named, by its address"


def test_calling_illegal_in_a_translation_is_said_with_care(reader: Reader) -> None:
    body = (
        "North Korea shipped artillery shells to Russia on 3 March 2026.\n\n"
        "“The transfer of the shells from North Korea to Russia is illegal,” the foreign minister of Norway said."
    )
    reasons = {}
    for head in ("", f"{NOTICE}\n\n"):
        article = article_from_text(f"Shells arrive in the port\n\n{head}{body}", published="2026-03-04")
        concerns = [one for one in with_concerns(reader.read(article)).concerns if one.called_illegal]
        assert concerns
        reasons[bool(head)] = "; ".join(reason for one in concerns for reason in one.reasons)
    assert "called illegal in words that went through a translation (from Korean, by its notice)" in reasons[True]
    assert "translation" not in reasons[False]
