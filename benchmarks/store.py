"""Speed of the store: adding coded records, and asking a store of a million events; with its growth.

    python benchmarks/store.py --events 1000000

The records are made up: some 200 states of very different weight, ten years in the order of their days, as news comes,
five event mentions an article, one article in ten a copy, one act in five reported again. Making them is not timed;
filing them as rows, writing, finding copies and merging are. Questions are asked of the store as ``dragoman find``
asks them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from dragoman.desk import Desk
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.record import Article, Coder, Entity, Event, Record, Segment, Span, When
from dragoman.store.copies import Known, find_copies
from dragoman.store.rows import file_record

BATCH = 200
EVENTS = 5
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu", "bra", "cle")
OUTLETS = [f"Outlet {number}" for number in range(300)]
START = date(2015, 1, 1)
DAYS = 3650
COPIES = 0.1
AGAIN = 0.2
ASKED = 60
TARGETS = {"add": 2_000.0, "between": 100.0, "words": 200.0, "copy": 20.0}
VENUES = [(f"place:{number}", f"Town {number}") for number in range(2_000)]


class Maker:
    """Makes records up, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted(
            {"".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(9_000)}
        )
        self.codes = sorted(states())
        self.weights = [1 / (1 + rank) ** 0.9 for rank in range(len(self.codes))]
        self.types = sorted(plover().types)
        self.acts: list[tuple[str, str, str, date, str]] = []
        self.bodies: list[str] = []
        self.passed = 0.0

    def act(self) -> tuple[str, str, str, date, str]:
        """An act: type, two states, a day and the words that tell it; now and then one that was told before."""
        if self.acts and self.random.random() < AGAIN:
            return self.acts[self.random.randrange(max(0, len(self.acts) - 3_000), len(self.acts))]
        one, other = self.random.choices(self.codes, self.weights, k=2)
        day = START + timedelta(days=min(DAYS - 1, int(self.passed * DAYS) + self.random.randrange(4)))
        told = " ".join(self.random.choices(self.words, k=10))
        self.acts.append((self.random.choice(self.types), one, other, day, told))
        return self.acts[-1]

    def record(self, number: int) -> Record:
        """One record: an article of five sentences that each tell an act."""
        acts = [self.act() for _ in range(EVENTS)]
        names = states()
        sentences = [
            f"{names[one].name} {told} {names[other].name} {' '.join(self.random.choices(self.words, k=6))}."
            for _, one, other, _, told in acts
        ]
        lines = [f"{' '.join(self.random.choices(self.words, k=7)).capitalize()}"]
        lines += [" ".join((sentence, *self.random.choices(self.words, k=12), "end.")) for sentence in sentences]
        if self.bodies and self.random.random() < COPIES:
            lines[1:] = self.random.choice(self.bodies[-2_000:]).split("\n\n")
        body = "\n\n".join(lines[1:])
        self.bodies.append(body)
        text = f"{lines[0]}\n\n{body}"
        published = max(day for *_, day, _ in acts) + timedelta(days=1)
        return self.filled(number, text, published, acts)

    def filled(self, number: int, text: str, published: date, acts: list[tuple[str, str, str, date, str]]) -> Record:
        """A record with the events of a text."""
        spans = list(paragraphs(text))
        names = states()
        involved = sorted({code for _, one, other, _, _ in acts for code in (one, other)})
        entities = [
            Entity.model_construct(id=f"state:{code}", name=names[code].name, kind="state", state=code, known=True)
            for code in involved
        ]
        events = []
        for at, (kind, one, other, day, _) in enumerate(acts):
            start, end = spans[1 + at]
            events.append(
                Event.model_construct(
                    id=f"ev{at + 1}", type=kind, quad=plover().types[kind].quad, score=plover().types[kind].score,
                    actors=[f"state:{one}"], recipients=[f"state:{other}"], confidence=0.7,
                    when=When.model_construct(value=day.isoformat(), precision="day"),
                    trigger=[Span.model_construct(start=start, end=start + 5)],
                    sentence=Span.model_construct(start=start, end=end),
                )
            )  # fmt: skip
        article = Article.model_construct(
            id=f"sha256:{number:016x}", url=f"https://archive.example/{number}", publisher=self.random.choice(OUTLETS),
            title=text[: spans[0][1]], published=published.isoformat(), language="en", text=text,
            segments=[Segment.model_construct(role="title" if not at else "paragraph", start=start, end=end)
                      for at, (start, end) in enumerate(spans)],
        )  # fmt: skip
        coder = Coder.model_construct(version="0", model="made up")
        return Record.model_construct(coder=coder, article=article, entities=entities, events=events)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The borders of the paragraphs of a text."""
    start = 0
    for part in text.split("\n\n"):
        yield start, start + len(part)
        start += len(part) + 2


def timed(question: Callable[[], object]) -> float:
    """Milliseconds that a question takes."""
    began = time.perf_counter()
    question()
    return (time.perf_counter() - began) * 1000


def fill(desk: Desk, maker: Maker, first: int, count: int, whole: int) -> float:
    """Add so many records of a whole; the seconds that adding took."""
    spent = 0.0
    for start in range(first, first + count, BATCH):
        maker.passed = start / whole
        records = [maker.record(number) for number in range(start, min(start + BATCH, first + count))]
        began = time.perf_counter()
        desk.add_records(records)
        spent += time.perf_counter() - began
    return spent


def ask(desk: Desk, maker: Maker) -> dict[str, float]:
    """Median milliseconds of each kind of question."""
    chance = random.Random(7)
    times: dict[str, list[float]] = {
        "between": [],
        "between, busiest pair": [],
        "words": [],
        "common word": [],
        "copy": [],
    }
    for number in range(ASKED):
        one, other = chance.choices(maker.codes, maker.weights, k=2)
        since = (START + timedelta(days=chance.randrange(DAYS))).isoformat()
        pair = (one, other if other != one else maker.codes[0 if one != maker.codes[0] else 1])
        kind, told = chance.choice(maker.types), chance.choice(maker.acts)[4].split()
        times["between"].append(timed(lambda p=pair, k=kind, s=since: desk.find(between=p, type=k, since=s)))  # type: ignore[misc]
        busy = (maker.codes[0], maker.codes[1])
        times["between, busiest pair"].append(timed(lambda b=busy, k=kind: desk.find(between=b, type=k, min_origins=2)))  # type: ignore[misc]
        times["words"].append(timed(lambda w=told: desk.find(f'"{w[0]} {w[1]}" {w[2]}')))  # type: ignore[misc]
        times["common word"].append(timed(lambda w=told: desk.find(w[3])))  # type: ignore[misc]
        filed = file_record(maker.record(10_000_000 + number))
        with desk.database.reading() as connection:
            new = Known(filed.key, "outlet:new", None, filed.body)
            times["copy"].append(timed(lambda c=connection, n=new: list(find_copies(c, [n]))))  # type: ignore[misc]
    return {name: statistics.median(listed) for name, listed in times.items()}


def main() -> None:
    """Fill a store in steps of ten and print what each step costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000, help="event mentions to add in all (default 100,000)")
    parser.add_argument("--store", help="an SQLite file or postgresql://user@host/name; default: a new file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.store or str(Path(folder) / "desk.db")
        maker, done, step = Maker(options.seed), 0, 10_000
        with Desk(where) as desk:
            while done < options.events:
                goal = min(step, options.events)
                articles = (goal - done) // EVENTS
                spent = fill(desk, maker, done // EVENTS, articles, options.events // EVENTS)
                report(desk, maker, goal, (goal - done) / spent, where)
                done, step = goal, step * 10


def report(desk: Desk, maker: Maker, total: int, rate: float, where: str) -> None:
    """Print the figures of a store of a size."""
    size = Path(where).stat().st_size / 1e6 if "://" not in where else float("nan")
    print(f"\n{total:,} event mentions, {desk.summary().events:,} events, {size:,.0f} MB")
    print(f"  adding, the last step       {rate:>10,.0f} event mentions/s   (target {TARGETS['add']:,.0f})")
    for name, median in ask(desk, maker).items():
        target = TARGETS.get(name)
        print(
            f"  {name:<26}  {median:>10.1f} ms median" + (f"         (target {target:.0f})" if target else ""),
            flush=True,
        )


if __name__ == "__main__":
    main()
