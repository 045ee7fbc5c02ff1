"""``dragoman names``: whom a written name means, in any language, and why."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dragoman.cli.show import messages


def names(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as it is written.", show_default=False)],
    language: Annotated[
        str | None,
        typer.Option(
            "--language", "-l", metavar="CODE", help="The language it is written in, such as ru.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the entity and the reasons as JSON.")] = False,
) -> None:
    """Say whom or what a written name means: a person, a place, a state, an organisation.

    The whole name is compared, in the spelling of any language. What is not known, or may mean several, means nothing,
    and the reason is told.

    [bold]Examples[/bold]

    Whom a Russian, a Korean and a French newspaper name:

        dragoman names "Сергея Шойгу" --language ru

        dragoman names 김정은 --language ko

        dragoman names "Sergueï Choïgou"
    """
    from dragoman.knowledge.variants import resolve

    found = resolve(name, language)
    if as_json:
        told = {
            "name": name,
            "language": language,
            "entity": found.entity.model_dump(mode="json", exclude={"reasons"}) if found.entity is not None else None,
            "reasons": list(found.reasons),
            "candidates": [one.id for one in found.candidates],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif found.entity is not None:
        entity = found.entity
        typer.echo("\t".join((entity.id, entity.name, entity.state or "-", "; ".join(found.reasons))))
    else:
        messages().print(f"no one entity: {'; '.join(found.reasons)}", style="dim", markup=False)
