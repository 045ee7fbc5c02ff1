"""``dragoman export``: events in the formats that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.conditions import (
    Activity,
    Actor,
    Anywhere,
    Between,
    Contested,
    Context,
    EventType,
    Factuality,
    Materiel,
    MinOrigins,
    Place,
    Provision,
    Rejected,
    Since,
    SourceClass,
    Until,
    Words,
    asked,
    question,
)  # fmt: skip
from dragoman.cli.opened import desk
from dragoman.cli.options import Readable
from dragoman.cli.show import Bar, messages
from dragoman.desk import Desk
from dragoman.desk.case import CaseFile
from dragoman.formats.cases import CASES, write_case
from dragoman.formats.exports import EXPORTS, Export, written
from dragoman.formats.world_map import World
from dragoman.store.stream import Told

BINARY = frozenset({"parquet", "xlsx", "docx"})

ABOUT = {**{name: one.about for name, one in EXPORTS.items()}, **CASES}
Format = StrEnum("Format", {name: name for name in ABOUT})  # type: ignore[misc]
CSV = Format("csv")
LISTED = "; ".join(f"{name}: {about}" for name, about in ABOUT.items())


def export(
    words: Words = None,
    shape: Annotated[Format, typer.Option("--format", "-f", help=LISTED)] = CSV,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to; default: standard output.")
    ] = None,
    store: Readable = None,
    between: Between = None,
    actor: Actor = None,
    type_: EventType = None,
    context: Context = None,
    materiel: Materiel = None,
    provision: Provision = None,
    activity: Activity = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    source_class: SourceClass = None,
    min_origins: MinOrigins = None,
    factuality: Factuality = None,
    contested: Contested = False,
    anywhere: Anywhere = False,
    rejected: Rejected = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many events; default: all.")] = None,
    title: Annotated[str | None, typer.Option(help="Of a case file; default: what is asked.")] = None,
) -> None:
    """Write events for other tools, the newest first; or a case file for people who write reports.

    What is asked is asked as in [bold]dragoman find[/bold], without a limit; however many events there are, memory
    stays flat. What each format cannot say is told in the reference: formats of event data, of graphs, of tables. A
    case file (markdown, html, docx) holds at most 500 events in order of time, with quotes, chains of sources, grades,
    map, course, provisions and full citations.

    [bold]Examples[/bold]

    All events in the 40 columns of POLECAT:

        dragoman export --format polecat --out events.txt

    What passed between two states, as a STIX bundle:

        dragoman export --between RUS PRK --format stix --out rus-prk.json

    A lake as one Parquet file:

        dragoman export --from lake/ --format parquet --out events.parquet

    A case file for Word:

        dragoman export --between RUS PRK --since 2023 --format docx --out case.docx
    """
    conditions = asked(
        {
            "between": between, "actor": actor, "type": type_, "context": context, "materiel": materiel,
            "place": place, "provision": provision, "activity": activity, "since": since, "until": until,
            "source_class": source_class, "min_origins": min_origins, "factuality": factuality,
            "contested": contested, "anywhere": anywhere, "rejected": rejected, "limit": limit,
        }
    )  # fmt: skip
    text = question(words)
    if out is None and shape.value in BINARY and sys.stdout.isatty():
        raise typer.BadParameter("this format is not for a terminal: name a file", param_hint="--out")
    with desk(store, create=False) as opened:
        if shape.value in CASES:
            number = case_file(opened.case_file(text, title=title, **conditions), shape.value, out)
        else:
            number = events(opened, EXPORTS[shape.value], text, conditions, out)
    if not number:
        messages().print("no event found", style="dim")
    elif out is not None:
        messages().print(f"{number:,} {'events' if shape.value in CASES else 'rows or objects'} in {out}", style="dim")


def events(opened: Desk, chosen: Export, text: str | None, conditions: dict[str, Any], out: Path | None) -> int:
    """Write events as they come; gives how many rows or objects."""
    total, limit = 0, conditions.get("limit")
    if messages().is_terminal:
        total = opened.count(text, **{**conditions, "limit": 1})
    with Bar("exporting", min(total, limit or total)) as bar:
        told = opened.stream(text, reports=chosen.reports, named=chosen.named, **conditions)
        return written(chosen.write, counted(told, bar), out or sys.stdout.buffer)


def case_file(case: CaseFile, shape: str, out: Path | None) -> int:
    """Write a case file; gives how many events are in it."""
    # The pages' parts take a second to import.
    from dragoman.web.assets import Assets
    from dragoman.web.refusals import AssetsError

    try:
        world: World | None = World(Assets().text("world.json"))
    except AssetsError:
        # A checkout whose pages are not built has no outlines of states: the file then says that it has no map.
        world = None
    return written(lambda case, out_: write_case(shape, case, out_, world, out), case, out or sys.stdout.buffer)


def counted(told: Iterable[Told], bar: Bar) -> Iterator[Told]:
    """Events as they pass, the bar with them."""
    for one in told:
        yield one
        bar.advance()
