"""Annotated acts as events: what is given of them, and what the coder says of the rest, found or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.reader import Reader
from dragoman.evaluation import contexts, modes
from dragoman.evaluation.annotated import compared, given_acts
from dragoman.evaluation.sentences import Sentence, read_all

# An act that the lexicon tells, and one whose word it has never seen.
SENTENCES = """{1:Police in Lima} arrested {2:two union leaders} on Friday.
> 1 2 COERCE-arrest | arrested | happened | -

{1:Kenyan soldiers} flibbered {2:three herders} with rifles near Garissa.
> 1 2 ASSAULT-firearms | flibbered | happened | military
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "own.txt"
    path.write_text(SENTENCES, encoding="utf-8")
    return read_all(path)


def test_an_act_is_given_with_type_trigger_and_parties_alone(reader: Reader, sentences: list[Sentence]) -> None:
    first, second = given_acts(sentences, reader.mentions)
    assert (first.event.type, first.event.mode, first.event.contexts) == ("COERCE", None, [])
    assert sentences[1].text[second.event.trigger[0].start : second.event.trigger[0].end] == "flibbered"
    (actor,) = second.event.actors
    assert any(mention.entity == actor and mention.start == 0 for mention in second.reading.mentions)


def test_acts_that_nobody_codes_are_measured_too(reader: Reader, sentences: list[Sentence]) -> None:
    acts = compared(sentences, reader.pipe, reader.mentions)
    assert [event.mode for _, event in acts.at_acts] == ["arrest", "firearms"]
    assert "military" in acts.at_acts[1][1].contexts
    figures = modes.scored(acts).figures | contexts.scored(acts).figures
    assert figures["modes_accuracy"] == 1
    assert figures["modes_compared"] == 2
    assert figures["contexts_recall"] == 1
