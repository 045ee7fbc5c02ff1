"""The example desk: whatever the order of adding, and however it is cut into batches, the store is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.example import copied
from tests.store.snapshot import snapshot

from dragoman.desk import Desk
from dragoman.evaluation.merging import evaluate, load_truth
from dragoman.record import Record

DESK = Path(__file__).parents[2] / "examples" / "russia-north-korea"
ARTICLES = 72
ORDERS = 20


@pytest.fixture(scope="module")
def records(example: Path) -> list[Record]:
    """The records of all dispatches."""
    with Desk(example) as desk:
        return list(desk.records())


@pytest.fixture(scope="module")
def wanted(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a store to which all were added at once."""
    where = str(tmp_path_factory.mktemp("whole") / "desk.db")
    with Desk(where) as desk:
        desk.add_records(records)
    return snapshot(where)


def batches(order: Sequence[int], size: int) -> Iterator[list[int]]:
    """An order cut into batches."""
    for first in range(0, len(order), size):
        yield list(order[first : first + size])


def test_all_dispatches_are_there(records: list[Record]) -> None:
    assert len(records) == ARTICLES


@settings(max_examples=ORDERS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(ARTICLES)), size=st.sampled_from([1, 5, 16]))
def test_any_order_gives_the_same_store(
    order: list[int],
    size: int,
    records: list[Record],
    wanted: dict[str, list[tuple[object, ...]]],
    empty: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    where = str(copied(empty, tmp_path_factory.mktemp("order")))
    with Desk(where) as desk:
        for batch in batches(order, size):
            desk.add_records([records[number] for number in batch])
    assert snapshot(where) == wanted


def test_postgresql_gives_the_same_events(
    records: list[Record], wanted: dict[str, list[tuple[object, ...]]], store: str
) -> None:
    with Desk(store) as desk:
        for batch in batches(range(ARTICLES), 20):
            desk.add_records([records[number] for number in batch])
    found = snapshot(store)
    tables = [name for name in wanted if not name.endswith("_words")]
    assert {name: found[name] for name in tables} == {name: wanted[name] for name in tables}


def test_the_figures_of_the_desk(records: list[Record]) -> None:
    figures = evaluate(load_truth(DESK), records).figures
    assert figures["pairs_f1"] >= 0.85
    assert figures["copies_f1"] >= 0.95
    assert figures["bcubed_f1"] >= figures["pairs_f1"]
    assert 0 < figures["whole_pairs_f1"] < figures["pairs_f1"]
