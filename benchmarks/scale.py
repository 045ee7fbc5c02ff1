"""Coding in bulk beside the stock parser, in one run: one process, two, Ray with two; and whether all rows agree.

    python -m benchmarks.scale --articles 2000

Each run has a process of its own and codes the same articles, put together from the paragraphs of the examples. The
stock parser is ``nlp.pipe`` of the same model as its makers ship it, with one process and with two; it only parses. All
that takes place is in the time: starting workers, loading models, writing Parquet. Filters are off, so that everybody
reads everything. Only the ratios are comparable between machines; nothing else should run beside.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.speed import texts

# About 350 words an article, as news has them.
PARAGRAPHS = 5
SIDES = ("stock 1", "stock 2", "local 1", "local 2", "ray 2")
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def write_articles(path: Path, count: int) -> None:
    """The articles as JSON Lines; each has a line that no other has, as the same paragraphs come again."""
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts(count, PARAGRAPHS)):
            item = {
                "url": f"https://trial.example/{number}",
                "date": "2024-06-01",
                "text": f"Report {number}\n\n{text}",
            }
            out.write(json.dumps(item) + "\n")


def run_side(side: str, source: Path, out: Path) -> None:
    """Code or parse all articles, and print the seconds that it took."""
    kind, number = side.split()
    began = time.perf_counter()
    if kind == "stock":
        import spacy

        from dragoman.settings import settings

        nlp = spacy.load(settings().model)
        lines = source.read_text(encoding="utf-8").splitlines()
        told = sum(1 for _ in nlp.pipe((json.loads(line)["text"] for line in lines), n_process=int(number)))
    else:
        from dragoman.coding.relevance import Filters
        from dragoman.scale.coder import CodeOptions
        from dragoman.scale.run import code

        options = CodeOptions(filters=Filters(languages=(), relevance=False))
        engine = "ray" if kind == "ray" else "local"
        told = code([str(source)], out, engine=engine, processes=int(number), options=options).articles  # type: ignore[arg-type]
    print(json.dumps({"articles": told, "seconds": time.perf_counter() - began}))


def main() -> None:
    """Run all sides one after another, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--side", help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        run_side(given.side, given.source, given.out)
        return
    from benchmarks.lake_rows import coded_digests

    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        source = Path(folder) / "articles.jsonl"
        write_articles(source, given.articles)
        rates: dict[str, float] = {}
        rows: dict[str, dict[str, str]] = {}
        for side in SIDES:
            out = Path(folder) / side.replace(" ", "-")
            command = [sys.executable, "-m", "benchmarks.scale", "--side", side, "--source", str(source)]
            environment = {**os.environ, **ENVIRONMENT}
            command += ["--out", str(out)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            told = json.loads(done.stdout.splitlines()[-1])
            rates[side] = told["articles"] / told["seconds"]
            if not side.startswith("stock"):
                rows[side] = coded_digests(out)
            print(f"{side:8} {told['articles']:,} articles, {told['seconds']:6.1f} s, {rates[side]:5.1f}/s", flush=True)
        report(rates, rows)


def report(rates: dict[str, float], rows: dict[str, dict[str, str]]) -> None:
    """Print the ratios, and whether all rows agree."""
    targets = (
        ("two processes / one", rates["local 2"] / rates["local 1"], 1.7),
        ("two processes / nlp.pipe(n_process=2)", rates["local 2"] / rates["stock 2"], 1.0),
        ("ray with two / two processes", rates["ray 2"] / rates["local 2"], 0.85),
    )
    for name, value, target in targets:
        print(f"{name}: {value:.2f} (target {target}: {'reached' if value >= target else 'NOT REACHED'})")
    first, *others = rows.values()
    same = all(one == first for one in others)
    print(f"rows: {'identical' if same else 'DIFFERENT'}")
    for name, value in first.items():
        print(f"  {name:16} {value}")


if __name__ == "__main__":
    main()
