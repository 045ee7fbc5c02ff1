"""Tokens a second of the whole reader beside stock ``nlp.pipe`` of the same spaCy model, on the same texts, in one run.

Each side runs in a process of its own, with one BLAS thread, because the choice of BLAS is made for a whole process;
the sides take turns, and the median of the rounds counts. CPU seconds are the fair measure where a machine does other
work beside; seconds by the clock are printed, too. Only the ratio is comparable between machines.

    python benchmarks/speed.py [--rounds 5] [--articles 150]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
SIDES = ("stock", "reader")
DATE = "2024-06-01"


def texts(count: int, paragraphs: int = 10) -> list[str]:
    """Articles put together from so many paragraphs of the examples each, the same ones each time."""
    rnd = random.Random(20240601)
    pieces: list[str] = []
    for path in sorted(EXAMPLES.glob("*.txt")):
        pieces += [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 120]
    return ["\n\n".join(rnd.sample(pieces, paragraphs)) for _ in range(count)]


class Clock:
    """Seconds by the clock and of the processor since it was made."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        """The seconds that have passed."""
        return {"wall": time.perf_counter() - self.wall, "cpu": time.process_time() - self.cpu}


def run_stock(articles: list[str]) -> dict[str, float]:
    """Tokens and seconds of the model as its makers ship it: all components, default settings."""
    import spacy

    from dragoman.settings import settings

    nlp = spacy.load(settings().model)
    list(nlp.pipe(articles[:10]))
    clock = Clock()
    tokens = sum(len(doc) for doc in nlp.pipe(articles))
    return {"tokens": tokens, **clock.read()}


def run_reader(articles: list[str]) -> dict[str, float]:
    """Tokens and seconds of the whole reader, from text to record."""
    from dragoman.coding.reader import Reader
    from dragoman.intake.text import article_from_text

    reader = Reader()
    list(reader.pipe(article_from_text(text, published=DATE) for text in articles[:10]))
    tokens = sum(len(reader.nlp.make_doc(text)) for text in articles)
    clock = Clock()
    records = list(reader.pipe(article_from_text(text, published=DATE) for text in articles))
    seconds = clock.read()
    assert len(records) == len(articles)
    return {"tokens": tokens, **seconds}


def child(side: str, count: int) -> None:
    """Run one side and print its figures as JSON."""
    figures = (run_stock if side == "stock" else run_reader)(texts(count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**figures, "peak_mib": peak}))


def measure(side: str, articles: int) -> dict[str, float]:
    """The figures of one side, run in a process of its own."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--child", side, "--articles", str(articles)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def show(runs: dict[str, list[dict[str, float]]]) -> None:
    """Print the medians of each side, their ratios and the peak memory."""
    tokens = runs["stock"][0]["tokens"]
    print(f"{tokens:.0f} tokens, {len(runs['stock'])} rounds, one process, one thread")
    medians = {}
    for side, done in runs.items():
        rates = {kind: [one["tokens"] / one[kind] for one in done] for kind in ("cpu", "wall")}
        medians[side] = {kind: statistics.median(found) for kind, found in rates.items()}
        spread = f"{min(rates['cpu']):.0f}-{max(rates['cpu']):.0f}"
        peak = max(one["peak_mib"] for one in done)
        print(
            f"{side:6s} {medians[side]['cpu']:7.0f} tokens a CPU-second (range {spread}),"
            f" {medians[side]['wall']:.0f} a second by the clock, peak memory {peak:.0f} MiB"
        )
    for kind, name in (("cpu", "CPU time"), ("wall", "the clock")):
        print(f"ratio reader/stock by {name}: {medians['reader'][kind] / medians['stock'][kind]:.3f}")


def main() -> None:
    """Run all rounds, the sides by turns, and show what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each side runs (default: %(default)s)")
    parser.add_argument("--articles", type=int, default=150, help="how many articles (default: %(default)s)")
    parser.add_argument("--child", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.articles)
        return
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for number in range(options.rounds):
        for side in SIDES:
            runs[side].append(measure(side, options.articles))
            rate = runs[side][-1]["tokens"] / runs[side][-1]["cpu"]
            print(f"round {number + 1} {side:6s} {rate:8.0f} tokens a CPU-second", file=sys.stderr)
    show(runs)


if __name__ == "__main__":
    main()
