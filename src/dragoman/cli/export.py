"""``dragoman export``: events in the formats that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

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
from dragoman.formats.exports import EXPORTS, written
from dragoman.store.stream import Told

Format = StrEnum("Format", {name: name for name in EXPORTS})  # type: ignore[misc]
CSV = Format("csv")
LISTED = "; ".join(f"{name}: {one.about}" for name, one in EXPORTS.items())


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
) -> None:
    """Write events for other tools, the newest first; however many there are, memory stays flat.

    What is asked is asked as in [bold]dragoman find[/bold], without a limit. What each format cannot say is told in
    the reference: formats of event data, of graphs, of tables.

    [bold]Examples[/bold]

    All events in the 40 columns of POLECAT:

        dragoman export --format polecat --out events.txt

    What passed between two states, as a STIX bundle:

        dragoman export --between RUS PRK --format stix --out rus-prk.json

    A lake as one Parquet file:

        dragoman export --from lake/ --format parquet --out events.parquet
    """
    chosen = EXPORTS[shape.value]
    conditions = asked(
        {
            "between": between, "actor": actor, "type": type_, "context": context, "materiel": materiel,
            "place": place, "provision": provision, "activity": activity, "since": since, "until": until,
            "source_class": source_class, "min_origins": min_origins, "factuality": factuality,
            "contested": contested, "anywhere": anywhere, "rejected": rejected, "limit": limit,
        }
    )  # fmt: skip
    text = question(words)
    with desk(store, create=False) as opened:
        total = opened.count(text, **{**conditions, "limit": 1}) if messages().is_terminal else 0
        with Bar("exporting", min(total, limit or total)) as bar:
            told = opened.stream(text, reports=chosen.reports, named=chosen.named, **conditions)
            number = written(chosen, counted(told, bar), out or sys.stdout.buffer)
    if not number:
        messages().print("no event found", style="dim")
    elif out is not None:
        messages().print(f"{number:,} rows or objects in {out}", style="dim")


def counted(told: Iterable[Told], bar: Bar) -> Iterator[Told]:
    """Events as they pass, the bar with them."""
    for one in told:
        yield one
        bar.advance()
