"""``dragoman merge``: copies, origins and events of a whole lake."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from dragoman.cli.code import Engine, Processes, Where
from dragoman.cli.show import Bar

Lake = Annotated[str, typer.Argument(metavar="DIR", help="The lake that dragoman code made.", show_default=False)]


def merge(lake: Lake, engine: Where = Engine.local, processes: Processes = None) -> None:
    """Merge the event mentions of a lake into events, with their copies, origins, grades and ties.

    It gives what a store of the same articles gives. A merging that was stopped goes on where it was; where no shard is
    new, nothing is done; until the new one is whole, the one before answers.

    [bold]Examples[/bold]

    After coding:

        dragoman merge lake/

    Then ask:

        dragoman ties RUS PRK --from lake/
    """
    # What merges takes a second to import: not for --help.
    from dragoman.scale.merging import merge as run

    with Bar("merging", 2) as bar:
        report = run(lake, engine=engine.value, processes=processes or os.cpu_count(), progress=bar.name)
    came = "nothing new" if report.known else f"merged in {report.seconds:,.1f} s"
    typer.echo(
        f"{came}: {report.shards:,} shards, {report.articles:,} articles, {report.mentions:,} event mentions, "
        f"{report.events:,} events, {report.copies:,} pairs of copies"
    )
