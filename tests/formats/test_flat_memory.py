"""Exports to graphs hold no events: twice as many take no more memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import pytest
from tests.formats.tellings import desk_told, many

from dragoman.formats.followthemoney import write_statements
from dragoman.formats.geojson import write_geojson
from dragoman.formats.schema_org import write_claims
from dragoman.formats.stix import write_bundle
from dragoman.store.stream import Told

FEW = 80
# In bytes; 240 events more, if they were held, take several times as much.
SLACK = 150_000


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    return desk_told(example)[:FEW]


def peak(write: Callable[[Iterable[Told], BinaryIO], int], told: list[Told], number: int, folder: Path) -> int:
    """The most memory, in bytes, that so many events take."""
    with (folder / "out").open("wb") as out:
        tracemalloc.start()
        write(many(told, number), out)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return most


@pytest.mark.parametrize("write", [write_statements, write_bundle, write_geojson, write_claims])
def test_four_times_as_many_events_take_no_more_memory(
    write: Callable[[Iterable[Told], BinaryIO], int], told: list[Told], tmp_path: Path
) -> None:
    peak(write, told, FEW, tmp_path)  # What is read once and kept: codes, states.
    assert peak(write, told, 4 * FEW, tmp_path) < peak(write, told, FEW, tmp_path) + SLACK
