"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        metavar="FILE|ADDRESS",
        help="The store: an SQLite file, or postgresql://user@host/name. Default: the setting store (desk.db).",
        show_default=False,
    ),
]
Readable = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        "--from",
        metavar="FILE|ADDRESS|LAKE",
        help=(
            "The store, or a lake: the folder that dragoman code and dragoman merge made. "
            "Default: the setting store (desk.db)."
        ),
        show_default=False,
    ),
]
Author = Annotated[str | None, typer.Option(metavar="NAME", help="Who says so.", show_default=False)]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.", show_default=False)]
