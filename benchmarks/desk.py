"""A big store for the desk in the browser: made-up events with places, articles and mentions, as merging leaves them.

The events are those of ``benchmarks/ties.py``; half of them have a place. Articles hold five reports each; every event
has one or two mentions, in the words that the index holds, so that pages show what they show on a real desk.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from benchmarks.ties import SEED, Maker, fill_coverage, write_events

from dragoman.desk import Desk
from dragoman.knowledge.states import states
from dragoman.store.batches import insert
from dragoman.store.tables import article, event_mention
from dragoman.store.words import Entry, add_words

PLACES = 2_000
AN_ARTICLE = 5
OUTLETS = 400
Row = dict[str, Any]
ORIGIN = json.dumps({"id": "outlet:1", "name": "Outlet", "kind": "outlet", "state": None, "source_class": None,
                     "reason": "the outlet's own report"})  # fmt: skip
RECORD = zlib.compress(
    json.dumps({"coder": {"version": "0", "model": "none"}, "article": {"id": "made", "text": ""}}).encode()
)


class DeskMaker:
    """Makes up what stands around events: places, articles and mentions; the same ones for the same seed."""

    def __init__(self, total: int) -> None:
        self.chance = np.random.default_rng(SEED + 1)
        self.events = Maker(total)
        self.places = self._places()
        weights = 1 / (1 + np.arange(PLACES)) ** 0.9
        self.weights = weights / weights.sum()
        self.mentions = 0
        self.articles = 0

    def _places(self) -> list[str]:
        """Places around the points of states, as events hold them."""
        codes = [code for code, row in states().items() if row.lat is not None]
        made = []
        for at in range(PLACES):
            row = states()[codes[at % len(codes)]]
            lat, lon = np.array([row.lat, row.lon], dtype=float) + self.chance.normal(0, 2.5, 2)
            made.append(json.dumps({
                "id": f"place:{9_000_000 + at}", "name": f"Town {at}", "role": "venue", "state": row.iso3,
                "lat": float(np.clip(lat, -80, 80)), "lon": float((lon + 180) % 360 - 180), "precise": at % 5 != 0,
            }))  # fmt: skip
        return made

    def batches(self) -> Iterator[list[Row]]:
        """The rows of all events, in batches, half of them with a place."""
        for rows in self.events.batches():
            chosen = self.chance.choice(PLACES, size=len(rows), p=self.weights)
            placed = self.chance.random(len(rows)) < 0.5
            for row, at, has in zip(rows, chosen, placed, strict=True):
                if has:
                    row["place"] = self.places[at]
                    row["venue"] = f"place:{9_000_000 + int(at)}"
                row["mentions"] = 1 + row["mentions"] % 2
            yield rows

    def reports(self, rows: list[Row]) -> tuple[list[Row], list[Row], list[str]]:
        """Articles that report events, their mentions, and the words of each mention."""
        articles: list[Row] = []
        mentions: list[Row] = []
        words: list[str] = []
        told = [row for row in rows for _ in range(row["mentions"])]
        for start in range(0, len(told), AN_ARTICLE):
            number = self.articles
            self.articles += 1
            sentences = [sentence_of(row) for row in told[start : start + AN_ARTICLE]]
            text = f"Made-up report {number}\n\n" + " ".join(sentences) + "\n"
            key = (1 << 61) + number
            articles.append(article_row(key, number, text, told[start]))
            at = text.index(sentences[0])
            for place, (row, sentence) in enumerate(zip(told[start : start + AN_ARTICLE], sentences, strict=True)):
                mentions.append(mention_row(self.mentions + start + place, key, place, row, at, sentence))
                words.append(sentence)
                at += len(sentence) + 1
        self.mentions += len(told)
        return articles, mentions, words


def sentence_of(row: Row) -> str:
    """A sentence that reports an event."""
    one, other = (json.loads(row[side])[0]["name"] for side in ("actors", "recipients"))
    return f"{one} and {other} were reported in a matter of {row['type'].lower()} on {row['first_report']}."


def article_row(key: int, number: int, text: str, row: Row) -> Row:
    """The row of an article."""
    outlet = number % OUTLETS
    return {
        "key": key, "id": f"sha256:{number:016x}", "url": f"https://example.org/{number}",
        "publisher": f"Outlet {outlet}", "publisher_id": None, "outlet": f"outlet:{outlet}", "source_class": None,
        "source_state": None,
        "title": f"Made-up report {number}", "byline": "[]", "published": row["first_report"], "day": row["day"],
        "language": "en", "text": text, "record": RECORD, "coder": "made 0 none 1.1", "signature": b"",
    }  # fmt: skip


def mention_row(number: int, holder: int, local: int, row: Row, start: int, sentence: str) -> Row:
    """The row of an event mention; the first of an event has its key."""
    same = ("type", "mode", "quad", "score", "contexts", "actors", "recipients", "materiel", "when_value", "when_end",
            "when_precision", "place", "factuality", "activities")  # fmt: skip
    return {
        **{name: row[name] for name in same}, "key": (1 << 60) + number, "article": holder, "local": f"ev{local}",
        "first_day": row["day"], "last_day": row["last_day"], "anchored": True, "denied_by": "[]", "attribution": None,
        "confidence": 0.8, "trigger_start": start, "trigger_end": start + 4, "sentence_start": start,
        "sentence_end": start + len(sentence), "sentence": None, "words": b"", "quotes": "[]", "manner": None,
        "origin": ORIGIN, "role": "paragraph", "published": row["first_report"], "outlet": "outlet:1",
        "source_class": None, "source_state": None, "parent": None, "likeness": None, "event": row["key"],
        "standing": "machine", "carried": False,
    }  # fmt: skip


def fill_desk(desk: Desk, total: int) -> None:
    """Write so many events, with the articles that report them."""
    maker = DeskMaker(total)
    days: dict[int, int] = {}
    for rows in maker.batches():
        first = maker.mentions
        articles, mentions, words = maker.reports(rows)
        with desk.database.writing() as connection:
            write_events(connection, rows, days)
            insert(connection, article, articles)
            insert(connection, event_mention, mentions)
            add_words(connection, "mention", [Entry(first + at + 1, 0, text) for at, text in enumerate(words)])
    fill_coverage(desk, days)
