"""States and state-like entities: names, demonyms, capitals, seats of government and country points."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, load_data, rows, unique
from dragoman.knowledge.spelling import folded

StateKind = Literal["state", "dependency", "disputed", "former"]


class State(Row):
    """A state, dependency, disputed or former entity.

    ``iso3`` is its key; for a disputed or former entity it is a code of dragoman's own. ``coded_as`` says which state's
    code its acts are counted under (PLOVER folds dependencies and disputed entities into the controlling state).
    """

    iso3: str = Field(pattern=r"^[A-Z]{3}$")
    iso2: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    kind: StateKind = "state"
    name: str
    official: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    capital: str | None = None
    cities: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    parent: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    successor: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    until: date | None = None
    sector: str | None = None
    status: str | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonames_id: int | None = None

    @property
    def demonyms(self) -> tuple[str, ...]:
        """Adjectives and names of the people, singular and plural."""
        return tuple(dict.fromkeys((*self.adjectives, *(word for pair in self.people for word in pair))))

    @property
    def plurals(self) -> tuple[str, ...]:
        """The plural names of the people: 'Russians', 'Chinese'."""
        return tuple(pair[1] for pair in self.people)

    @property
    def coded_as(self) -> str | None:
        """The state under whose code its acts are counted: itself, its parent or successor; None where several are."""
        if self.kind == "former":
            return self.successor
        return self.iso3 if self.kind == "state" else self.parent

    @property
    def all_names(self) -> tuple[str, ...]:
        """Its names in English: the common one, the official one where it is neutral, and the others."""
        return tuple(dict.fromkeys(name for name in (self.name, self.official, *self.names) if name))

    @model_validator(mode="after")
    def _whole(self) -> State:
        if self.kind == "state" and (self.iso2 is None or self.lat is None or self.geonames_id is None):
            raise ValueError("a state needs iso2, a point and a geonames_id")
        if self.kind in ("dependency", "disputed") and self.parent is None:
            raise ValueError("a dependency or disputed entity needs a parent")
        if self.kind == "former" and self.until is None:
            raise ValueError("a former state needs its last day (until)")
        return self


class Ambiguous(Row):
    """A name with more than one reading; ``context`` says whether the name alone is not enough."""

    name: str
    readings: tuple[str, ...]
    rule: str | None
    context: bool


class OrganisationSeat(Row):
    """Cities and buildings that stand for an organisation."""

    organisation: str
    cities: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """All states, dependencies, disputed and former entities by code."""
    found = [
        *rows("states", "states", State),
        *(row.model_copy(update={"kind": "dependency"}) for row in rows("states", "dependencies", Dependency)),
        *(row.state() for row in rows("states", "disputed", Coded)),
        *(row.state("former") for row in rows("states", "former", Coded)),
    ]
    unique((row.iso3 for row in found), "states.yaml")
    return {row.iso3: row for row in found}


class Dependency(State):
    """A line of the section 'dependencies'."""

    kind: StateKind = "dependency"


class Coded(Row):
    """A line of the sections 'disputed' and 'former', whose code is dragoman's own."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    capital: str | None = None
    parent: str | None = None
    successor: str | None = None
    until: date | None = None
    sector: str | None = None
    status: str | None = None
    lat: float | None = None
    lon: float | None = None

    def state(self, kind: StateKind = "disputed") -> State:
        """The line as a state of a kind."""
        fields = self.model_dump(exclude={"code"})
        return State(iso3=self.code, kind=kind, **fields)


@lru_cache(maxsize=1)
def ambiguous_names() -> dict[str, Ambiguous]:
    """The names of states, demonyms and seats that have more than one reading, by name."""
    found = rows("states", "ambiguous", Ambiguous)
    unique((row.name for row in found), "states.yaml, ambiguous")
    return {row.name: row for row in found}


@lru_cache(maxsize=1)
def organisation_seats() -> tuple[OrganisationSeat, ...]:
    """Cities and buildings that stand for organisations."""
    return tuple(rows("states", "organisation_seats", OrganisationSeat))


def shields() -> tuple[str, ...]:
    """Longer names that hold a state's name and do not mean the state: 'New Mexico', 'Indian Ocean'."""
    return tuple(load_data("states")["shields"])


@lru_cache(maxsize=1)
def by_name() -> dict[str, str]:
    """State codes by folded lower-case name, demonyms and cities left out."""
    ordered = sorted(
        states().values(), key=lambda state: ("state", "dependency", "disputed", "former").index(state.kind)
    )
    return {key: state.iso3 for state in reversed(ordered) for key in keys(state.all_names)}


def keys(names: Iterable[str]) -> set[str]:
    """Look-up keys of names."""
    return {folded(name).casefold() for name in names}


def state_named(name: str) -> State | None:
    """The state of an English name or ISO 3166-1 alpha-3 code in metadata; None where it is not known.

    For running text use :func:`dragoman.knowledge.names.names`, which looks at the context.
    """
    code = by_name().get(folded(name).strip().casefold())
    return states()[code] if code is not None else states().get(name)
