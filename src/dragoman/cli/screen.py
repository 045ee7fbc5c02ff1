"""``dragoman screen``: the names of a store held against a list of the user's own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.find import Shape
from dragoman.cli.opened import desk
from dragoman.cli.options import Readable
from dragoman.cli.show import Bar, fail, messages, results
from dragoman.formats.screened import CAVEAT, hit_csv, hit_json, hit_table, told
from dragoman.knowledge.screening import KINDS, MIN_SCORE


class Screened(StrEnum):
    """Kinds of those who are held against a list."""

    person = "person"
    organisation = "organisation"
    vessel = "vessel"


def screen(
    listed: Annotated[
        Path,
        typer.Option("--list", metavar="FILE", help="The list: entities.ftm.json, or targets.simple.csv."),
    ],
    store: Readable = None,
    min_score: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Only hits of this score or more, 0 to 1.")
    ] = MIN_SCORE,
    kinds: Annotated[
        list[Screened] | None,
        typer.Option("--kind", help="Only this kind; may be given several times.", show_default=False),
    ] = None,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """Hold the persons, organisations and vessels of the store against a list that you have.

    The list is a file of your own: an export of OpenSanctions (entities.ftm.json, targets.nested.json or
    targets.simple.csv; mind its licence) or your own entries in that format. None is part of dragoman, and nothing of
    it is kept. Names are compared part by part, across spellings, orders and scripts; each hit says which parts agree,
    and what speaks against it: another state, a weak alias, a word too many. A surname alone is never a hit.

    [bold]A hit is a pointer to check, not an identification.[/bold] Being on a list is what its makers say; dragoman
    takes no side.

    [bold]Examples[/bold]

    All that may be on the list:

        dragoman screen --list examples/screening/own-list.ftm.json

    Persons only, less sure ones too, for a spreadsheet:

        dragoman screen --list targets.simple.csv --kind person --min-score 0.7 --format csv > hits.csv

    For a program, from a team's store:

        dragoman screen --list entities.ftm.json --format json --store postgresql://desk@db.example.org/desk
    """
    chosen = [kind for kind in KINDS if not kinds or Screened(kind) in kinds]
    with desk(store, create=False) as opened, Bar("reading the list", max(2, size_of(listed))) as bar:
        report = opened.screen(listed, kinds=chosen, min_score=min_score, progress=bar.set)
    for line in report.bad_lines:
        fail(f"line {line.line}: {line.reason} ({listed})")
    if report.bad > len(report.bad_lines):
        fail(f"and {report.bad - len(report.bad_lines):,} lines more")
    if shape is Shape.json:
        typer.echo(hit_json(report))
    elif shape is Shape.csv:
        typer.echo(hit_csv(report), nl=False)
    elif report.hits:
        results().print(hit_table(report))
    messages().print(told(report), style="dim")
    if report.hits:
        messages().print(CAVEAT, style="dim")


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where there is none, which opening it will say."""
    return path.stat().st_size if path.is_file() else 0
