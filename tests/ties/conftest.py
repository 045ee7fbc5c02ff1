"""Stores of events that are written straight into the tables, as merging would have left them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest

from dragoman.desk import Desk
from dragoman.knowledge.plover import plover
from dragoman.merge.acts import day_of
from dragoman.store.batches import insert
from dragoman.store.events import UNKNOWN_DAY, facet_rows
from dragoman.store.tables import event, event_facet
from dragoman.store.tie_rows import count_coverage, write_ties


class Told(NamedTuple):
    """An event in short."""

    day: str
    type: str = "CONSULT"
    one: str = "NOR"
    other: str = "MDA"
    factuality: str = "happened"
    contexts: tuple[str, ...] = ()
    dated: bool = True
    wide: int = 0
    origins: int = 1
    background: bool = False


def party(code: str) -> str:
    return json.dumps([{"id": f"state:{code}", "name": code, "kind": "state", "state": code, "known": True}])


def row_of(number: int, told: Told) -> dict[str, Any]:
    """The row of an event."""
    day = day_of(told.day)
    known = plover().types[told.type]
    return {
        "key": 1 + number * 7_919, "type": told.type, "mode": None, "quad": known.quad, "score": known.score,
        "contexts": json.dumps(sorted(told.contexts)), "actors": party(told.one), "recipients": party(told.other),
        "materiel": "[]", "when_value": told.day if told.dated else None, "when_end": None,
        "when_precision": "day" if told.dated else None, "day": UNKNOWN_DAY if day is None else day,
        "last_day": (UNKNOWN_DAY if day is None else day) + told.wide, "place": None, "factuality": told.factuality,
        "contested": False, "mentions": told.origins, "outlets": 1, "origins": told.origins, "first_report": told.day,
        "last_report": told.day, "reliability": "B", "credibility": 3, "classes": 1, "standing": "machine",
        "detail": '{"outlets":["Outlet"],"origins":[["o","Outlet",false]],"voices":[]}', "activities": "[]",
            "concerns": "[]",
    }  # fmt: skip


def put(where: str, events: Iterable[Told]) -> None:
    """Write events into a store, with all that hangs on them."""
    rows = [row_of(number, told) for number, told in enumerate(events)]
    with Desk(where) as desk, desk.database.writing() as connection:
        insert(connection, event, rows)
        insert(connection, event_facet, [facet for row in rows for facet in facet_rows(row)])
        write_ties(connection, rows)
        count_coverage(connection, [], rows)


@pytest.fixture(scope="session")
def weekdays() -> list[str]:
    """The Wednesdays of four years, 2020-01-01 the first."""
    import datetime

    first = datetime.date(2020, 1, 1)
    return [(first + datetime.timedelta(weeks=at)).isoformat() for at in range(208)]
