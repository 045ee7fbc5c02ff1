"""A merging goes on where it was stopped, follows what is coded anew, and does not depend on shards."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from benchmarks.lake_rows import merged_digests

from dragoman.desk import Desk
from dragoman.scale import merging as merging_of_lakes
from dragoman.scale.merging import merge
from dragoman.scale.run import code
from dragoman.store.lake_files import LakeFiles


def lake_of(folder: Path, files: list[list[str]]) -> Path:
    """A coded lake of records in some files."""
    sources = []
    for number, lines in enumerate(files):
        source = folder / f"{number}.jsonl"
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources.append(str(source))
    code(sources, folder / "lake", processes=1)
    return folder / "lake"


def test_shards_and_their_order_do_not_matter(lines: list[str], lake: Path, tmp_path: Path) -> None:
    mixed = lines.copy()
    random.Random(5).shuffle(mixed)
    other = lake_of(tmp_path, [mixed[:20], mixed[10:45], mixed[45:]])
    report = merge(other, processes=2)
    assert report.articles == len(lines)
    assert merged_digests(other) == merged_digests(lake)


def test_many_bins_give_what_one_gives(
    lines: list[str], lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.scale.merge_plan.BIN", 40)
    other = lake_of(tmp_path, [lines])
    merge(other, processes=1)
    place = LakeFiles(other).merging(1)
    assert len(list(place.glob("event_mention/*.parquet"))) > 5
    assert merged_digests(other) == merged_digests(lake)


@pytest.mark.parametrize("stage", ["copies", "links", "events"])
def test_stopped_and_begun_again(lines: list[str], lake: Path, tmp_path: Path, stage: str) -> None:
    class StoppedError(Exception):
        """The run is stopped."""

    def stop(name: str, done: int, tasks: int) -> None:
        if name == stage and done:
            raise StoppedError

    other = lake_of(tmp_path, [lines])
    with pytest.raises(StoppedError):
        merge(other, processes=1, progress=stop)
    assert LakeFiles(other).manifest.merged == 0
    assert not merge(other, processes=1).known
    assert merged_digests(other) == merged_digests(lake)
    assert not list((other / "merged").glob("*.work"))


def test_what_is_coded_later_is_merged_later(lines: list[str], lake: Path, tmp_path: Path) -> None:
    other = lake_of(tmp_path, [lines[:40]])
    first = merge(other, processes=1)
    assert merge(other, processes=1).known
    (tmp_path / "more.jsonl").write_text("\n".join(lines[40:]) + "\n", encoding="utf-8")
    code([str(tmp_path / "more.jsonl")], other, processes=1)
    with Desk(other) as desk:
        assert desk.summary().events == first.events
    second = merge(other, processes=1)
    assert (second.number, second.articles) == (2, len(lines))
    assert merged_digests(other) == merged_digests(lake)
    assert [path.name for path in sorted((other / "merged").iterdir())] == ["0001", "0002"]


def test_a_lake_without_events(tmp_path: Path) -> None:
    (tmp_path / "soup.jsonl").write_text('{"text": "Peel the onions and fry them in butter."}\n', encoding="utf-8")
    code([str(tmp_path / "soup.jsonl")], tmp_path / "lake", processes=1)
    report = merge(tmp_path / "lake", processes=1)
    assert (report.articles, report.events, report.copies) == (0, 0, 0)
    with Desk(tmp_path / "lake") as desk:
        assert desk.find() == []
    assert merging_of_lakes.merge(tmp_path / "lake", processes=1).known
