"""``dragoman review``: what an analyst says of events and attributions; and ``recode`` and ``failures``."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from dragoman.cli.opened import desk
from dragoman.cli.options import Author, Note, Store
from dragoman.cli.show import Bar, messages, results
from dragoman.formats.evidence import review_line
from dragoman.formats.words import plain
from dragoman.store.refusals import ReviewError

review_app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Confirm, correct or reject what the machine found; join and split events. Reviews are kept for ever, can be "
        "withdrawn, and win over the machine everywhere."
    ),
)
Target = Annotated[str, typer.Argument(metavar="ID", help="Of an event, an event mention or an attribution.")]


@review_app.command()
def confirm(target: Target, store: Store = None, note: Note = None, author: Author = None) -> None:
    """Say that it is right."""
    with desk(store, create=False) as opened:
        typer.echo(opened.review(target, "confirm", note=note, author=author))


@review_app.command()
def reject(target: Target, store: Store = None, note: Note = None, author: Author = None) -> None:
    """Say that it is wrong: it is not found any more, except with --rejected."""
    with desk(store, create=False) as opened:
        typer.echo(opened.review(target, "reject", note=note, author=author))


@review_app.command()
def correct(
    target: Target,
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="Such as type=CONSULT when_value=2023-09-13.")
    ],
    store: Store = None,
    note: Note = None,
    author: Author = None,
) -> None:
    """Say what is right instead.

    Of an event and an event mention: type, mode, when_value, when_end, factuality; of an event also reliability (A-F)
    and credibility (1-6). Of an attribution: source, source_entity, stance, kind. An empty value means not known.
    """
    with desk(store, create=False) as opened:
        typer.echo(opened.review(target, "correct", fields=values(fields), note=note, author=author))


def values(fields: list[str]) -> dict[str, Any]:
    """Fields given as NAME=VALUE.

    Raises:
        ReviewError: one is not.
    """
    found: dict[str, Any] = {}
    for one in fields:
        name, equals, value = one.partition("=")
        if not equals:
            raise ReviewError("not FIELD=VALUE", where=one, do="write, for example, type=CONSULT")
        found[name] = int(value) if name == "credibility" and value.isdigit() else value or None
    return found


@review_app.command()
def join(
    events: Annotated[list[str], typer.Argument(metavar="ID ID...", help="Events that are one.")],
    store: Store = None,
    note: Note = None,
    author: Author = None,
) -> None:
    """Make several events one."""
    with desk(store, create=False) as opened:
        typer.echo(opened.join(*events, note=note, author=author))


@review_app.command()
def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="An event.")],
    mentions: Annotated[list[str], typer.Argument(metavar="MENTION...", help="Its mentions that are another event.")],
    store: Store = None,
    note: Note = None,
    author: Author = None,
) -> None:
    """Make some mentions of an event an event of their own."""
    with desk(store, create=False) as opened:
        typer.echo(opened.split(event, mentions, note=note, author=author))


@review_app.command()
def withdraw(
    review: Annotated[str, typer.Argument(metavar="REVIEW", help="The id of a review, re-...")], store: Store = None
) -> None:
    """Take a review back; it stays on file, as withdrawn."""
    with desk(store, create=False) as opened:
        opened.withdraw(review)
    typer.echo(review)


@review_app.command("list")
def list_reviews(store: Store = None) -> None:
    """List all reviews, the earliest first."""
    with desk(store, create=False) as opened:
        listed = opened.reviews()
    for one in listed:
        typer.echo(review_line(one))


def recode(store: Store = None) -> None:
    """Code again what an older dragoman coded; what analysts said stays.

    Give it after an update, or after data files of your own have changed the coder's version.
    """
    with desk(store, create=False) as opened, Bar("coding again", 2) as bar:
        count = opened.recode(bar.set)
    typer.echo(f"{count} articles coded again")


def failures(
    store: Store = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with all columns.")] = False,
) -> None:
    """List what could not be read or coded, with the reasons; try it again with [bold]dragoman add --retry[/bold]."""
    with desk(store, create=False) as opened:
        listed = opened.failures()
    if as_json:
        typer.echo(json.dumps([one.model_dump() for one in listed], ensure_ascii=False, indent=2))
        return
    for one in listed:
        results().print(
            f"{plain(one.locator)}\n    [{one.code}] {plain(one.what)}: {plain(one.advice or '')}", soft_wrap=True
        )
    if not listed:
        messages().print("nothing failed", style="dim")
