"""Speed and memory of exports: each format writes made-up events in a process of its own, a tenth of them, then all.

    python benchmarks/exports.py --events 1000000 [--formats plover gdelt]

The events are made up as they are asked for and never held: some 200 states, ten years, one to three reports each, one
in twenty coded by another project, one in five without a place, half of them without a date. ``rows/s`` is rows a
second of the processor, without the time of making them. ``memory`` is the most that the process held, ``before`` what
it held when it began to write: a format that streams holds about as much for all events as for a tenth.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dragoman.formats.exports import EXPORTS
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import State, states
from dragoman.merge.keys import public_id
from dragoman.store.found import Foreign, FoundArticle, FoundEvent, FoundParty, FoundPlace, FoundSource
from dragoman.store.stream import Named, Report, Saying, Told

SEED = 20241126
START = date(2015, 1, 1)
DAYS = 3650
WORDS = ("talks", "visit", "aid", "trade", "border", "convoy", "treaty", "envoy", "sanctions", "port", "drill", "fuel")
FACTUALITIES = ("happened", "future", "hypothetical", "negated", "historical")
SHARES = (84, 6, 4, 4, 2)
OUTLETS = [f"Outlet {number}" for number in range(300)]
STEP = 9_000_000_007


class Maker:
    """Makes up events with their reports, the same ones for the same seed."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.random = random.Random(SEED)
        self.states = [row for row in states().values() if row.kind == "state"]
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Told]:
        """The events, one after the other; how long their making takes is counted in ``seconds``."""
        for number in range(self.count):
            begun = time.process_time()
            told = self.told(number)
            self.seconds += time.process_time() - begun
            yield told

    def told(self, number: int) -> Told:
        """One event with its reports."""
        one, other = self.random.sample(self.states, 2)
        day = START + timedelta(days=self.random.randrange(DAYS))
        foreign = number % 20 == 0
        reports = [] if foreign else [self.report(number, at, one, other, day) for at in range(1 + number % 3)]
        return Told.model_construct(event=self.event(number, one, other, day, reports), reports=reports)

    def event(self, number: int, one: State, other: State, day: date, reports: list[Report]) -> FoundEvent:
        """The event of some reports; of none, it is another project's."""
        name = self.random.choice(list(plover().types))
        kind = plover().types[name]
        told = day.isoformat()
        return FoundEvent.model_construct(
            id=public_id("ev", 1 + number * STEP % (1 << 62)), type=name, mode=next(iter(kind.modes), None),
            contexts=["diplomatic"], quad=kind.quad, score=kind.score, actors=[party(one)], recipients=[party(other)],
            materiel=[], when_value=told if number % 2 else None, when_end=None,
            when_precision="day" if number % 2 else None, place=place(other) if number % 5 else None,
            factuality=self.random.choices(FACTUALITIES, SHARES)[0], contested=False, mentions=max(1, len(reports)),
            outlets=[report.article.publisher or "" for report in reports],
            origins=[FoundSource.model_construct(id="publisher:outlet", name="Outlet", party=False)], voices=[],
            source_classes=[], first_report=f"{told}T06:00Z", last_report=f"{told}T18:00Z", reliability="B",
            credibility=3, standing="machine", activities=[], concerns=[],
            foreign=None if reports else Foreign(coding="gdelt", id=str(number), code="042", source=None),
        )  # fmt: skip

    def report(self, number: int, at: int, one: State, other: State, day: date) -> Report:
        """One report: an article's sentence that tells the act."""
        words = self.random.choices(WORDS, k=12)
        sentence = f"{one.name} told {other.name} of {' '.join(words)}."
        start = self.random.randrange(2_000)
        outlet = self.random.choice(OUTLETS)
        article = FoundArticle.model_construct(
            id=public_id("ar", 1 + number * 3 + at), publisher=outlet, title=" ".join(words[:6]).capitalize(),
            byline=[], published=f"{day.isoformat()}T06:00Z", url=f"https://outlet.example/{number}/{at}",
            source_class="wire_agency", source_state=None,
        )  # fmt: skip
        trigger = start + sentence.index("told")
        return Report.model_construct(
            id=public_id("em", 1 + number * 3 + at), article=article, language="en", length=4_000, type="CONSULT",
            mode=None, contexts=["diplomatic"], factuality="happened", denied_by=[], when_value=None, when_end=None,
            actors=[f"state:{one.iso3}"], recipients=[f"state:{other.iso3}"], start=start, end=start + len(sentence),
            sentence=sentence, trigger_start=trigger, trigger_end=trigger + 4, role="paragraph",
            saying=saying(sentence, start), origin="Outlet", confidence=0.8, standing="machine", coder="made up",
            named={f"state:{state.iso3}": named(state) for state in (one, other)},
        )  # fmt: skip


def party(state: State) -> FoundParty:
    """A state that takes part."""
    return FoundParty.model_construct(
        id=f"state:{state.iso3}", name=state.name, kind="state", state=state.iso3, known=True
    )


def place(state: State) -> FoundPlace:
    """A state as the place of an act."""
    return FoundPlace.model_construct(
        id=f"state:{state.iso3}", name=state.name, role="venue", state=state.iso3, lat=state.lat, lon=state.lon,
        precise=False,
    )  # fmt: skip


def named(state: State) -> Named:
    """What an article says of a state."""
    return Named.model_construct(
        id=f"state:{state.iso3}", name=state.name, kind="state", state=state.iso3, sector=None, role=None,
        geonames_id=state.geonames_id, words=state.name,
    )  # fmt: skip


def saying(sentence: str, start: int) -> Saying:
    """The attribution that a sentence stands in."""
    return Saying.model_construct(
        id=public_id("at", start + 1), kind="indirect", source="a spokesman", source_entity=None, cue="said",
        stance="assert", start=start, end=start + len(sentence), words=sentence,
    )  # fmt: skip


def held() -> float:
    """The most memory that this process has held, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def written(name: str, count: int) -> dict[str, Any]:
    """Write so many events in a format, in this process."""
    write, maker = EXPORTS[name].write, Maker(count)
    before = held()
    with tempfile.TemporaryFile() as out:
        begun = time.process_time()
        rows = write(maker, out)
        seconds = time.process_time() - begun - maker.seconds
        out.seek(0, 2)
        return {"rows": rows, "seconds": seconds, "before": before, "memory": held(), "size": out.tell() / 1e6}


def measured(name: str, count: int) -> dict[str, Any]:
    """The same in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--here", "--events", str(count), "--formats", name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="how many; a tenth of them comes first")
    parser.add_argument("--formats", nargs="*", default=list(EXPORTS), choices=list(EXPORTS), metavar="FORMAT")
    parser.add_argument("--here", action="store_true", help="one format, all events, in this process; prints JSON")
    options = parser.parse_args()
    if options.here:
        print(json.dumps(written(options.formats[0], options.events)))
        return
    print(f"{'format':<16}{'events':>10}{'rows':>11}{'rows/s':>10}{'before':>9}{'memory':>9}{'file':>10}")
    for name in options.formats:
        for count in dict.fromkeys((max(1, options.events // 10), options.events)):
            one = measured(name, count)
            speed = one["rows"] / max(one["seconds"], 1e-9)
            print(
                f"{name:<16}{count:>10,}{one['rows']:>11,}{speed:>10,.0f}{one['before']:>6,.0f} MB"
                f"{one['memory']:>6,.0f} MB{one['size']:>7,.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
