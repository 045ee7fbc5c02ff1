"""Scores merging across languages: whether the reports of one act in several languages end in one event.

Event mentions are told to report an act of the gold by their words. Pairs of mentions in articles of two languages
are scored (``across``), and all pairs (``pairs``): over the mentions that were found, which measures merging. Acts that
a later story recalls are left out of the pairs between stories, as the gold does not say which they are.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sqlalchemy import select

from dragoman.evaluation.merging import bcubed, named
from dragoman.evaluation.result import Result, precision_recall_f1
from dragoman.evaluation.versions import Read
from dragoman.merge.keys import article_key, mention_keys
from dragoman.store.database import Database
from dragoman.store.tables import event_mention
from dragoman.store.writer import add_records


@dataclass(frozen=True, slots=True)
class Found:
    """A mention that reports an act of the gold.

    Args:
        story: the number of the story.
        act: the act, by its id there.
        recalled: whether the story only recalls it.
        language: of the article.
        event: the key of the event that it was merged into.
        words: what reports it.
    """

    story: int
    act: str
    recalled: bool
    language: str
    event: int
    words: str


def evaluate(versions: Iterable[Read]) -> Result:
    """Scores of merging all versions of all stories in one store."""
    read = list(versions)
    mentions = found_in(read, merged(read))
    lines: list[str] = []
    figures = named("across", score([pair for pair in pairs(mentions) if pair[0].language != pair[1].language], lines))
    figures |= named("pairs", score(pairs(mentions), []))
    figures |= named("bcubed", bcubed([(f"{one.story} {one.act}", one.event) for one in mentions]))
    acts: dict[tuple[int, str], set[str]] = defaultdict(set)
    events: dict[tuple[int, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in mentions:
        acts[one.story, one.act].add(one.language)
        events[one.story, one.act][one.event].add(one.language)
    several = {act: languages for act, languages in acts.items() if len(languages) > 1}
    whole = sum(any(held == languages for held in events[act].values()) for act, languages in several.items())
    figures["acts_whole"] = whole / max(1, len(several))
    for name in ("across", "pairs", "bcubed"):
        parts = "  ".join(f"{part} {figures[f'{name}_{part}']:.3f}" for part in ("precision", "recall", "f1"))
        lines.append(f"{name:8s} {parts}")
    lines.append(f"{len(mentions)} mentions of {len(acts)} acts; of {len(several)} acts told in several languages "
                 f"{whole} have one event with all of these")  # fmt: skip
    return Result(figures, lines)


def merged(read: Sequence[Read]) -> dict[int, int]:
    """The event of each mention, by their keys, after all records went into one store."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "desk.db")
        add_records(database, (one.record for one in read))
        with database.reading() as connection:
            rows = connection.execute(select(event_mention.c.key, event_mention.c.event)).fetchall()
        database.close()
    return {row.key: row.event for row in rows}


def found_in(read: Iterable[Read], events: dict[int, int]) -> list[Found]:
    """The mentions that report acts of the gold."""
    found = []
    for one in read:
        acts = one.acts()
        text = one.record.article.text
        keys = mention_keys(article_key(one.record.article), one.record.events)
        for key, event in zip(keys, one.record.events, strict=True):
            if (act := acts.get(event.id)) is not None:
                words = text[event.trigger[0].start : event.trigger[-1].end]
                recalled = act.factuality == "historical"
                found.append(Found(one.story.story, act.id, recalled, one.language, events[key], words))
    return found


def pairs(mentions: Sequence[Found]) -> list[tuple[Found, Found]]:
    """The pairs of mentions of which the gold says whether they report one act."""
    return [
        (one, other)
        for one, other in combinations(mentions, 2)
        if one.story == other.story or not (one.recalled or other.recalled)
    ]


def score(listed: Iterable[tuple[Found, Found]], lines: list[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs; what is wrong goes to the lines."""
    right = gold = system = 0
    for one, other in listed:
        same, together = (one.story, one.act) == (other.story, other.act), one.event == other.event
        right, gold, system = right + (same and together), gold + same, system + together
        if same != together:
            what = "apart" if same else "together"
            lines.append(f"  {what}: {shown(one)}, {shown(other)}")
    return precision_recall_f1(right, gold, system)


def shown(one: Found) -> str:
    """A mention in a few words."""
    return f"story {one.story} {one.act} {one.language} '{one.words}'"
