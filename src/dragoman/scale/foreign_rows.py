"""Rows of foreign events: a file's lines become the store's tables by DuckDB, a column at a time.

What differs from row to row is worked out by SQL. What is the same for many rows, such as an actor's cells or an event
code, is worked out once by the functions that make the rows of dragoman's own events, and joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dragoman.scale.foreign_cells import Cut, cut
from dragoman.scale.foreign_coding import (
    COLUMNS,
    ELSEWHERE,
    HEADER,
    NO_DATE,
    NO_ID,
    TITLES,
    TWICE,
    Coding,
    Columns,
)
from dragoman.scale.foreign_parties import Side, Sides
from dragoman.scale.foreign_places import PlaceRow, PlaceRows, outlet
from dragoman.store.events import dyad
from dragoman.store.rows import listed
from dragoman.store.tie_rows import pairs

TABBED = "a row with tabs after its last column: they were left out"
THREADS, MEMORY = 2, "1200MB"
SEPARATOR = "\x1f"
LIST = pa.list_(pa.string())
# The host of an address, else the text as it is.
OUTLET = r"coalesce(nullif(lower(regexp_extract(source, '^[A-Za-z]+://(?:www\.)?([^/:?#\s]+)', 1)), ''), source)"


class ForeignRows:
    """The rows of one foreign file while they are made.

    Args:
        coding: whose they are.
        columns: what the file's columns are.
        folder: for what does not fit into memory.

    Attributes:
        left_out: lines that became no event, by the reason.
        noted: what was odd about those that did.
        first: the first line of each reason and oddity, where it is a line's own.
        unknown: codes of countries that are not known.
    """

    def __init__(self, coding: Coding, columns: Columns, folder: Path) -> None:
        self.coding, self.columns = coding, columns
        self.sql = duckdb.connect()
        # Tables that outgrow the memory are laid down in the folder.
        for setting in (f"threads = {THREADS}", f"memory_limit = '{MEMORY}'", f"temp_directory = '{quoted(folder)}'"):
            self.sql.execute(f"SET {setting}")
        self.left_out: Counter[str] = Counter()
        self.noted: Counter[str] = Counter()
        self.first: dict[str, int] = {}
        self.unknown: Counter[str] = Counter()
        self.rows = 0
        self.facets: dict[str, int] = {}
        self.states: list[tuple[str, ...]] = []
        self.sql.register("batch", cut(b"", 1, columns, coding.fields).cells)
        self.sql.execute(f"CREATE TABLE given AS {self._given('batch')}")
        self.sql.unregister("batch")

    def __enter__(self) -> ForeignRows:
        return self

    def __exit__(self, *error: object) -> None:
        self.sql.close()

    def take(self, pieces: Sequence[Cut]) -> None:
        """Take in lines that were cut."""
        for one in pieces:
            if one.wrong:
                self.left_out[COLUMNS] += len(one.wrong)
                self.first.setdefault(COLUMNS, one.wrong[0])
        self.sql.register("batch", pa.concat_tables([one.cells for one in pieces]))
        self.sql.execute(f"INSERT INTO given {self._given('batch')}")
        self.sql.unregister("batch")

    def _given(self, source: str) -> str:
        """The statement that takes what is needed out of cells, and says why a row cannot be an event."""
        one = self.coding
        cells = []
        for alias, name in one.fields.items():
            cell = f"trim({alias})" if name in self.columns.places else "CAST(NULL AS VARCHAR)"
            for nothing in one.nothing:
                cell = f"nullif({cell}, {text(nothing)})"
            cells.append(f"{cell} AS {alias}")
        reasons = {
            HEADER: "id IN ('GLOBALEVENTID', 'GlobalEventID', 'Event ID')",
            NO_ID: "own IS NULL",
            NO_DATE: "day IS NULL",
        }
        reason = " ".join(f"WHEN {condition} THEN {text(name)}" for name, condition in reasons.items())
        groups = {"act": one.act, "side_1": one.sides[0], "side_2": one.sides[1], "place": one.place}
        joined = ", ".join(f"{together(names)} AS {alias}" for alias, names in groups.items())
        return f"""
            SELECT line, own, day, {one.reported} AS reported, {one.code} AS code, source, tabbed,
                {OUTLET} AS outlet, {joined}, CASE {reason} END AS reason
            FROM (SELECT *, {one.id} AS own, {one.date} AS day
                FROM (SELECT line, tabbed, {", ".join(cells)} FROM {source})
                WHERE coalesce({", ".join(one.fields)}) IS NOT NULL)
        """

    def make(self, others: Sequence[Path]) -> int:
        """Make the events of all lines that were taken in; gives their number.

        Args:
            others: files of events whose ids are passed over.
        """
        self._acts()
        self._choose(others)
        self._sides()
        self._places()
        self._outlets()
        self._told()
        self._pairings()
        self._facets()
        (count,) = self._one("SELECT count(*) FROM told")
        return int(count)

    def _acts(self) -> None:
        """What was done, once for each combination of cells."""
        rows = self._distinct("given", "act", "reason IS NULL")
        made = [self.coding.acts(cells_of(cells)) for cells, _ in rows]
        for (cells, events), act in zip(rows, made, strict=True):
            if act.reason is None:
                for note in self.coding.odd_act(cells_of(cells)):
                    self.noted[note] += events
        texts = ("reason", "type", "mode", "quad", "contexts")
        numbers = ("kind", "quad_number", "bits")
        columns = {name: pa.array([getattr(act, name) for act in made], pa.string()) for name in texts}
        columns |= {name: pa.array([getattr(act, name) for act in made], pa.int64()) for name in numbers}
        columns["score"] = pa.array([act.score for act in made], pa.float64())
        columns["facets"] = self._numbers(act.facets for act in made)
        columns["together"] = pa.array([act.together for act in made], pa.bool_())
        self._table("acts", [cells for cells, _ in rows], columns)

    def _choose(self, others: Sequence[Path]) -> None:
        """The rows that become events, each id once; the reasons of all others are counted."""
        self.sql.execute(f"""
            CREATE TABLE chosen AS
            SELECT given.* EXCLUDE (reason, act), acts.number AS act, {self.coding.key} AS key,
                coalesce(given.reason, acts.reason) AS reason
            FROM given LEFT JOIN acts ON given.reason IS NULL AND given.act = acts.cells
        """)
        self.sql.execute("DROP TABLE given")
        self.sql.execute(f"""
            UPDATE chosen SET reason = {text(TWICE)} FROM (
                SELECT key AS known, min(line) AS earliest FROM chosen WHERE reason IS NULL
                GROUP BY key HAVING count(*) > 1
            ) WHERE reason IS NULL AND key = known AND line > earliest
        """)
        if others:
            files = ", ".join(text(str(path)) for path in others)
            self.sql.execute(f"""
                UPDATE chosen SET reason = {text(ELSEWHERE)}
                WHERE reason IS NULL AND key IN (SELECT key FROM read_parquet([{files}]))
            """)
        self.rows = sum(self.left_out.values())
        for reason, count, line in self._all("SELECT reason, count(*), min(line) FROM chosen GROUP BY reason"):
            self.rows += count
            if reason is not None:
                self.left_out[reason], self.first[reason] = count, line
        for note, condition in {TABBED: "tabbed", **self.coding.notes}.items():
            query = f"SELECT count(*), min(line) FROM chosen WHERE reason IS NULL AND ({condition})"
            count, line = self._one(query)
            if count:
                self.noted[note], self.first[note] = count, line

    def _sides(self) -> None:
        """Who acts and to whom it is done, once for each combination of cells."""
        sides = Sides(self.coding.name)
        make: Callable[..., Side] = sides.gdelt if self.coding.name == "gdelt" else sides.polecat
        both = (
            "(SELECT side_1 AS side FROM chosen WHERE reason IS NULL "
            "UNION ALL SELECT side_2 FROM chosen WHERE reason IS NULL)"
        )
        rows = self._distinct(both, "side")
        made = [make(cells_of(cells), events) for cells, events in rows]
        numbers = {states: number for number, states in enumerate(sorted({one.states for one in made}))}
        self.states = list(numbers)
        columns = {
            "parties": pa.array([one.parties for one in made], pa.string()),
            "states": pa.array([one.states for one in made], LIST),
            "facets": self._numbers(one.facets for one in made),
            "of": pa.array([numbers[one.states] for one in made], pa.int64()),
        }
        self._table("sides", [cells for cells, _ in rows], columns)
        self.unknown.update(sides.unknown)
        self.noted.update(sides.noted)

    def _places(self) -> None:
        """Where it was, once for each combination of cells."""
        places = PlaceRows()
        make: Callable[..., PlaceRow] = places.gdelt if self.coding.name == "gdelt" else places.polecat
        rows = self._distinct("chosen", "place", "reason IS NULL")
        made = [make(cells_of(cells), events) for cells, events in rows]
        columns = {
            "place": pa.array([one.place for one in made], pa.string()),
            "venue": pa.array([one.venue for one in made], pa.string()),
            "facets": self._numbers(one.facets for one in made),
        }
        self._table("places", [cells for cells, _ in rows], columns)
        self.unknown.update({f"{code} (place)": events for code, events in places.unknown.items()})
        self.noted.update(places.noted)

    def _outlets(self) -> None:
        """Which outlets are named, each once; where none is, the coding stands for it."""
        title = TITLES[self.coding.name]
        rows = self._distinct("chosen", "coalesce(outlet, '')", "reason IS NULL")
        made = [outlet(name, self.coding.name) for name, _ in rows]
        columns = {
            "outlets": pa.array([listed([one.name] if one.name else []) for one in made], pa.string()),
            "named": pa.array([one.name is not None for one in made], pa.bool_()),
            "origin": pa.array([listed([one.id, one.name or title])[1:-1] for one in made], pa.string()),
            "classes": pa.array([one.classes for one in made], pa.int64()),
            "voice": pa.array([one.voice for one in made], pa.string()),
        }
        self._table("outlets", [name for name, _ in rows], columns)

    def _told(self) -> None:
        """The events, each with the numbers of what its rows are made of."""
        self.sql.execute("""
            CREATE TABLE told AS SELECT chosen.key, chosen.own, chosen.code, chosen.source, chosen.reported,
                chosen.day AS date, CAST(date_diff('day', DATE '1970-01-01', chosen.day) AS BIGINT) AS day,
                chosen.act, one.number AS actor, other.number AS recipient, one.of AS acting, other.of AS receiving,
                places.number AS place, outlets.number AS outlet
            FROM chosen JOIN sides AS one ON chosen.side_1 = one.cells
            JOIN sides AS other ON chosen.side_2 = other.cells
            JOIN places ON chosen.place = places.cells JOIN outlets ON coalesce(chosen.outlet, '') = outlets.cells
            WHERE chosen.reason IS NULL
        """)
        self.sql.execute("DROP TABLE chosen")

    def _pairings(self) -> None:
        """The pairs of states of two sides, once for each combination of them."""
        rows = self._all("SELECT DISTINCT acting, receiving FROM told ORDER BY acting, receiving")
        made = [pairing(self.states[acting], self.states[receiving]) for acting, receiving in rows]
        columns = {
            "dyads": self._numbers(one[0] for one in made),
            "apart": pa.array([one[1] for one in made], LIST),
            "joined": pa.array([one[2] for one in made], LIST),
        }
        columns["acting"] = pa.array([acting for acting, _ in rows], pa.int64())
        columns["receiving"] = pa.array([receiving for _, receiving in rows], pa.int64())
        self._table("pairings", [""] * len(rows), columns)

    def _facets(self) -> None:
        """Which facet has which number, and its place among all by their letters, which sorts faster than texts."""
        ranks = {facet: rank for rank, facet in enumerate(sorted(self.facets))}
        self._table(
            "facets", list(self.facets), {"rank": pa.array([ranks[facet] for facet in self.facets], pa.int64())}
        )

    def _numbers(self, lists: Iterable[Sequence[str]]) -> pa.Array:
        """Lists of facets as lists of their numbers."""
        known = self.facets
        return pa.array([[known.setdefault(facet, len(known)) for facet in one] for one in lists], pa.list_(pa.int64()))

    def _distinct(self, table: str, column: str, condition: str = "true") -> list[tuple[str, int]]:
        """The different values of a column in a fixed order, each with how often it comes."""
        query = f"SELECT {column} AS value, count(*) FROM {table} WHERE {condition} GROUP BY value ORDER BY value"
        found: list[tuple[str, int]] = self._all(query)
        return found

    def _table(self, name: str, cells: Sequence[str], columns: dict[str, pa.Array]) -> None:
        """A table of what was worked out from cells, its rows numbered."""
        whole = {"cells": pa.array(cells, pa.string()), "number": pa.array(range(len(cells)), pa.int64()), **columns}
        self.sql.register("made", pa.table(whole))
        self.sql.execute(f"CREATE TABLE {name} AS SELECT * FROM made")
        self.sql.unregister("made")

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.sql.execute(query).fetchall()

    def _one(self, query: str) -> tuple[Any, ...]:
        """The one row of a query."""
        return self._all(query)[0]


def pairing(acting: Sequence[str], receiving: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The pairs of states of two sides: all of them as facets, those of an act of one side upon the other, and those
    of an act that is done together.
    """
    sides = {
        "actors": listed([{"state": state} for state in acting]),
        "recipients": listed([{"state": state} for state in receiving]),
    }
    apart, joined = (sorted(pairs({**sides, "type": type_})) for type_ in ("ASSAULT", "CONSULT"))
    return [dyad(*one) for one in joined], ["-".join(one) for one in apart], ["-".join(one) for one in joined]


def together(names: Sequence[str]) -> str:
    """SQL for cells as one text; an empty one stays in its place."""
    return f"concat_ws({text(SEPARATOR)}, " + ", ".join(f"coalesce({name}, '')" for name in names) + ")"


def cells_of(joined: str) -> tuple[str | None, ...]:
    """The cells that a text holds; None for empty ones."""
    return tuple(cell or None for cell in joined.split(SEPARATOR))


def text(value: str) -> str:
    """A text as SQL writes it."""
    return f"'{quoted(value)}'"


def quoted(value: object) -> str:
    """A value inside quotes of SQL."""
    return str(value).replace("'", "''")
