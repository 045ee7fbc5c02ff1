"""Scores merging: event mentions into events, copies, and independent origins, against a desk whose truth is known.

A truth names each act with the words that report it. A mention that dragoman finds belongs to the act in whose words
its trigger stands, if its type may name that act (of several the one that names it best): 'denied sending shells' is
words of a denial, and the shipment that it also mentions is another act. Pairs of mentions are scored (pairwise F1),
and mentions one by one (B-cubed, Bagga and Baldwin 1998): over the mentions that were found, which measures merging,
and over all, which measures coding and merging.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import select

from dragoman.errors import EvaluationError
from dragoman.evaluation.result import Result, precision_recall_f1
from dragoman.knowledge.merging import merging
from dragoman.record import Record
from dragoman.store.database import Database
from dragoman.store.tables import article, article_copy, event, event_mention
from dragoman.store.writer import add_records

NAME = "truth.yaml"
Place = tuple[str, int, int]


class TrueMention(BaseModel):
    """Words of an article that report an act; they stand in it once."""

    article: str
    quote: str


class TrueOrigin(BaseModel):
    """One independent origin of the reports of an act."""

    name: str
    articles: list[str]


class TrueEvent(BaseModel):
    """One act with everything that reports it."""

    model_config = ConfigDict(extra="ignore")

    id: str
    type: str
    mentions: list[TrueMention]
    origins: list[TrueOrigin]


class Reprint(BaseModel):
    """Paragraphs that one article took from another."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    article: str
    paragraphs: list[int]


class Truth(BaseModel):
    """What is known of a desk: acts, groups of copies, reprints."""

    model_config = ConfigDict(extra="ignore")

    events: list[TrueEvent]
    copies: list[list[str]]
    reprints: list[Reprint] = []


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention in the store: the place of its trigger, its type and the key of its event."""

    place: Place
    type: str
    event: int


@dataclass(slots=True)
class Merges:
    """What dragoman made of the desk.

    Args:
        mentions: all event mentions.
        texts: the text of each article, by the last part of its address.
        copies: pairs of articles that are full copies.
        origins: number of origins by the key of the event.
    """

    mentions: list[Mentioned] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    copies: set[frozenset[str]] = field(default_factory=set)
    origins: dict[int, int] = field(default_factory=dict)


def load_truth(folder: Path) -> Truth:
    """The truth of a desk.

    Raises:
        EvaluationError: there is none, or it does not follow its schema.
    """
    path = folder / NAME if folder.is_dir() else folder
    try:
        return Truth.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise EvaluationError("no truth", where=str(path), do=f"name a folder with {NAME}") from error
    except (yaml.YAMLError, ValidationError) as error:
        raise EvaluationError(f"a truth that cannot be read: {error}", where=str(path), do="mend it") from error


def evaluate(truth: Truth, records: Iterable[Record]) -> Result:
    """Scores of merging records, which are put into a store of their own."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "desk.db")
        add_records(database, records)
        merges = merges_of(database)
        database.close()
    return scored(truth, merges)


def merges_of(database: Database) -> Merges:
    """What stands in a store."""
    merges = Merges()
    with database.reading() as connection:
        names = {}
        for row in connection.execute(select(article.c.key, article.c.url, article.c.text)):
            names[row.key] = (row.url or str(row.key)).rstrip("/").rsplit("/", 1)[-1]
            merges.texts[names[row.key]] = row.text
        for row in connection.execute(select(event_mention)):
            place = (names[row.article], row.trigger_start, row.trigger_end)
            merges.mentions.append(Mentioned(place, row.type, row.event))
        for row in connection.execute(select(article_copy).where(article_copy.c.kind == "copy")):
            merges.copies.add(frozenset((names[row.article], names[row.other])))
        for key, count in connection.execute(select(event.c.key, event.c.origins)):
            merges.origins[key] = count
    return merges


def scored(truth: Truth, merges: Merges) -> Result:
    """All scores."""
    quotes = located(truth, merges.texts)
    aligned, strange = align(quotes, {act.id: act.type for act in truth.events}, merges.mentions)
    found = [(quotes[place], key) for place, key in aligned.items()]
    missed = Counter(act for place, act in quotes.items() if place not in aligned)
    figures: dict[str, float] = {"mentions_found": 1 - missed.total() / len(quotes)}
    figures |= named("pairs", pair_scores(found, Counter(), []))
    figures |= named("bcubed", bcubed(found))
    figures |= named("whole_pairs", pair_scores(found, missed, strange))
    figures |= named("copies", copy_scores(truth, merges))
    seen: dict[str, set[str]] = defaultdict(set)
    for place in aligned:
        seen[quotes[place]].add(place[0])
    figures |= origin_scores(truth, merges, found, seen)
    return Result(figures, table(figures, len(quotes), len(truth.events), len(strange)))


def located(truth: Truth, texts: Mapping[str, str]) -> dict[Place, str]:
    """The place of each quote, with the act that it reports.

    Raises:
        EvaluationError: a quote does not stand in its article exactly once.
    """
    places: dict[Place, str] = {}
    for act in truth.events:
        for mention in act.mentions:
            text = texts.get(mention.article, "")
            if text.count(mention.quote) != 1:
                raise EvaluationError(
                    f"'{mention.quote}' stands {text.count(mention.quote)} times in the article",
                    where=f"{act.id}, article {mention.article}", do="quote words that stand there once",
                )  # fmt: skip
            start = text.index(mention.quote)
            places[mention.article, start, start + len(mention.quote)] = act.id
    return places


