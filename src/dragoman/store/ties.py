"""What a store knows of ties: the rows of a pair of states, of all pairs in a stretch of days, and what was covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, select, text

from dragoman.knowledge.states import states
from dragoman.store.batches import chunks
from dragoman.store.found import FoundEvent, event_from
from dragoman.store.tables import article, coverage, event, event_tie, named_together

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class TieRows:
    """The events between two states, one an entry in each array, in the order of their days."""

    event: Numbers
    day: Numbers
    last_day: Numbers
    quad: Numbers
    kind: Numbers
    contexts: Numbers
    score: NDArray[np.float64]
    dated: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.event)

    def where(self, kept: NDArray[np.bool_]) -> TieRows:
        """Those of them that are to be kept."""
        return TieRows(**{name: getattr(self, name)[kept] for name in self.__dataclass_fields__})


@dataclass(frozen=True)
class DyadCount:
    """How many events a pair of states has in a stretch of days.

    Args:
        dyad: 'PRK-RUS'.
        cooperation: events of both cooperative quad classes.
        conflict: of both others.
        score: the sum of their PLOVER scores.
        quads: by quad class, in the order of the store's numbers.
    """

    dyad: str
    cooperation: int
    conflict: int
    score: float
    quads: tuple[int, int, int, int]


def dyad_of(one: str, other: str) -> str:
    """'PRK-RUS': two states in alphabetical order."""
    return "-".join(sorted((one, other)))


def ties_of(connection: Connection, dyad: str, first: int | None = None, last: int | None = None) -> TieRows:
    """The events between two states, the earliest first; all of them, or those of the days from one to another."""
    names = ("event", "day", "last_day", "quad", "kind", "contexts", "score", "dated")
    query = select(*(event_tie.c[name] for name in names)).where(event_tie.c.dyad == dyad)
    if first is not None:
        query = query.where(event_tie.c.day >= first)
    if last is not None:
        query = query.where(event_tie.c.day <= last)
    # A busy pair has tens of thousands of rows: they are taken as the driver gives them, without a wrapping each.
    cursor: Any = connection.execute(query.order_by(event_tie.c.day, event_tie.c.event)).cursor
    kinds = {"score": np.float64, "dated": np.bool_}
    if connection.dialect.name == "duckdb":
        held = cursor.fetchnumpy()
        held["score"] = np.ma.filled(held["score"].astype(np.float64), np.nan)
        return TieRows(**{name: np.asarray(held[name], kinds.get(name, np.int64)) for name in names})
    rows = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    found: dict[str, NDArray[Any]] = {
        name: np.array(column, kinds.get(name, np.int64)) for name, column in zip(names, columns, strict=True)
    }
    return TieRows(**found)


def named_together_of(connection: Connection, dyad: str, first: int, last: int) -> Numbers:
    """The days of the articles that nobody could read and that name both states in one sentence, in order."""
    query = select(named_together.c.day).where(named_together.c.dyad == dyad, named_together.c.day.between(first, last))
    return np.array(list(connection.execute(query.order_by(named_together.c.day)).scalars()), dtype=np.int64)


def coverage_of(connection: Connection) -> tuple[Numbers, Numbers]:
    """The days on which there are events, in order, and how many."""
    rows = connection.execute(select(coverage.c.day, coverage.c.events).order_by(coverage.c.day)).fetchall()
    found = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def archive_of(connection: Connection) -> tuple[int, int] | None:
    """The days of the earliest and the latest article; where no article has a date, those of events; else None."""
    for column in (article.c.day, coverage.c.day):
        first = connection.execute(select(func.min(column))).scalar()
        if first is not None:
            return int(first), int(connection.execute(select(func.max(column))).scalar_one())
    return None


def dyad_counts(
    connection: Connection, first: int, last: int, *, dyads: Sequence[str] | None = None, contexts: int | None = None,
    kind: int | None = None,
) -> dict[str, DyadCount]:  # fmt: skip
    """How many events each pair of states has between two days, both inclusive.

    Args:
        dyads: only these.
        contexts: only events with one of these contexts, as bits.
        kind: only acts, words or intentions, by their number.
    """
    quads = [func.sum(cast(case((event_tie.c.quad == number, 1), else_=0), Integer)) for number in range(4)]
    query = select(event_tie.c.dyad, *quads, func.sum(event_tie.c.score)).group_by(event_tie.c.dyad)
    for condition in between(first, last, contexts, kind):
        query = query.where(condition)
    if dyads is not None:
        query = query.where(event_tie.c.dyad.in_(dyads))
    return {row[0]: count_from(row) for row in connection.execute(query)}


@dataclass(frozen=True)
class Blocks:
    """Events of pairs of states in blocks of days.

    Args:
        dyads: the pairs.
        counts: events by pair, quad class and block.
    """

    dyads: list[str]
    counts: Numbers


def block_counts(
    connection: Connection, first: int, last: int, size: int, *, dyads: Sequence[str] | None = None,
    contexts: int | None = None, kind: int | None = None,
) -> Blocks:  # fmt: skip
    """Events of pairs of states between two days, by quad class, in blocks of so many days from the first on.

    Without conditions it reads the index of days alone; grouping is faster here than in a database of rows, and far
    slower than in a lake, which groups by block itself.
    """
    in_lake = connection.dialect.name == "duckdb"
    if in_lake:
        block = cast(func.floor((event_tie.c.day - first) / size), Integer).label("block")
        query = select(event_tie.c.dyad, event_tie.c.quad, block, func.count()).group_by(text("dyad, quad, block"))
    else:
        query = select(event_tie.c.dyad, event_tie.c.quad, event_tie.c.day)
    for condition in between(first, last, contexts, kind):
        query = query.where(condition)
    if dyads is not None:
        query = query.where(event_tie.c.dyad.in_(dyads))
    rows = connection.execute(query).fetchall()
    whole = (last - first) // size + 1
    known: dict[str, int] = {}
    if not rows:
        return Blocks([], np.zeros((0, 4, whole), dtype=np.int64))
    columns = list(zip(*rows, strict=True))
    places = np.array([known.setdefault(name, len(known)) for name in columns[0]])
    blocks = np.array(columns[2]) if in_lake else (np.array(columns[2]) - first) // size
    cells = (places * 4 + np.array(columns[1])) * whole + blocks
    weights = np.array(columns[3]) if in_lake else None
    counts = np.bincount(cells, weights, minlength=len(known) * 4 * whole).reshape(len(known), 4, whole)
    return Blocks(list(known), counts.astype(np.int64))


def between(first: int, last: int, contexts: int | None, kind: int | None) -> Iterator[ColumnElement[bool]]:
    """The conditions on ties: days, contexts, and acts, words or intentions."""
    yield event_tie.c.day >= first
    yield event_tie.c.day <= last
    if contexts is not None:
        yield event_tie.c.contexts.op("&")(contexts) != 0
    if kind is not None:
        yield event_tie.c.kind == kind


def keys_between(
    connection: Connection, dyad: str, first: int, last: int, quads: Sequence[int], contexts: int | None = None,
    kind: int | None = None,
) -> list[int]:  # fmt: skip
    """The keys of the events of a pair of states between two days, of some quad classes."""
    query = select(event_tie.c.event).where(event_tie.c.dyad == dyad, event_tie.c.quad.in_(quads))
    for condition in between(first, last, contexts, kind):
        query = query.where(condition)
    return [row[0] for row in connection.execute(query.order_by(event_tie.c.day))]


def side_counts(connection: Connection, first: int, last: int) -> dict[str, tuple[int, int]]:
    """How many cooperative and conflictual events every pair of states has between two days; from the index alone."""
    sides = [func.sum(case((part, 1), else_=0)) for part in (event_tie.c.quad < 2, event_tie.c.quad >= 2)]
    query = select(event_tie.c.dyad, *sides).where(event_tie.c.day >= first, event_tie.c.day <= last)
    rows = connection.execute(query.group_by(event_tie.c.dyad)).fetchall()
    return {dyad: (int(cooperation), int(conflict)) for dyad, cooperation, conflict in rows}


def count_from(row: Sequence[Any]) -> DyadCount:
    """The counts that a row holds."""
    quads = (int(row[1]), int(row[2]), int(row[3]), int(row[4]))
    return DyadCount(row[0], quads[0] + quads[1], quads[2] + quads[3], float(row[5] or 0.0), quads)


def dyads_with(state: str) -> list[str]:
    """All pairs that a state could be in."""
    return [dyad_of(state, other) for other in sorted(states()) if other != state]


def best_witnessed(
    connection: Connection, keys: Iterable[int], most: int, days: tuple[int, int] | None = None
) -> list[FoundEvent]:
    """Of some events those with most independent origins, then with most reports, the earliest first among equals.

    Args:
        keys: of the events.
        most: at most so many.
        days: their first and last day, where they are known.
    """
    ranked: list[tuple[int, int, int, int]] = []
    for chunk in chunks(keys):
        query = select(event.c.origins, event.c.mentions, event.c.day, event.c.key).where(event.c.key.in_(chunk))
        query = query.where(*near_days(connection, days))
        ranked.extend((-row[0], -row[1], row[2], row[3]) for row in connection.execute(query))
    best = sorted(ranked)[:most]
    between_days = (min(one[2] for one in best), max(one[2] for one in best)) if best else None
    return list(events_by_key(connection, [one[3] for one in best], between_days))


def near_days(connection: Connection, days: tuple[int, int] | None) -> Iterator[ColumnElement[bool]]:
    """The condition that keeps a lake from reading what is of other days: it has no index of keys, only their order."""
    if days is not None and connection.dialect.name == "duckdb":
        yield event.c.day.between(*days)


def events_by_key(
    connection: Connection, keys: Sequence[int], days: tuple[int, int] | None = None
) -> Iterator[FoundEvent]:
    """Events by their keys, in the order given; faster from a lake where their first and last day are known."""
    found = {}
    for chunk in chunks(keys):
        query = select(event).where(event.c.key.in_(chunk), *near_days(connection, days))
        for row in connection.execute(query).mappings():
            found[row["key"]] = event_from(dict(row))
    return (found[key] for key in keys if key in found)
