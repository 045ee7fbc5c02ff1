"""``dragoman read``: articles in, records out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.rule import Rule

from dragoman.cli.show import Bar, fail, results
from dragoman.concerns.record import with_concerns
from dragoman.errors import DragomanError
from dragoman.formats.brief import brief
from dragoman.formats.json import json_array, json_lines, json_text
from dragoman.formats.markdown import markdown
from dragoman.intake.source import articles_from
from dragoman.intake.stamps import iso_date
from dragoman.record import Article, Record

if TYPE_CHECKING:
    from dragoman.coding.reader import Reader

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Files (text, HTML, JSON, JSON Lines), http or https addresses, or - for standard input.",
        show_default=False,
    ),
]


class Format(StrEnum):
    """How records are written."""

    brief = "brief"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"


FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        help=(
            "brief: one screen for the eye. json: the whole record, an object for one article, an array for several. "
            "jsonl: one record a line. markdown: for notes."
        ),
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="When the articles were published (2023-09-18); wins over what they say. 'Saturday' is reckoned from it.",
    ),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", help="Take every input as plain text, whatever it looks like."),
]


def read(inputs: Inputs, style: FormatOption = Format.brief, published: Published = None, plain: Plain = False) -> None:
    """Read articles: who did what to whom, when, where, with what, and who says so.

    An input that cannot be read does not stop the others: it is named on standard error, and the exit code is 2.

    [bold]Examples[/bold]

    A report, shown on one screen:

        dragoman read examples/01-summit-in-tashkent.txt

    A page from the net, as notes:

        dragoman read https://example.org/report.html --format markdown

    The whole record of a text from elsewhere, with the day it was published:

        cat report.txt | dragoman read - --published 2023-09-18 --format json

    Many reports to one file, a record a line:

        dragoman read reports/*.txt --format jsonl > records.jsonl
    """
    if published is not None:
        published = iso_date(published, where="--published")
    work = Work(inputs, published, plain)
    WRITERS[style](work)
    if work.failed:
        raise typer.Exit(2)


class Work:
    """Reads inputs one after the other; what cannot be read is named and counted.

    Args:
        inputs: sources as given.
        published: date of publication for all of them.
        plain: whether to take them as plain text.
    """

    def __init__(self, inputs: list[str], published: str | None, plain: bool) -> None:
        self.inputs = inputs
        self.published = published
        self.plain = plain
        self.failed = 0
        self.loaded: Reader | None = None

    def records(self) -> Iterator[Record]:
        """The records of all inputs that can be read, in their order."""
        with Bar("reading", len(self.inputs)) as bar:
            for source in self.inputs:
                for article in self._articles(source):
                    record = self._record(article, bar)
                    if record is not None:
                        with bar.aside():
                            yield record
                bar.advance()

    def _articles(self, source: str) -> Iterator[Article]:
        try:
            yield from articles_from(source, published=self.published, plain=self.plain, report=self._fail)
        except DragomanError as error:
            self._fail(error)

    def _record(self, article: Article, bar: Bar) -> Record | None:
        try:
            with nullcontext() if self.loaded else bar.loading("loading the parsing model"):
                # It takes seconds: not before there is something to parse.
                from dragoman.cli.loaded import reader

                self.loaded = reader()
            return with_concerns(self.loaded.read(article))
        except DragomanError as error:
            self._fail(error)
            return None

    def _fail(self, error: DragomanError) -> None:
        self.failed += 1
        fail(error.message)


def write_brief(work: Work) -> None:
    """Briefs with a rule between them."""
    console = results()
    for number, record in enumerate(work.records()):
        if number:
            console.print(Rule(style="dim"))
        console.print(brief(record))


def write_json(work: Work) -> None:
    """An object where one input holds one article, else an array, so that the shape does not depend on failures."""
    records = list(work.records())
    if len(work.inputs) == 1 and len(records) <= 1:
        for record in records:
            typer.echo(json_text(record))
    else:
        typer.echo(json_array(records))


def write_lines(work: Work) -> None:
    """A record a line."""
    for line in json_lines(work.records()):
        typer.echo(line)


def write_markdown(work: Work) -> None:
    """Documents with a rule between them."""
    for number, record in enumerate(work.records()):
        typer.echo(("\n---\n\n" if number else "") + markdown(record), nl=False)


WRITERS: dict[Format, Callable[[Work], None]] = {
    Format.brief: write_brief,
    Format.json: write_json,
    Format.jsonl: write_lines,
    Format.markdown: write_markdown,
}
