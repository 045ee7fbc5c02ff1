"""Speed of a lake: ties and finds asked of made-up events in Parquet, by DuckDB.

    python -m benchmarks.lake --events 10000000

The events are made up as ``benchmarks/ties.py`` makes its own (some 200 states of very different weight, ten years,
coverage that swings), written as the tables of a lake, each in the order in which a merging leaves it. Making them is
not timed. Each question is asked in a process of its own, as ``dragoman ties --from`` asks it, without the second that
Python takes to begin; the median of several times counts, and the first time stands beside it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from benchmarks.ties import DAYS, FACTUALITIES, FIRST, SHARES, Maker, party

from dragoman.desk import Desk
from dragoman.knowledge.plover import plover
from dragoman.store.lake_files import LakeFiles
from dragoman.store.tie_rows import tie_rows

SLICE = 1_000_000
ASKED = 3
TARGETS = {"tie, busiest pair": 1.0, "tie, ordinary pair": 1.0, "movers (--top)": 10.0}
# Some values have the same columns for all events.
EVENT = """
    SELECT 1 + (made.number * 9000000007) % 4611686018427387904 AS key, t.type, NULL::VARCHAR AS mode, t.quad, t.score,
        c.contexts, a.party AS actors, b.party AS recipients, '[]' AS materiel,
        CASE WHEN dated THEN strftime(DATE '1970-01-01' + day::INTEGER, '%Y-%m-%d') END AS when_value,
        NULL::VARCHAR AS when_end, CASE WHEN dated THEN 'day' END AS when_precision, day, day + wide AS last_day,
        NULL::VARCHAR AS place, NULL::VARCHAR AS venue, f.factuality, false AS contested,
        1 + made.number % 3 AS mentions, 1 AS outlets, 1 + made.number % 2 AS origins,
        strftime(DATE '1970-01-01' + day::INTEGER, '%Y-%m-%d') AS first_report,
        strftime(DATE '1970-01-01' + day::INTEGER, '%Y-%m-%d') AS last_report, 'B' AS reliability, 3 AS credibility,
        1 AS classes, 'machine' AS standing,
        '{"outlets":["Outlet"],"origins":[["o","Outlet",false]],"voices":[]}' AS detail, '[]' AS activities,
        '[]' AS concerns, a.code AS one, b.code AS other, t.number AS quad_number, k.kind, c.bits, dated
    FROM made JOIN types t ON t.slot = made.type JOIN contexts c ON c.slot = made.context
        JOIN parties a ON a.slot = made.one JOIN parties b ON b.slot = made.other
        JOIN said f ON f.slot = made.said LEFT JOIN kinds k ON k.type = t.type AND k.factuality = f.factuality
"""
TIE = """
    SELECT least(one, other) || '-' || greatest(one, other) AS dyad, day, key AS event, last_day,
        quad_number AS quad, kind, bits AS contexts, score, dated
    FROM whole WHERE kind IS NOT NULL AND one <> other AND (dated OR factuality <> 'historical')
"""
FACET = """
    SELECT unnest(['dyad:' || least(one, other) || '-' || greatest(one, other), 'actor:state:' || one,
        'actor:state:' || other, 'context:' || (contexts::JSON ->> 0)]) AS facet, day, key AS event FROM whole
