"""``dragoman explain``: why an event was coded."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.read import Plain, Published
from dragoman.cli.show import results

Source = Annotated[
    str,
    typer.Argument(
        metavar="INPUT",
        help="A file (text, HTML, JSON, JSON Lines), an http or https address, or - for standard input.",
        show_default=False,
    ),
]
EventOption = Annotated[
    str | None,
    typer.Option(
        "--event", "-e", metavar="ID", help="The event, 'ev1'. Without it, all are listed.", show_default=False
    ),
]
ArticleOption = Annotated[
    int | None,
    typer.Option("--article", "-a", metavar="N", help="Which of several articles in it, from 1.", show_default=False),
]
SvgOption = Annotated[
    Path | None,
    typer.Option(
        "--svg",
        metavar="FILE",
        help="Draw the dependencies of the sentence into this file, too; needs --event.",
        show_default=False,
    ),
]


class Shape(StrEnum):
    """How an explanation is written."""

    text = "text"
    json = "json"


ShapeOption = Annotated[Shape, typer.Option("--format", "-f", help="text for the eye, json for programs.")]


def explain(
    source: Source, event: EventOption = None, article: ArticleOption = None, svg: SvgOption = None,
    shape: ShapeOption = Shape.text, published: Published = None, plain: Plain = False,
) -> None:  # fmt: skip
    """Explain why an event was coded: its words and dependencies, what decided, and which type came second.

    Without --event the events of INPUT are listed with their ids.

    [bold]Examples[/bold]

    The events of a report, to choose from:

        dragoman explain examples/04-president-accuses.txt

    One of them, and its sentence drawn:

        dragoman explain examples/04-president-accuses.txt --event ev1 --svg ev1.svg
    """
    # What reads takes seconds to load: not before it is known what is asked.
    from dragoman.desk.explaining import explain as explained_event
    from dragoman.desk.explaining import records_of
    from dragoman.formats.drawing import drawing
    from dragoman.formats.explained import explained, listed
    from dragoman.formats.json import json_array

    if event is None:
        if svg is not None:
            raise typer.BadParameter("a drawing is of one event: give --event as well", param_hint="--svg")
        records = records_of(source, published=published, plain=plain)
        if shape is Shape.json:
            typer.echo(json_array(records))
        else:
            results().print(listed(records, source))
        return
    found = explained_event(source, event, article=article, published=published, plain=plain)
    if svg is not None:
        svg.write_text(drawing(found), encoding="utf-8")
    if shape is Shape.json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        results().print(explained(found))
