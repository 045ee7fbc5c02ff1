"""The gazetteer: which places of the world a name may mean, with their points.

Towns and administrative areas lie in an SQLite file: the embedded one, built once from the installed packages, or one
that ``dragoman gazetteer import`` has made of GeoNames. States and regions come from dragoman's own data files.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.knowledge.gazetteer_file import gazetteer_file
from dragoman.knowledge.gazetteer_names import name_key
from dragoman.knowledge.gazetteer_rows import region_rows
from dragoman.knowledge.gazetteer_tables import PlaceKind, check_file, damaged
from dragoman.knowledge.geonames import geonames
from dragoman.knowledge.states import states
from dragoman.record import Entity, GeoPrecision

# Names that more places bear than this ("San Antonio", in a full GeoNames) are thinned.
MOST = 200


class Place(NamedTuple):
    """A place that a name may mean.

    ``own``: the name looked up is its usual one, not another spelling; ``context``: the name alone is too general;
    ``capital``: for a capital, the people of its state; ``note``: who disputes it; ``feature``: GeoNames' class and
    code, where they are known.
    """

    id: str
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    country_iso3: str | None
    admin1: str | None
    admin2: str | None
    population: int
    precision: GeoPrecision
    geonames_id: int | None
    own: bool = True
    note: str | None = None
    context: bool = False
    capital: int = 0
    feature: str | None = None


Row = tuple[int, str, float, float, PlaceKind, str | None, int | None, int | None, int, str | None, int]
PRECISIONS: dict[str, GeoPrecision] = {"city": "city", "admin1": "region", "admin2": "region", "admin3": "region"}
REGION_PRECISIONS: dict[str, GeoPrecision] = {"continent": "continent", "site": "point"}
BY_NAME = (
    "SELECT p.id, p.name, p.lat, p.lon, p.kind, p.country, p.admin1, p.admin2, p.population, p.feature, n.own"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
)
ONE = "SELECT id, name, lat, lon, kind, country, admin1, admin2, population, feature, 1 FROM place"
BY_CODE = f"{ONE} WHERE code = ?"
BY_ID = f"{ONE} WHERE id = ?"
PEOPLE = "SELECT country, people FROM people"


class Gazetteer:
    """Look-ups by name and by id.

    Args:
        path: the SQLite file.

    Raises:
        KnowledgeError: the file is not there, no gazetteer, of another layout, or damaged.
    """

    def __init__(self, path: Path) -> None:
        check_file(path)
        self.path = path
        self._process = 0
        self._connection = self._connect()
        self._by_id: dict[str, Place] = {}
        self._own: dict[str, list[Place]] = defaultdict(list)
        self._capitals: dict[int, int] = {}
        self._people: dict[str, int] = dict(self._rows(PEOPLE))
        self._add_states()
        self._add_regions()
        self._found = lru_cache(maxsize=100_000)(self._look_up)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places that a name may mean, whatever its case, accents and points; empty where it means none."""
        return self._found(name_key(name))

    def lookup_key(self, key: str) -> tuple[Place, ...]:
        """As ``lookup``, for a name that is already a look-up key."""
        return self._found(key)

    def place(self, place_id: str) -> Place | None:
        """The place with an id: a GeoNames number, a region's slug, or 'state:' and an ISO 3166-1 code."""
        if place_id in self._by_id:
            return self._by_id[place_id]
        if not place_id.isdigit():
            return None
        row = self._rows(BY_ID, int(place_id))
        return self._from_row(row[0]) if row else None

    def area(self, code: str) -> Place | None:
        """The administrative area with an ISO 3166-2 code: 'US-WV'."""
        row = self._rows(BY_CODE, code)
        return self._from_row(row[0]) if row else None

    def bearers(self, name: str) -> int:
        """How many places bear a name; ``lookup`` gives the largest of each area where they are very many."""
        key = name_key(name)
        return max(len(self.lookup_key(key)), len(self._rows(BY_NAME, key)))

    @property
    def own(self) -> dict[str, int]:
        """How many states and regions of dragoman's own data there are, by kind."""
        return dict(Counter(place.kind for place in self._by_id.values()))

    def _look_up(self, key: str) -> tuple[Place, ...]:
        own = self._own.get(key, [])
        taken = {place.id for place in own}
        rows = thinned(self._rows(BY_NAME, key))
        return (*own, *(place for row in rows if (place := self._from_row(row)).id not in taken))

    def _from_row(self, row: Row) -> Place:
        number, name, lat, lon, kind, country, admin1, admin2, population, feature, own = row
        if kind == "feature" and str(number) in self._by_id:
            # A region of dragoman's own, under another of its names.
            return self._by_id[str(number)]._replace(own=bool(own))
        precision = PRECISIONS.get(kind) or geonames().precision(feature or "")
        return Place(
            str(number), name, lat, lon, kind, country, str(admin1) if admin1 else None,
            str(admin2) if admin2 else None, population, precision, number, bool(own),
            capital=self._capitals.get(number, 0), feature=feature,
        )  # fmt: skip

    def _rows(self, query: str, *values: str | int) -> list[Any]:
        if self._process != os.getpid():
            # A connection must not cross a fork.
            self._connection = self._connect()
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise damaged(self.path) from error

    def _connect(self) -> sqlite3.Connection:
        self._process = os.getpid()
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    def _add(self, place: Place, names: tuple[str, ...]) -> None:
        self._by_id[place.id] = place
        for order, key in enumerate(dict.fromkeys(map(name_key, (place.name, *names)))):
            self._own[key].append(place if order == 0 else place._replace(own=False))

    def _add_states(self) -> None:
        for state in states().values():
            if state.lat is None or state.lon is None:
                continue
            # A disputed area has a code of dragoman's own: its towns are filed under the state it is part of.
            country = state.iso3 if state.iso2 else state.parent
            place = Place(
                f"state:{state.iso3}", state.name, state.lat, state.lon, "state", country, None, None, 0,
                "country", state.geonames_id, note=state.status,
            )  # fmt: skip
            self._add(place, state.all_names)
            if state.capital:
                self._add_capital(state.capital, state.iso3)

    def _add_capital(self, name: str, state: str) -> None:
        towns = [row for row in self._rows(BY_NAME, name_key(name)) if row[4] == "city" and row[5] == state]
        if towns:
            self._capitals[max(towns, key=lambda row: row[8])[0]] = self._people[state]

    def _add_regions(self) -> None:
        for row in region_rows():
            place = Place(
                str(row.geonames_id or row.id), row.name, row.lat, row.lon, "region", row.state, None, None, 0,
                REGION_PRECISIONS.get(row.kind, "region"), row.geonames_id, note=row.note, context=row.context,
            )  # fmt: skip
            self._add(place, row.names)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the setting ``gazetteer``; else the embedded one, whose file is built at first use.

    Raises:
        KnowledgeError: the file of the setting cannot be used, or the cache folder cannot be written.
    """
    return Gazetteer(gazetteer_file())


def place_entity(place: Place) -> Entity:
    """The entity of a place of the gazetteer."""
    return Entity(
        id=f"place:{place.id}", name=place.name, kind="place", known=True, state=place.country_iso3, lat=place.lat,
        lon=place.lon, geonames_id=place.geonames_id, geo_precision=place.precision,
    )  # fmt: skip


def thinned(rows: list[Row]) -> list[Row]:
    """Of very many places of a name, the largest of each kind in each first-level area, where an area can tell them."""
    if len(rows) <= MOST:
        return rows
    largest: dict[tuple[str, str | None, int | None], Row] = {}
    for row in rows:
        where = (row[4], row[5], row[6])
        if where not in largest or row[8] > largest[where][8]:
            largest[where] = row
    return list(largest.values())
