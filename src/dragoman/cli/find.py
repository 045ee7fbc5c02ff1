"""``dragoman find``: events by words and structure together."""

from __future__ import annotations

from enum import StrEnum
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
from dragoman.cli.show import messages, results
from dragoman.formats.found import event_csv, event_json, event_table


class Shape(StrEnum):
    """How found events are written."""

    table = "table"
    csv = "csv"
    json = "json"


def find(
    words: Words = None,
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
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many events.")] = 50,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """Find events, the newest first.

    A date in brackets is that of the first report: no report says when the act was. The grade is that of the Admiralty
    code: A-F for the best source, 1-6 for how far independent origins bear it out.

    [bold]Examples[/bold]

    What passed between two states in a year:

        dragoman find --between RUS PRK --since 2023 --until 2023

    Arms in the words, at least two independent origins:

        dragoman find "artillery shells" --min-origins 2

    A beginning of a word, and a word that must not be there:

        dragoman find "shell* -Ukraine"

    What would fall under any provision on North Korea, if it was done as reported:

        dragoman find --provision UN-DPRK

    What some report and others deny, for a spreadsheet:

        dragoman find --between RUS PRK --contested --format csv > contested.csv
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
    with desk(store, create=False) as opened:
        events = opened.find(text, **conditions)
        total = opened.count(text, **conditions) if len(events) == limit else len(events)
    if shape is Shape.json:
        typer.echo(event_json(events))
    elif shape is Shape.csv:
        typer.echo(event_csv(events), nl=False)
    elif events:
        results().print(event_table(events))
    if not events:
        messages().print("no event found", style="dim")
    elif total > len(events):
        messages().print(f"{len(events)} of {total} events; more with --limit", style="dim")
