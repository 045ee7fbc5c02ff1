"""Events as an Excel workbook, read back by openpyxl: values, texts that look like formulas, sheets that are full."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.formats.rows import EVILS, FOREIGN, event, expected, party, report

from dragoman import __version__
from dragoman.desk import Desk
from dragoman.formats import tables
from dragoman.formats.columns import EVENT_COLUMNS, REPORT_COLUMNS
from dragoman.formats.tables import LONGEST_TEXT, write_excel
from dragoman.store.stream import Report, Told

Sheets = dict[str, list[dict[str, Any]]]


def read(data: bytes) -> Sheets:
    """The rows of all sheets, by their headers."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheets: Sheets = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return sheets


def workbook(items: Iterable[Told]) -> bytes:
    """What is written of events."""
    out = io.BytesIO()
    write_excel(items, out)
    return out.getvalue()


def shown(value: Any) -> Any:
    """A value as a cell shows it."""
    if isinstance(value, list):
        return ";".join(value) or None
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


@pytest.fixture(scope="module")
def told(example: Path) -> list[Told]:
    """All events of the example desk with their reports."""
    with Desk(example, create=False) as desk:
        return list(desk.stream())


@pytest.fixture(scope="module")
def sheets(told: list[Told]) -> Sheets:
    """The example desk, and an event that another project coded, read back."""
    out = io.BytesIO()
    assert write_excel([*told, FOREIGN], out) == len(told) + 1 + sum(len(one.reports) for one in told)
    return read(out.getvalue())


def test_events_are_the_desks_events(told: list[Told], sheets: Sheets) -> None:
    assert list(sheets) == ["events", "reports", "columns"]
    rows = [expected(one.event) for one in [*told, FOREIGN]]
    assert sheets["events"] == [{name: shown(value) for name, value in row.items()} for row in rows]


def test_reports_are_the_desks_reports(told: list[Told], sheets: Sheets) -> None:
    pairs: list[tuple[str, Report]] = [(one.event.id, each) for one in told for each in one.reports]
    assert len(sheets["reports"]) == len(pairs)
    for row, (event_id, one) in zip(sheets["reports"], pairs, strict=True):
        assert (row["event"], row["report"], row["article"]) == (event_id, one.id, one.article.id)
        assert (row["publisher"], row["url"], row["title"]) == (
            one.article.publisher,
            one.article.url,
            one.article.title,
        )
        assert row["sentence"] == " ".join(one.sentence.split())
        assert row["published"] == one.article.published
        assert row["published_day"] == shown(date.fromisoformat((one.article.published or "")[:10]))
        assert row["said_by"] == (one.saying.source if one.saying else None)
        assert (row["origin"], row["confidence"]) == (one.origin, pytest.approx(one.confidence))


def test_the_columns_are_explained(sheets: Sheets) -> None:
    said = [(row["sheet"], row["column"], row["meaning"], row["note"]) for row in sheets["columns"]]
    assert said == [
        *(("events", column.name, column.about, None) for column in EVENT_COLUMNS),
        *(("reports", column.name, column.about, None) for column in REPORT_COLUMNS),
    ]


def test_it_opens_ready_to_be_looked_through(told: list[Told]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(told)))
    events = book["events"]
    assert (events.freeze_panes, events.auto_filter.ref) == ("B2", f"A1:AJ{len(told) + 1}")
    assert book["reports"].auto_filter.ref.startswith("A1:AC")
    assert events.column_dimensions["A"].width > 15
    assert events["A1"].font.bold
    days = [cell for row in events.iter_rows(min_row=2) for cell in row if isinstance(cell.value, datetime)]
    assert days
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}
    latest = max(one.event.last_report or "" for one in told)
    assert book.properties.created.date().isoformat() == latest[:10]
    assert book.properties.description == f"dragoman {__version__}"


