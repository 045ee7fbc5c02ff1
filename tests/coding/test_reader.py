"""The whole reader on whatever it is given: records hold together, spans lie in the text, and nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coding.reader import Reader
from dragoman.errors import CodingError, SettingsError
from dragoman.intake.source import articles_from
from dragoman.intake.text import article_from_text
from dragoman.record import Record, Span

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.[thj]*"))
WORDS = st.sampled_from(
    ["Russia", "Mr Kim", "said", "“", "”", "‘", "’", '"', ".", ",", "\n", "\n\n", "Moscow", "on Saturday",
     "the two leaders",
     "attacked", "agreed to", "meet", "in", "Paris", "According to", "state media", "T-72", "2006", "he", "his country",
     "—", "(AP)", "By Jane Doe", "Updated: May 2, 2024", "\r\n", "\u2028", "é", "🙂", "\u200b", "¼", "İstanbul", "ﬁ"]
)  # fmt: skip


def spans_of(record: Record) -> Iterator[Span]:
    """Every span of a record."""
    yield from record.article.segments
    yield from record.mentions
    yield from record.times
    for attribution in record.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content, *attribution.medium)
    for event in record.events:
        yield from (*event.trigger, event.sentence)
        if event.when.start is not None:
            assert event.when.end is not None
            yield Span(start=event.when.start, end=event.when.end)


def check(record: Record) -> None:
    """Whether a record keeps its contract."""
    text = record.article.text
    for span in spans_of(record):
        assert 0 <= span.start < span.end <= len(text)
    for mention in record.mentions:
        assert text[mention.start : mention.end] == mention.text
    for time in record.times:
        assert text[time.start : time.end] == time.text
        assert time.value is not None or time.value_end is not None or time.reason
    entities = {entity.id for entity in record.entities}
    attributions = {attribution.id for attribution in record.attributions}
    assert {mention.entity for mention in record.mentions} == entities
    for attribution in record.attributions:
        assert attribution.source_entity is None or attribution.source_entity in entities
        assert attribution.medium_entity is None or attribution.medium_entity in entities
        assert attribution.parent is None or attribution.parent in attributions - {attribution.id}
    for event in record.events:
        assert {*event.actors, *event.recipients, *event.materiel, *event.denied_by} <= entities
        assert event.attribution is None or event.attribution in attributions
        assert event.reasons
        assert event.when.value is not None or event.when.value_end is not None or event.when.reason
    assert Record.model_validate_json(record.model_dump_json()) == record


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, min_size=1, max_size=60), st.booleans())
def test_every_span_lies_in_the_text(reader: Reader, words: list[str], dated: bool) -> None:
    text = " ".join(words)
    check(reader.read(article_from_text(text, published="2024-05-06" if dated else None)))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(reader: Reader, text: str) -> None:
    check(reader.read(article_from_text(text)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_keep_the_contract_and_say_something(reader: Reader, path: Path) -> None:
    if path.suffix == ".md":
        return
    for article in articles_from(str(path)):
        record = reader.read(article)
        check(record)
        assert record.events
        assert record.attributions
        assert any(mention.kind == "place" for mention in record.mentions)


def test_pipe_keeps_order_and_agrees_with_read(reader: Reader) -> None:
    texts = [f"Peru sent {n} tents to Chile on Monday." for n in range(3, 40)]
    records = list(reader.pipe(article_from_text(text) for text in texts))
    assert [record.article.text for record in records] == texts
    assert records[5] == reader.read(article_from_text(texts[5]))


def test_reading_twice_gives_the_same_record(reader: Reader) -> None:
    text = "Kim Jong Un met Vladimir Putin. He thanked him, state media said."
    article = article_from_text(text, published="2023-09-18")
    assert reader.read(article) == reader.read(article)


def test_too_long_a_text_is_refused_with_advice(reader: Reader) -> None:
    with pytest.raises(CodingError, match="DRAGOMAN_MAX_CHARS"):
        reader.read(article_from_text("word " * 250_000))


def test_an_unknown_model_is_an_error() -> None:
    with pytest.raises(SettingsError, match="no_such_model"):
        Reader(model="no_such_model")
