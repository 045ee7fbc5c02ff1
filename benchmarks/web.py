"""Speed of the desk in the browser at 1,000,000 events: server times, weights of pages, fifty clients at once.

    python -m benchmarks.web --events 1000000
    python -m benchmarks.web --store desk-1000000.db

``dragoman serve`` runs in a process of its own, as users run it; this one asks over loopback. Server times are those
from a request to the last byte, for questions none of which was asked before, so that no result is at hand ('cold'),
then for the same again ('warm'); the file itself lies in the system's memory. Weights are those of a page with its
style and scripts, as they travel (gzip). Under load, for half a minute, each client asks again as soon as it was
answered: mostly for one of a hundred pages that were looked at before, every fiftieth time for what nobody asked yet;
the memory of the server is read all the while.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
from benchmarks.desk import fill_desk

from dragoman.desk import Desk
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states

SEED = 7
COLD = 40
CLIENTS, SECONDS = 50, 30.0
# Share of the requests under load that ask what nobody asked before, and of which pages.
NEW, KINDS = 0.02, ("events", "events", "ties", "map")
TARGETS = {"events": 150.0, "ties": 300.0, "map": 400.0}
WEIGHTS = {"events": 40_000, "ties": 160_000, "map": 160_000}
SLOWEST_START = 120.0
PART = re.compile(r'["\'](?:\./|/assets/)([\w-]+\.(?:js|json|svg))["\']')
LINKED = re.compile(r'(?:href|src)="/assets/([\w-]+\.(?:css|js|json|svg))')


class Questions:
    """Addresses of pages, none twice: filters of every kind, drawn at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.codes = sorted(states())
        self.types = sorted(plover().types)
        self.contexts = list(plover().contexts)

    def pair(self) -> tuple[str, str]:
        """Two states; those first in the alphabet have most events in the made-up store."""
        at = sorted(self.chance.sample(range(len(self.codes)), 2), key=lambda place: self.chance.random() * place)
        return self.codes[min(at[0], 60)], self.codes[at[1] if at[1] != min(at[0], 60) else at[1] - 1]

    def filters(self) -> list[tuple[str, str]]:
        """One to three conditions."""
        year = self.chance.randint(2015, 2024)
        one, other = self.pair()
        drawn = [
            [("type", self.chance.choice(self.types))], [("context", self.chance.choice(self.contexts))],
            [("between", one), ("between", other)], [("actor", one)],
            [("since", f"{year}-{self.chance.randint(1, 9):02}")],
            [("until", f"{year}-{self.chance.randint(1, 9):02}-{self.chance.randint(1, 28):02}")],
            [("min_origins", "2")], [("words", f"matter {self.chance.choice(self.types).lower()} {one}")],
        ]  # fmt: skip
        return [pair for asked in self.chance.sample(drawn, self.chance.randint(1, 3)) for pair in asked]

    def address(self, kind: str) -> str:
        """The address of a page of a kind."""
        if kind == "ties":
            one, other = self.pair()
            asked = [("context", self.chance.choice(self.contexts))] if self.chance.random() < 0.5 else []
            return f"/ties/{min(one, other)}/{max(one, other)}{'?' + urlencode(asked) if asked else ''}"
        return f"/{kind}?{urlencode(self.filters())}"

    def many(self, kind: str, count: int) -> list[str]:
        """So many different addresses of a kind."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.address(kind)] = None
        return list(found)


@dataclass
class Served:
    """A desk served by a process of its own."""

    store: Path
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def __enter__(self) -> Served:
        command = [sys.executable, "-c", "from dragoman.cli import main; main()", "serve", "--store", str(self.store)]
        self.process = subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        said = ""
        while not (found := re.search(r"http://[^\s/]+", said)):
            line = self.process.stderr.readline()
            assert line, f"the desk was not opened: {said}"
            said += line
        self.address = found.group()
        waited = time.monotonic() + SLOWEST_START
        while time.monotonic() < waited:
            try:
                httpx.get(f"{self.address}/about", timeout=SLOWEST_START)
                return self
            except httpx.TransportError:
                time.sleep(0.2)
        raise SystemExit("the desk does not answer")

    def __exit__(self, *error: object) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(timeout=20)

    def memory(self) -> float:
        """Resident memory in MiB."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def times(served: Served) -> bool:
    """Print server times of pages, cold and warm; says whether all targets are met."""
    questions = Questions(SEED)
    print(f"\nserver time in ms, {COLD} questions each, none asked before (cold), then the same again (warm)")
    met = True
    with httpx.Client(base_url=served.address, headers={"Accept-Encoding": "gzip"}, timeout=120) as client:
        client.get("/events")
        for kind in ("events", "ties", "map", "network", "provisions/PRK"):
            if kind in ("network", "provisions/PRK"):
                asked = [f"/{kind}?{urlencode([('since' if kind == 'network' else 'on', f'{year}-01-0{day}')])}"
                         for year in range(2015, 2025) for day in range(1, 5)]  # fmt: skip
            else:
                asked = questions.many(kind, COLD)
            first, again = ([measured(client, path) for path in asked] for _ in range(2))
            middle = statistics.median(first)
            target = TARGETS.get(kind)
            met &= target is None or middle < target
            said = f"   (target < {target:.0f})" if target else ""
            print(f"  {kind:<15} cold {middle:>6.0f} median {quantile(first, 0.95):>6.0f} p95 {max(first):>6.0f} worst"
                  f"   warm {statistics.median(again):>5.0f} median{said}", flush=True)  # fmt: skip
    return met


