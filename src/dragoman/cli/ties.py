"""``dragoman ties``: how the ties of states grow or cool, and which moved most."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel
from rich.console import RenderableType

from dragoman.cli.find import Shape
from dragoman.cli.opened import desk
from dragoman.cli.options import Readable
from dragoman.cli.show import messages, results
from dragoman.store.refusals import QueryError

Found = TypeVar("Found", bound=BaseModel)


class Grid(StrEnum):
    """What events are counted by."""

    week = "week"
    month = "month"


class Sort(StrEnum):
    """Which events count."""

    act = "act"
    words = "words"
    intention = "intention"


def ties(
    states: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STATE] [STATE]",
            help="Two states, by ISO code or name; one alone for all its partners.",
            show_default=False,
        ),
    ] = None,
    store: Readable = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="2023, 2023-09 or 2023-09-13, or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="That date, or earlier.")] = None,
    by: Annotated[Grid, typer.Option(help="Count by week or by month.")] = Grid.week,
    context: Annotated[str | None, typer.Option(help="Only events with this PLOVER context, such as military.")] = None,
    kind: Annotated[Sort | None, typer.Option(help="Only acts, words or intentions.")] = None,
    top: Annotated[bool, typer.Option("--top", help="The pairs of states that moved most in the last month.")] = False,
    month: Annotated[str | None, typer.Option(metavar="MONTH", help="With --top: in that month, 2023-09.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many periods, partners or pairs.")] = 20,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the tie of two states into an .svg or .png file.")
    ] = None,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """See how the tie of two states grows or cools, with the events that made it change.

    Events are counted once, however often they were reported, and held against how much was reported of everybody else.
    A change is told only if chance does not explain it, with the interval of its date.

    [bold]Examples[/bold]

    Two states, and the same in one context, drawn:

        dragoman ties RUS PRK

        dragoman ties RUS "North Korea" --context military --plot tie.svg

    All partners of a state:

        dragoman ties PRK --since 2023

    Which pairs moved most in a month, against their own year before:

        dragoman ties --top --month 2023-09

    The series by month for a spreadsheet:

        dragoman ties RUS PRK --by month --format csv > tie.csv
    """
    # What works with figures takes a second to import: not for other commands.
    from dragoman.formats import ties as written

    named = states or []
    check(named, top=top, month=month, plot=plot, since=since)
    sort = kind.value if kind else None
    with desk(store, create=False) as opened:
        if top:
            movers = opened.movers(month=month, until=until, context=context, kind=sort, limit=limit)
            show(shape, movers, written.movers_table, written.movers_csv)
        elif len(named) == 1:
            found = opened.partners(named[0], since=since, until=until, context=context, kind=sort, limit=limit)
            show(shape, found, written.partners_table, written.partners_csv)
        else:
            tie = opened.ties(*named, since=since, until=until, by=by.value, context=context, kind=sort)
            if plot is not None:
                from dragoman.formats.ties_plot import draw

                draw(tie, plot)
                messages().print(f"drawn into {plot}", style="dim")
            show(shape, tie, lambda one: written.ties_table(one, limit), written.ties_csv)


def check(states: list[str], *, top: bool, month: str | None, plot: Path | None, since: str | None) -> None:
    """Refuse what does not go together.

    Raises:
        QueryError: it does not.
    """
    if top and (states or since):
        raise QueryError("--top is for all states and one month", do="leave the states and --since out")
    if month and not top:
        raise QueryError("--month is for --top", do="add --top, or give --since and --until")
    if not top and not 1 <= len(states) <= 2:
        raise QueryError(f"{len(states)} states", do="give two, or one for all its partners, or --top")
    if plot is not None and (top or len(states) != 2):
        raise QueryError("only the tie of two states can be drawn", do="give two states")
    if plot is not None and plot.suffix.lower() not in (".svg", ".png"):
        raise QueryError(f"no format of pictures '{plot.suffix}'", where=str(plot), do="end the name in .svg or .png")


def show(
    shape: Shape, found: Found, table: Callable[[Found], RenderableType], rows: Callable[[Found], str]
) -> None:  # fmt: skip
    """Print what was found in the shape that is asked for."""
    if shape is Shape.json:
        typer.echo(found.model_dump_json(indent=2))
    elif shape is Shape.csv:
        typer.echo(rows(found), nl=False)
    else:
        results().print(table(found))
