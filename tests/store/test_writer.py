"""Writing: each record once, the same rows in any order and on both databases."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import select
from tests.store.snapshot import snapshot

from dragoman.desk import Desk
from dragoman.record import Record
from dragoman.store.database import Database
from dragoman.store.rows import record_from
from dragoman.store.tables import article
from dragoman.store.writer import Added, add_records


def test_each_record_once(store: str, coded: dict[str, Record]) -> None:
    with Desk(store) as desk:
        assert desk.add_records(coded.values()) == Added(4, 0, sum(len(one.events) for one in coded.values()))
        before = snapshot(store)
        assert desk.add_records(coded.values()).known == 4
        assert desk.add_records([coded["talks"], coded["talks"]]).new == 0
    assert snapshot(store) == before


def test_records_come_back_as_they_were(store: str, coded: dict[str, Record]) -> None:
    database = Database(store)
    add_records(database, coded.values())
    with database.reading() as connection:
        stored = [record_from(dict(row)) for row in connection.execute(select(article)).mappings()]
    assert sorted(map(repr, stored)) == sorted(map(repr, coded.values()))


def test_any_order_gives_the_same_rows(
    store: str, coded: dict[str, Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    records = list(coded.values())
    with Desk(store) as desk:
        desk.add_records(records)
    wanted = snapshot(store)
    # The two databases cut words differently.
    tables = [name for name in wanted if "://" not in store or not name.endswith("_words")]
    for number, order in enumerate(permutations(records)):
        if number % 5:
            continue
        other = str(tmp_path_factory.mktemp("order") / "desk.db")
        with Desk(other) as desk:
            for record in order:
                desk.add_records([record])
        found = snapshot(other)
        assert {name: found[name] for name in tables} == {name: wanted[name] for name in tables}


def test_the_summit_is_one_event_with_two_origins(store: str, coded: dict[str, Record]) -> None:
    with Desk(store) as desk:
        desk.add_records(coded.values())
        [summit] = desk.find(type="CONSULT", between=("RUS", "PRK"))
        shown = desk.show(summit.id)
    assert {origin.name for origin in summit.origins} == {"Reuters", "KCNA"}
    assert len(summit.outlets) == 3
    assert summit.when_value == "2019-04-25"
    assert [origin.party for origin in summit.origins] == [False, True]
    assert [copy.kind for copy in shown.copies] == ["copy"]
    assert all(mention.sentence for mention in shown.mentions)
