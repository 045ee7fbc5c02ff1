"""Keeps the copies of articles: finds those of new articles, and writes down what was taken from where."""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.merge.copies import PERMUTATIONS, Body, Likeness, body_of, compare
from dragoman.record import Article, Segment
from dragoman.store.batches import insert, rows_where
from dragoman.store.rows import Row, listed
from dragoman.store.tables import article, article_copy, copy_band, passage

# Two texts whose signatures agree in fewer places are looked at only where they share a sentence.
LEAST = 0.3
TEXTS = select(article.c.key, article.c.outlet, article.c.published, article.c.text, article.c.record)
SIGNATURES = select(article.c.key, article.c.outlet, article.c.signature)
# A sentence that stands in more articles is what outlets write below everything, and says nothing of any of them.
MOST_HOLDERS = 500


class Known:
    """A text that may be a copy: its key, its outlet, when it was published, and its body."""

    __slots__ = ("body", "key", "outlet", "published")

    def __init__(self, key: int, outlet: str, published: str | None, body: Body) -> None:
        self.key = key
        self.outlet = outlet
        self.published = published
        self.body = body

    @property
    def order(self) -> tuple[str, int]:
        """The earlier of two texts is the one that the other was taken from."""
        return self.published or "9", self.key


def known_from(row: Mapping[str, Any]) -> Known:
    """A text out of its row."""
    segments = json.loads(zlib.decompress(row["record"]))["article"].get("segments", ())
    shape = [Segment.model_construct(**segment) for segment in segments]
    body = body_of(Article.model_construct(id="", text=row["text"], segments=shape))
    return Known(row["key"], row["outlet"], row["published"], body)


def candidates(connection: Connection, bodies: Mapping[int, Body]) -> dict[int, Counter[int]]:
    """For each text the articles that may share text with it.

    Each with the number of sentences that they share; 0 where only the wording is alike.
    """
    found: dict[int, Counter[int]] = {key: Counter() for key in bodies}
    bands: dict[int, set[int]] = defaultdict(set)
    sentences: dict[int, set[int]] = defaultdict(set)
    for key, body in bodies.items():
        for band in body.bands():
            bands[band].add(key)
        for sentence, _ in body.sentences():
            sentences[sentence].add(key)
    for row in rows_where(connection, select(copy_band), copy_band.c.band, bands):
        for key in bands[row["band"]]:
            found[key][row["article"]] += 0
    query = select(passage.c.sentence, passage.c.article).distinct()
    for row in rows_where(connection, query, passage.c.sentence, telling(connection, sentences)):
        for key in sentences[row["sentence"]]:
            found[key][row["article"]] += 1
    for key, counts in found.items():
        del counts[key]
    return found


def telling(connection: Connection, sentences: Iterable[int]) -> set[int]:
    """The sentences that do not stand everywhere."""
    wanted = set(sentences)
    number = func.count()
    query = select(passage.c.sentence).group_by(passage.c.sentence).having(number > MOST_HOLDERS)
    return wanted - {row["sentence"] for row in rows_where(connection, query, passage.c.sentence, wanted)}


def find_copies(connection: Connection, texts: Sequence[Known]) -> Iterator[tuple[Known, Known, Likeness]]:
    """The copies of texts in the store: pairs of a later and an earlier text, and what they share."""
    own = {text.key: text for text in texts}
    shared = candidates(connection, {key: text.body for key, text in own.items()})
    wanted = set().union(*shared.values()) - own.keys()
    rows = {row["key"]: row for row in rows_where(connection, SIGNATURES, article.c.key, wanted)}
    near = {
        key: [other for other, count in counts.items() if worth(own.get(other) or rows[other], own[key], count)]
        for key, counts in shared.items()
    }
    others = set().union(*near.values()) - own.keys()
    known = {row["key"]: known_from(row) for row in rows_where(connection, TEXTS, article.c.key, others)} | own
    for key, places in near.items():
        for other in places:
            later, earlier = sorted((known[key], known[other]), key=lambda one: one.order, reverse=True)
            likeness = compare(later.body, earlier.body)
            if likeness is not None:
                yield later, earlier, likeness


def worth(other: Known | Mapping[str, Any], text: Known, count: int) -> bool:
    """Whether two texts are worth comparing: sentences shared with another outlet, or signatures that agree."""
    if isinstance(other, Known):
        return (
            bool(count and other.outlet != text.outlet) or agreement(other.body.signature, text.body.signature) >= LEAST
        )
    return bool(count and other["outlet"] != text.outlet) or agreement(other["signature"], text.body.signature) >= LEAST


def agreement(one: bytes, other: bytes) -> float:
    """The share of places in which two signatures agree: what their texts share of all their runs, about."""
    pairs = zip(array("I", one), array("I", other), strict=True)
    return sum(a == b for a, b in pairs) / PERMUTATIONS


def keep_copies(connection: Connection, texts: Sequence[Known]) -> None:
    """Write down the copies of new articles, which stand in the store already."""
    rows: dict[tuple[int, int], Row] = {}
    for later, earlier, likeness in find_copies(connection, texts):
        rows[later.key, earlier.key] = {
            "article": later.key, "other": earlier.key, "kind": likeness.kind, "share": likeness.share,
            "detail": listed([[one.paragraph, one.other, one.share] for one in likeness.taken]),
        }  # fmt: skip
    insert(connection, article_copy, [rows[pair] for pair in sorted(rows)])


def copy_pairs(connection: Connection, articles: Iterable[int]) -> list[tuple[int, int]]:
    """The pairs of some articles that are full copies of one another."""
    wanted = set(articles)
    query = select(article_copy.c.article, article_copy.c.other).where(article_copy.c.kind == "copy")
    rows = rows_where(connection, query, article_copy.c.article, wanted)
    return [(row["article"], row["other"]) for row in rows if row["other"] in wanted]
