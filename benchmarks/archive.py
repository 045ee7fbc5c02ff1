"""Pages a second, and the events kept, when an archive is filtered by language and relevance before it is parsed.

Makes an archive of its own (15 % relevant pages, the others in five languages, some broken) and reads it twice in one
process: everything, and filtered. Everything would take most of an hour, so that both read the same sample of pages,
drawn by a fixed seed; the filters alone run on the whole archive. CPU seconds are the measure.

The hardest texts are the shortest, where nothing else speaks for the page. So the share of events that survives is
measured on texts of one and of two training sentences, too.

    python -m benchmarks.archive [--megabytes 300] [--sample 600] [--sentences 2500] [--hard 0.2] [--seed 9]
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.archive_records import Records, kind_at
from benchmarks.archive_stories import RELEVANT, sentences
from rich.progress import Progress

from dragoman.coding.reader import Reader
from dragoman.coding.relevance import Filters, Relevance, Skip
from dragoman.intake.parcels import Parcel, articles_of
from dragoman.intake.text import article_from_text
from dragoman.intake.warc import parcels_in_archive
from dragoman.record import Article

MEGABYTE = 1_000_000
EVERYTHING = Filters(languages=(), relevance=False)
TURN = 40
# An event: the page, the words that report it, its type.
Key = tuple[str, tuple[tuple[int, int], ...], str]


@dataclass(slots=True)
class Run:
    """What one reading of pages came to.

    Attributes:
        pages: how many pages were read or skipped.
        parsed: how many of them were parsed.
        cpu, wall: seconds.
        events: the events found, with the kind of their page.
        skipped: pages skipped, by kind of page, stage and reason.
        refused: pages that the intake refused.
    """

    pages: int = 0
    parsed: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    events: dict[Key, str] = field(default_factory=dict)
    skipped: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    refused: int = 0

    @property
    def rate(self) -> float:
        """Pages a CPU-second."""
        return self.pages / self.cpu


class Measure:
    """Reads pages with one reader, filtered or not.

    Args:
        progress: shows how far it is.
    """

    def __init__(self, progress: Progress) -> None:
        self.reader = Reader()
        self.progress = progress

    def both(self, parcels: list[Parcel], name: str) -> tuple[Run, Run]:
        """Read pages, everything and filtered, by turns of some pages: other work on the machine meets both alike."""
        full, kept = Run(), Run()
        task = self.progress.add_task(name, total=len(parcels))
        for start in range(0, len(parcels), TURN):
            turn = parcels[start : start + TURN]
            self.add(full, turn, EVERYTHING)
            self.add(kept, turn, Filters())
            self.progress.advance(task, len(turn))
        return full, kept

    def add(self, run: Run, parcels: list[Parcel], filters: Filters) -> None:
        """Read pages from bytes to events, and add what comes out to a run."""
        wall, cpu = time.perf_counter(), time.process_time()
        kinds: dict[str, tuple[str, str]] = {}
        for record in self.reader.pipe(self.articles(parcels, Relevance(filters), run, kinds)):
            place, kind = kinds.pop(record.article.id)
            for event in record.events:
                spans = tuple((span.start, span.end) for span in event.trigger)
                run.events[place, spans, event.type] = kind
        run.cpu += time.process_time() - cpu
        run.wall += time.perf_counter() - wall

    def articles(
        self, parcels: list[Parcel], judge: Relevance, run: Run, kinds: dict[str, tuple[str, str]]
    ) -> Iterator[Article]:
        """The articles that are parsed; what is skipped and refused is noted in the run."""
        for parcel in parcels:
            run.pages += 1
            kind = kind_at(parcel.url)
            if skip := judge.page(parcel):
                run.skipped[kind, "page", told(skip)] += 1
                continue
            for article in articles_of(parcel):
                if not isinstance(article, Article):
                    run.refused += 1
                elif skip := judge.article(article):
                    run.skipped[kind, "article", told(skip)] += 1
                else:
                    run.parsed += 1
                    named = article.model_copy(update={"id": f"{article.id} {parcel.locator}"})
                    kinds[named.id] = parcel.locator, kind
                    yield named


def short_texts(reader: Reader, count: int, size: int, seed: int) -> str:
    """The share of the events of texts of so many sentences that survives the judgement on articles."""
    drawn = random.Random(seed).sample(sentences(), count)
    texts = [" ".join(drawn[start : start + size]) for start in range(0, count, size)]
    judge = Relevance()
    found = left = skipped = 0
    for record in reader.pipe(article_from_text(text) for text in texts):
        kept = judge.article(record.article) is None
        found += len(record.events)
        left += len(record.events) * kept
        skipped += not kept
    return f"{len(texts)} texts of {size}: {skipped} skipped, {left} of {found} events ({left / found:.4f}) survive"


def told(skip: Skip) -> str:
    """The reason of a skip without the names in it."""
    return re.sub(r": .*", "", skip.reason)


def sampled(path: Path, size: int, seed: int) -> list[Parcel]:
    """So many pages of an archive by chance, in their order (reservoir sampling)."""
    chance = random.Random(seed)
    held: list[tuple[int, Parcel]] = []
    number = 0
    for found in parcels_in_archive(path, None):
        if not isinstance(found, Parcel):
            continue
        if len(held) < size:
            held.append((number, found))
        elif (place := chance.randrange(number + 1)) < size:
            held[place] = number, found
        number += 1
    return [parcel for _, parcel in sorted(held, key=lambda pair: pair[0])]


def judged_whole(path: Path, progress: Progress) -> tuple[Run, int]:
    """The first judgement on every page of an archive, its reading included; and how many records were refused."""
    run, broken = Run(), 0
    judge = Relevance()
    task = progress.add_task("the filter on all pages", total=None)
    cpu = time.process_time()
    for found in parcels_in_archive(path, None):
        progress.advance(task)
        if not isinstance(found, Parcel):
            broken += 1
            continue
        run.pages += 1
        if skip := judge.page(found):
            run.skipped[kind_at(found.url), "page", told(skip)] += 1
        else:
            run.parsed += 1
    run.cpu = time.process_time() - cpu
    return run, broken


def report(full: Run, kept: Run) -> list[str]:
    """The two readings of the sample side by side."""
    lines = []
    for name, run in (("everything", full), ("filtered", kept)):
        lines.append(
            f"{name:11s} {run.pages} pages, {run.parsed} parsed, {run.refused} refused, {len(run.events)} events;"
            f" {run.rate:.2f} pages a CPU-second, {run.pages / run.wall:.2f} by the clock"
        )
    lines.append(f"ratio of pages a CPU-second: {kept.rate / full.rate:.2f}; by the clock {full.wall / kept.wall:.2f}")
    lines.append(f"events that survive: {survival(full, kept)}")
    kinds = sorted(set(full.events.values()), key=lambda kind: (kind != RELEVANT, kind))
    lines += [f"  {kind:20s} {survival(full, kept, kind)}" for kind in kinds]
    strange = sum(key not in full.events for key in kept.events)
    lines.append(f"events that only the filtered reading has: {strange}")
    return lines


def survival(full: Run, kept: Run, kind: str | None = None) -> str:
    """The share of the events of a kind of page that the filtered reading has, too."""
    of = [key for key, found in full.events.items() if kind in (None, found)]
    left = sum(key in kept.events for key in of)
    return f"{left} of {len(of)} ({left / len(of):.4f})" if of else "none to find"


def skips(run: Run) -> list[str]:
    """What was skipped, by stage and reason, then by kind of page."""
    by_reason: Counter[tuple[str, str]] = Counter()
    by_kind: Counter[str] = Counter()
    for (kind, stage, reason), count in run.skipped.items():
        by_reason[stage, reason] += count
        by_kind[kind] += count
    lines = [f"  {count:6d} {stage}s: {reason}" for (stage, reason), count in by_reason.most_common()]
    return [*lines, "  by kind: " + ", ".join(f"{kind} {count}" for kind, count in sorted(by_kind.items()))]


def main() -> None:
    """Make the archive, read it, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=300, help="size of the records (default: %(default)s)")
    parser.add_argument("--sample", type=int, default=600, help="pages that are read twice (default: %(default)s)")
    parser.add_argument("--sentences", type=int, default=2_500, help="of short texts (default: %(default)s)")
    parser.add_argument("--hard", type=float, default=0.2, help="share of hard topics (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=9, help="of chance (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="keep the archive here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Progress(transient=True) as progress:
        path = options.out or Path(folder) / "own.warc.gz"
        size = options.megabytes * MEGABYTE
        task = progress.add_task("making the archive", total=size)
        counts = Records(options.seed, hard=options.hard).write(path, size, lambda done: progress.advance(task, done))
        print(f"{path.name}: {sum(counts.values())} pages, {counts.get(RELEVANT, 0)} relevant,", end=" ")
        print(f"{counts.get('broken', 0)} broken; {path.stat().st_size / MEGABYTE:.0f} MB packed")
        parcels = sampled(path, options.sample, options.seed)
        measure = Measure(progress)
        measure.both(parcels[:TURN], "warming up")  # models and names are loaded before anything is timed
        whole, broken = judged_whole(path, progress)
        print(
            f"first judgement on all: {whole.rate:.0f} pages a CPU-second, {whole.parsed} of {whole.pages} kept,",
            end=" ",
        )
        print(f"{broken} records refused before")
        print("\n".join(skips(whole)))
        full, kept = measure.both(parcels, "everything and filtered")
    print("\n".join([*report(full, kept), "skipped in the sample:", *skips(kept)]), flush=True)
    for size in (1, 2) if options.sentences else ():
        print(short_texts(measure.reader, options.sentences, size, options.seed), flush=True)


if __name__ == "__main__":
    main()
