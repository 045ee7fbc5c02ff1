"""Keeps the copies of articles: finds those of new articles, and writes down what was taken from where."""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dragoman.merge.copies import PERMUTATIONS, Body, Likeness, body_of, compare
from dragoman.record import Article, Segment
from dragoman.store.batches import insert, rows_where
from dragoman.store.rows import Row, listed
from dragoman.store.tables import article, article_copy, copy_band, passage

# Two texts whose signatures agree in fewer places are looked at only where they share a sentence.
LEAST_AGREEMENT = 0.3
TEXTS = select(article.c.key, article.c.published, article.c.text, article.c.record, article.c.signature)


class Known:
    """A text that may be a copy: its key, when it was published, and its body."""

    __slots__ = ("body", "key", "published")

    def __init__(self, key: int, published: str | None, body: Body) -> None:
        self.key = key
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
    return Known(row["key"], row["published"], body)


def candidates(connection: Connection, body: Body) -> dict[int, int]:
    """The articles that may share text with one: how many sentences each shares; 0 where only the wording is alike."""
    found: Counter[int] = Counter()
    for row in rows_where(connection, select(copy_band.c.article), copy_band.c.band, body.bands()):
        found[row["article"]] += 0
    sentences = {sentence for sentence, _ in body.sentences()}
    query = select(passage.c.sentence, passage.c.article).distinct()
    for row in rows_where(connection, query, passage.c.sentence, sentences):
        found[row["article"]] += 1
    return dict(found)


def find_copies(connection: Connection, key: int, published: str | None, body: Body) -> list[tuple[Known, Likeness]]:
    """The texts in the store that one is a copy of, took from, or gave to."""
    shared = candidates(connection, body)
    shared.pop(key, None)
    own = Known(key, published, body)
    found = []
    for row in rows_where(connection, TEXTS, article.c.key, shared):
        if not shared[row["key"]] and agreement(row["signature"], body.signature) < LEAST_AGREEMENT:
            continue
        other = known_from(row)
        later, earlier = sorted((own, other), key=lambda one: one.order, reverse=True)
        likeness = compare(later.body, earlier.body)
        if likeness is not None:
            found.append((other, likeness))
    return found


def agreement(one: bytes, other: bytes) -> float:
    """The share of places in which two signatures agree: what their texts share of all their runs, about."""
    pairs = zip(array("I", one), array("I", other), strict=True)
    return sum(a == b for a, b in pairs) / PERMUTATIONS


def keep_copies(connection: Connection, fresh: Sequence[tuple[int, str | None, Body]]) -> None:
    """Write down the copies of new articles, which stand in the store already."""
    rows: dict[tuple[int, int], Row] = {}
    for key, published, body in fresh:
        own = Known(key, published, body)
        for other, likeness in find_copies(connection, key, published, body):
            later, earlier = sorted((own, other), key=lambda one: one.order, reverse=True)
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
