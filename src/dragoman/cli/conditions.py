"""The conditions on events that several commands take: words, and options that mirror ``Query``."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

import typer

# What only stands in a question that is written out: quotes, a word that must not be there, a beginning.
WRITTEN = re.compile(r'"|(?:^|\s)-\w|\w\*(?:\s|$)')


class Kind(StrEnum):
    """What the reports as a whole say of an act."""

    happened = "happened"
    future = "future"
    hypothetical = "hypothetical"
    negated = "negated"
    historical = "historical"


Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORDS]...",
        help='Words that must all be there; "in quotes" a phrase, arm* a beginning, "summit -train" without.',
        show_default=False,
    ),
]
Between = Annotated[
    tuple[str, str] | None, typer.Option(metavar="STATE STATE", help="Two states that take part, in any role.")
]
Actor = Annotated[str | None, typer.Option(help="One who takes part: name, state or entity id.")]
EventType = Annotated[str | None, typer.Option("--type", help="PLOVER event type, such as CONSULT.")]
Context = Annotated[str | None, typer.Option(help="PLOVER context, such as military.")]
Materiel = Annotated[str | None, typer.Option(help="Materiel by name, or a UN register class (I-VIII).")]
Provision = Annotated[
    str | None,
    typer.Option(help="A provision that it would engage (PRK-1718-8b), any of a regime (UN-DPRK, EU), or any."),
]
Activity = Annotated[str | None, typer.Option(help="What passes, such as arms_transfer or coal_trade.")]
Place = Annotated[str | None, typer.Option(help="Where: a town, a region or a state.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="2023, 2023-09 or 2023-09-13, or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="That date, or earlier.")]
SourceClass = Annotated[
    str | None, typer.Option(help="Carried by a source of this class, such as wire_agency or state_media.")
]
MinOrigins = Annotated[int | None, typer.Option(min=1, help="At least so many independent origins.")]
Factuality = Annotated[Kind | None, typer.Option(help="What the reports as a whole say of it.")]
Contested = Annotated[bool, typer.Option("--contested", help="Only what some report and others deny.")]
Anywhere = Annotated[
    bool, typer.Option("--anywhere", help="Look for the words in whole articles, not only where the act is told.")
]
Rejected = Annotated[bool, typer.Option("--rejected", help="Also what an analyst rejected.")]


def asked(conditions: dict[str, Any]) -> dict[str, Any]:
    """Conditions as ``Query`` takes them: without those that ask for nothing."""
    found = {name: value.value if isinstance(value, Kind) else value for name, value in conditions.items()}
    return {name: value for name, value in found.items() if value is not None and value is not False}


def question(words: list[str] | None) -> str | None:
    """The words as one question: an argument of several words is a phrase, unless it is a question by itself.

    The shell takes quotes away, so that a phrase arrives as words with spaces between them.
    """
    if not words:
        return None
    return " ".join(f'"{word}"' if " " in word.strip() and not WRITTEN.search(word) else word for word in words)
