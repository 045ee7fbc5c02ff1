"""Found events as a table, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dragoman.formats.found import COLUMNS, event_csv, event_json, event_table, what, when
from dragoman.formats.sheets import FORMULA, cell
from dragoman.store.found import FoundEvent, FoundParty, FoundPlace, FoundSource

ENVOY = FoundParty(id="person:rosa-paz", name="Rosa Paz", kind="person", state="PER", known=True)
STATE = FoundParty(id="state:CHL", name="Chile", kind="state", state="CHL", known=True)
LIMA = FoundPlace(id="place:1", name="Lima", role="venue", state="PER", lat=-12.05, lon=-77.04, precise=True)
BASE: dict[str, Any] = {
    "id": "ev-0000000000001", "type": "CONSULT", "mode": "visit", "contexts": ["diplomatic", "military"],
    "quad": "verbal cooperation", "score": 4.0, "actors": [ENVOY], "recipients": [STATE], "materiel": [],
    "when_value": "2024-05-01", "when_end": None, "when_precision": "day", "place": LIMA, "factuality": "happened",
    "contested": False, "mentions": 3, "outlets": ["publisher:reuters"],
    "origins": [FoundSource(id="publisher:reuters", name="Reuters", party=False)], "voices": [],
    "source_classes": ["wire_agency"], "first_report": "2024-05-01T09:00Z", "last_report": "2024-05-02",
    "reliability": "B", "credibility": 3, "standing": "machine",
}  # fmt: skip


def event(**changes: Any) -> FoundEvent:
    """An event with some fields changed."""
    return FoundEvent(**BASE | changes)


def drawn(*events: FoundEvent, width: int = 100) -> list[str]:
    """A table as a terminal of that width shows it."""
    console = Console(width=width, file=io.StringIO(), color_system=None)
    with console.capture() as capture:
        console.print(event_table(events))
    return [line.rstrip() for line in capture.get().splitlines()]


def table(*events: FoundEvent) -> list[dict[str, str]]:
    """CSV read back."""
    return list(csv.DictReader(io.StringIO(event_csv(events))))


def test_a_row_of_the_table() -> None:
    head, row = drawn(event(), width=140)
    assert head.split() == ["id", "when", "who", "→", "whom", "what", "where", "reports", "origins", "grade"]
    assert row.split() == [
        "ev-0000000000001", "2024-05-01", "Rosa", "Paz", "→", "Chile", "CONSULT", "visit", "Lima", "3", "1", "B3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "2024-05-01"),
        ({"when_value": None}, "[2024-05-01]"),
        ({"when_value": None, "first_report": None}, "[no date]"),
        ({"when_value": "2024-05"}, "2024-05"),
        ({"when_end": "2024-05-03"}, "2024-05-01…03"),
        ({"when_end": "2024-06-03"}, "2024-05-01…2024-06-03"),
        ({"when_value": "2024-04", "when_end": "2024-05"}, "2024-04…2024-05"),
    ],
)
def test_when(changes: dict[str, Any], expected: str) -> None:
    assert when(event(**changes)) == expected
    assert expected in drawn(event(**changes))[1]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "CONSULT visit"),
        ({"mode": None}, "CONSULT"),
        ({"factuality": "future"}, "CONSULT visit (future)"),
        ({"factuality": "historical"}, "CONSULT visit"),
        ({"contested": True, "standing": "confirmed"}, "CONSULT visit (contested) [confirmed]"),
    ],
)
def test_what(changes: dict[str, Any], expected: str) -> None:
    assert what(event(**changes)) == expected


def test_nobody_and_nowhere() -> None:
    row = drawn(event(actors=[], recipients=[], place=None))[1]
    assert "unknown" in row
    assert "→" not in row


@pytest.mark.parametrize("width", [80, 100, 160])
def test_the_table_fits_its_terminal(width: int) -> None:
    long = FoundParty(id="organisation:x", name="the Ministry of " + "Everything " * 9, kind="", state=None, known=True)
    listed = [event(actors=[long], recipients=[long, ENVOY]), event(type="AID", mode=None)]
    assert all(len(line) <= width for line in drawn(*listed, width=width))


@pytest.mark.parametrize("name", ["[bold]Paz[/]", "[/nothing]", ":smile:", "[link=http://x]"])
def test_markup_in_names_is_shown_as_it_stands(name: str) -> None:
    party = FoundParty(id="person:x", name=name, kind="person", state=None, known=True)
    assert name in drawn(event(actors=[party], recipients=[]))[1]


def test_no_event_is_a_header() -> None:
    assert event_csv([]) == ",".join(COLUMNS) + "\n"
    assert json.loads(event_json([])) == []
    assert len(drawn()) == 1


def test_a_row_of_csv() -> None:
    (row,) = table(event())
    assert tuple(row) == COLUMNS
    assert row == {
        "id": "ev-0000000000001", "type": "CONSULT", "mode": "visit", "quad": "verbal cooperation", "score": "4.0",
        "contexts": "diplomatic;military", "actors": "Rosa Paz", "actor_states": "PER", "recipients": "Chile",
        "recipient_states": "CHL", "when_value": "2024-05-01", "when_end": "", "when_precision": "day",
        "place": "Lima", "lat": "-12.05", "lon": "-77.04", "materiel": "", "factuality": "happened",
        "contested": "false", "mentions": "3", "outlets": "publisher:reuters", "origins": "Reuters",
        "first_report": "2024-05-01T09:00Z", "last_report": "2024-05-02", "reliability": "B", "credibility": "3",
        "standing": "machine", "activities": "", "provisions": "", "coding": "dragoman", "coding_id": "",
        "coding_source": "",
    }  # fmt: skip


def test_what_is_not_known_is_empty() -> None:
    (row,) = table(event(score=None, mode=None, place=None, when_value=None, when_precision=None, first_report=None))
    assert not any(row[name] for name in ("score", "mode", "place", "lat", "lon", "when_value", "first_report"))


@pytest.mark.parametrize("start", FORMULA)
def test_a_name_that_is_a_formula_is_defused(start: str) -> None:
    evil = f'{start}HYPERLINK("http://evil.example","click")'
    party = FoundParty(id="person:x", name=evil, kind="person", state=None, known=True)
    (row,) = table(event(actors=[party], place=None, materiel=[evil]))
    for name in ("actors", "materiel"):
        assert row[name].lstrip("'").startswith(evil.strip()[0]) or row[name].startswith("'")
        assert not row[name].startswith(FORMULA)


def test_numbers_below_zero_stay_numbers() -> None:
    (row,) = table(event(score=-9.5))
    assert row["score"] == "-9.5"


@given(text=st.text(max_size=40))
def test_no_text_becomes_a_formula_or_steers_a_terminal(text: str) -> None:
    shown = cell(text)
    assert not shown.startswith(FORMULA)
    assert all(unicodedata.category(char)[0] != "C" for char in shown)
    (row,) = table(event(materiel=[text, text]))
    assert row["materiel"] == cell([text, text])


def test_json_holds_every_field() -> None:
    (found,) = json.loads(event_json([event(place=None)]))
    assert found == event(place=None).model_dump()
    assert set(found) == set(FoundEvent.model_fields)


def test_names_are_kept_in_their_script() -> None:
    party = FoundParty(id="person:x", name="Łukasz Żółć", kind="person", state="POL", known=True)
    assert "Łukasz Żółć" in event_json([event(actors=[party])])
    assert "Łukasz Żółć" in event_csv([event(actors=[party])])
