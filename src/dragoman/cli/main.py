"""The ``dragoman`` command: its groups, its version, and how errors are shown."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli.show import fail
from dragoman.errors import DragomanError
from dragoman.scale.process import collect_seldom

# Each command with the module that it stands in and what it is called there, in the order of the help. Only the command
# that is called is imported: all of them together take two seconds, and most need a tenth to a half of that.
COMMANDS = {
    "read": "read.read",
    "explain": "explain.explain",
    "translate": "translate.translate",
    "add": "add.add",
    "find": "find.find",
    "show": "evidence.show",
    "cite": "evidence.cite",
    "records": "evidence.records",
    "ties": "ties.ties",
    "code": "code.code",
    "merge": "merge.merge",
    "load": "load.load",
    "import": "imports.import_",
    "export": "export.export",
    "provisions": "provisions.provisions",
    "names": "names.names",
    "screen": "screen.screen",
    "serve": "serve.serve",
    "review": "review.review_app",
    "watch": "watch.watch_app",
    "account": "account.account_app",
    "gazetteer": "gazetteer.gazetteer_app",
    "recode": "review.recode",
    "failures": "review.failures",
    "schema": "schema.schema",
    "evaluate": "evaluate_languages.evaluate_app",
}


def application(called: str | None = None) -> typer.Typer:
    """The command line.

    Args:
        called: the first word that follows the command's name. Where it is a command, only that one is there; otherwise
            all are, for help, completion and what to say of a word that is none.
    """
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
    app.callback()(options)
    for name in COMMANDS if called not in COMMANDS else [called]:
        module, _, within = COMMANDS[name].partition(".")
        command = getattr(import_module(f"dragoman.cli.{module}"), within)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def print_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


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
    collect_seldom()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        application(words[0] if words else None)(args=arguments)
    except DragomanError as error:
        fail(error.message)
        sys.exit(2)
    except OSError as error:
        fail(f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else ""))
        sys.exit(2)
