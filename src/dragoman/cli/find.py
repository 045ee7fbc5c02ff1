"""``dragoman find``: events by words and structure together."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.show import messages, results
from dragoman.formats.found import event_csv, event_json, event_table

# What only stands in a question that is written out: quotes, a word that must not be there, a beginning.
WRITTEN = re.compile(r'"|(?:^|\s)-\w|\w\*(?:\s|$)')


class Shape(StrEnum):
    """How found events are written."""

    table = "table"
    csv = "csv"
    json = "json"


class Kind(StrEnum):
    """What the reports as a whole say of an act."""

    happened = "happened"
    future = "future"
    hypothetical = "hypothetical"
    negated = "negated"
    historical = "historical"


def find(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]...",
            help='Words that must all be there; "in quotes" a phrase, arm* a beginning, "summit -train" without.',
            show_default=False,
        ),
    ] = None,
    store: Store = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="STATE STATE", help="Two states that take part, in any role.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="One who takes part: name, state or entity id.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER event type, such as CONSULT.")] = None,
    context: Annotated[str | None, typer.Option(help="PLOVER context, such as military.")] = None,
    materiel: Annotated[str | None, typer.Option(help="Materiel by name, or a UN register class (I-VIII).")] = None,
    provision: Annotated[
        str | None,
        typer.Option(help="A provision that it would engage (PRK-1718-8b), any of a regime (UN-DPRK, EU), or any."),
    ] = None,
    activity: Annotated[str | None, typer.Option(help="What passes, such as arms_transfer or coal_trade.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a town, a region or a state.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="2023, 2023-09 or 2023-09-13, or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="That date, or earlier.")] = None,
    source_class: Annotated[
        str | None, typer.Option(help="Carried by a source of this class, such as wire_agency or state_media.")
    ] = None,
    min_origins: Annotated[int | None, typer.Option(min=1, help="At least so many independent origins.")] = None,
    factuality: Annotated[Kind | None, typer.Option(help="What the reports as a whole say of it.")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only what some report and others deny.")] = False,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Look for the words in whole articles, not only where the act is told.")
    ] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also what an analyst rejected.")] = False,
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
    conditions: dict[str, Any] = {
        "between": between, "actor": actor, "type": type_, "context": context, "materiel": materiel, "place": place,
        "provision": provision, "activity": activity,
        "since": since, "until": until, "source_class": source_class, "min_origins": min_origins,
        "factuality": factuality.value if factuality else None, "contested": contested, "anywhere": anywhere,
        "rejected": rejected, "limit": limit,
    }  # fmt: skip
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


def question(words: list[str] | None) -> str | None:
    """The words as one question: an argument of several words is a phrase, unless it is a question by itself.

    The shell takes quotes away, so that a phrase arrives as words with spaces between them.
    """
    if not words:
        return None
    return " ".join(f'"{word}"' if " " in word.strip() and not WRITTEN.search(word) else word for word in words)
