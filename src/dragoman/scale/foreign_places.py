"""Places of foreign events, and the outlets that they name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from dragoman.knowledge.foreign_states import foreign_states
from dragoman.knowledge.merging import merging
from dragoman.knowledge.names import names
from dragoman.knowledge.publishers import Publisher, publishers
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.states import State
from dragoman.merge.acts import Venue
from dragoman.store.events import class_bits, place_facet
from dragoman.store.rows import listed

# GDELT's types of places: 1 a country, 2 and 5 a state or province, 3 and 4 a town or a point.
NOWHERE, COUNTRY, TOWNS, AREAS = ("", "0"), "1", ("3", "4"), ("2", "5")
ROLE = "venue"
BAD_POINT = "a place whose coordinates are none: it has no point"
NO_TYPE = "a place of a type that GDELT does not have: it is left out"
# Type, name, country (FIPS), administrative area, feature id, latitude, longitude.
GdeltPlace = tuple[str | None, str | None, str | None, str | None, str | None, str | None, str | None]
# Name, country, GeoNames id, feature code, latitude, longitude.
PolecatPlace = tuple[str | None, str | None, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as far as it goes into rows."""

    place: str | None = None
    venue: str | None = None
    facets: tuple[str, ...] = ()


@dataclass(slots=True)
class PlaceRows:
    """Makes places, and counts what it does not know, with the number of events that have it."""

    unknown: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)

    def gdelt(self, cells: GdeltPlace, events: int = 1) -> PlaceRow:
        """The place of a GDELT event.

        A country is the state itself, as in dragoman's own events. All else has an id of GDELT's: its feature ids are
        those of other lists than GeoNames'.
        """
        kind, name, country, area, feature, lat, lon = cells
        if (kind or "") in NOWHERE:
            return PlaceRow()
        if kind not in (COUNTRY, *TOWNS, *AREAS):
            self.noted[NO_TYPE] += events
            return PlaceRow()
        state = foreign_states().by_fips(country) if country else None
        if country and state is None:
            self.unknown[country] += events
        if kind == COUNTRY and state is not None:
            return row(state_venue(state))
        point = self._point(lat, lon, events)
        own = (feature if kind in TOWNS else area or feature) or slug(name or "") or country
        if not own:
            return PlaceRow()
        venue = Venue(
            f"place:gdelt:{own}", name or own, ROLE, state.coded_as if state else None, *point,
            kind in TOWNS and point[0] is not None,
        )  # fmt: skip
        return row(venue)

    def polecat(self, cells: PolecatPlace, events: int = 1) -> PlaceRow:
        """The place of a POLECAT event: a GeoNames id with a point, or a country alone."""
        name, country, number, feature, lat, lon = cells
        state = foreign_states().by_plover(country) if country else None
        if country and state is None:
            self.unknown[country] += events
        whole = (feature or "").startswith("PCL")
        number = (number or "").removesuffix(".0")
        if state is not None and (whole or not number):
            return row(state_venue(state))
        if not number.isdecimal() or not number.isascii():
            return PlaceRow()
        point = self._point(lat, lon, events)
        wide = whole or (feature or "").startswith(("ADM", "RGN", "CONT", "PRK", "ISL", "OCN", "SEA"))
        venue = Venue(
            f"place:{int(number)}", name or number, ROLE, state.coded_as if state else None, *point,
            not wide and point[0] is not None,
        )  # fmt: skip
        return row(venue)

    def _point(self, lat: str | None, lon: str | None, events: int) -> tuple[float | None, float | None]:
        """The coordinates of a place; none where they are no such numbers."""
        if lat is None and lon is None:
            return None, None
        try:
            point = float(lat or ""), float(lon or "")
        except ValueError:
            point = (91.0, 0.0)
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            self.noted[BAD_POINT] += events
            return None, None
        return point


def state_venue(state: State) -> Venue:
    """A state as a place: its own point, so that all codings show it at one."""
    return Venue(f"state:{state.iso3}", state.name, ROLE, state.coded_as, state.lat, state.lon, False)


def row(venue: Venue) -> PlaceRow:
    """The row of a place."""
    facets = {place_facet(venue.id)} | ({f"place:state:{venue.state}"} if venue.state else set())
    return PlaceRow(listed(venue.row()), venue.id, tuple(sorted(facets)))


@dataclass(frozen=True, slots=True)
class Outlet:
    """The outlet that a foreign event names.

    Args:
        name: for people; None where none is named.
        id: of the origin that it is.
        classes: bits of its class of source, where dragoman knows it.
        voice: the state that it speaks for.
    """

    name: str | None
    id: str
    classes: int = 0
    voice: str | None = None


def outlet(named: str | None, coding: str) -> Outlet:
    """The outlet of a host or of a publisher's name; where none is named, the coding stands for it.

    Args:
        named: a host without 'www.', or a name.
        coding: 'gdelt' or 'polecat'.
    """
    if not named:
        return Outlet(None, f"outlet:{coding}")
    known = publishers().by_domain(named) or publisher_named(named)
    if known is None:
        return Outlet(named, f"outlet:{named.casefold() if '.' in named else slug(named) or coding}")
    voice = known.state if known.source_class in merging().voices else None
    return Outlet(known.name, f"publisher:{known.id}", class_bits([known.source_class]), voice)


def publisher_named(name: str) -> Publisher | None:
    """The publisher of a name; None where the name may mean anything else."""
    found = {reading.entity.id for reading in names().readings(name)}
    if len(found) != 1:
        return None
    return publishers().by_id.get(found.pop().removeprefix("publisher:"))
