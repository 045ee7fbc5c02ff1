"""Exports: every format that events are written in for other tools, by name; each is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

Given = TypeVar("Given")
# Writes events as they come, and gives how many rows or objects it wrote.
Write = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Export:
    """A format for other tools.

    Args:
        place: 'module:function' in ``dragoman.formats``, which writes it.
        suffix: of its files.
        about: what it is, in a few words.
        reports: it needs the reports of each event.
        named: it needs the entities that their articles name.
        omits: it cannot hold every event, and counts what it leaves out.
        options: given to what writes it.
    """

    place: str
    suffix: str
    about: str
    reports: bool = True
    named: bool = False
    omits: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def write(self) -> Write:
        """What writes it."""
        module, _, name = self.place.partition(":")
        found: Write = getattr(import_module(f"dragoman.formats.{module}"), name)
        return partial(found, **self.options) if self.options else found


def written(write: Callable[[Given, BinaryIO], int], given: Given, out: Path | BinaryIO) -> int:
    """Write something into a file or a stream; a file is there as a whole or not at all. Gives the rows or objects.

    Args:
        write: what writes it.
        given: what is written, such as events.
        out: where to.
    """
    if not isinstance(out, Path):
        return write(given, out)
    temporary = out.with_name(f".{out.name}.part")
    try:
        with temporary.open("wb") as file:
            number = write(given, file)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return number


EXPORTS: dict[str, Export] = {
    "plover": Export("plover:write_plover", ".jsonl", "PLOVER 2.0 JSON, one event a line", named=True),
    "polecat": Export("polecat:write_polecat", ".txt", "POLECAT's 40 columns", named=True, omits=True),
    "gdelt": Export("gdelt:write_events", ".export.CSV", "GDELT 2.0 Events, 61 columns", named=True, omits=True),
    "gdelt-mentions": Export(
        "gdelt:write_mentions", ".mentions.CSV", "GDELT 2.0 Mentions, 16 columns", named=True, omits=True
    ),
    "ftm": Export("followthemoney:write_statements", ".csv", "FollowTheMoney statements", named=True),
    "stix": Export("stix:write_bundle", ".json", "a STIX 2.1 bundle", named=True),
    "geojson": Export("geojson:write_geojson", ".geojson", "GeoJSON, one feature an event", reports=False),
    "schema.org": Export(
        "schema_org:write_claims", ".jsonl", "schema.org NewsArticle and Claim, one a line", named=True
    ),
    "csv": Export("tables:write_csv", ".csv", "CSV, one event a row", reports=False),
    "parquet": Export("tables:write_parquet", ".parquet", "Parquet, one event a row", reports=False),
    "xlsx": Export("tables:write_excel", ".xlsx", "an Excel workbook: events, reports, what the columns mean"),
}
