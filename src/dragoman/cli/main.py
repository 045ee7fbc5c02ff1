"""The ``dragoman`` command: its groups, its version, and how errors are shown."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli.account import account_app
from dragoman.cli.add import add
from dragoman.cli.code import code
from dragoman.cli.evaluate import evaluate_app
from dragoman.cli.evidence import cite, records, show
from dragoman.cli.explain import explain
from dragoman.cli.export import export
from dragoman.cli.find import find
from dragoman.cli.gazetteer import gazetteer_app
from dragoman.cli.imports import import_
from dragoman.cli.load import load
from dragoman.cli.merge import merge
from dragoman.cli.names import names
from dragoman.cli.provisions import provisions
from dragoman.cli.read import read
from dragoman.cli.review import failures, recode, review_app
from dragoman.cli.schema import schema
from dragoman.cli.screen import screen
from dragoman.cli.serve import serve
from dragoman.cli.show import fail
from dragoman.cli.ties import ties
from dragoman.cli.watch import watch_app
from dragoman.errors import DragomanError

app = typer.Typer(
    name="dragoman",
    help=(
        "Read news reports and keep a sourced, dated, mapped record of who did what to whom, and who says so.\n\n"
        "Start with [bold]dragoman read FILE[/bold]."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("read")(read)
app.command("explain")(explain)
app.command("add")(add)
app.command("find")(find)
app.command("show")(show)
app.command("cite")(cite)
app.command("records")(records)
app.command("ties")(ties)
app.command("code")(code)
app.command("merge")(merge)
app.command("load")(load)
app.command("import")(import_)
app.command("export")(export)
app.command("provisions")(provisions)
app.command("names")(names)
app.command("screen")(screen)
app.command("serve")(serve)
app.add_typer(review_app, name="review")
app.add_typer(watch_app, name="watch")
app.add_typer(account_app, name="account")
app.add_typer(gazetteer_app, name="gazetteer")
app.command("recode")(recode)
app.command("failures")(failures)
app.command("schema")(schema)
app.add_typer(evaluate_app, name="evaluate")


def print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of the command itself."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line: a known error is one line and exit code 2, never a traceback.

    Args:
        arguments: what follows the command's name; None means those of the process.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that cannot show a character gets its number rather than an error.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app(args=arguments)
    except DragomanError as error:
        fail(error.message)
        sys.exit(2)
    except OSError as error:
        fail(f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else ""))
        sys.exit(2)
