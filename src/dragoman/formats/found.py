"""Found events out: a table for the eye, CSV for a spreadsheet, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from dragoman.formats.brief import STYLES
from dragoman.formats.columns import CSV_COLUMNS
from dragoman.formats.sheets import sheet
from dragoman.formats.words import plain
from dragoman.record import Quad
from dragoman.store.found import FoundEvent

COLUMNS = tuple(column.name for column in CSV_COLUMNS)
# How the columns of words share what the others leave of a line.
SHARES = {"who → whom": 3, "what": 2, "where": 2}


def event_table(events: Sequence[FoundEvent]) -> Table:
    """A table of events for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("id", style="dim", no_wrap=True)
    table.add_column("when", no_wrap=True)
    for name, share in SHARES.items():
        table.add_column(name, overflow="fold", ratio=share)
    for name in ("reports", "origins", "grade"):
        table.add_column(name, justify="right", no_wrap=True)
    for event in events:
        table.add_row(
            event.id,
            Text(when(event)),
            Text(plain(sides(event))),
            Text(what(event), style=style_of(event)),
            Text(plain(event.place.name if event.place else "")),
            str(event.mentions),
            str(len(event.origins)),
            event.grade,
        )
    return table


def style_of(event: FoundEvent) -> str:
    """The colour of an event's quad class."""
    quad: Quad
    for quad, style in STYLES.items():
        if quad == event.quad:
            return style
    return ""


def when(event: FoundEvent) -> str:
    """The date of an event; in brackets that of its first report, where no report dates it."""
    if event.when_value is None:
        return f"[{(event.first_report or 'no date')[:10]}]"
    if not event.when_end:
        return event.when_value
    same = event.when_value[:8] == event.when_end[:8] and len(event.when_end) == 10
    return f"{event.when_value}…{event.when_end[8:] if same else event.when_end}"


def sides(event: FoundEvent) -> str:
    """'Kim Jong Un → Vladimir Putin'."""
    return f"{event.who} → {event.whom}" if event.whom else event.who


def what(event: FoundEvent) -> str:
    """Type, mode, what is not plain fact about it, and whose coding it is, if not dragoman's."""
    parts = [event.type, event.mode or ""]
    if event.factuality not in ("happened", "historical"):
        parts.append(f"({event.factuality})")
    if event.contested:
        parts.append("(contested)")
    if event.standing != "machine":
        parts.append(f"[{event.standing}]")
    if event.foreign is not None:
        parts.append(f"[{event.foreign.title}]")
    return " ".join(part for part in parts if part)


def event_csv(events: Iterable[FoundEvent]) -> str:
    """Events as CSV, one a row, with a header; lists are separated by ';'."""
    return sheet(COLUMNS, map(values, events))


def values(event: FoundEvent) -> list[object]:
    """The values of one event in the order of the columns."""
    return [column.value(event) for column in CSV_COLUMNS]


def event_json(events: Iterable[FoundEvent]) -> str:
    """Events as a JSON array."""
    return json.dumps([event.model_dump() for event in events], ensure_ascii=False, indent=2)
