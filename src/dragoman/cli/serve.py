"""``dragoman serve``: the desk in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.show import messages


def serve(
    store: Store = None,
    host: Annotated[str, typer.Option(help="Where to listen; others than this machine need a password.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the first page in the browser.")] = False,
) -> None:
    """Open the desk in the browser: events, reader, ties, map, network, provisions, alerts; Ctrl-C ends it.

    It listens to this machine alone and needs no network.

    [bold]Examples[/bold]

    The desk of the store in this folder, opened in the browser:

        dragoman serve --open

    Another store, on another port:

        dragoman serve --store embargoes.db --port 9000
    """
    # What serves pages takes a second to import: not for other commands.
    from dragoman.web.options import ServeOptions
    from dragoman.web.server import serve as served

    options = ServeOptions(host=host, port=port, open_browser=open_browser)
    with desk(store, create=True) as opened:
        served(opened, options, lambda address: messages().print(f"the desk is open at {address} (Ctrl-C ends it)"))
