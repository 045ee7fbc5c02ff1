"""``dragoman show`` and ``dragoman cite``: an event with all its evidence, and footnotes."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Readable
from dragoman.cli.show import results
from dragoman.formats.brief import brief
from dragoman.formats.evidence import evidence
from dragoman.formats.json import json_lines, json_text
from dragoman.formats.words import plain

Shown = Annotated[
    str, typer.Argument(metavar="ID", help="ev-... an event, em-... an event mention, ar-... an article.")
]
Cited = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="ev-... an event, em-... an event mention, ar-... an article, at-... an attribution."
    ),
]


class Shape(StrEnum):
    """How evidence is written."""

    text = "text"
    json = "json"


ShapeOption = Annotated[Shape, typer.Option("--format", "-f", help="text for the eye, json for programs.")]


def show(target: Shown, store: Readable = None, shape: ShapeOption = Shape.text) -> None:
    """Show an event with every report of it: who says so, by which chain, why they are one event, and its grade.

    The id of a mention shows its event; that of an article shows what was read out of the article. An id that an event
    once had still finds it.

    [bold]Example[/bold]

        dragoman show ev-3k9z0c2m4p7qd
    """
    with desk(store, create=False) as opened:
        if target.startswith("ar-"):
            record = opened.record(target)
            results().print(brief(record)) if shape is Shape.text else typer.echo(json_text(record))
            return
        found = opened.show(target)
    if shape is Shape.json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        results().print(evidence(found))


def records(store: Readable = None) -> None:
    """Print the records of all articles, one a line, as [bold]dragoman add[/bold] takes them: into another store, say.

    Corrected attributions come out as corrected; reviews of events stay in their store.

    [bold]Example[/bold]

        dragoman records > records.jsonl
    """
    with desk(store, create=False) as opened:
        for line in json_lines(opened.records()):
            typer.echo(line)


def cite(target: Cited, store: Readable = None, shape: ShapeOption = Shape.text) -> None:
    """Cite an event, a mention, an attribution or an article: publisher, title, date, address and the quoted words.

    An event gives one footnote for each article that reports it.

    [bold]Example[/bold]

        dragoman cite ev-3k9z0c2m4p7qd
    """
    with desk(store, create=False) as opened:
        found = opened.cite(target)
    if shape is Shape.json:
        typer.echo(json.dumps([one.model_dump() for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        typer.echo(plain(one.text()))
