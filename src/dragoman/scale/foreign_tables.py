"""The store's tables out of foreign events, as Parquet files of a lake."""

from __future__ import annotations

from pathlib import Path

from duckdb import DuckDBPyConnection
from sqlalchemy import Table

from dragoman.store.lake_types import sql_type
from dragoman.store.tables import coverage, event, event_facet, event_tie

# What no foreign coding says: whether an act is denied, planned or past; how far it can be relied on.
FIXED = {
    "materiel": "'[]'", "when_end": "NULL", "when_precision": "'day'", "factuality": "'happened'", "contested": "false",
    "mentions": "0", "origins": "1", "reliability": "'F'", "credibility": "6", "standing": "'machine'",
    "activities": "'[]'", "concerns": "'[]'",
}  # fmt: skip
VALUES = {
    "key": "told.key", "type": "acts.type", "mode": "acts.mode", "quad": "acts.quad", "score": "acts.score",
    "contexts": "acts.contexts", "actors": "one.parties", "recipients": "other.parties",
    "when_value": "told.date", "day": "told.day", "last_day": "told.day", "place": "places.place",
    "venue": "places.venue", "outlets": "CASE WHEN outlets.named THEN 1 ELSE 0 END", "first_report": "told.reported",
    "last_report": "told.reported", "classes": "outlets.classes",
}  # fmt: skip
PARTY = "coalesce(list_contains(one.states, outlets.voice) OR list_contains(other.states, outlets.voice), false)"
SOURCES = """
    told JOIN acts ON acts.number = told.act JOIN sides AS one ON one.number = told.actor
    JOIN sides AS other ON other.number = told.recipient JOIN places ON places.number = told.place
    JOIN outlets ON outlets.number = told.outlet
    JOIN pairings ON pairings.acting = told.acting AND pairings.receiving = told.receiving
"""
FACETS = "list_distinct(flatten([acts.facets, one.facets, other.facets, places.facets, pairings.dyads]))"
PACKED = "FORMAT parquet, COMPRESSION zstd"


def statements(coding: str) -> dict[Table, str]:
    """The statement for the rows of each table, in the order in which a lake is asked for them."""
    detail = f"""
        '{{"outlets":' || outlets.outlets || ',"origins":[[' || outlets.origin || ',' || {PARTY} || ']],"voices":[],'
        || '"foreign":' || to_json({{coding: '{coding}', id: told.own, code: told.code, source: told.source}}) || '}}'
    """
    values = {**FIXED, **VALUES, "detail": detail}
    ties = {
        "dyad": "unnest(CASE WHEN acts.together THEN pairings.joined ELSE pairings.apart END)",
        "day": "told.day", "event": "told.key", "last_day": "told.day", "quad": "acts.quad_number",
        "kind": "acts.kind", "contexts": "acts.bits", "score": "acts.score", "dated": "true",
    }  # fmt: skip
    numbers = f"SELECT unnest({FACETS}) AS number, told.day, told.key AS event FROM {SOURCES}"
    facets = {"facet": "facets.cells", "day": "day", "event": "event"}
    counted = {"day": "told.day", "events": "count(*)"}
    return {
        coverage: f"SELECT {cast(coverage, counted)} FROM told GROUP BY told.day ORDER BY 1",
        event_tie: f"SELECT {cast(event_tie, ties)} FROM {SOURCES} WHERE acts.kind IS NOT NULL ORDER BY 1, 2, 3",
        event_facet: (
            f"SELECT {cast(event_facet, facets)} FROM ({numbers}) JOIN facets USING (number) ORDER BY facets.rank, 2, 3"
        ),
        event: f"SELECT {cast(event, values)} FROM {SOURCES} ORDER BY 1",
    }


def cast(table: Table, values: dict[str, str]) -> str:
    """The columns of a table in their order and types, all but the number."""
    names = [column for column in table.columns if column.name != "number"]
    return ", ".join(f"CAST({values[one.name]} AS {sql_type(one)}) AS {one.name}" for one in names)


def write_tables(sql: DuckDBPyConnection, coding: str, folder: Path) -> dict[str, int]:
    """Write the tables into files of a folder; gives the number of rows of each."""
    counts = {}
    for table, statement in statements(coding).items():
        path = str(folder / f"{table.name}.parquet").replace("'", "''")
        counts[table.name] = int(sql.execute(f"COPY ({statement}) TO '{path}' ({PACKED})").fetchall()[0][0])
    return counts
