"""Sides of foreign events: who acts and to whom it is done, out of the cells in which GDELT and POLECAT say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from dragoman.knowledge.foreign_states import foreign_states
from dragoman.knowledge.names import names
from dragoman.knowledge.plover import plover
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.states import State
from dragoman.merge.acts import Party
from dragoman.store.rows import listed

# CAMEO's and PLOVER's codes of what is organised.
BODIES = frozenset({"IGO", "NGO", "MNC", "ISM", "IMG", "UNO", "EUR", "BUS", "LEG", "JUD", "PTY", "MED", "EDU", "NGM"})
SEPARATOR = ";"
UNPAIRED = "a side whose names and countries cannot be paired: it has both, and no name has a state"
NAMELESS = "a side with codes and without a name: nobody is taken from it"
# What an actor's name may be read as, beside a state.
NAMED = ("person", "organisation", "group")
# Name, whole code, country, known group, first type.
GdeltCells = tuple[str | None, str | None, str | None, str | None, str | None]
# Names, countries, sectors.
PolecatCells = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event, as far as it goes into rows.

    Args:
        parties: the JSON text of those on it.
        states: their states in alphabetical order, each once.
        facets: by whom it is found.
    """

    parties: str
    states: tuple[str, ...]
    facets: tuple[str, ...]


@dataclass(slots=True)
class Sides:
    """Makes sides, and counts what it does not know.

    Args:
        coding: 'gdelt' or 'polecat'.

    Attributes:
        unknown: codes of countries that are not known, with the number of different sides that have them.
        noted: what was odd, with the sides that were.
    """

    coding: str
    unknown: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[str, str | None, bool], Party] = field(default_factory=dict)

    def gdelt(self, cells: GdeltCells, events: int = 1) -> Side:
        """A side of a GDELT event: an actor with the codes of its country, its group and its role.

        An actor of a country without group or role is the state. Another one that dragoman knows by this name, and of
        this state, is that one; else it stands under its name and state.

        Args:
            cells: name, whole code, country, known group and first type; None where a cell is empty.
            events: how many events have this side, for counting.
        """
        name, code, country, group, kind = cells
        state = self._state(country, events) if country else None
        if state is not None and not group and not kind and (code is None or code == country):
            return side([state_party(state)])
        if name is None:
            if code or country:
                self.noted[NAMELESS] += events
            return side([state_party(state)] if state else [])
        return side([self._party(name, state, (group, kind))])

    def polecat(self, cells: PolecatCells, events: int = 1) -> Side:
        """A side of a POLECAT event: several names, countries and sectors in cells of their own, separated by ';'.

        Where there are as many countries as names, they belong together one by one; one country belongs to all names.

        Args:
            cells: names, countries and sectors; None where a cell is empty.
            events: how many events have this side, for counting.
        """
        called, countries, sectors = (parted(cell) for cell in cells)
        places = [self._state(code, events) for code in countries]
        if called and len(places) not in (0, 1, len(called)):
            self.noted[UNPAIRED] += events
            return side([*(self._party(one, None, sectors) for one in called), *map(state_party, filter(None, places))])
        if not called:
            return side([state_party(state) for state in places if state])
        paired = places if len(places) == len(called) else (places or [None]) * len(called)
        return side([self._party(one, state, sectors) for one, state in zip(called, paired, strict=True)])

    def _state(self, code: str, events: int) -> State | None:
        """The state of a country's code; those that are not known are counted."""
        codes = foreign_states()
        found = codes.by_cameo(code) if self.coding == "gdelt" else codes.by_plover(code)
        bodies = codes.regions if self.coding == "gdelt" else plover().nonstate
        if found is None and code not in bodies:
            self.unknown[code] += events
        return found

    def _party(self, name: str, state: State | None, sectors: Collection[str | None]) -> Party:
        """Who a name means; the same name comes on many sides."""
        asked = (name, state.iso3 if state else None, not BODIES.isdisjoint(sectors))
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._named(name, state, body=asked[2])
        return found

    def _named(self, name: str, state: State | None, *, body: bool) -> Party:
        """Who a name means: one that dragoman knows, where there is one of this name and state; else the name."""
        own = state.coded_as if state else None
        known = [
            reading.entity
            for reading in names().readings(name) or names().readings(name.title())
            if reading.form == "name"
        ]
        if state is not None and any(entity.id == f"state:{state.iso3}" for entity in known):
            return state_party(state)
        found = [entity for entity in known if entity.kind in NAMED and (state is None or entity.state == own)]
        if len(known) == len(found) == 1:
            return Party(found[0].id, found[0].name, found[0].kind, found[0].state, True)
        if state is None and len(known) == 1 and known[0].kind == "state" and self.coding == "polecat":
            # A country's name without its code: the cell says no more than the name.
            return Party(known[0].id, known[0].name, "state", known[0].state, True)
        where = f"-{state.iso3.lower()}" if state else ""
        kind = "organisation" if body else "group"
        return Party(f"{self.coding}:{slug(name) or 'unnamed'}{where}", name, kind, own, False)


def state_party(state: State) -> Party:
    """A state as one who takes part."""
    return Party(f"state:{state.iso3}", state.name, "state", state.coded_as, True)


def side(parties: Sequence[Party]) -> Side:
    """The side that some make up, each once."""
    once = list({party.id: party for party in parties}.values())
    states = sorted({party.state for party in once if party.state})
    facets = {f"actor:{party.id}" for party in once} | {f"actor:state:{state}" for state in states}
    return Side(listed([party.row() for party in once]), tuple(states), tuple(sorted(facets)))


def parted(cell: str | None) -> list[str]:
    """The values of a cell, without empty ones and those that say that there is none."""
    parts = (part.strip() for part in (cell or "").split(SEPARATOR))
    return [part for part in parts if part and part != "None"]
