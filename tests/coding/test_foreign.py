"""Articles in other languages: translated ones with the original as evidence, and those that nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.reader import Reader
from dragoman.errors import CodingError
from dragoman.intake.text import article_from_text
from dragoman.language.original import as_translated
from dragoman.language.translation import ProcessMemory, given_row
from dragoman.record import NAMES_ONLY, Article, Record, Span

KOREAN = (
    "최선희 외무상, 라브로프 장관과 모스크바서 회담\n\n"
    "최선희 북한 외무상이 4일 모스크바에서 세르게이 라브로프 러시아 외무장관과 만났다고 러시아 외무부가 밝혔다. "
    "두 사람은 교역 확대를 논의했다.\n\n"
    '라브로프 장관은 "우리는 오랜 친구"라고 말했다. '
    "한국 외교부는 러시아에 북한과의 군사협력을 중단하라고 촉구했다."
)
ENGLISH = (
    "Choe Son Hui holds talks with Lavrov in Moscow\n\n"
    "North Korean Foreign Minister Choe Son Hui met Russian Foreign Minister Sergey Lavrov in Moscow on Wednesday, "
    "the Russian Foreign Ministry said. The two discussed more trade.\n\n"
    'Lavrov said: "We are old friends." '
    "South Korea's Foreign Ministry urged Russia to stop its military cooperation with North Korea."
)


@pytest.fixture(scope="module")
def article() -> Article:
    """A report in Korean."""
    return article_from_text(KOREAN, published="2026-03-05", publisher="Yonhap")


@pytest.fixture(scope="module")
def forgetful(reader: Reader) -> Iterator[Reader]:
    """The reader with a memory of its own, which it loses again."""
    before, memory = reader.memory, ProcessMemory()
    reader.remember(memory)
    yield reader
    reader.remember(before or ProcessMemory())


@pytest.fixture(scope="module")
def unread(forgetful: Reader, article: Article) -> Record:
    """The report where nothing translates it."""
    return forgetful.read(article)


@pytest.fixture(scope="module")
def translated(forgetful: Reader, article: Article, unread: Record) -> Record:
    """The report after somebody gave a translation."""
    assert unread.notes
    memory = ProcessMemory()
    memory.put([given_row(KOREAN, ENGLISH, "ko", "en", "by hand")])
    forgetful.remember(memory)
    return forgetful.read(article)


def test_without_a_translator_an_article_says_so(unread: Record) -> None:
    assert unread.notes == ["not read: no translator for ko"]
    assert unread.coder.model == NAMES_ONLY
    assert unread.article.text == KOREAN
    assert unread.article.language == "ko"
    assert unread.events == []


def test_names_are_found_all_the_same(unread: Record) -> None:
    for mention in unread.mentions:
        assert KOREAN[mention.start : mention.end] == mention.text
    found = {mention.text: mention.entity for mention in unread.mentions}
    assert found["최선희"] == "person:choe-son-hui"
    assert found["세르게이 라브로프"] == "person:sergey-lavrov"
    assert found["북한"] == "state:PRK"
    assert found["한국"] == "state:KOR"
    assert {mention.entity for mention in unread.mentions} == {entity.id for entity in unread.entities}


def test_states_named_in_one_sentence_are_told(unread: Record) -> None:
    pairs = {one.states: one.sentences for one in unread.named_together}
    assert ("PRK", "RUS") in pairs
    assert ("KOR", "PRK") in pairs
    (sentence,) = pairs["KOR", "PRK"]
    assert KOREAN[sentence.start : sentence.end].startswith("한국 외교부는")


def test_spans_of_a_translated_article_are_those_of_the_original(translated: Record) -> None:
    assert translated.article.text == KOREAN
    for mention in translated.mentions:
        assert KOREAN[mention.start : mention.end] == mention.text
    met = next(event for event in translated.events if event.when.value is not None)
    assert met.actors == ["person:choe-son-hui"]
    assert met.type == "CONSULT"
    assert met.recipients == ["person:sergey-lavrov"]
    assert met.when.value == "2026-03-04"
    sentence = KOREAN[met.sentence.start : met.sentence.end]
    assert (
        sentence
        == "최선희 북한 외무상이 4일 모스크바에서 세르게이 라브로프 러시아 외무장관과 만났다고 러시아 외무부가 밝혔다."
    )


def test_the_translation_is_kept_with_its_words(translated: Record) -> None:
    made = translated.article.translation
    assert made is not None
    assert (made.engine, made.version, made.source, made.target) == ("given", "by hand", "ko", "en")
    assert made.text == ENGLISH
    assert made.title == "Choe Son Hui holds talks with Lavrov in Moscow"
    assert translated.coder.model.endswith("after given by hand")
    for event in translated.events:
        assert event.translation is not None
        assert all(ENGLISH[one.start : one.end].strip() for one in event.translation.trigger)
        assert met_within(event.translation.trigger, event.translation.sentence)
        assert met_within(event.trigger, event.sentence)


def met_within(spans: list[Span], sentence: Span) -> bool:
    """Whether spans lie in a sentence."""
    return all(sentence.start <= one.start < one.end <= sentence.end for one in spans)


def test_a_quotation_is_cited_in_the_original_and_is_not_verbatim(translated: Record) -> None:
    quoted = [one for one in translated.attributions if one.kind in ("direct", "mixed")]
    assert quoted
    for one in quoted:
        said = " ".join(KOREAN[span.start : span.end] for span in one.content)
        assert "우리는 오랜 친구" in said
        assert any("translation" in reason for reason in one.reasons)


def test_the_record_can_be_seen_as_it_was_coded(translated: Record) -> None:
    there = as_translated(translated)
    assert there.article.text == ENGLISH
    assert there.article.language == "en"
    for mention in there.mentions:
        assert ENGLISH[mention.start : mention.end] == mention.text
    assert [event.id for event in there.events] == [event.id for event in translated.events]
    for event in there.events:
        assert event.translation is None
        assert ENGLISH[event.trigger[0].start : event.trigger[-1].end] in ENGLISH


def test_a_record_survives_json(translated: Record, unread: Record) -> None:
    for record in (translated, unread):
        assert Record.model_validate_json(record.model_dump_json()) == record


def test_order_is_kept_among_languages(forgetful: Reader, article: Article) -> None:
    english = article_from_text("Japan and Peru signed an accord on fishing in Lima on Monday, Peru said.")
    records = list(forgetful.pipe([english, article, english]))
    assert [one.article.language for one in records] == ["en", "ko", "en"]
    assert records[0] == records[2]


@given(st.text(alphabet=st.sampled_from("북한러시아은는이가 .!?\n미중일김정은푸틴\"'"), min_size=12, max_size=120))
def test_names_alone_always_slice_to_their_words(reader: Reader, text: str) -> None:
    article = article_from_text(f"{text} 한국", language="ko")
    record = reader.foreign.unread(article, "not read")
    for mention in record.mentions:
        assert article.text[mention.start : mention.end] == mention.text
    for one in record.named_together:
        assert all(0 <= span.start < span.end <= len(article.text) for span in one.sentences)


def test_what_was_read_natively_or_translated_is_explained(forgetful: Reader, translated: Record) -> None:
    event = translated.events[-1]
    told = forgetful.explain(translated.article, event.id)
    assert told.sentence in ENGLISH
    assert told.grounds
    spanish = article_from_text("El presidente de Chile visitó Perú el lunes. El mercado cerró tarde.", language="es")
    told = forgetful.explain(spanish, forgetful.read(spanish).events[0].id)
    assert told.sentence == "El presidente de Chile visitó Perú el lunes."
    assert told.grounds
    assert told.runner_up is None
    with pytest.raises(CodingError):
        forgetful.explain(article_from_text("Ein Tag im Mai war lang und schön.", language="de"), "ev1")
