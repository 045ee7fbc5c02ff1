"""Hits of screening out: a table with reasons for the eye, CSV for a spreadsheet, JSON for programs."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from dragoman.formats.sheets import sheet
from dragoman.formats.words import plain, shortened
from dragoman.screening.hits import ScreenHit, ScreenReport

COLUMNS = (
    "score", "entity", "name", "kind", "state", "articles", "events", "list_id", "list_name", "list_schema",
    "list_countries", "list_born", "list_topics", "list_programmes", "list_line", "own_name", "listed_name", "reasons",
    "against",
)  # fmt: skip
LONGEST = 60
CAVEAT = "A hit is a pointer to check, not an identification: namesakes are common, and lists differ in what they say."


def hit_table(report: ScreenReport) -> Table:
    """A table of hits: who, whom on the list, and what speaks for and against it."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("in the store", overflow="fold", ratio=3)
    table.add_column("in the list", overflow="fold", ratio=4)
    table.add_column("for and against", overflow="fold", ratio=6)
    for hit in report.hits:
        table.add_row(f"{hit.score:.2f}", Text(own(hit)), Text(listed(hit)), why(hit))
    return table


def own(hit: ScreenHit) -> str:
    """'Kim Jong Un (person, PRK), 12 events'."""
    about = ", ".join(part for part in (hit.kind, hit.state or "state unknown") if part)
    counted = f"{hit.events} event{'s' * (hit.events != 1)}" if hit.events else f"{hit.articles} articles, no event"
    return f"{shortened(hit.name, LONGEST)} ({about}), {counted}"


def listed(hit: ScreenHit) -> str:
    """'EXAMPLE, Ada (Person, no, born 1960), SAMPLE-PROGRAMME [x-1]'."""
    about = [hit.list_schema, *hit.list_countries, *(f"born {day}" for day in hit.list_born[:2])]
    more = shortened(", ".join((*hit.list_programmes, *hit.list_topics)), LONGEST)
    told = f"{shortened(hit.list_name, LONGEST)} ({shortened(', '.join(about), LONGEST)})"
    return f"{told}{f', {more}' if more else ''} [{shortened(hit.list_id, LONGEST)}]"


def why(hit: ScreenHit) -> Text:
    """What speaks for a hit, and against it."""
    said = Text(plain("; ".join(hit.reasons)))
    if hit.against:
        said.append(plain("; but " + "; ".join(hit.against)), style="dim")
    return said


def told(report: ScreenReport) -> str:
    """What was held against what, on one line."""
    subjects = ", ".join(f"{count:,} {kind}{'s' * (count != 1)}" for kind, count in report.subjects.items())
    line = f"{subjects} held against {report.entries:,} entries: {len(report.hits):,} hits"
    if report.lone:
        line += f"; {report.lone:,} with a surname alone left out"
    if report.others:
        line += f"; {report.others:,} entries of other kinds passed over"
    return line + (f"; {report.bad:,} lines could not be read" if report.bad else "")


def hit_csv(report: ScreenReport) -> str:
    """Hits as CSV, one a row, with a header; lists are separated by ';'."""
    return sheet(COLUMNS, ([getattr(hit, name) for name in COLUMNS] for hit in report.hits))


def hit_json(report: ScreenReport) -> str:
    """The whole report as a JSON object."""
    return report.model_dump_json(indent=2)
