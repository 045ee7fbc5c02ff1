"""``dragoman gazetteer``: the places that names may mean, and a larger gazetteer of GeoNames' files."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from dragoman.cli.show import messages, results
from dragoman.formats.gazetteer import about_json, about_text, candidates_json, candidates_table, imported_text
from dragoman.formats.words import plain
from dragoman.knowledge.gazetteer import Place, gazetteer
from dragoman.knowledge.gazetteer_file import gazetteer_file
from dragoman.knowledge.gazetteer_import import Stand, import_geonames
from dragoman.knowledge.gazetteer_tables import about_file
from dragoman.knowledge.geonames import choices
from dragoman.settings import settings

gazetteer_app = typer.Typer(
    no_args_is_help=True,
    help=(
        "The places that names may mean. An embedded gazetteer of towns and administrative areas is always there; "
        "[bold]dragoman gazetteer import[/bold] makes one of all that GeoNames has, down to villages and hills."
    ),
)
DEFAULT_TARGET = Path("geonames.sqlite")
STEPS = {"places": "reading places", "names": "reading names", "sorting": "sorting names"}


class Shape(StrEnum):
    """How what is asked is written."""

    table = "table"
    json = "json"


Format = Annotated[Shape, typer.Option("--format", "-f", help="table or json.")]


@gazetteer_app.command("import")
def import_files(
    dump: Annotated[
        Path, typer.Argument(metavar="PLACES", help="allCountries.zip, or the file of one country.", show_default=False)
    ],
    names: Annotated[
        Path | None,
        typer.Argument(
            metavar="[NAMES]",
            help="alternateNames.zip or alternateNamesV2.zip; without it, the names in PLACES are used.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The gazetteer to make. Default: the setting gazetteer, else geonames.sqlite.",
            show_default=False,
        ),
    ] = None,
    features: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Classes and codes of features to keep, such as A,P,H,S.AIRP. Default: areas, towns, landforms, "
            "waters, parks, and buildings of note.",
            show_default=False,
        ),
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Languages of names to keep, such as en,fr; codes of places where they are named: iata, abbr. "
            "Default: en. Only Latin letters are kept.",
            show_default=False,
        ),
    ] = None,
    historic: Annotated[bool, typer.Option("--historic", help="Also names that are no longer used.")] = False,
    colloquial: Annotated[bool, typer.Option("--colloquial", help="Also nicknames: 'Big Apple'.")] = False,
) -> None:
    """Make a gazetteer of GeoNames' files, beside which everything that the embedded one knows is kept.

    It may be stopped at any time: the same command goes on where it stopped. The full files, 13 million places, take
    some minutes, less than 1 GB of memory, and three times the room of the finished file.

    [bold]Examples[/bold]

    All of GeoNames, from the files that it publishes in export/dump:

        dragoman gazetteer import allCountries.zip alternateNamesV2.zip

    One country, with airports and schools, into a file of its own:

        dragoman gazetteer import UA.zip --features A,P,S.AIRP,S.SCH --to ukraine.sqlite

    Then say that it is to be used: gazetteer = "geonames.sqlite" in dragoman.toml, or DRAGOMAN_GAZETTEER.
    """
    target = to or settings().gazetteer or DEFAULT_TARGET
    kept = choices(features, languages, historic=historic, colloquial=colloquial)
    with Counter() as counter:
        try:
            done = import_geonames(dump, names, target, kept, counter.show)
        except KeyboardInterrupt:
            messages().print("stopped; the same command goes on from here", style="dim")
            raise
    if done.anew:
        messages().print(f"began anew: {done.anew}", style="dim")
    if done.resumed:
        messages().print(f"went on after {done.resumed:,} lines of an earlier call", style="dim")
    typer.echo(imported_text(done))
    used = settings().gazetteer
    if used is None or used.resolve() != target.resolve():
        told = f'to use it: gazetteer = "{plain(str(target.resolve()))}" in dragoman.toml'
        messages().print(told, style="dim", soft_wrap=True)


@gazetteer_app.command()
def info(shape: Format = Shape.table) -> None:
    """Say which gazetteer is used: its file, what is in it, what it is made of, and whom to name for it.

    [bold]Example[/bold]

        dragoman gazetteer info
    """
    book, chosen = gazetteer(), settings().gazetteer is not None
    about = about_file(gazetteer_file())
    typer.echo(about_json(book, about, chosen) if shape is Shape.json else about_text(book, about, chosen))


@gazetteer_app.command()
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in Latin letters, however it is spelt.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    shape: Format = Shape.table,
) -> None:
    """List the places that a name may mean: states and regions first, then the largest.

    Which of them an article means depends on the article: see [bold]dragoman read[/bold].

    [bold]Example[/bold]

        dragoman gazetteer find Springfield
    """
    book = gazetteer()
    found = sorted(book.lookup(name), key=rank)
    if shape is Shape.json:
        typer.echo(candidates_json(found[:limit], book))
        return
    if found:
        results().print(candidates_table(found[:limit], book))
    bearers = book.bearers(name)
    if not found:
        messages().print(f"the gazetteer knows no place of the name {plain(name)}", style="dim")
    elif bearers > len(found[:limit]):
        messages().print(f"{bearers:,} places in all; more: --limit", style="dim")


def rank(place: Place) -> tuple[bool, bool, int, str]:
    """States and regions first, then usual names, then the largest."""
    return place.kind not in ("state", "region"), not place.own, -place.population, place.id


class Counter:
    """Steps and rate of an import, on standard error; nothing where that is no terminal."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.step = ""
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=messages(),
            transient=True,
            redirect_stdout=False,
            disable=not messages().is_terminal,
        )
        self.task = self.progress.add_task("opening", total=None)

    def __enter__(self) -> Counter:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def show(self, stand: Stand) -> None:
        """Show where the import stands, and each step as soon as it begins."""
        begins, self.step = stand.step != self.step, stand.step
        rate = stand.lines / max(time.monotonic() - self.began, 0.001)
        text = f"{STEPS[stand.step]}: {stand.lines:,} lines, {rate:,.0f} lines/s"
        self.progress.update(
            self.task, description=text, completed=stand.done, total=stand.total or None, refresh=begins
        )