"""


def fill(root: Path, total: int) -> None:
    """Make a lake of so many events."""
    files = LakeFiles(root)
    files.begin()
    maker = Maker(total)
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET temp_directory = ?", [str(root / "spill")])
        name_parts(connection, maker)
        for table in ("event", "event_tie", "event_facet", "coverage"):
            (root / "foreign" / table).mkdir(parents=True, exist_ok=True)
        for start in range(0, total, SLICE):
            count = min(SLICE, total - start)
            connection.register("made", slice_of(maker, start, count))
            connection.execute(f"CREATE OR REPLACE TABLE whole AS {EVENT}")
            target = root / "foreign" / "event" / f"{start:09}.parquet"
            columns = "* EXCLUDE (one, other, quad_number, kind, bits, dated)"
            connection.execute(f"COPY (SELECT {columns} FROM whole ORDER BY day) TO '{target}' (COMPRESSION zstd)")
            for table, query in (("ties", TIE), ("facets", FACET)):
                verb = f"CREATE TABLE {table} AS" if start == 0 else f"INSERT INTO {table}"
                connection.execute(f"{verb} {query}")
        for table, query in (
            ("event_tie", "SELECT * FROM ties ORDER BY dyad, day"),
            ("event_facet", "SELECT DISTINCT * FROM facets ORDER BY facet, day"),
            ("coverage", "SELECT day, count(DISTINCT event) AS events FROM ties GROUP BY day ORDER BY day"),
        ):
            target = root / "foreign" / table / "all.parquet"
            connection.execute("SET preserve_insertion_order = true")
            connection.execute(f"COPY ({query}) TO '{target}' (COMPRESSION zstd, ROW_GROUP_SIZE 100000)")


def name_parts(connection: duckdb.DuckDBPyConnection, maker: Maker) -> None:
    """The parts that events are put together from, as tables."""
    known = plover().types
    quads = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    types = [(at, name, known[name].quad, known[name].score, quads.index(known[name].quad))
             for at, name in enumerate(maker.types)]  # fmt: skip
    connection.execute("CREATE TABLE types (slot INT, type VARCHAR, quad VARCHAR, score DOUBLE, number INT)")
    connection.executemany("INSERT INTO types VALUES (?, ?, ?, ?, ?)", types)
    connection.execute("CREATE TABLE contexts (slot INT, contexts VARCHAR, bits BIGINT)")
    listed = [(at, json.dumps([name]), 1 << at) for at, name in enumerate(maker.contexts)]
    connection.executemany("INSERT INTO contexts VALUES (?, ?, ?)", listed)
    connection.execute("CREATE TABLE parties (slot INT, code VARCHAR, party VARCHAR)")
    connection.executemany(
        "INSERT INTO parties VALUES (?, ?, ?)", [(at, code, party(code)) for at, code in enumerate(maker.codes)]
    )
    connection.execute("CREATE TABLE said (slot INT, factuality VARCHAR)")
    connection.executemany("INSERT INTO said VALUES (?, ?)", list(enumerate(FACTUALITIES)))
    connection.execute("CREATE TABLE kinds (type VARCHAR, factuality VARCHAR, kind INT)")
    connection.executemany("INSERT INTO kinds VALUES (?, ?, ?)", kinds_of(maker))


def kinds_of(maker: Maker) -> list[tuple[str, str, int]]:
    """What counts as an act, as words, as an intention: as the rows of ties say it of an event of each kind."""
    found = []
    for at, name in enumerate(maker.types):
        for said, factuality in enumerate(FACTUALITIES):
            row = maker.row(1, 0, 1, FIRST, at, said, [], True, 0)
            found += [(name, factuality, tie["kind"]) for tie in tie_rows(row)]
    return found


def slice_of(maker: Maker, start: int, count: int) -> pa.Table:
    """The numbers of so many events."""
    one, other = maker.chance.choice(len(maker.codes), size=(2, count), p=maker.weights)
    return pa.table(
        {
            "number": np.arange(start, start + count), "one": one, "other": other,
            "day": FIRST + maker.chance.choice(DAYS, size=count, p=maker.days),
            "type": maker.chance.integers(len(maker.types), size=count),
            "said": maker.chance.choice(len(FACTUALITIES), size=count, p=SHARES),
            "context": maker.chance.integers(len(maker.contexts), size=count),
            "dated": maker.chance.random(count) < 0.7,
            "wide": np.where(maker.chance.random(count) < 0.05, 29, 0),
        }
    )  # fmt: skip


def questions(desk: Desk, codes: list[str]) -> dict[str, Callable[[], Any]]:
    """What is asked."""
    return {
        "tie, busiest pair": lambda: desk.ties(codes[0], codes[1]),
        "tie, ordinary pair": lambda: desk.ties(codes[20], codes[30]),
        "partners": lambda: desk.partners(codes[5]),
        "movers (--top)": lambda: desk.movers(),
        "find, pair and year": lambda: desk.find(between=(codes[0], codes[9]), since="2020", until="2020"),
        "find, newest 50": lambda: desk.find(),
    }


def ask(root: Path, name: str) -> list[float]:
    """The seconds that a question takes, several times; opening counts with the first."""
    codes = sorted(Maker(1).codes)
    took = []
    for _ in range(ASKED):
        began = time.perf_counter()
        with Desk(root) as desk:
            questions(desk, codes)[name]()
        took.append(time.perf_counter() - began)
    return took


def main() -> None:
    """Make a lake and ask it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--lake", type=Path, help="keep it there, or ask the one that is there")
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        print(json.dumps(ask(given.lake, given.ask)))
        return
    root = given.lake or Path(tempfile.mkdtemp(prefix="lake-"))
    if not (root / "lake.json").exists():
        began = time.perf_counter()
        fill(root, given.events)
        size = sum(path.stat().st_size for path in root.rglob("*.parquet"))
        print(f"{given.events:,} events made in {time.perf_counter() - began:.0f} s, {size / 1e6:.0f} MB of Parquet")
    for name in questions(Desk(root), sorted(Maker(1).codes)):
        command = [sys.executable, "-m", "benchmarks.lake", "--lake", str(root), "--ask", name]
        took = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        target = TARGETS.get(name)
        told = f" (target {target:.0f} s: {'reached' if max(took) <= target else 'NOT REACHED'})" if target else ""
        print(f"{name:24} {statistics.median(took):7.2f} s, first {took[0]:.2f} s{told}", flush=True)
    if given.lake is None:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
