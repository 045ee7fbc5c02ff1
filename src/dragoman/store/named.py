"""The entities that a store names: who and what its records hold, in how many articles and events."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select

from dragoman.store.tables import article, event_facet

# How many rows are held at a time.
BATCH = 500
# How far before a name its describing words stand.
BEFORE = 40


@dataclass(slots=True)
class Named:
    """An entity by everything that the records say of it.

    Args:
        id: its entity id.
        names: its names, with the number of articles that give it so.
        kinds: likewise.
        states: likewise; None where an article leaves it open.
        known: whether it is held in dragoman's knowledge.
        articles: how many articles name it.
        events: how many events it takes part in.
        called: how often it is named, rather than described ('officials') or pointed at ('they').
        described: in how many articles one of the words asked for stands right before it.
    """

    id: str
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    states: Counter[str | None] = field(default_factory=Counter)
    known: bool = False
    articles: int = 0
    events: int = 0
    called: int = 0
    described: int = 0

    @property
    def name(self) -> str:
        """The name that most articles give it; of equally frequent ones the first by letters."""
        return most(self.names)

    @property
    def kind(self) -> str:
        """What most articles take it for."""
        return most(self.kinds)

    @property
    def state(self) -> str | None:
        """The state that most articles give it of those that give it one."""
        told = {state: count for state, count in self.states.items() if state}
        return most(told) if told else None


def most(counts: Mapping[str, int]) -> str:
    """The most frequent; of equally frequent ones the first by letters."""
    return min(counts, key=lambda one: (-counts[one], one))


def named_entities(connection: Connection, kinds: Collection[str], words: Collection[str]) -> list[Named]:
    """The entities of some kinds that the records hold, by id.

    Args:
        connection: a connection for reading.
        kinds: kinds of entities, as a record has them.
        words: words that may describe an entity right before its name, such as 'tanker'.
    """
    found: dict[str, Named] = {}
    described = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?: called| named)?[\s\"'“‘]*$", re.IGNORECASE)
    for text, record in records(connection):
        starts: dict[str, list[int]] = defaultdict(list)
        for mention in record.get("mentions", ()):
            if mention.get("form", "name") == "name":
                starts[mention["entity"]].append(mention["start"])
        for entity in record.get("entities", ()):
            if entity["kind"] not in kinds:
                continue
            one = found.setdefault(entity["id"], Named(entity["id"]))
            one.names[entity["name"]] += 1
            one.kinds[entity["kind"]] += 1
            one.states[entity.get("state")] += 1
            one.known = one.known or bool(entity.get("known"))
            one.articles += 1
            one.called += len(starts[entity["id"]])
            one.described += any(described.search(text[max(0, at - BEFORE) : at]) for at in starts[entity["id"]])
    for id_, events in events_of(connection):
        if id_ in found:
            found[id_].events = events
    return [found[id_] for id_ in sorted(found)]


def records(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """The text of each article with its record as plain values: checking it again would take most of the time."""
    query = select(article.c.text, article.c.record).order_by(article.c.number)
    for row in connection.execution_options(yield_per=BATCH).execute(query):
        yield row.text, json.loads(zlib.decompress(row.record))


def events_of(connection: Connection) -> Iterator[tuple[str, int]]:
    """Entities with the number of events that they take part in."""
    facet = event_facet.c.facet
    query = select(facet, func.count()).where(facet >= "actor:", facet < "actor;").group_by(facet)
    for name, count in connection.execute(query):
        yield name.removeprefix("actor:"), count
