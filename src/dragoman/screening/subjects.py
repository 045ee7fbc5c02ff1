"""Subjects: the persons, organisations and vessels of a store that are held against a list, with all their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.organisations import groups, organisations
from dragoman.knowledge.screening import ListKind, screening
from dragoman.knowledge.states import states
from dragoman.store.database import Database
from dragoman.store.named import Named, named_entities


@dataclass(frozen=True, slots=True)
class Subject:
    """One who is held against a list.

    Args:
        id: entity id.
        name: the name to show.
        names: the names to compare, that one first.
        kind: what it is compared as.
        state: its state (ISO 3166-1 alpha-3), as far as the articles say.
        same_states: codes that agree with it: the state, and the one that its acts are counted under.
        known: held in dragoman's knowledge.
        articles: how many articles name it.
        events: how many events it takes part in.
        why: why it is taken for a vessel; empty for others.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: ListKind
    state: str | None
    same_states: frozenset[str]
    known: bool
    articles: int
    events: int
    why: str = ""


def subjects_of(database: Database) -> list[Subject]:
    """The subjects of a store by id; what is only described ('officials') has no name to compare, and is left out."""
    known = screening()
    with database.reading() as connection:
        found = named_entities(connection, set(known.kinds), known.ship_words)
    return [subject_of(one) for one in found if one.known or one.called]


def subject_of(named: Named) -> Subject:
    """An entity of the store as a subject."""
    why = ship(named)
    state = named.state
    row = states().get(state) if state else None
    return Subject(
        id=named.id,
        name=named.name,
        names=names_of(named),
        kind="vessel" if why else screening().kinds[named.kind],
        state=state,
        same_states=frozenset(code for code in (state, row.coded_as if row else None) if code),
        known=named.known,
        articles=named.articles,
        events=named.events,
        why=why,
    )


def ship(named: Named) -> str:
    """Why an entity that the coder takes for somebody else is a ship; empty where nothing says so."""
    if named.known:
        return ""
    prefixes = "|".join(map(re.escape, screening().ship_prefixes))
    if re.match(rf"(?:{prefixes}) \S", named.name):
        return "its name begins as a ship's does"
    return "a word for a ship stands before its name" if 2 * named.described > named.articles else ""


def names_of(named: Named) -> tuple[str, ...]:
    """The names of an entity in the articles, and of a known one those in dragoman's knowledge."""
    told = sorted(named.names, key=lambda name: (-named.names[name], name))
    tail = named.id.partition(":")[2]
    more: tuple[str, ...] = ()
    person = leaders().persons.get(named.id)
    if person is not None:
        more = (person.name, *(alias for alias in person.aliases if " " in alias))
    elif named.id.startswith("organisation:") and tail in organisations():
        more = (organisations()[tail].name, *organisations()[tail].aliases)
    elif named.id.startswith("group:") and tail in groups():
        more = (groups()[tail].name, *groups()[tail].aliases)
    return tuple(dict.fromkeys((*told, *more)))
