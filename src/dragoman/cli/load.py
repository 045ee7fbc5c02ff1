"""``dragoman load``: a lake into a store."""

from __future__ import annotations

import typer

from dragoman.cli.merge import Lake
from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.show import Bar, fail

SHOWN = 10


def load(lake: Lake, store: Store = None) -> None:
    """Put the articles of a lake into a store, with all that was coded of them, and the events that were imported.

    The store merges them with what it has, so that a lake may be loaded into a desk that is in use; what is in the
    store is passed over, and a loading that was stopped goes on. A lake need not be merged for it.

    [bold]Examples[/bold]

    Into a desk on this machine:

        dragoman load lake/ --store desk.db

    Into a team's database:

        dragoman load lake/ --store postgresql://desk@db.example.org/desk
    """
    with desk(store) as opened, Bar("loading", 2) as bar:
        loaded = opened.load(lake, progress=bar.set)
        summary = opened.summary()
    for reason in loaded.refused[:SHOWN]:
        fail(reason)
    foreign = loaded.foreign
    if foreign.new or foreign.known:
        typer.echo(f"{foreign.new:,} events of other projects' coding loaded, {foreign.known:,} known already")
    typer.echo(
        f"{loaded.added.new:,} articles loaded, {loaded.added.known:,} known already, {len(loaded.refused):,} refused; "
        f"the store holds {summary.articles:,} articles, {summary.mentions:,} event mentions, {summary.events:,} events"
    )
