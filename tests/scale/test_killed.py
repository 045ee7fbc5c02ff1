"""A worker killed, then the driver, in the middle of coding: the next run ends with the rows of an undisturbed one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from benchmarks.articles import articles
from benchmarks.lake_rows import coded_digests

from dragoman.scale.journal import read_page
from dragoman.scale.run import Standing, code
from dragoman.store.lake_files import LakeFiles

FILES, EACH = 5, 8
PATIENCE = 180.0


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Short articles in some files, a shard each."""
    folder = tmp_path_factory.mktemp("sources")
    made = list(articles(FILES * EACH, seed=9))
    for number in range(FILES):
        lines = [json.dumps(one) for one in made[number * EACH : (number + 1) * EACH]]
        (folder / f"{number}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [str(folder / f"{number}.jsonl") for number in range(FILES)]


@pytest.fixture(scope="module")
def undisturbed(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The rows of a run that nobody disturbs."""
    lake = tmp_path_factory.mktemp("undisturbed") / "lake"
    code(sources, lake, processes=1)
    return coded_digests(lake)


@contextmanager
def running(sources: list[str], lake: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command line at work, with two workers."""
    words = ["code", *sources, "--out", str(lake), "--processes", "2"]
    program = [sys.executable, "-c", "import sys; from dragoman.cli import main; main(sys.argv[1:])", *words]
    driver = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield driver
    finally:
        if driver.poll() is None:
            driver.kill()
        driver.wait()


def at_work(lake: Path) -> bool:
    """Whether a worker codes something just now."""
    return any(read_page(path).under_way for path in lake.glob("coded/.shard=*.journal"))


def until(condition: object, driver: subprocess.Popen[bytes]) -> None:
    """Wait for something to hold while the driver works."""
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert driver.poll() is None, "the run ended before it could be disturbed"
        assert time.monotonic() < end, "nothing happens"
        time.sleep(0.05)


def workers_of(lake: Path) -> list[int]:
    """The processes that write into the lake: their folders bear their numbers."""
    return sorted({int(path.name.rsplit(".", 2)[1]) for path in lake.glob("coded/.shard=*.*.*") if path.is_dir()})


def test_killed(sources: list[str], undisturbed: dict[str, str], tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    with running(sources, lake) as driver:
        until(lambda: at_work(lake) and workers_of(lake), driver)
        first = workers_of(lake)[0]
        os.kill(first, signal.SIGKILL)
        # Another worker comes in its place, and the run goes on.
        until(lambda: LakeFiles(lake).shards() and set(workers_of(lake)) - {first}, driver)
        driver.kill()
    done = LakeFiles(lake).shards()
    assert 0 < len(done) < FILES
    with running(sources, lake) as driver:
        assert driver.wait(timeout=PATIENCE) == 0
    report = json.loads((lake / "report.json").read_text(encoding="utf-8"))
    assert report["unfinished"] == {}
    assert report["known"] >= len(done)
    assert coded_digests(lake) == undisturbed
    assert not [path for path in (lake / "coded").iterdir() if path.is_dir() and path.name.startswith(".")]


def test_ray_survives_a_worker(sources: list[str], undisturbed: dict[str, str], tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    killed: list[int] = []

    def kill_one(standing: Standing) -> None:
        if not killed and at_work(lake) and workers_of(lake):
            killed.append(workers_of(lake)[0])
            os.kill(killed[0], signal.SIGKILL)

    report = code(sources, lake, engine="ray", processes=2, progress=kill_one)
    assert killed
    assert report.unfinished == {}
    assert coded_digests(lake) == undisturbed
