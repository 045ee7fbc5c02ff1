"""Adding killed at random moments, taken up again, and compared row by row with an undisturbed store.

    python -m benchmarks.kills --kills 25 --articles 500
    python -m benchmarks.kills --postgres

Each round adds the same articles to a new store with ``dragoman add``. The process is killed with SIGKILL (now its
whole group, now the parent alone, whose workers must then end by themselves) until a run gets through; then the store
must equal the undisturbed one. Rounds go on until so many kills have hit a running process.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.articles import write_articles
from tests.store.snapshot import snapshot
from tests.warm import Started, Warm, warm

from dragoman.store.database import Database
from dragoman.store.summary import summary_of

# A run that takes so many times as long as the undisturbed one hangs.
PATIENCE = 20
NEW_STORE = Callable[[], str]


@dataclass(slots=True)
class Kill:
    """One kill: after how many seconds, the whole group or the parent alone, and how many articles were stored."""

    after: float
    group: bool
    stored: int


@dataclass(slots=True)
class Trial:
    """Adds a source again and again under fire.

    Args:
        source: what is added.
        new_store: gives the address of an empty store.
        warm: begins the processes that are killed, loaded already: the moments fall into the work itself.
        processes: processes that code.
        seed: of the moments.
    """

    source: Path
    new_store: NEW_STORE
    warm: Warm
    processes: int
    seed: int
    kills: list[Kill] = field(default_factory=list)
    rounds: int = 0

    def run(self, wanted: int) -> bool:
        """Kill so many times; whether every store ended equal to the undisturbed one."""
        chance = random.Random(self.seed)
        whole = self.new_store()
        began = time.monotonic()
        self.start(whole).wait()
        length = time.monotonic() - began
        expected = snapshot(whole)
        while len(self.kills) < wanted:
            self.rounds += 1
            where = self.new_store()
            while self.attempt(where, chance, length) and len(self.kills) < wanted:
                pass
            if self.start(where).wait(PATIENCE * length) != 0 or snapshot(where) != expected:
                return False
        return True

    def attempt(self, where: str, chance: random.Random, length: float) -> bool:
        """Start adding and kill it; whether it was killed before it got through."""
        after, group = chance.uniform(0.1, 1.0) * length, chance.random() < 0.7
        process = self.start(where)
        try:
            process.wait(after)
        except TimeoutError:
            process.kill(group=group)
            process.wait()
            wait_for_orphans(process.pid)
            self.kills.append(Kill(after, group, stored(where)))
            return True
        return False

    def start(self, where: str) -> Started:
        """``dragoman add`` in a process group of its own."""
        words = ("add", self.source, "--store", where, "-j", str(self.processes))
        return self.warm.start(*words, folder=self.source.parent)


def wait_for_orphans(group: int, seconds: float = 15.0) -> None:
    """Wait until no process of a group is left.

    Raises:
        TimeoutError: one is left: a worker outlived its parent.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not alive(group):
            return
        time.sleep(0.05)
    raise TimeoutError(f"a worker of the killed process {group} is still there")


def alive(group: int) -> bool:
    """Whether a process of a group runs; those that only wait to be buried do not."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] not in "ZX":
            return True
    return False


def stored(where: str) -> int:
    """How many articles a store holds; 0 where the process was killed before it made one."""
    if "://" not in where and not Path(where).exists():
        return 0
    database = Database(where)
    count = summary_of(database).articles
    database.close()
    return count


def main() -> int:
    """Run the trial and print every kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL started for this, instead of SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, warm(Path(folder) / "warm") as program:
        source = Path(folder) / "articles.jsonl"
        write_articles(source, options.articles, options.seed)
        names = (str(Path(folder) / f"desk{number}.db") for number in range(1_000_000))
        if not options.postgres:
            return report(Trial(source, lambda: next(names), program, options.processes, options.seed), options.kills)
        from tests.postgres import programs, running

        installed = programs()
        if installed is None:
            parser.error("PostgreSQL is not installed: apt-get install postgresql")
        with running(installed) as server:
            return report(Trial(source, server.database, program, options.processes, options.seed), options.kills)


def report(trial: Trial, kills: int) -> int:
    """Run a trial and print it; 1 where a store differs."""
    equal = trial.run(kills)
    for number, kill in enumerate(trial.kills, start=1):
        whom = "the whole group" if kill.group else "the parent alone"
        print(f"{number:3d}  killed after {kill.after:6.2f} s, {whom:16s}  {kill.stored:4d} articles stored")
    print(f"{len(trial.kills)} kills in {trial.rounds} rounds; every store equal row for row: {equal}")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
