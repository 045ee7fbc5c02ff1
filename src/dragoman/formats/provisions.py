"""Provisions and concerns out: tables for the eye, CSV and JSON, and the lines that a brief shows under an event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from dragoman.concerns.provisions import Provision
from dragoman.formats.sheets import sheet
from dragoman.formats.words import plain
from dragoman.record import Concern
from dragoman.store.found import FoundConcern

COLUMNS = (
    "id", "regime", "measure", "direction", "target", "goods", "since", "until", "paragraph", "status", "confidence",
    "document", "source", "summary", "exemptions", "cap", "note", "in_force",
)  # fmt: skip
WORDS = {"partly_verified": "partly"}
MOST_SHOWN = 4
DIRECTIONS = {
    "to_target": "to", "from_target": "from", "both": "to and from", "presence_abroad": "abroad",
    "target_obligation": "duty",
}  # fmt: skip


def provision_table(found: Sequence[Provision]) -> Table:
    """A table of provisions for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("id", no_wrap=True)
    table.add_column("measure", overflow="fold", ratio=3)
    table.add_column("direction", overflow="fold", ratio=2)
    table.add_column("since", no_wrap=True)
    table.add_column("paragraph", overflow="fold", ratio=3)
    table.add_column("confidence", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=6)
    for row in found:
        since = row.since + (f" to {row.until}" if row.until else "")
        style = "" if row.in_force else "dim"
        table.add_row(
            row.id, row.measure.replace("_", " "), f"{DIRECTIONS[row.direction]} {', '.join(row.target)}", since,
            row.paragraph, WORDS.get(row.confidence, row.confidence), Text(plain(row.summary)), style=style,
        )  # fmt: skip
    return table


def provision_csv(found: Iterable[Provision]) -> str:
    """Provisions as CSV, one a row, with a header; lists are separated by ';'."""
    return sheet(COLUMNS, ([getattr(row, name) for name in COLUMNS] for row in found))


def provision_json(found: Iterable[Provision]) -> str:
    """Provisions as a JSON array."""
    return json.dumps([row.model_dump(mode="json") for row in found], ensure_ascii=False, indent=2)


def concern_lines(concerns: Sequence[Concern | FoundConcern]) -> list[str]:
    """Concerns in few lines: provisions that share a status and an activity together, then what argues against."""
    grouped: dict[tuple[str, str], list[Concern | FoundConcern]] = {}
    for concern in concerns:
        grouped.setdefault((concern.status, concern.activity), []).append(concern)
    lines = []
    for (status, activity), same in grouped.items():
        named = ", ".join(one.provision for one in same)
        lines.append(f"would engage {named} ({activity.replace('_', ' ')}, {status})")
        against = list(dict.fromkeys(text for one in same for text in one.against))
        if against:
            more = f"; and {len(against) - MOST_SHOWN} more" if len(against) > MOST_SHOWN else ""
            lines.append(f"against: {plain('; '.join(against[:MOST_SHOWN]))}{more}")
    illegal = sorted({name for one in concerns for name in one.called_illegal})
    if illegal:
        lines.append(f"called illegal in {', '.join(illegal)}")
    return lines


def concern_detail(concern: FoundConcern) -> list[str]:
    """One concern with its reasons and what argues against."""
    lines = [f"{concern.provision} ({concern.status}): {plain('; '.join(concern.reasons))}"]
    if concern.against:
        lines.append(f"  against: {plain('; '.join(concern.against))}")
    if concern.called_illegal:
        lines.append(f"  called illegal in {', '.join(concern.called_illegal)}")
    return lines
