"""Records as JSON: equal to the record, whatever it holds."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats.json import json_array, json_lines, json_text
from dragoman.record import Article, Coder, Record


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    record = Record(coder=Coder(version="0", model="none"), article=Article(id="sha256:0", text=text))
    for written in (json_text(record), next(json_lines([record]))):
        assert Record.model_validate_json(written) == record
    assert len(next(json_lines([record])).splitlines()) == 1


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\u2028"])
def test_nothing_steers_a_terminal(record: Record, character: str) -> None:
    hostile = record.model_copy(update={"notes": [character]})
    assert character not in json_text(hostile)
    assert json.loads(json_text(hostile))["notes"] == [character]


def test_an_array_of_any_length_is_json(record: Record) -> None:
    assert json.loads(json_array([])) == []
    assert len(json.loads(json_array([record, record]))) == 2
