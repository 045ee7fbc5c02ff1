"""``dragoman import``: events that GDELT or POLECAT coded, into a lake or a store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.show import Spinner, fail
from dragoman.errors import IntakeError
from dragoman.formats.words import plain

if TYPE_CHECKING:
    from dragoman.scale.foreign import Progress as Told
    from dragoman.scale.foreign_coding import Name


class Coding(StrEnum):
    """Whose coding a file is."""

    gdelt = "gdelt"
    polecat = "polecat"


NAMES: dict[Coding, Name] = {Coding.gdelt: "gdelt", Coding.polecat: "polecat"}
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Files of events as they were published, plain, gzipped or zipped.",
        show_default=False,
        exists=True,
        dir_okay=False,
    ),
]


def import_(
    files: Files,
    from_format: Annotated[
        Coding | None,
        typer.Option("--from-format", help="Whose coding it is. Default: told by the columns.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="LAKE", help="A lake to put them into; made where there is none.", show_default=False
        ),
    ] = None,
    store: Store = None,
) -> None:
    """Take over events that GDELT (2.0, 1.0) or POLECAT coded, marked as theirs, so that ties, watch and map know them.

    Nothing of them is coded anew: CAMEO codes become PLOVER types, codes of countries become states, and each row is
    one event with the grade F6, as no report of it was read. What is left out or odd in a file is counted, with its
    reason and its first line. The same file again changes nothing. The exit code is 2 only where no file could be read.

    [bold]Examples[/bold]

    A day of GDELT, into the desk:

        dragoman import 20230913.export.CSV.zip --store desk.db

    Years of POLECAT, into a lake that ties and find can be asked about at once:

        dragoman import ngecEventsDV-*.txt --from-format polecat --out lake/

        dragoman ties RUS PRK --from lake/
    """
    if out is not None and store is not None:
        raise typer.BadParameter("give a lake or a store, not both", param_hint="--out")
    coding = NAMES[from_format] if from_format else None
    read = 0
    for path in files:
        try:
            with Counter(path) as counter:
                told = (
                    into_lake(path, out, coding, counter.show) if out else into_store(path, store, coding, counter.show)
                )
        except IntakeError as error:
            fail(error.message)
            continue
        typer.echo(told)
        read += 1
    if not read:
        raise typer.Exit(2)


def into_lake(path: Path, out: Path, coding: Name | None, told: Told) -> str:
    """Import a file into a lake; gives what came of it."""
    # What reads such files takes a second to import: not for other commands.
    from dragoman.formats.imported import imported_text
    from dragoman.scale.foreign import import_foreign

    done = import_foreign(path, out, coding=coding, progress=told)
    return imported_text(done)


def into_store(path: Path, store: str | None, coding: Name | None, told: Told) -> str:
    """Import a file into a store; gives what came of it."""
    from dragoman.formats.imported import imported_text

    with desk(store) as opened:
        done, stored = opened.import_foreign(path, coding=coding, progress=told)
        summary = opened.summary()
    return (
        f"{imported_text(done)}\n  {stored.new:,} events stored, {stored.known:,} known already; "
        f"the store holds {summary.events:,} events"
    )


class Counter(Spinner):
    """Step and rate of an import."""

    def __init__(self, path: Path) -> None:
        self.name = plain(path.name)[-48:]
        super().__init__(f"{self.name}: opening")

    def show(self, step: str, count: int) -> None:
        """Show where the import stands."""
        rate = self.rate(count)
        text = f"{self.name}: {step}" + (f" {count:,}, {rate:,.0f} a second" if count else "")
        self.say(text)
