"""The made archive is one that others read: its records, its kinds of pages, its broken answers, its chance."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from benchmarks.archive import Run, report, sampled, short_texts, skips
from benchmarks.archive_pages import LARGEST, SMALLEST
from benchmarks.archive_records import BROKEN, Records, kind_at
from benchmarks.archive_stories import IRRELEVANT, LANGUAGES, RELEVANT
from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.coding.reader import Reader
from dragoman.coding.relevance import Relevance
from dragoman.intake.parcels import Parcel, articles_of
from dragoman.intake.warc import parcels_in_archive
from dragoman.record import Article

SIZE = 6_000_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    path = tmp_path_factory.mktemp("archive") / "own.warc.gz"
    return path, Records(3, broken=0.15).write(path, SIZE)


def test_fastwarc_reads_every_record(made: tuple[Path, dict[str, int]]) -> None:
    path, counts = made
    pages = sum(counts.values())
    kinds: Counter[str] = Counter()
    found: Counter[str] = Counter()
    size = 0
    for record in ArchiveIterator(path, fsspec_args=False):
        kinds[record.headers["WARC-Type"]] += 1
        size += record.content_length
        if record.record_type == WarcRecordType.response:
            found[kind_at(record.headers["WARC-Target-URI"])] += 1
    assert kinds == {"warcinfo": 1, "request": pages, "response": pages}
    assert found == counts
    assert SIZE * 0.95 < size < SIZE + LARGEST + 1_000


def test_the_kinds_of_pages(made: tuple[Path, dict[str, int]]) -> None:
    _, counts = made
    assert counts[BROKEN] > 3
    assert counts[RELEVANT] > 5
    assert {kind.split("/")[0] for kind in counts} == {RELEVANT, BROKEN, *LANGUAGES}


def test_sound_pages_are_read_as_articles_and_broken_ones_do_no_harm(made: tuple[Path, dict[str, int]]) -> None:
    path, counts = made
    read: Counter[str] = Counter()
    for found in parcels_in_archive(path, None):
        if not isinstance(found, Parcel):
            continue
        kind = kind_at(found.url)
        if kind != BROKEN:
            assert SMALLEST - 2_000 < len(found.data) < LARGEST * 2
            (article,) = articles_of(found)
            assert isinstance(article, Article)
            assert (article.language == kind[:2]) or kind == RELEVANT
        read[kind] += 1
    assert read.pop(BROKEN) < counts[BROKEN]
    assert read == {kind: count for kind, count in counts.items() if kind != BROKEN}


def test_the_first_judgement_keeps_what_is_relevant_and_little_else(made: tuple[Path, dict[str, int]]) -> None:
    path, _ = made
    relevance = Relevance()
    for found in parcels_in_archive(path, None):
        kind = kind_at(found.url) if isinstance(found, Parcel) else BROKEN
        if not isinstance(found, Parcel) or kind == BROKEN:
            continue
        skip = relevance.page(found)
        if kind == RELEVANT:
            assert skip is None
        elif not kind.startswith("en"):
            assert skip is not None
            assert skip.kind == "language"


def test_a_seed_makes_the_same_archive(tmp_path: Path) -> None:
    for name, seed in (("a/own.warc.gz", 5), ("b/own.warc.gz", 5), ("c/own.warc.gz", 6)):
        (tmp_path / name).parent.mkdir()
        Records(seed).write(tmp_path / name, 400_000)
    first, second, other = (sorted(tmp_path.glob("*/own.warc.gz"))[n].read_bytes() for n in range(3))
    assert first == second != other


def test_a_sample_is_in_order_and_the_same_for_a_seed(made: tuple[Path, dict[str, int]]) -> None:
    path, _ = made
    first, second = sampled(path, 20, 1), sampled(path, 20, 1)
    assert [one.locator for one in first] == [one.locator for one in second]
    numbers = [int(one.url.rsplit("/", 1)[1][:-5]) for one in first if one.url]
    assert numbers == sorted(numbers)
    assert len(numbers) == 20


def test_there_are_sentences_enough_in_every_language_and_topic() -> None:
    for language in LANGUAGES:
        held = yaml.safe_load((IRRELEVANT / f"{language}.yaml").read_text("utf-8"))
        for listed in (*held["topics"].values(), *held.get("hard", {}).values()):
            assert len(set(listed)) == len(listed) >= 25


def test_short_texts_are_measured(reader: Reader) -> None:
    said = short_texts(reader, 60, 2, 9)
    assert re.fullmatch(r"30 texts of 2: \d+ skipped, (\d+) of (\d+) events \(\d\.\d{4}\) survive", said)


def test_the_report_counts_events_that_survive() -> None:
    place = ((0, 3),)
    full = Run(4, 4, 8.0, 9.0, {("a", place, "AID"): RELEVANT, ("b", place, "AID"): "en/crime"})
    kept = Run(4, 1, 2.0, 3.0, {("a", place, "AID"): RELEVANT})
    kept.skipped["en/crime", "page", "names nobody who could act"] = 3
    lines = "\n".join(report(full, kept))
    assert "ratio of pages a CPU-second: 4.00; by the clock 3.00" in lines
    assert "events that survive: 1 of 2 (0.5000)" in lines
    assert skips(kept) == ["       3 pages: names nobody who could act", "  by kind: en/crime 3"]
