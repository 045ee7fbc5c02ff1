"""``dragoman provisions``: what is in force against a state or a group, paragraph by paragraph."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.show import messages, results
from dragoman.concerns.provisions import provisions as found_provisions
from dragoman.formats.provisions import provision_csv, provision_json, provision_table
from dragoman.intake.stamps import iso_date


class Shape(StrEnum):
    """How provisions are written."""

    table = "table"
    csv = "csv"
    json = "json"


def provisions(
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[STATE|GROUP]",
            help="An ISO code such as PRK, a name such as 'North Korea', or a group such as houthis; without it, all.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day (2016-03-02); today, if it is left out.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what was not in force that day.")] = False,
    shape: Annotated[Shape, typer.Option("--format", "-f", help="table, csv or json.")] = Shape.table,
) -> None:
    """List the provisions of sanctions and embargoes against a state or a group that are in force on a day.

    Those of the United Nations come first, paragraph by paragraph, then the arms embargoes of states and bodies. It
    points to paragraphs for a reader to check; it is no legal advice. 'confidence' says how far a row was checked.

    [bold]Examples[/bold]

    What is in force against North Korea today:

        dragoman provisions PRK

    What was in force against Iran on a day:

        dragoman provisions Iran --on 2012-06-01

    All that was ever set against Libya, for a spreadsheet:

        dragoman provisions LBY --all --format csv > libya.csv
    """
    day = date.fromisoformat(iso_date(on, where="--on")[:10]) if on is not None else date.today()
    found = found_provisions(target, day, everything=everything)
    if shape is Shape.json:
        typer.echo(provision_json(found))
    elif shape is Shape.csv:
        typer.echo(provision_csv(found), nl=False)
    elif found:
        results().print(provision_table(found))
    if not found:
        more = "" if everything else "; what was: --all"
        messages().print(f"no provision against {target} in force on {day}{more}", style="dim")
