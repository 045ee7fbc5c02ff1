"""Shards cover an input once, whatever it is, and depend on it alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.intake.parcels import Parcel, Refusal
from dragoman.scale.refusals import InputAddressError
from dragoman.scale.shard_input import parcels_in_shard
from dragoman.scale.shards import Shard, shards_of


def found_in(shards: list[Shard]) -> list[Parcel | Refusal]:
    """All that the shards hold."""
    return [found for shard in shards for found in parcels_in_shard(shard)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=120_000), min_size=1, max_size=12), st.booleans())
def test_ranges_of_lines_hold_each_line_once(lengths: list[int], ended: bool) -> None:
    made = [f'{{"text": "{"x" * length}"}}' for length in lengths]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.jsonl"
        path.write_text("\n".join(made) + ("\n" if ended else ""), encoding="utf-8")
        shards, refusals = shards_of([str(path)])
        found = found_in(shards)
    assert refusals == []
    assert [one.data.decode().rstrip("\n") for one in found if isinstance(one, Parcel)] == made
    assert [one.locator for one in found] == [f"{path}, line {number}" for number in range(1, len(made) + 1)]


def test_groups_of_rows_hold_each_row_once(tmp_path: Path) -> None:
    texts = [f"Report number {number}" for number in range(2_500)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "rows.parquet", row_group_size=200)
    shards, _ = shards_of([str(tmp_path / "rows.parquet")])
    found = found_in(shards)
    assert len(shards) > 1
    assert [one.data.decode() for one in found if isinstance(one, Parcel)] == texts
    assert found[-1].locator.endswith("row 2500")


def test_small_files_go_together_and_large_ones_do_not(tmp_path: Path) -> None:
    for number in range(150):
        (tmp_path / f"{number:03}.txt").write_text(f"Report {number}. Norway sent tents to Moldova.", encoding="utf-8")
    (tmp_path / "large.txt").write_text("word " * 200_000, encoding="utf-8")
    shards, _ = shards_of([str(tmp_path)])
    assert sorted(len(shard.paths) for shard in shards) == [1, 50, 100]
    assert len(found_in(shards)) == 151


def test_a_changed_file_has_another_mark_and_the_same_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Norway sent tents to Moldova.", encoding="utf-8")
    (before,), _ = shards_of([str(path)])
    assert shards_of([str(path)])[0] == [before]
    os.utime(path, (1, 1))
    (after,), _ = shards_of([str(path)])
    assert after.name == before.name
    assert after.mark != before.mark


def test_a_file_that_is_given_twice_is_one_shard(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Norway sent tents to Moldova."}\n', encoding="utf-8")
    assert len(shards_of([str(path), str(path), str(tmp_path)])[0]) == 1


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    shards, refusals = shards_of([str(tmp_path / "nothing.jsonl")])
    assert shards == []
    assert "no such file" in refusals[0].error.message


def test_an_object_store() -> None:
    system = fsspec.filesystem("memory")
    system.pipe("/news/a.jsonl", b'{"text": "Norway sent tents to Moldova."}\n')
    system.pipe("/news/b.txt", b"Chile and Peru signed an accord on fishing.")
    shards, refusals = shards_of(["memory://news/*"])
    assert refusals == []
    found = found_in(shards)
    assert [one.locator for one in found] == ["memory:///news/a.jsonl, line 1", "memory:///news/b.txt"]
    assert b"tents" in found[0].data  # type: ignore[union-attr]
    assert "nothing there" in shards_of(["memory://other/*"])[1][0].error.message


@pytest.mark.parametrize("address", ["https://example.org/a.warc.gz", "unheard://of/a.jsonl"])
def test_addresses_that_cannot_be_listed(address: str) -> None:
    with pytest.raises(InputAddressError):
        shards_of([address])
