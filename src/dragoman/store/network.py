"""The network: who has to do with whom, of states in the whole store, and of actors in the newest events of a focus."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from dragoman.knowledge.states import states
from dragoman.knowledge.ties import tie_rules
from dragoman.store.found import Found
from dragoman.store.query import Query, state_of
from dragoman.store.search import statement_of
from dragoman.store.tables import event, event_tie
from dragoman.store.tie_rows import context_bits
from dragoman.store.ties import dyad_of, dyads_with

MOST_STATES = 24
MOST_PARTNERS = 24
MOST_ACTORS = 14
# Actors are not counted in the store: they are read from so many of the newest events.
NEWEST = 2_000
COLUMNS = ("type", "quad", "score", "actors", "recipients", "factuality")

Kind = Literal["states", "state", "actors"]
Side = Literal["one", "other"]


class NetworkNode(Found):
    """One who takes part."""

    id: str = Field(description="An ISO code for a state, an entity id for an actor.")
    name: str
    state: str | None
    side: Side = Field(description="'one' is the focus, 'other' those with whom it has to do.")
    events: int


class NetworkLink(Found):
    """What two have to do with each other."""

    one: str
    other: str
    events: int
    cooperation: int
    conflict: int
    score_mean: float | None = Field(description="The mean PLOVER score of the events that have one.")

    @property
    def balance(self) -> Literal["cooperation", "conflict", "even"]:
        """What the events mostly are: of one side where it has more than 55 of 100."""
        share = self.conflict / self.events
        return "even" if 0.45 <= share <= 0.55 else "conflict" if share > 0.5 else "cooperation"


class Network(Found):
    """Who has to do with whom.

    Nodes and links are those with most events; ``total`` says how many links there are.
    """

    kind: Kind
    focus: list[str] = Field(description="The ids of those in focus; empty for the whole store.")
    since: str | None
    until: str | None
    context: str | None
    nodes: list[NetworkNode]
    links: list[NetworkLink]
    total: int
    read: int | None = Field(description="How many of the newest events were read for actors; None for states.")
    limited: bool = Field(description="There are older events, which were not read.")

    def node(self, name: str) -> NetworkNode:
        """A node by its id."""
        return next(node for node in self.nodes if node.id == name)


@dataclass(slots=True)
class Sum:
    """The events of one pair while they are counted."""

    events: int = 0
    conflict: int = 0
    score: float = 0.0
    scored: int = 0

    def add(self, quad: str, score: float | None) -> None:
        """Count one event."""
        self.events += 1
        self.conflict += quad.endswith("conflict")
        if score is not None:
            self.score += score
            self.scored += 1

    def link(self, one: str, other: str) -> NetworkLink:
        """The sum in the form that travels."""
        mean = round(self.score / self.scored, 2) if self.scored else None
        return NetworkLink(
            one=one, other=other, events=self.events, cooperation=self.events - self.conflict, conflict=self.conflict,
            score_mean=mean,
        )  # fmt: skip


Sums = dict[tuple[str, str], Sum]


@dataclass(slots=True)
class Actors:
    """The actors of some events while they are counted."""

    names: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    sums: defaultdict[tuple[str, str], Sum] = field(default_factory=lambda: defaultdict(Sum))
    events: Counter[str] = field(default_factory=Counter)


def network(
    connection: Connection, focus: str | None = None, *, actors: bool = False, since: str | None = None,
    until: str | None = None, context: str | None = None, most: int = MOST_STATES,
) -> Network:  # fmt: skip
    """Who has to do with whom.

    Args:
        focus: None for the states with most events; a state; a pair of states ('PRK-RUS') or an actor's id for actors.
        actors: unfold a state to its persons, organisations and groups.
        since: the first day, as ``Query`` takes it.
        until: the last day.
        context: only events with this PLOVER context.
        most: at most so many states.

    Raises:
        QueryError: a value cannot be asked for.
    """
    asked = Query(since=since, until=until, context=context)
    if focus is None:
        return of_states(connection, asked, most)
    if ":" in focus and not focus.startswith("state:"):
        return of_actors(connection, asked.model_copy(update={"actor": focus}), [focus])
    codes = focused(focus.removeprefix("state:"))
    if len(codes) == 2:
        return of_actors(connection, asked.model_copy(update={"between": (codes[0], codes[1])}), codes)
    if actors:
        return of_actors(connection, asked.model_copy(update={"actor": f"state:{codes[0]}"}), codes)
    return of_state(connection, asked, codes[0], most)


def focused(text: str) -> list[str]:
    """The codes of the one or two states of a focus: 'RUS', 'PRK-RUS', 'North Korea'."""
    parts = text.split("-")
    if len(parts) == 2 and all(part.strip().upper() in states() for part in parts):
        return list(dict.fromkeys(part.strip().upper() for part in parts))
    return [state_of(text)]


def of_states(connection: Connection, asked: Query, most: int) -> Network:
    """The states with most events, and their ties with each other."""
    weights: Counter[str] = Counter()
    for dyad, events in connection.execute(by_dyad(asked, func.count())).cursor.fetchall():
        one, other = dyad.split("-")
        weights[one] += events
        weights[other] += events
    kept = sorted(weights, key=lambda code: (-weights[code], code))[:most]
    among = dyad_sums(connection, asked, [dyad_of(*pair) for pair in combinations(kept, 2)])
    nodes = [state_node(code, weights[code], "other") for code in kept]
    return made("states", [], asked, nodes, among)


def of_state(connection: Connection, asked: Query, code: str, most: int) -> Network:
    """One state and those with which it has most ties."""
    sums: Sums = {}
    for pair, found in dyad_sums(connection, asked, dyads_with(code)).items():
        sums[code, pair[1] if pair[0] == code else pair[0]] = found
    ranked = sorted(sums, key=lambda pair: (-sums[pair].events, pair[1]))
    kept = {pair: sums[pair] for pair in ranked[:most]}
    nodes = [state_node(code, sum(found.events for found in sums.values()), "one")]
    nodes += [state_node(other, found.events, "other") for (_, other), found in kept.items()]
    return made("state", [code], asked, nodes, kept, total=len(sums))


def dyad_sums(connection: Connection, asked: Query, dyads: Sequence[str]) -> Sums:
    """The events of some pairs of states."""
    conflict = func.sum(case((event_tie.c.quad >= 2, 1), else_=0))
    query = by_dyad(asked, func.count(), conflict, func.sum(event_tie.c.score), func.count(event_tie.c.score))
    found: Sums = {}
    for row in connection.execute(query.where(event_tie.c.dyad.in_(dyads))):
        one, _, other = row[0].partition("-")
        found[one, other] = Sum(int(row[1]), int(row[2]), float(row[3] or 0.0), int(row[4]))
    return found


def by_dyad(asked: Query, *figures: ColumnElement[Any]) -> Select[Any]:
    """The statement that works figures out for each pair of states.

    The table is read in its own order, which is that of the pairs: the index of days would scatter the reading.
    """
    query = select(event_tie.c.dyad, *figures).group_by(event_tie.c.dyad)
    first, last = asked.first_day(), asked.last_day()
    if first is not None:
        query = query.where(event_tie.c.day + 0 >= first)
    if last is not None:
        query = query.where(event_tie.c.day + 0 <= last)
    if asked.context:
        query = query.where(event_tie.c.contexts.op("&")(context_bits([asked.context])) != 0)
    return query


def of_actors(connection: Connection, asked: Query, focus: Sequence[str]) -> Network:
    """The actors of the newest events of a focus: those in focus on one side, those with whom they act on the other."""
    query = asked.model_copy(update={"limit": NEWEST})
    statement = statement_of(connection, query).with_only_columns(*(event.c[name] for name in COLUMNS))
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    found = Actors()
    for row in rows:
        if tie_rules().kind(row["type"], row["factuality"]) is not None:
            count_actors(found, row, focus)
    ranked = sorted(found.sums, key=lambda pair: (-found.sums[pair].events, pair))
    ones, others = (best(found, side) for side in ((pair[0] for pair in ranked), (pair[1] for pair in ranked)))
    kept = {pair: found.sums[pair] for pair in ranked if pair[0] in ones and pair[1] in others}
    nodes = [actor_node(found, name, "one") for name in ones if any(pair[0] == name for pair in kept)]
    nodes += [actor_node(found, name, "other") for name in others if any(pair[1] == name for pair in kept)]
    return made(
        "actors", list(focus), asked, nodes, kept, total=len(ranked), read=len(rows), limited=len(rows) == NEWEST
    )


def count_actors(found: Actors, row: Mapping[str, Any], focus: Sequence[str]) -> None:
    """Count the pairs of actors of one event that stand on the two sides of a focus."""
    sides = [json.loads(row[name]) for name in ("actors", "recipients")]
    pairs: Iterable[tuple[Any, Any]] = product(*sides)
    if row["type"] in tie_rules().together:
        pairs = combinations([*sides[0], *sides[1]], 2)
    counted: set[tuple[str, str]] = set()
    for one, other in pairs:
        counted.update(directed(one, other, focus, found))
    for pair in counted:
        found.sums[pair].add(row["quad"], row["score"])
    for name in {name for pair in counted for name in pair}:
        found.events[name] += 1


def directed(one: Any, other: Any, focus: Sequence[str], found: Actors) -> Iterator[tuple[str, str]]:
    """A pair of actors with the one in focus first; nothing where none is, or both are."""
    for left, right in ((one, other), (other, one)):
        if left["id"] == right["id"] or not stands(left, focus[0]):
            continue
        if stands(right, focus[1]) if len(focus) == 2 else not stands(right, focus[0]):
            for party in (left, right):
                found.names.setdefault(party["id"], (party["name"], party["state"]))
            yield left["id"], right["id"]
            return


def stands(party: Any, focus: str) -> bool:
    """Whether one who takes part is in focus: it itself, or of the state."""
    return bool(party["id"] == focus if ":" in focus else party["state"] == focus)


def best(found: Actors, names: Iterable[str]) -> list[str]:
    """The actors of one side with most events."""
    return sorted(set(names), key=lambda name: (-found.events[name], name))[:MOST_ACTORS]


def actor_node(found: Actors, name: str, side: Side) -> NetworkNode:
    """An actor in the form that travels."""
    called, state = found.names[name]
    return NetworkNode(id=name, name=called, state=state, side=side, events=found.events[name])


def state_node(code: str, events: int, side: Side) -> NetworkNode:
    """A state in the form that travels."""
    known = states().get(code)
    return NetworkNode(id=code, name=known.name if known else code, state=code, side=side, events=events)


def made(
    kind: Kind, focus: list[str], asked: Query, nodes: list[NetworkNode], sums: Mapping[tuple[str, str], Sum], *,
    total: int | None = None, read: int | None = None, limited: bool = False,
) -> Network:  # fmt: skip
    """The network in the form that travels, the links with most events first."""
    links = [found.link(*pair) for pair, found in sums.items()]
    links.sort(key=lambda link: (-link.events, dyad_of(link.one, link.other)))
    return Network(
        kind=kind, focus=focus, since=asked.since, until=asked.until, context=asked.context, nodes=nodes, links=links,
        total=len(links) if total is None else total, read=read, limited=limited,
    )  # fmt: skip