def align(
    quotes: Mapping[Place, str], types: Mapping[str, str], mentions: Sequence[Mentioned]
) -> tuple[dict[Place, int], list[int]]:
    """For each quote the event of the mention that reports its act; and the events of all other mentions."""
    by_article: dict[str, list[Place]] = defaultdict(list)
    for place in quotes:
        by_article[place[0]].append(place)
    best: dict[Place, tuple[int, int, int, int]] = {}
    for number, mention in enumerate(mentions):
        name, start, end = mention.place
        for place in by_article[name]:
            if place[1] < end and start < place[2] and merging().comparable(mention.type, types[quotes[place]]):
                # Better: the same type, then the shorter quote, then the earlier trigger.
                rank = (int(mention.type != types[quotes[place]]), place[2] - place[1], start, number)
                best[place] = min(best.get(place, rank), rank)
    used = {rank[-1] for rank in best.values()}
    strange = [mention.event for number, mention in enumerate(mentions) if number not in used]
    return {place: mentions[rank[-1]].event for place, rank in best.items()}, strange


def pair_scores(
    found: Sequence[tuple[str, int]], missed: Counter[str], strange: Sequence[int]
) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of mentions that are in one event.

    Args:
        found: act and event of each mention that was found.
        missed: number of mentions that were not found, by act; their pairs count against recall.
        strange: the events of mentions that report no act of the truth; their pairs count against precision.
    """
    right = pairs(Counter(found).values())
    gold = Counter(act for act, _ in found) + missed
    system = Counter([key for _, key in found] + list(strange))
    lone = pairs(Counter(strange).values())
    return precision_recall_f1(right, pairs(gold.values()), pairs(system.values()) - lone)


def pairs(sizes: Iterable[int]) -> int:
    """The number of pairs within groups of these sizes."""
    return sum(comb(size, 2) for size in sizes)


def bcubed(found: Sequence[tuple[str, int]]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1: averages over mentions."""
    if not found:
        return 0.0, 0.0, 0.0
    both, acts = Counter(found), Counter(act for act, _ in found)
    keys = Counter(key for _, key in found)
    precision = sum(both[pair] / keys[pair[1]] for pair in found) / len(found)
    recall = sum(both[pair] / acts[pair[0]] for pair in found) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def copy_scores(truth: Truth, merges: Merges) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of full copies."""
    gold = {frozenset(pair) for group in truth.copies for pair in combinations(group, 2)}
    return precision_recall_f1(len(gold & merges.copies), len(gold), len(merges.copies))


def origin_scores(
    truth: Truth, merges: Merges, found: Sequence[tuple[str, int]], seen: Mapping[str, set[str]]
) -> dict[str, float]:
    """For how many acts the origins are counted exactly: of those found, of those found that have several, of all.

    ``origins_exact_seen`` counts only the origins of articles in which the act was found, and so leaves the coder's
    recall aside.
    """
    events: dict[str, Counter[int]] = defaultdict(Counter)
    for act, key in found:
        events[act][key] += 1
    known = [act for act in truth.events if act.id in events]
    counted = {act.id: merges.origins.get(max(events[act.id], key=lambda key: (events[act.id][key], key)))
               for act in known}  # fmt: skip
    exact = {act.id for act in known if counted[act.id] == len(act.origins)}
    several = [act for act in known if len(act.origins) > 1]
    within = {act.id: sum(bool(seen[act.id] & set(one.articles)) for one in act.origins) for act in known}
    return {
        "origins_exact_seen": sum(counted[act.id] == within[act.id] for act in known) / max(1, len(known)),
        "origins_exact": len(exact) / max(1, len(known)),
        "origins_exact_several": sum(act.id in exact for act in several) / max(1, len(several)),
        "origins_exact_all": len(exact) / max(1, len(truth.events)),
        "acts_found": len(known) / max(1, len(truth.events)),
    }


def named(name: str, scores: tuple[float, float, float]) -> dict[str, float]:
    """Scores under their names."""
    return {f"{name}_precision": scores[0], f"{name}_recall": scores[1], f"{name}_f1": scores[2]}


def table(figures: Mapping[str, float], mentions: int, events: int, strange: int) -> list[str]:
    """The lines that show the figures."""
    lines = [f"{mentions} mentions of {events} acts; {figures['mentions_found']:.1%} of the mentions were found, "
             f"{strange} others"]  # fmt: skip
    for name, what in (
        ("pairs", "mentions found, pairs"),
        ("bcubed", "mentions found, B-cubed"),
        ("whole_pairs", "all mentions, pairs"),
        ("copies", "full copies, pairs"),
    ):
        scores = [figures[f"{name}_{part}"] for part in ("precision", "recall", "f1")]
        lines.append(f"{what:26s} precision {scores[0]:.3f}  recall {scores[1]:.3f}  F1 {scores[2]:.3f}")
    lines.append(
        f"{'origins counted exactly':26s} {figures['origins_exact']:.3f} of the acts found "
        f"({figures['origins_exact_seen']:.3f} by the articles in which they were found), "
        f"{figures['origins_exact_several']:.3f} of those with several, {figures['origins_exact_all']:.3f} of all"
    )
    return lines
