"""Data files are read, checked and overlaid with the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import FOLDER, Row, load_data, merged, read_yaml, rows
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.states import states
from dragoman.settings import settings

FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
# Files that are younger than the rest.
MADE_LATER = dict.fromkeys(
    (
        "cameo",
        "country_codes",
        "factuality_words",
        "followthemoney",
        "foreign_states",
        "geonames",
        "mode_words",
        "relevance",
        "translation_notices",
        "transliterations",
        "type_choice",
    ),
    "2026-11-26",
)
CACHES = (settings, load_data, states, leaders)


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the user's own data files, in force for one test."""
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path))
    for cache in CACHES:
        cache.cache_clear()
    yield tmp_path
    monkeypatch.delenv("DRAGOMAN_DATA")
    for cache in CACHES:
        cache.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_what_it_is_and_when_it_was_true(name: str) -> None:
    meta = load_data(name)["meta"]
    assert meta["title"]
    assert meta["as_of"] == MADE_LATER.get(name, "2026-11-23")


def test_a_missing_file_is_a_knowledge_error() -> None:
    with pytest.raises(KnowledgeError, match=r"cannot be read.*no_such_file"):
        load_data("no_such_file")


@pytest.mark.parametrize("text", ["meta: [unclosed", "- a list\n- of rows\n"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=r"broken\.yaml"):
        read_yaml(path)


def test_a_bad_row_is_named_with_file_row_and_field(own_data: Path) -> None:
    (own_data / "leaders.yaml").write_text(
        "terms:\n- {state: RUS, person: A B, aliases: [], role: KING, title: King, from: '2020-01-01', to: null,"
        " confidence: memory}\n"
    )
    with pytest.raises(KnowledgeError, match=r"leaders\.yaml, terms, row \d+ role") as caught:
        leaders()
    assert "\n" not in caught.value.message


def test_a_row_may_have_no_unknown_field() -> None:
    class Small(Row):
        iso3: str

    with pytest.raises(KnowledgeError, match="Extra inputs"):
        rows("states", "states", Small)


def test_a_missing_section_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"no section 'kings'.*states\.yaml"):
        rows("states", "kings", Row)


def test_own_rows_come_after_those_of_dragoman(own_data: Path) -> None:
    (own_data / "leaders.yaml").write_text(
        "terms:\n- {state: FJI, person: Adi Example, aliases: [], role: FM, title: Foreign Minister,"
        " from: '2026-12-01', to: null, confidence: verified}\n"
    )
    assert "person:adi-example" in leaders().persons
    assert "person:vladimir-putin" in leaders().persons


def test_an_own_row_with_a_known_code_replaces_it(own_data: Path) -> None:
    row = dict(next(row for row in load_data("states")["states"] if row["iso3"] == "FRA"), name="Gaul")
    load_data.cache_clear()
    (own_data / "states.yaml").write_text(f"states:\n- {row}\n")
    assert states()["FRA"].name == "Gaul"
    assert states()["DEU"].name == "Germany"


def test_mappings_merge_by_key_and_lists_follow_each_other() -> None:
    first = {"a": {"x": 1, "y": 2}, "words": ["one"], "rows": [{"id": "p", "v": 1}, {"id": "q", "v": 2}]}
    second = {"a": {"y": 3}, "words": ["two"], "rows": [{"id": "p", "v": 9}]}
    assert merged(first, second) == {
        "a": {"x": 1, "y": 3},
        "words": ["one", "two"],
        "rows": [{"id": "q", "v": 2}, {"id": "p", "v": 9}],
    }