def measured(client: httpx.Client, path: str) -> float:
    """Milliseconds from a request to the last byte of its answer."""
    start = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, f"{answer.status_code} {path}"
    return took


def quantile(values: Sequence[float], share: float) -> float:
    """A quantile of some values."""
    listed = sorted(values)
    return listed[min(len(listed) - 1, int(share * len(listed)))]


def weights(served: Served) -> bool:
    """Print the weights of pages with all that they load, compressed; says whether all targets are met."""
    print("\nweights in bytes, compressed: the page, and with its style and scripts")
    met = True
    with httpx.Client(base_url=served.address, headers={"Accept-Encoding": "gzip"}, timeout=120) as client:
        for kind, path in (("events", "/events?type=CONSULT"), ("ties", "/ties/ABW/AFG"), ("map", "/map")):
            page = client.get(path)
            whole = sum(size for _, size in loaded(client, page.text).items())
            own = len(gzip.compress(page.content, 5))
            met &= own + whole <= WEIGHTS[kind]
            print(f"  {kind:<10} {own:>7,} {own + whole:>9,}   (target <= {WEIGHTS[kind]:,})", flush=True)
    return met


def loaded(client: httpx.Client, page: str) -> dict[str, int]:
    """The compressed sizes of the assets that a page loads, and of those that they load in turn."""
    found: dict[str, int] = {}
    waiting = LINKED.findall(page)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        with client.stream("GET", f"/assets/{name}") as answer:
            assert answer.headers.get("content-encoding") == "gzip", name
            raw = b"".join(answer.iter_raw())
        found[name] = len(raw)
        waiting += [part for part in PART.findall(gzip.decompress(raw).decode()) if part.endswith(".js")]
    return found


@dataclass
class Load:
    """What came of asking under load."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


async def ask(
    served: Served, asked: Sequence[str], fresh: Questions, load: Load, until: float, seed: int
) -> None:  # fmt: skip
    """One client: asks over one connection, each time as soon as it was answered."""
    parts = urlsplit(served.address)
    chance = random.Random(seed)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    while time.monotonic() < until:
        new = chance.random() < NEW
        path = fresh.address(chance.choice(KINDS)) if new else chance.choice(asked)
        start = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            assert length is not None, head
            await reader.readexactly(int(length.group(1)))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            load.wrong.append(f"{type(error).__name__} {path}")
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            continue
        load.took.append((time.perf_counter() - start) * 1000)
        if not head.startswith(b"HTTP/1.1 200"):
            load.wrong.append(f"{head[:20]!r} {path}")
    writer.close()


async def pressed(served: Served, asked: Sequence[str], fresh: Questions, seconds: float) -> Load:
    """All clients for some seconds, the memory read twice a second."""
    load = Load()
    until = time.monotonic() + seconds
    clients = [asyncio.create_task(ask(served, asked, fresh, load, until, seed)) for seed in range(CLIENTS)]
    while time.monotonic() < until:
        load.memory.append(served.memory())
        await asyncio.sleep(0.5)
    await asyncio.gather(*clients)
    return load


def under_load(served: Served) -> bool:
    """Print what fifty clients get in half a minute; says whether it is as it should be."""
    questions = Questions(SEED + 1)
    asked = [*questions.many("events", 60), *questions.many("ties", 25), *questions.many("map", 10), "/events", "/map",
             "/network", "/provisions/PRK", "/about"]  # fmt: skip
    with httpx.Client(base_url=served.address, timeout=120) as client:
        for path in asked:
            client.get(path)
    fresh = Questions(SEED + 2)
    load = asyncio.run(pressed(served, asked, fresh, SECONDS))
    p99 = quantile(load.took, 0.99)
    third = len(load.memory) // 3
    grown = statistics.mean(load.memory[-third:]) - statistics.mean(load.memory[third : 2 * third])
    print(f"\n{CLIENTS} clients for {SECONDS:.0f} s on {len(asked)} addresses and new: {len(load.took):,} answers, "
          f"{len(load.took) / SECONDS:.0f} a second, {len(load.wrong)} errors")  # fmt: skip
    print(f"  median {statistics.median(load.took):.0f} ms, p95 {quantile(load.took, 0.95):.0f} ms, p99 {p99:.0f} ms"
          f" (target < 1,500), worst {max(load.took):.0f} ms")  # fmt: skip
    print(f"  memory {load.memory[0]:.0f} MiB at the start, {load.memory[-1]:.0f} MiB at the end; the last third "
          f"of the time {grown:+.0f} MiB against the one before")  # fmt: skip
    for line in load.wrong[:5]:
        print(f"  {line}")
    return not load.wrong and p99 < 1500


def read_through(store: Path) -> None:
    """Read the file once, so that it lies in the system's memory, as that of a desk that is in use does."""
    with store.open("rb") as file:
        while file.read(1 << 24):
            pass


def main() -> None:
    """Measure, and exit with 1 where a target is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events the made-up store has")
    parser.add_argument("--store", type=Path, help="a store that was filled before; it is filled where it is missing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / f"desk-{options.events}.db"
        if not store.exists():
            start = time.monotonic()
            with Desk(store) as desk:
                fill_desk(desk, options.events)
            print(f"filled in {time.monotonic() - start:.0f} s", flush=True)
        print(f"{store.stat().st_size / 1e6:,.0f} MB")
        read_through(store)
        with Served(store) as served:
            met = [times(served), weights(served), under_load(served)]
    sys.exit(0 if all(met) else 1)


if __name__ == "__main__":
    main()
