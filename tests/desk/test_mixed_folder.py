"""A folder of a thousand files, forty of them bad: the good are coded, the bad are written down, memory is flat.

Flat: while the last three quarters of the articles are added, the peak of memory grows by less than a ninth of a
megabyte an article.
"""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.articles import articles
from tests.store.snapshot import snapshot

from dragoman.desk import AddOptions, Desk

GOOD, BAD = 960, 40
# After so many articles, caches of words are full enough that what grows from then on grows with the articles.
SETTLED = 240
TIMEOUT = 400
# Megabytes that the peak may grow by after that.
GROWTH = 80
# The command, in a process of its own that says what its peak of memory was after some articles, and at the end.
MEASURED = """
import resource, sys
from dragoman.cli import main
from dragoman.desk import Desk

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

def add(desk, *sources, options, progress):
    def told(report, source):
        if report.articles >= settled and not early:
            early.append(peak())
        progress(report, source)
    return adding(desk, *sources, options=options, progress=told)

settled, early, adding = int(sys.argv.pop(1)), [], Desk.add
Desk.add = add
try:
    main()
finally:
    print(*early, peak(), file=sys.stderr)
"""
Write = Callable[[Path, dict[str, str]], None]


def as_text(path: Path, one: dict[str, str]) -> None:
    path.with_suffix(".txt").write_text(one["text"], encoding="utf-8")


def as_page(path: Path, one: dict[str, str]) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in one["text"].split("\n\n")[1:])
    page = f"<html><head><title>{one['title']}</title></head><body><article><h1>{one['title']}</h1>{paragraphs}"
    path.with_suffix(".html").write_text(f"{page}</article></body></html>", encoding="utf-8")


def as_json(path: Path, one: dict[str, str]) -> None:
    path.with_suffix(".json").write_text(json.dumps(one), encoding="utf-8")


def as_lines(path: Path, one: dict[str, str]) -> None:
    path.with_suffix(".jsonl").write_text(json.dumps(one) + "\n", encoding="utf-8")


def as_packed_lines(path: Path, one: dict[str, str]) -> None:
    path.with_suffix(".jsonl.gz").write_bytes(gzip.compress(json.dumps(one).encode() + b"\n"))


def as_table(path: Path, one: dict[str, str]) -> None:
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(one))
        writer.writeheader()
        writer.writerow(one)


FORMS: tuple[Write, ...] = (as_text, as_text, as_text, as_page, as_json, as_lines, as_packed_lines, as_table)
BROKEN: tuple[tuple[str, bytes], ...] = (
    (".txt", b"\x00\x01\x02\xff" * 400),
    (".txt", b""),
    (".html", b"  \n "),
    (".json", b'{"text": "cut off'),
    (".json", b'{"title": "no text"}'),
    (".json", b'{"text": "Norway sent tents to Moldova.", "date": "someday"}'),
    (".jsonl.gz", gzip.compress(b'{"text": "Norway"}\n' * 50)[:30]),
    (".parquet", b"PAR1 this is none"),
    (".csv", b"name,colour\nAnna,red\n"),
    (".txt", b"x" * 9_000),
)


def files(folder: Path, good: int, bad: int) -> Iterator[Path]:
    """Write files of all kinds into folders within a folder."""
    for number, one in enumerate(articles(good, seed=21)):
        place = folder / f"part{number % 7}"
        place.mkdir(parents=True, exist_ok=True)
        FORMS[number % len(FORMS)](place / f"report{number:04d}", one)
        yield place
    for number in range(bad):
        suffix, data = BROKEN[number % len(BROKEN)]
        path = folder / f"part{number % 7}" / f"bad{number:02d}{suffix}"
        path.write_bytes(data)
        yield path


def peaks(folder: Path, store: Path) -> tuple[str, int, int]:
    """What ``dragoman add`` prints, and its peaks of memory in megabytes: when it has settled, and at the end."""
    command = [sys.executable, "-c", MEASURED, str(SETTLED), "add", str(folder), "--store", str(store), "-j", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    early, late = done.stderr.splitlines()[-1].split()
    return done.stdout, int(early), int(late)


def test_a_thousand_files_of_which_forty_are_bad(tmp_path: Path) -> None:
    many = tmp_path / "many"
    assert sum(1 for _ in files(many, GOOD, BAD)) == GOOD + BAD
    said, early, late = peaks(many, tmp_path / "many.db")
    assert f"{GOOD} articles added" in said or f"{BAD} failed" in said
    assert late - early < GROWTH
    store = str(tmp_path / "many.db")
    with Desk(store) as desk:
        listed = desk.failures()
        summary = desk.summary()
    copies = Counter(json.dumps(sorted(one.items())) for one in articles(GOOD, seed=21))
    assert len(copies) == GOOD
    assert len(listed) == BAD
    assert all("bad" in one.locator and one.what and one.code.startswith("D2") for one in listed)
    assert len({one.code for one in listed}) >= 5
    assert summary.failures == BAD
    again(many, store)


def again(many: Path, store: str) -> None:
    """A second time changes nothing; what is mended and tried again is coded."""
    before = snapshot(store)
    with Desk(store) as desk:
        assert desk.add(many).added.new == 0
    assert snapshot(store) == before
    mended = next(many.rglob("bad03.json"))
    mended.write_text(
        json.dumps({"text": "Norway and Peru\n\nNorway sent tents to Peru on Monday.\n"}), encoding="utf-8"
    )
    with Desk(store) as desk:
        articles_before = desk.summary().articles
        report = desk.add(options=AddOptions(retry=True))
        assert report.added.new == 1
        assert len(desk.failures()) == BAD - 1
        assert {one.attempts for one in desk.failures()} == {2}
        assert desk.summary().articles == articles_before + 1
