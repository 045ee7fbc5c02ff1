"""Screening a real store: who is held against the list, what is found, and that it is the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.screening.conftest import WriteList, entity

from dragoman.coding.reader import Reader
from dragoman.desk import Desk
from dragoman.intake.text import article_from_text
from dragoman.record import Record
from dragoman.screening import spelling
from dragoman.screening.refusals import MissingPartError
from dragoman.screening.screen import screened
from dragoman.screening.subjects import subjects_of
from dragoman.store.database import Database

TEXTS = (
    "Tanker stopped\n\nNorway seized the tanker MV Blue Harbour on Monday, officials said. The cargo ship Silver Heron "
    "carried coal from Ghana to Peru. Foreign Minister Choe Son Hui of North Korea met Boris Novak in Oslo.\n",
    "Talks in Oslo\n\nForeign Minister Boris Novak of Ghana visited Norway on Tuesday, a Norwegian official said.\n",
)


@pytest.fixture(scope="module")
def records(reader: Reader) -> list[Record]:
    """The records of the texts."""
    return [reader.read(article_from_text(text, published="2024-02-06")) for text in TEXTS]


@pytest.fixture
def desk(store: str, records: list[Record]) -> Desk:
    """A store with them, on each database."""
    opened = Desk(store)
    opened.add_records(records)
    return opened


def test_who_is_held_against_a_list(desk: Desk) -> None:
    subjects = {one.name: one for one in subjects_of(desk.database)}
    assert {"MV Blue Harbour", "Silver Heron", "Boris Novak", "Choe Son Hui"} <= set(subjects)
    assert "officials" not in subjects
    assert "Norway" not in subjects
    assert (subjects["MV Blue Harbour"].kind, subjects["Silver Heron"].kind) == ("vessel", "vessel")
    assert subjects["MV Blue Harbour"].why == "its name begins as a ship's does"
    assert subjects["Silver Heron"].why == "a word for a ship stands before its name"
    assert (subjects["Boris Novak"].kind, subjects["Boris Novak"].articles) == ("person", 2)
    assert subjects["Boris Novak"].events == 2
    assert "Choe Sun-hui" in subjects["Choe Son Hui"].names


def test_hits_of_a_store_are_the_same_every_time(desk: Desk, write_list: WriteList) -> None:
    path = write_list(
        entity("own-1", name=["Новак Борис"], country=["gh"]),
        entity("own-2", name=["CHOE, Son-hui"], nationality=["kp"], topics=["role.pep"]),
        entity("own-3", "Vessel", name=["BLUE HARBOUR"], flag=["pa"]),
        entity("own-4", "Vessel", name=["Silver Heron"]),
        entity("own-5", "Vessel", name=["Golden Heron"]),
        entity("own-6", name=["Lena Novak"], country=["cz"]),
        entity("s-1", "Sanction", entity=["own-3"], program=["Made-up programme"]),
    )
    report = desk.screen(path)
    assert [(hit.name, hit.list_id, hit.score) for hit in report.hits] == [
        ("Boris Novak", "own-1", 1.0),
        ("Choe Son Hui", "own-2", 1.0),
        ("MV Blue Harbour", "own-3", 0.95),
        ("Silver Heron", "own-4", 0.95),
    ]
    assert report.hits[2].list_programmes == ("Made-up programme",)
    assert (report.entries, report.others, report.bad) == (6, 1, 0)
    assert report.subjects["vessel"] == 2
    assert desk.screen(path) == report


def test_kinds_and_least_score_are_heeded(desk: Desk, write_list: WriteList) -> None:
    path = write_list(
        entity("own-1", name=["Boris Novak"], country=["cz"]), entity("own-2", "Vessel", name=["Silver Heron"])
    )
    assert {hit.kind for hit in desk.screen(path, kinds=["vessel"]).hits} == {"vessel"}
    assert desk.screen(path, min_score=0.96).hits == ()


def test_nothing_is_written_to_the_store(desk: Desk, write_list: WriteList) -> None:
    before = desk.summary()
    desk.screen(write_list(entity("own-1", name=["Boris Novak"])))
    assert desk.summary() == before


def test_without_the_library_the_error_says_what_to_install(
    tmp_path: Path, write_list: WriteList, monkeypatch: pytest.MonkeyPatch
) -> None:
    spelling.core.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "rigour._core", None)
    database = Database(tmp_path / "desk.db")
    with pytest.raises(MissingPartError, match=r"\[D902\].*pip install --no-deps 'rigour"):
        screened(database, write_list(entity("own-1", name=["Ada Exemplar"])))
    database.close()
