"""Entries of a list: what is known of one listed person, organisation or vessel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.knowledge.screening import ListKind, screening
from dragoman.knowledge.states import states

MOST_VALUES = 400
LONGEST_VALUE = 300
SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of a list.

    Args:
        id: the list's own.
        schema: the schema of FollowTheMoney.
        kinds: what it may be.
        names: the names that it goes by; the first is the one to show.
        weak: the names that it is weakly known by.
        countries: its countries, as the list writes them.
        states: the codes (ISO 3166-1 alpha-3) of its states, and of those that their acts are counted under.
        other_states: states that agree with a name but whose absence speaks against nothing.
        born: dates of birth, as the list writes them.
        topics: codes of topics, such as 'sanction' or 'role.pep'.
        programmes: the programmes that it is listed under.
        line: the line of the file, from 1.
    """

    id: str
    schema: str
    kinds: frozenset[ListKind]
    names: tuple[str, ...]
    weak: tuple[str, ...]
    countries: tuple[str, ...]
    states: frozenset[str]
    other_states: frozenset[str]
    born: tuple[str, ...]
    topics: tuple[str, ...]
    programmes: tuple[str, ...]
    line: int


def entry_of(id_: str, schema: str, properties: Mapping[str, Any], line: int) -> ListEntry | None:
    """An entry out of the properties of a FollowTheMoney entity; None where nothing of its kind is screened.

    Raises:
        ValueError: it has no name.
    """
    known = screening()
    kinds = known.kinds_of(schema)
    if not kinds:
        return None
    names = values(properties, known.names)
    if not names:
        raise ValueError("the entry has no name")
    countries = values(properties, known.states)
    return ListEntry(
        id=id_,
        schema=schema,
        kinds=kinds,
        names=names,
        weak=values(properties, known.weak_names),
        countries=countries,
        states=states_of(countries),
        other_states=states_of(values(properties, known.other_states)),
        born=values(properties, ("birthDate",)),
        topics=values(properties, ("topics",)),
        programmes=values(properties, ("program", "programId")),
        line=line,
    )


def values(properties: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    """The texts of some properties, once each; what is no text, or too long to be a name, is left out."""
    found: dict[str, None] = {}
    for name in names:
        given = properties.get(name) or ()
        for value in (given,) if isinstance(given, str) else given if isinstance(given, list | tuple) else ():
            if isinstance(value, str) and (text := value.strip()) and len(text) <= LONGEST_VALUE:
                found[text] = None
    return tuple(found)[:MOST_VALUES]


def states_of(countries: Iterable[str]) -> frozenset[str]:
    """The states of country codes as lists write them: 'ru', 'us-ca'; codes of no state that is known are left out."""
    found: set[str] = set()
    for country in countries:
        found.update(codes().get(country.casefold().split("-")[0], ()))
    return frozenset(found)


@lru_cache(maxsize=1)
def codes() -> dict[str, tuple[str, ...]]:
    """By lower-case ISO 3166-1 alpha-2 and alpha-3 code: the state, and the one that its acts are counted under."""
    found = {}
    for state in states().values():
        both = tuple(code for code in dict.fromkeys((state.iso3, state.coded_as)) if code)
        found[state.iso3.casefold()] = both
        if state.iso2:
            found[state.iso2.casefold()] = both
    return found
