"""``dragoman account``: who may come in to the desk when it is served to others."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dragoman.cli.opened import desk
from dragoman.cli.options import Store
from dragoman.cli.secret import asked_secret
from dragoman.cli.show import messages, results

account_app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Keep accounts in the store: people with a password, programs with a token. As soon as there is one, the desk "
        "that [bold]dragoman serve[/bold] opens asks everybody to log in."
    ),
)


class Role(StrEnum):
    """What an account may do."""

    reader = "reader"
    analyst = "analyst"


Name = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, dots and hyphens.")]


@account_app.command()
def add(
    name: Name,
    store: Store = None,
    role: Annotated[Role, typer.Option(help="reader: looks; analyst: also adds, reviews, keeps rules.")] = Role.reader,
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with the password; else it is asked for.")
    ] = None,
) -> None:
    """Let a person in, with a password of ten characters or more, which is asked for and never shown.

    [bold]Example[/bold]

        dragoman account add anna --role analyst
    """
    password = asked_secret(f"Password of {name}", password_file, twice=True)
    with desk(store) as opened:
        opened.account_add(name, role.value, password)
    typer.echo(f"{name} may come in as {role.value}")


@account_app.command()
def token(
    name: Name,
    store: Store = None,
    role: Annotated[
        Role | None, typer.Option(help="Of a new account, reader if left out; else it stays.", show_default=False)
    ] = None,
) -> None:
    """Let a program in: print a token for an account, in the place of its older one. It cannot be shown again.

    The program sends it as [bold]Authorization: Bearer TOKEN[/bold].

    [bold]Example[/bold]

        dragoman account token nightly --role analyst
    """
    with desk(store) as opened:
        typer.echo(opened.account_token(name, role.value if role else None))


@account_app.command("list")
def list_accounts(store: Store = None) -> None:
    """List who may come in."""
    with desk(store, create=False) as opened:
        listed = opened.accounts()
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("name", "role", "password", "token", "made"):
        table.add_column(column, no_wrap=True)
    for one in listed:
        has = ["yes" if kept else "no" for kept in (one.password, one.token)]
        table.add_row(one.name, one.role, *has, one.made[:10])
    if listed:
        results().print(table)
    else:
        messages().print("no accounts; see: dragoman account add --help", style="dim")


@account_app.command()
def remove(name: Name, store: Store = None) -> None:
    """Take an account out: its sessions and its token end at once."""
    with desk(store, create=False) as opened:
        opened.account_remove(name)
    typer.echo(f"removed {name}")
