"""``dragoman serve``: the desk in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Readable
from dragoman.cli.secret import secret_from
from dragoman.cli.show import messages

Secret = Annotated[Path | None, typer.Option(metavar="FILE", help="The first line of a file instead.")]


def serve(
    store: Readable = None,
    host: Annotated[
        str, typer.Option(help="Where to listen; others than this machine need a password or accounts.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A further name of the desk, such as that of a proxy; may be given again."),
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="Browsers reach it by https, through a proxy.")] = False,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password for analysts; or set DRAGOMAN_PASSWORD.")
    ] = False,
    reader_password: Annotated[
        bool,
        typer.Option("--reader-password", help="Ask for a password for readers; or set DRAGOMAN_READER_PASSWORD."),
    ] = False,
    password_file: Secret = None,
    reader_password_file: Secret = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the first page in the browser.")] = False,
) -> None:
    """Open the desk in the browser: events, reader, ties, map, network, provisions, alerts; Ctrl-C ends it.

    It listens to this machine alone and needs no network. Others are let in only with a password or an account
    ([bold]dragoman account[/bold]). A password never stands on the command line, where everybody could read it.

    [bold]Examples[/bold]

    The desk of the store in this folder, opened in the browser:

        dragoman serve --open

    Another store, on another port:

        dragoman serve --store embargoes.db --port 9000

    For a team, behind a proxy that speaks https; who may come in stands in the store:

        dragoman serve --name desk.example.org --https
    """
    # What serves pages takes a second to import: not for other commands.
    from dragoman.web.options import ServeOptions
    from dragoman.web.server import serve as served

    options = ServeOptions(
        host=host, port=port, names=tuple(name or ()), https=https, open_browser=open_browser,
        password=secret_from("DRAGOMAN_PASSWORD", "Password of analysts", wanted=password, path=password_file),
        reader_password=secret_from(
            "DRAGOMAN_READER_PASSWORD", "Password of readers", wanted=reader_password, path=reader_password_file
        ),
    )  # fmt: skip
    with desk(store, create=True) as opened:
        served(opened, options, lambda address: messages().print(f"the desk is open at {address} (Ctrl-C ends it)"))
