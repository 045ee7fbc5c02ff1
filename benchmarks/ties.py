"""Speed of ties: the tie of two states, all partners of one, and the movers of a month, with growth of the store.

    python benchmarks/ties.py --events 1000000

The events are made up and written straight into the tables of a store, as merging would have left them: some 200
states of very different weight (Zipf), ten years, coverage that swings with the seasons and grows. Filling is not
timed. Questions are asked as ``dragoman ties`` asks them, each several times; beside the time that passed
stands the time for which the processor worked, which other programs do not lengthen.

First it says how calm and how keen changes are: in series of ten years with over-dispersed counts, under coverage that
swings, how many without a change are told one; how many where coverage alone doubles; how many doublings are found.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection

from dragoman.desk import Desk
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.store.batches import insert
from dragoman.store.events import UNKNOWN_DAY, facet_rows
from dragoman.store.tables import coverage, event, event_facet, event_tie
from dragoman.store.tie_rows import tie_rows
from dragoman.ties.changes import Change, changes
from dragoman.ties.loudness import loudness
from dragoman.ties.rates import dispersion_of

SEED = 11
DAYS = 3650
FIRST = 16436
BATCH = 20_000
ASKED = 7
TARGETS = {"tie, busiest pair": 300.0, "tie, ordinary pair": 300.0, "movers (--top)": 3_000.0}
FACTUALITIES = ("happened", "future", "hypothetical", "negated", "historical")
SHARES = (0.8, 0.08, 0.05, 0.05, 0.02)


class Maker:
    """Makes the rows of events up, the same ones for the same seed."""

    def __init__(self, total: int) -> None:
        self.chance = np.random.default_rng(SEED)
        self.total = total
        self.codes = sorted(states())
        weights = 1 / (1 + np.arange(len(self.codes))) ** 0.9
        self.weights = weights / weights.sum()
        self.types = sorted(plover().types)
        self.contexts = list(plover().contexts)
        swing = 1 + 0.3 * np.sin(np.arange(DAYS) * 2 * np.pi / 365.25) + np.arange(DAYS) / DAYS
        loud = swing * self.chance.gamma(8, 1 / 8, DAYS)
        self.days = loud / loud.sum()

    def batches(self) -> Iterator[list[dict[str, Any]]]:
        """The rows of all events, in batches."""
        for start in range(0, self.total, BATCH):
            yield self.rows(start, min(BATCH, self.total - start))

    def rows(self, start: int, count: int) -> list[dict[str, Any]]:
        """The rows of so many events."""
        one, other = self.chance.choice(len(self.codes), size=(2, count), p=self.weights)
        day = FIRST + self.chance.choice(DAYS, size=count, p=self.days)
        kind = self.chance.integers(len(self.types), size=count)
        said = self.chance.choice(len(FACTUALITIES), size=count, p=SHARES)
        context = self.chance.integers(len(self.contexts), size=(2, count))
        dated = self.chance.random(count) < 0.7
        wide = np.where(self.chance.random(count) < 0.05, 29, 0)
        return [
            self.row(start + at, int(one[at]), int(other[at]), int(day[at]), int(kind[at]), int(said[at]),
                     [self.contexts[number] for number in context[:, at]], bool(dated[at]), int(wide[at]))
            for at in range(count)
        ]  # fmt: skip

    def row(
        self, number: int, one: int, other: int, day: int, kind: int, said: int, contexts: list[str], dated: bool,
        wide: int,
    ) -> dict[str, Any]:  # fmt: skip
        """The row of one event."""
        name = self.types[kind]
        known = plover().types[name]
        stamp = str(np.datetime64(day, "D"))
        return {
            "key": 1 + number * 9_000_000_007 % (1 << 62), "type": name, "mode": None, "quad": known.quad,
            "score": known.score, "contexts": json.dumps(sorted(set(contexts))), "actors": party(self.codes[one]),
            "recipients": party(self.codes[other]), "materiel": "[]", "when_value": stamp if dated else None,
            "when_end": None, "when_precision": "day" if dated else None, "day": day, "last_day": day + wide,
            "place": None, "venue": None, "factuality": FACTUALITIES[said], "contested": False,
            "mentions": 1 + number % 3,
            "outlets": 1, "origins": 1 + number % 2, "first_report": stamp, "last_report": stamp, "reliability": "B",
            "credibility": 3, "classes": 1, "standing": "machine",
            "detail": '{"outlets":["Outlet"],"origins":[["o","Outlet",false]],"voices":[]}', "activities": "[]",
            "concerns": "[]",
        }  # fmt: skip


def party(code: str) -> str:
    """One side of an event, a state."""
    return json.dumps([{"id": f"state:{code}", "name": code, "kind": "state", "state": code, "known": True}])


def fill(desk: Desk, total: int) -> None:
    """Write so many events with all that hangs on them."""
    days: dict[int, int] = {}
    for rows in Maker(total).batches():
        with desk.database.writing() as connection:
            write_events(connection, rows, days)
    fill_coverage(desk, days)


def write_events(connection: Connection, rows: list[dict[str, Any]], days: dict[int, int]) -> None:
    """Write events with their ties and facets, and count them by day."""
    insert(connection, event, rows)
    insert(connection, event_tie, [tie for row in rows for tie in tie_rows(row)])
    insert(connection, event_facet, [facet for row in rows for facet in facet_rows(row)])
    for row in rows:
        if row["day"] != UNKNOWN_DAY and (row["factuality"] != "historical" or row["when_value"]):
            days[row["day"]] = days.get(row["day"], 0) + 1


def fill_coverage(desk: Desk, days: dict[int, int]) -> None:
    """Write how many events each day has."""
    with desk.database.writing() as connection:
        insert(connection, coverage, [{"day": day, "events": days[day]} for day in sorted(days)])


def questions(desk: Desk) -> dict[str, Callable[[], Any]]:
    """What is asked."""
    codes = sorted(states())
    return {
        "tie, busiest pair": lambda: desk.ties(codes[0], codes[1]),
        "tie, ordinary pair": lambda: desk.ties(codes[20], codes[35]),
        "tie, one context": lambda: desk.ties(codes[0], codes[1], context="military"),
        "tie, rare pair": lambda: desk.ties(codes[-2], codes[-9]),
        "partners, busiest state": lambda: desk.partners(codes[0]),
        "movers (--top)": desk.movers,
        "movers, one context": lambda: desk.movers(context="military"),
    }


def report(desk: Desk) -> None:
    """Print how much a store holds and how long its questions take."""
    with desk.database.reading() as connection:
        events, ties = (
            connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in ("event", "event_tie")
        )
    print(f"\n{events:,} events, {ties:,} ties, {Path(desk.where).stat().st_size / 1e6:,.0f} MB")
    for name, ask in questions(desk).items():
        times, worked = [], []
        for _ in range(ASKED):
            start, busy = time.perf_counter(), time.process_time()
            ask()
            times.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        target = f"   (target {TARGETS[name]:,.0f})" if name in TARGETS else ""
        spent = f"{statistics.median(times):>8.0f} ms median, {max(times):>6.0f} worst"
        print(f"  {name:<26}{spent}, {statistics.median(worked):>6.0f} ms of processor{target}", flush=True)


def simulated(chance: np.random.Generator, rate: float, *, louder: bool, closer: bool) -> tuple[Any, Any]:
    """Coverage and counts of ten years of weeks; variance twice the mean, a doubling half-way where asked for."""
    weeks = np.arange(520)
    later = np.where(weeks >= 260, 2.0, 1.0)
    loud = 1000 * (1 + 0.4 * np.sin(weeks / 8.3)) * chance.gamma(20, 1 / 20, 520) * (later if louder else 1.0)
    counts = chance.poisson(chance.gamma(rate * loud / 1000 * (later if closer else 1.0), 1.0))
    return chance.poisson(loud).astype(float), counts.astype(float)


def told(coverage_: Any, counts: Any) -> list[Change]:
    """The changes that are told of one series."""
    exposures = loudness(coverage_, np.ones(len(counts))).exposures
    return changes(counts, exposures, dispersion_of(counts, exposures))


def calm(runs: int) -> None:
    """Print how often changes are told where there are none, and where there are."""
    print(f"changes in {runs} series of ten years each, variance twice the mean, coverage swinging by 40 % and more")
    for rate in (0.5, 3.0):
        for name, louder, closer in (
            ("nothing changes", False, False), ("coverage doubles", True, False), ("the rate doubles", False, True),
        ):  # fmt: skip
            chance = np.random.default_rng([SEED, int(rate * 10), louder, closer])
            found = [told(*simulated(chance, rate, louder=louder, closer=closer)) for _ in range(runs)]
            some = sum(bool(one) for one in found) / runs
            line = f"  {rate} a week, {name:<17} {some:>6.1%} with a change"
            if closer:
                near = sum(any(abs(one.shift.place - 260) <= 4 for one in each) for each in found) / runs
                line += f", {near:.1%} dated within four weeks"
            print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="the largest store; a tenth of it comes first")
    parser.add_argument("--series", type=int, default=300, help="how many series are made up to count false changes")
    parser.add_argument("--store", type=Path, help="ask a store that this program filled before, and do nothing else")
    options = parser.parse_args()
    if options.store:
        with Desk(options.store, create=False) as desk:
            report(desk)
        return
    calm(options.series)
    with tempfile.TemporaryDirectory() as folder:
        for total in dict.fromkeys((options.events // 10, options.events)):
            with Desk(Path(folder) / f"desk-{total}.db") as desk:
                fill(desk, total)
                report(desk)


if __name__ == "__main__":
    main()
