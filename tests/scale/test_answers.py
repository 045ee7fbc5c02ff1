"""A lake answers what a store of the same articles answers, to every question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.desk import Desk
from dragoman.errors import StoreError
from dragoman.store.refusals import NoLakeError, ReadOnlyLakeError, UnmergedLakeError

ALL = 1000
CONDITIONS: list[dict[str, Any]] = [
    {},
    {"between": ("RUS", "PRK"), "since": "2023"},
    {"actor": "Kim Jong Un"},
    {"type": "CONSULT", "until": "2023-09-13"},
    {"context": "military", "min_origins": 2},
    {"materiel": "VII"},
    {"place": "Vladivostok"},
    {"provision": "any"},
    {"activity": "arms_transfer"},
    {"source_class": "state_media"},
    {"factuality": "future"},
    {"contested": True},
]
WORDS = ['"artillery shells"', "train*", "summit -train", "missiles", "met", "zebra"]


@pytest.fixture(scope="module")
def both(lake: Path, example: Path) -> tuple[Desk, Desk]:
    """The lake and the store as desks."""
    return Desk(lake), Desk(example)


@pytest.mark.parametrize("conditions", CONDITIONS, ids=str)
def test_events_by_structure(both: tuple[Desk, Desk], conditions: dict[str, Any]) -> None:
    lake, store = both
    found = lake.find(limit=ALL, **conditions)
    assert found == store.find(limit=ALL, **conditions)
    assert lake.count(**conditions) == len(found) > 0
    assert lake.places(**conditions) == store.places(**conditions)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("anywhere", [False, True])
def test_events_by_words(both: tuple[Desk, Desk], words: str, anywhere: bool) -> None:
    lake, store = both
    found = lake.find(words, anywhere=anywhere, limit=ALL)
    assert found == store.find(words, anywhere=anywhere, limit=ALL)
    assert bool(found) is (words != "zebra")


def test_evidence(both: tuple[Desk, Desk]) -> None:
    lake, store = both
    for event in lake.find(limit=15):
        assert lake.show(event.id) == store.show(event.id)
        assert lake.cite(event.id) == store.cite(event.id)
    for article in lake.articles(limit=8).articles:
        assert lake.copies(article.id) == store.copies(article.id)
        assert lake.record(article.id) == store.record(article.id)
        assert lake.read_article(article.id) == store.read_article(article.id)


def test_streams(both: tuple[Desk, Desk]) -> None:
    lake, store = both
    told = list(lake.stream(named=True))
    assert told == list(store.stream(named=True))
    assert [one.event for one in told] == store.find(limit=ALL)
    for one in told:
        assert len(one.reports) == one.event.mentions
    assert len(list(lake.stream(limit=7))) == 7


def test_ties_and_all_else(both: tuple[Desk, Desk]) -> None:
    lake, store = both
    assert lake.ties("RUS", "PRK") == store.ties("RUS", "PRK")
    assert lake.ties("RUS", "PRK", by="month", context="military", kind="act") == store.ties(
        "RUS", "PRK", by="month", context="military", kind="act"
    )
    assert lake.partners("RUS") == store.partners("RUS")
    assert lake.movers() == store.movers()
    assert lake.movers(month="2023-09", context="military") == store.movers(month="2023-09", context="military")
    assert lake.network() == store.network()
    assert lake.engaged("PRK-1718-8b") == store.engaged("PRK-1718-8b")
    assert lake.summary() == store.summary()
    assert lake.holdings() == store.holdings()
    assert lake.articles("summit") == store.articles("summit")


def test_a_lake_takes_nothing_down(lake: Path) -> None:
    with Desk(lake) as desk:
        event = desk.find(limit=1)[0]
        with pytest.raises(ReadOnlyLakeError, match="dragoman load"):
            desk.review(event.id, "confirm")
        assert desk.reviews() == []


def test_a_folder_that_is_no_lake(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Desk(tmp_path)
    (tmp_path / "lake.json").write_text("{broken", encoding="utf-8")
    with pytest.raises(NoLakeError, match="dragoman code"):
        Desk(tmp_path)


def test_a_lake_that_is_not_merged(lake: Path, tmp_path: Path) -> None:
    shard = next((lake / "coded").glob("shard=*"))
    (tmp_path / "coded").mkdir()
    (tmp_path / "coded" / shard.name).symlink_to(shard)
    (tmp_path / "lake.json").write_text(
        '{"layout": 1, "dragoman": "0.1.0", "merged": 0, "shards": []}', encoding="utf-8"
    )
    with pytest.raises(UnmergedLakeError, match="dragoman merge"):
        Desk(tmp_path)
