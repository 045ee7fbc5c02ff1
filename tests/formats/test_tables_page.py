"""The page on tables says of every column what the files say of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.formats.columns import CSV_COLUMNS, EVENT_COLUMNS, REPORT_COLUMNS, Column, Kind

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "formats-tables.md"
TYPES: dict[Kind, str] = {
    "text": "text", "category": "text", "list": "list of texts", "number": "number", "count": "whole number",
    "truth": "true or false", "day": "date",
}  # fmt: skip


@pytest.mark.parametrize(("heading", "columns"), [("events", EVENT_COLUMNS), ("reports", REPORT_COLUMNS)])
def test_the_page_has_the_columns(heading: str, columns: tuple[Column[object], ...]) -> None:
    section = PAGE.read_text("utf-8").split(f"## Columns of {heading}\n")[1].split("\n## ")[0]
    found = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
    assert found == [(one.name, TYPES[one.kind], one.about) for one in columns]


def test_every_column_is_explained_in_a_sentence() -> None:
    for columns in (EVENT_COLUMNS, REPORT_COLUMNS):
        assert len({one.name for one in columns}) == len(columns)
        assert all(one.about.endswith(".") and one.about[0].isupper() for one in columns)
    assert {one.name for one in EVENT_COLUMNS} - {one.name for one in CSV_COLUMNS} == {
        "when_first_day", "when_last_day", "first_report_day", "last_report_day",
    }  # fmt: skip
