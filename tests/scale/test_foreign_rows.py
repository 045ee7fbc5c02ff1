"""The rows that SQL makes of foreign events are those that the functions for dragoman's own events would make."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.scale.foreign_files import gdelt_file, gdelt_line, polecat_file
from tests.scale.foreign_lake import rows_of

from dragoman.knowledge.cameo import cameo
from dragoman.knowledge.plover import plover
from dragoman.merge.keys import foreign_key
from dragoman.scale.foreign import import_foreign
from dragoman.store.events import facet_rows
from dragoman.store.found import event_from
from dragoman.store.lake_types import arrow_schema
from dragoman.store.rows import listed
from dragoman.store.tables import coverage, event, event_facet, event_tie
from dragoman.store.tie_rows import placed, tie_rows

ROWS = 1_500
COUNTRIES = ("RUS", "PRK", "USA", "CHN", "GRL", "KOS", "AFR", "QQQ", "")
NAMES = ("", "KIM JONG UN", "POLICE", "UNITED NATIONS", "Ünïted \"Frönt\" \\ of 'all'", "RUSSIA", "HAMAS", "😀")
PLACES = (("1", "RS"), ("4", "KN"), ("5", "US"), ("0", ""), ("3", "ZZ"))
SOURCES = ("https://tass.com/a", "https://www.kcna.kp/b", "http://x.example/?q=\"'", "", "Printed Paper")


def gdelt(folder: Path) -> Path:
    """A file of GDELT of all sorts."""
    chance = random.Random(11)
    lines = []
    for number in range(ROWS):
        sides = {}
        for side in (1, 2):
            country, kind = chance.choice(COUNTRIES), chance.choice(("", "", "GOV", "IGO"))
            sides |= {
                f"Actor{side}CountryCode": country, f"Actor{side}Type1Code": kind, f"Actor{side}Code": country + kind,
                f"Actor{side}Name": chance.choice(NAMES),
            }  # fmt: skip
        kind, country = chance.choice(PLACES)
        place = {"ActionGeo_Type": kind, "ActionGeo_CountryCode": country, "ActionGeo_FeatureID": f"-{number % 7}"}
        lines.append(
            gdelt_line(
                **sides,
                **place,
                GLOBALEVENTID=str(number * 3),
                EventCode=chance.choice(list(cameo().codes)),
                SQLDATE=f"20{chance.randrange(10, 24)}0{chance.randrange(1, 10)}1{chance.randrange(10)}",
                SOURCEURL=chance.choice(SOURCES),
            )
        )
    return gdelt_file(folder, *lines)


def polecat(folder: Path) -> Path:
    """A file of POLECAT of all sorts."""
    chance = random.Random(12)
    types = list(plover().types.values())
    rows = []
    for number in range(ROWS):
        type_ = chance.choice(types)
        cells = {"Event ID": f"story {number}_é", "Event Type": type_.name, "Quad Code": type_.quad.upper()}
        for side in ("Actor", "Recipient"):
            count = chance.randrange(4)
            cells[f"{side} Name"] = ";".join(chance.choices(NAMES, k=count)) or "None"
            cells[f"{side} Country"] = ";".join(chance.choices(COUNTRIES, k=chance.choice((1, count)))) or "None"
        cells["Contexts"] = ";".join(chance.choices(list(plover().contexts), k=chance.randrange(4))) or "None"
        cells |= {"Event Mode": chance.choice(("None", *type_.modes)), "Source": chance.choice(SOURCES) or "None"}
        cells |= {"Feature Type": chance.choice(("PPL", "PCLI", "ADM1")), "Country": chance.choice(COUNTRIES)}
        cells |= {"GeoNames ID": chance.choice(("None", "12", "345")), "Event Date": f"2023-01-{number % 28 + 1:02}"}
        rows.append(cells)
    return polecat_file(folder, *rows)


@pytest.fixture(scope="module", params=["gdelt", "polecat"])
def lake(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with the events of a file of all sorts."""
    folder = tmp_path_factory.mktemp("foreign")
    done = import_foreign(gdelt(folder) if request.param == "gdelt" else polecat(folder), folder / "lake")
    assert done.events == ROWS
    return folder / "lake"


def ordered(rows: list[dict[str, Any]]) -> list[str]:
    """Rows in an order of their own, to be compared."""
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_facets_follow_from_the_rows(lake: Path) -> None:
    events = rows_of(lake, "event")
    made = [facet for row in events for facet in facet_rows(row)]
    assert len({facet["facet"] for facet in made}) > 50
    assert ordered(rows_of(lake, "event_facet")) == ordered(made)


def test_ties_follow_from_the_rows(lake: Path) -> None:
    events = rows_of(lake, "event")
    made = [tie for row in events for tie in tie_rows(row)]
    assert len({tie["dyad"] for tie in made}) > 5
    assert {tie["kind"] for tie in made} == {0, 1, 2}
    assert ordered(rows_of(lake, "event_tie")) == ordered(made)


def test_coverage_follows_from_the_rows(lake: Path) -> None:
    counted = Counter(row["day"] for row in rows_of(lake, "event") if placed(row))
    assert {row["day"]: row["events"] for row in rows_of(lake, "coverage")} == counted


def test_rows_are_written_as_those_of_own_events_are(lake: Path) -> None:
    for row in rows_of(lake, "event"):
        found = event_from(row)
        assert found.foreign is not None
        assert row["key"] == foreign_key(found.foreign.coding, found.foreign.id)
        assert (row["outlets"], row["origins"]) == (len(found.outlets), len(found.origins))
        assert row["venue"] == (found.place.id if found.place else None)
        for name in ("contexts", "actors", "recipients", "materiel", "detail", "activities", "concerns"):
            assert row[name] == listed(json.loads(row[name])), name


def test_who_speaks_for_a_state_that_takes_part_is_a_party(lake: Path) -> None:
    speakers = {"publisher:tass": "RUS", "publisher:kcna": "PRK"}
    seen = set()
    for found in map(event_from, rows_of(lake, "event")):
        states = {party.state for party in (*found.actors, *found.recipients)}
        for origin in found.origins:
            assert origin.party == (speakers.get(origin.id, "nobody") in states), found
            seen.add((origin.id, origin.party))
    assert {("publisher:tass", True), ("publisher:tass", False), ("publisher:kcna", True)} <= seen


@pytest.mark.parametrize("table", [event, event_facet, event_tie, coverage], ids=lambda table: str(table.name))
def test_files_have_the_columns_of_a_lake(lake: Path, table: Any) -> None:
    (path,) = (lake / "foreign" / table.name).glob("*.parquet")
    found, wanted = pq.read_schema(path), arrow_schema(table)
    assert found.names == wanted.names
    assert found.types == wanted.types
