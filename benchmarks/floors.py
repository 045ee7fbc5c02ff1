"""Accuracy against the floors in ``floors.json``: the build fails where a figure falls below its floor.

Floors only go up. The own gold in ``benchmarks/gold`` is always read; the development gold, which is no part of the
project, where it lies in ``../shared/gold`` beside the checkout or in the folder given. Where it is absent, that is
said aloud.

    python benchmarks/floors.py [GOLD] [--raise]

``--raise`` lifts each floor to just under what was measured, and lowers none.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from dragoman.coding.reader import Reader
from dragoman.evaluation import (
    alignment,
    annotated,
    attributions,
    circumstances,
    concerns,
    contexts,
    crosslingual,
    events,
    factuality,
    identification,
    merging,
    modes,
    names,
    native,
    parallel,
    places,
    quotes,
    sentences,
    sources,
    times,
    untranslated,
    versions,
)
from dragoman.intake.source import articles_from
from dragoman.intake.text import article_from_text
from dragoman.knowledge.variants import resolve

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
OWN = HERE / "gold"
EXAMPLES = HERE.parent / "examples"
# Batches of annotated sentences by authors of their own, on which nothing is trained or tuned.
SENTENCES = HERE.parent / "training" / "sentences"
DEVELOPMENT = HERE.parents[1] / "shared" / "gold"
# A floor stands this far below the figure it was taken from: less than one event in a thousand.
SLACK = 0.001
PROCESSES = 2
# Articles of the gold of places that a process reads at a time: whole batches of the parser.
PART = 48
# What takes longest is begun first, and then what is read in parts, so that the processes end at about the same time.
LONGEST = {"event_pairs_dev.jsonl", "attributions/dev", "onyx", "quartz", "russia-north-korea"}

Figures = dict[str, float]
Floors = dict[str, dict[str, Figures]]
# Waits for the figures of a gold set.
Measuring = Callable[[], Figures]


def event_figures(reader: Reader, gold: Path) -> Figures:
    """Types given pairs where the gold has them, and whole records."""
    return events.evaluate(events.load_gold(gold), reader.pipe, reader.types).figures


def attribution_figures(reader: Reader, gold: Path) -> Figures:
    """Sources, cues and contents: of all that was found, and of what is said alone (``speech_alone``)."""
    documents = attributions.load_gold(gold)
    records = list(reader.pipe(article_from_text(document.text) for document in documents))
    whole, alone = (
        attributions.score(documents, [attributions.found_in(record, speech=speech) for record in records]).figures
        for speech in (False, True)
    )
    return whole | {"speech_alone50+src_f1": alone["speech50+src_f1"]}


def merging_figures(reader: Reader, desk: Path) -> Figures:
    """Events, copies and origins of an example desk."""
    articles = [one for path in sorted(desk.glob("*.jsonl")) for one in articles_from(path)]
    return merging.evaluate(merging.load_truth(desk), reader.pipe(articles)).figures


def concern_figures(reader: Reader, cases: Path) -> Figures:
    """Provisions raised by own-written sentences."""
    return concerns.evaluate(concerns.load_cases(cases), reader.pipe).figures


def factuality_figures(reader: Reader, batch: Path) -> Figures:
    """Factuality at annotated words and of the acts found."""
    return factuality.evaluate(sentences.read_all(batch), reader.pipe, reader.factuality).figures


def mode_figures(reader: Reader, batch: Path) -> Figures:
    """Modes and contexts at annotated acts, and of the acts found."""
    acts = annotated.compared(sentences.read_all(batch), reader.pipe, reader.mentions)
    return modes.scored(acts).figures | contexts.scored(acts).figures


def quote_figures(reader: Reader, passages: Path) -> Figures:
    """Quotations of several sentences."""
    return quotes.evaluate(quotes.load_passages(passages), reader.pipe).figures


def source_figures(reader: Reader, reports: Path) -> Figures:
    """Whom sources mean."""
    return sources.evaluate(sources.load_reports(reports), reader.pipe).figures


def time_figures(reader: Reader, passages: Path) -> Figures:
    """Values of expressions of time."""
    return times.evaluate(times.load_passages(passages), reader.pipe).figures


def circumstance_figures(reader: Reader, reports: Path) -> Figures:
    """Dates and venues of acts at the words that report them."""
    return circumstances.evaluate(circumstances.load_reports(reports), reader.circumstances).figures


def identification_figures(reader: Reader, samples: Path) -> Figures:
    """Languages of paragraphs and sentences."""
    return identification.evaluate(identification.load_samples(samples)).figures


def parallel_figures(reader: Reader, folder: Path) -> Figures:
    """Links between sentences, names in untranslated text, native coding, and merging across languages."""
    stories = parallel.load_stories(folder)
    read = versions.read_versions(stories, parallel.load_translations(folder), reader)
    return (
        alignment.evaluate(stories).figures
        | untranslated.evaluate(stories).figures
        | native.evaluate(read).figures
        | crosslingual.evaluate(read).figures
    )


def name_figures(_: Reader, gold: Path) -> Figures:
    """Variants of names in eleven languages, and names that only look like them."""
    return names.evaluate(names.load_gold(gold), resolve).figures


MEASURES: dict[str, Callable[[Reader, Path], Figures]] = {
    "quotes": quote_figures,
    "times": time_figures,
    "when_where": circumstance_figures,
    "sources": source_figures,
    "event": event_figures,
    "attributions": attribution_figures,
    "name_variants": name_figures,
    "russia-north-korea": merging_figures,
    "concerns": concern_figures,
    "onyx": factuality_figures,
    "quartz": mode_figures,
    "identification": identification_figures,
    "parallel": parallel_figures,
}


def measured(gold: Path, name: str) -> Figures:
    """The figures on one gold set; its name begins with what it measures."""
    measure = next(measure for kind, measure in MEASURES.items() if name.startswith(kind))
    return measure(loaded(), gold / name)


def located(part: list[places.GoldArticle]) -> list[places.Given]:
    """The records of some articles of the gold of places, with where the given names lie."""
    return list(
        loaded().places_given(
            (article_from_text(one.text, published=one.date), [(name.start, name.end) for name in one.toponyms])
            for one in part
        )
    )


@lru_cache(maxsize=1)
def loaded() -> Reader:
    """The reader of this process."""
    return Reader()


def begun(pool: ProcessPoolExecutor, gold: Path, name: str) -> Measuring:
    """Begin to measure a gold set in other processes; gives what waits for its figures.

    The gold of places is the longest by far: its parts are read by all processes, and scored together here.
    """
    if not name.startswith("places"):
        return pool.submit(measured, gold, name).result
    listed = places.load_gold(gold / name)
    parts = [pool.submit(located, listed[first : first + PART]) for first in range(0, len(listed), PART)]
    # Recognition and distance of place names, found and given.
    return lambda: places.evaluate_given(listed, lambda _: (one for part in parts for one in part.result())).figures


def report(name: str, figure: str, value: float, floor: float) -> bool:
    """Print a figure beside its floor; whether it stands."""
    stands = value >= floor
    print(
        f"{name:38s} {figure:24s} {value:.4f}  floor {floor:.4f}  {'ok' if stands else 'BELOW ITS FLOOR'}", flush=True
    )
    return stands


def check(folders: dict[str, Path], floors: Floors) -> tuple[Floors, int]:
    """Measure every gold set whose folder is there.

    Returns:
        The figures that have floors, and how many of them are below.
    """
    found, broken = Floors(), 0
    for part, folder in folders.items():
        if not folder.is_dir():
            print(f"NOT CHECKED: no {part} gold in {folder}. Give its folder: python benchmarks/floors.py GOLD")
    sets = [(part, name) for part, folder in folders.items() if folder.is_dir() for name in floors[part]]
    order = sorted(sets, key=lambda one: (one[1].startswith("places"), one[1] not in LONGEST))
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        measuring = {(part, name): begun(pool, folders[part], name) for part, name in order}
        for part, name in sets:
            figures, wanted = measuring[part, name](), floors[part][name]
            found.setdefault(part, {})[name] = {figure: figures[figure] for figure in wanted}
            broken += sum(not report(f"{part}/{name}", one, figures[one], floor) for one, floor in wanted.items())
    return found, broken


def raised(floors: Floors, found: Floors) -> Floors:
    """Floors lifted to just under the figures; none is lowered."""
    return {
        part: {
            name: {
                figure: max(
                    floor, math.floor((found.get(part, {}).get(name, {}).get(figure, 0.0) - SLACK) * 1000) / 1000
                )
                for figure, floor in wanted.items()
            }
            for name, wanted in sets.items()
        }
        for part, sets in floors.items()
    }


def main() -> int:
    """Print every figure beside its floor; 1 where one is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=DEVELOPMENT, help="the development gold")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    options = parser.parse_args()
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found, broken = check(
        {"own": OWN, "examples": EXAMPLES, "sentences": SENTENCES, "development": options.gold}, floors
    )
    if options.lift:
        FLOORS.write_text(json.dumps(raised(floors, found), indent=2) + "\n", encoding="utf-8")
    print(f"{broken} figures below their floors" if broken else "every figure stands on or above its floor")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
