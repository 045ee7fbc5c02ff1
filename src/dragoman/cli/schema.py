"""``dragoman schema``: the contract of records, as JSON Schema."""

from __future__ import annotations

import json

import typer

from dragoman import record


def schema() -> None:
    """Print the JSON Schema (2020-12) of a record.

    [bold]Example[/bold]

        dragoman schema > record.schema.json
    """
    typer.echo(json.dumps(record.schema(), indent=2))
