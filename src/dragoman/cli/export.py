"""``dragoman export``: events in the formats that other tools read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import partial
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
    by_report: Annotated[
        bool,
        typer.Option("--by-report", help="gdelt: date what no report dates by its first report, as GDELT does."),
    ] = False,
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
            number = events(opened, dated(EXPORTS[shape.value], by_report=by_report), text, conditions, out)
    if not number:
        messages().print("no event found that this format could hold", style="dim")
    if out is not None:
        typer.echo(f"{number:,} {'events' if shape.value in CASES else 'rows or objects'} in {out}")


def dated(chosen: Export, *, by_report: bool) -> Export:
    """A format that dates undated acts by their reports, where that is asked for.

    Raises:
        BadParameter: the format cannot.
    """
    if not by_report:
        return chosen
    if not chosen.place.startswith("gdelt:"):
        raise typer.BadParameter("only gdelt and gdelt-mentions take it", param_hint="--by-report")
    return replace(chosen, options={"by_report": True})


def events(opened: Desk, chosen: Export, text: str | None, conditions: dict[str, Any], out: Path | None) -> int:
    """Write events as they come; gives how many rows or objects."""
    total, limit = 0, conditions.get("limit")
    if messages().is_terminal:
        total = opened.count(text, **{**conditions, "limit": 1})
    with Bar("exporting", min(total, limit or total)) as bar:
        told = opened.stream(text, reports=chosen.reports, named=chosen.named, **conditions)
        omitted: Counter[str] = Counter()
        write = partial(chosen.write, omitted=omitted) if chosen.omits else chosen.write
        number = written(write, counted(told, bar), out or sys.stdout.buffer)
    for reason, count in omitted.most_common():
        messages().print(f"left out: {count:,} {reason}", style="dim")
    return number


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