@pytest.mark.parametrize("evil", EVILS)
def test_text_stays_text(evil: str) -> None:
    hostile = event(actors=[party(evil)], materiel=[evil], first_report=evil)
    data = workbook([Told(event=hostile, reports=[report(evil, url=evil)])])
    book = openpyxl.load_workbook(io.BytesIO(data))
    events, reports = ({str(head.value): cell for head, cell in zip(*book[name].iter_rows(), strict=True)}
                       for name in ("events", "reports"))  # fmt: skip
    for cell in (events["actors"], events["materiel"], events["first_report"], reports["sentence"], reports["url"]):
        assert cell.data_type in ("s", "inlineStr")
        assert cell.hyperlink is None
        assert said(cell.value) == evil
    for name, part in parts(data).items():
        assert "hyperlink" not in part, name
        assert "<f>" not in part, name


def said(text: str) -> str:
    """A text as Excel shows it: openpyxl leaves the escapes of ECMA-376 (22.9.2.19) as they stand."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def parts(data: bytes) -> dict[str, str]:
    """The parts of the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_control_characters_are_left_out() -> None:
    (row,) = read(workbook([Told(event=event(actors=[party("Paz\x00\x07\ud800\n\tof Lima")]), reports=[])]))["events"]
    assert row["actors"] == "Paz of Lima"


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 4)
    items = [
        Told(event=event(id=f"ev-{number}"), reports=[report(f"{number}.{each}") for each in range(2)])
        for number in range(9)
    ]
    data = workbook(items)
    found = read(data)
    assert {name: len(rows) for name, rows in found.items() if name != "columns"} == {
        "events": 4, "events 2": 4, "events 3": 1,
        "reports": 4, "reports 2": 4, "reports 3": 4, "reports 4": 4, "reports 5": 2,
    }  # fmt: skip
    told = [row["id"] for name, rows in found.items() if name.startswith("events") for row in rows]
    assert told == [f"ev-{number}" for number in range(9)]
    sentences = [row["sentence"] for name, rows in found.items() if name.startswith("reports") for row in rows]
    assert sentences == [f"{number}.{each}" for number in range(9) for each in range(2)]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book["events 2"].auto_filter.ref, book["events 3"].auto_filter.ref) == ("A1:AJ5", "A1:AJ2")
    assert book["events 3"].freeze_panes == "B2"


def test_a_full_sheet_holds_what_excel_holds() -> None:
    """A sheet has 1,048,576 rows, one of them the header."""
    assert tables.MOST_ROWS == 2**20 - 1


def test_long_texts_are_cut_and_a_note_says_so() -> None:
    long, just = "ä" * (LONGEST_TEXT + 1), "x" * LONGEST_TEXT
    marked = f"<r>{'&' * LONGEST_TEXT}</r>"
    found = read(
        workbook([Told(event=event(), reports=[report(text) for text in (long, just, "😀" * 20_000, marked)])])
    )
    sentences = [row["sentence"] for row in found["reports"]]
    assert sentences[:2] == [long[:-1], just]
    assert sentences[2] == "😀" * (LONGEST_TEXT // 2)
    assert marked.startswith(sentences[3])
    assert len(sentences[3]) > 5_000
    notes = {(row["sheet"], row["column"]): row["note"] for row in found["columns"] if row["note"]}
    assert notes == {("reports", "sentence"): "3 cut short: a cell holds 32,767 characters"}


def test_what_no_cell_can_hold() -> None:
    """Excel has no days before 1900, and no numbers that are none."""
    early = event(when_value="1882-05-22", when_precision="day", score=float("nan"))
    (row,) = read(workbook([Told(event=early, reports=[])]))["events"]
    assert (row["when_first_day"], row["when_value"], row["score"]) == ("1882-05-22", "1882-05-22", None)
    (first,) = read(workbook([Told(event=event(when_value="1900-03-01", when_precision="day"), reports=[])]))["events"]
    assert first["when_first_day"] == datetime(1900, 3, 1)


def test_a_workbook_of_nothing_has_headers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([])))
    assert [cell.value for cell in book["events"][1]] == [column.name for column in EVENT_COLUMNS]
    assert book["events"].max_row == book["reports"].max_row == 1
