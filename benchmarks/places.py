"""Speed of places: toponyms and their resolution after parsing, opening the gazetteer, importing a GeoNames dump.

    python -m benchmarks.places --rows 2000000

Each figure comes from a process of its own with one thread. Of reading, the component ``dragoman_places`` alone is
timed: names are sought, weighed, resolved and added as mentions; parsing and the components before it have run already.
The articles are put together from paragraphs of the examples (long ones) and made up (short ones, mostly of names that
no gazetteer has). Processor time counts, since others use the machine; the first round begins with nothing looked up
yet. The dump is made up in GeoNames' layout, and making it is not timed. It exits with 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import articles
from benchmarks.geonames import write_dump
from benchmarks.speed import texts

LONG, SHORT = 150, 600
ROUNDS, OPENED = 3, 9
COMMAND = "from dragoman.cli import main; main()"
Figures = dict[str, float]


def run_components(_: argparse.Namespace) -> Figures:
    """Articles a second of the component, on long and on short articles."""
    from dragoman.coding.pipeline import COMPONENTS, load_pipeline
    from dragoman.coding.places import Places

    order = list(COMPONENTS)
    parser, places = load_pipeline(order[: order.index("dragoman_places")]), Places()
    found: Figures = {}
    for name, chosen in (("long", texts(LONG)), ("short", [one["text"] for one in articles(SHORT, seed=3)])):
        rates = []
        for _round in range(ROUNDS):
            docs = list(parser.pipe(chosen, batch_size=16))
            began = time.process_time()
            for doc in docs:
                places(doc)
            rates.append(len(docs) / (time.process_time() - began))
        found |= {f"{name}_first": rates[0], name: statistics.median(rates)}
        found[f"{name}_tokens"] = statistics.mean(map(len, docs))
    return found


def run_open(_: argparse.Namespace) -> Figures:
    """Milliseconds to open the gazetteer, and its size; states and regions, which all readers need, are loaded."""
    from dragoman.knowledge.gazetteer import Gazetteer
    from dragoman.knowledge.gazetteer_file import gazetteer_file
    from dragoman.knowledge.gazetteer_rows import region_rows
    from dragoman.knowledge.states import states

    path = gazetteer_file()
    began = time.perf_counter()
    states(), region_rows()
    data = time.perf_counter() - began
    times = []
    for _again in range(OPENED):
        began = time.perf_counter()
        Gazetteer(path)
        times.append(time.perf_counter() - began)
    return {
        "data": data * 1e3, "first": times[0] * 1e3, "median": statistics.median(times) * 1e3,
        "megabytes": path.stat().st_size / 1e6,
    }  # fmt: skip


def run_import(options: argparse.Namespace) -> Figures:
    """Rows a second and peak memory of an import, as the command line does it."""
    with tempfile.TemporaryDirectory(prefix="dragoman-places-", dir=options.folder) as name:
        folder = Path(name)
        files = write_dump(folder, options.rows)
        command = [sys.executable, "-c", COMMAND, "gazetteer", "import", *map(str, files), "--to", "made.sqlite"]
        began = time.perf_counter()
        said = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout
        seconds = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(said, file=sys.stderr)
        opened = child("open", options, {"DRAGOMAN_GAZETTEER": str(folder / "made.sqlite")})
        return {
            "seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "mebibytes": used.ru_maxrss / 1024,
            "megabytes": (folder / "made.sqlite").stat().st_size / 1e6, "open": opened["median"],
        }  # fmt: skip


RUNS: dict[str, Callable[[argparse.Namespace], Figures]] = {
    "components": run_components, "open": run_open, "import": run_import,
}  # fmt: skip


def child(name: str, options: argparse.Namespace, setting: dict[str, str] | None = None) -> Figures:
    """The figures of one part, measured in a process of its own."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **(setting or {})}
    command = [sys.executable, "-m", "benchmarks.places", "--child", name, "--rows", str(options.rows)]
    if options.folder:
        command += ["--folder", str(options.folder)]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[1], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


class Table:
    """The figures as they are printed, and whether all targets are met."""

    def __init__(self) -> None:
        self.met = True

    def line(
        self, what: str, value: float, unit: str, *, least: float | None = None, most: float | None = None
    ) -> None:
        """Print a figure beside its target."""
        target = f">= {least:,.0f}" if least is not None else f"<= {most:,.0f}" if most is not None else ""
        missed = (least is not None and value < least) or (most is not None and value > most)
        self.met = self.met and not missed
        print(f"{what:58s} {value:12,.1f} {unit:12s} {target:10s} {'MISSED' if missed else ''}".rstrip(), flush=True)


def show_components(table: Table, found: Figures) -> None:
    """Print what the component does in a second."""
    for name in ("long", "short"):
        about = f"{name} articles ({found[f'{name}_tokens']:.0f} tokens)"
        table.line(f"places of {about}", found[name], "articles/s", least=150)
        table.line("  the first round", found[f"{name}_first"], "articles/s", least=150)


def show_open(table: Table, found: Figures) -> None:
    """Print how long opening takes."""
    table.line("opening the gazetteer", found["median"], "ms", most=50)
    table.line("  the first time", found["first"], "ms", most=50)
    table.line("  loading states and regions, before", found["data"], "ms")
    table.line("the gazetteer's file", found["megabytes"], "MB", most=60)


def show_import(table: Table, found: Figures, rows: int) -> None:
    """Print what the import took."""
    print(f"import of a made-up dump of {rows:,} places with their names:")
    table.line("  rows of places, with all that belongs to them", rows / found["seconds"], "rows/s")
    table.line("  seconds by the clock", found["seconds"], "s")
    table.line("  seconds of the processor", found["cpu"], "s")
    table.line("  most memory", found["mebibytes"], "MiB", most=1000)
    table.line("  the file made", found["megabytes"], "MB")
    table.line("  opening it", found["open"], "ms", most=50)


def main() -> None:
    """Measure all parts and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2_000_000, help="places of the made-up dump (default: %(default)s)")
    parser.add_argument("--folder", type=Path, help="where the dump is made; default: the folder for temporary files")
    parser.add_argument("--child", choices=RUNS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(RUNS[options.child](options)))
        return
    table = Table()
    show_components(table, child("components", options))
    show_open(table, child("open", options))
    show_import(table, child("import", options), options.rows)
    sys.exit(0 if table.met else 1)


if __name__ == "__main__":
    main()
