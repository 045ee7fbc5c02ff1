"""POLECAT: events in the 40 columns of its public files, one event a row, after a header row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Literal

from dragoman.formats.cells import cell, line, listed
from dragoman.formats.occurrence import day_of, first_day, occurred, venue
from dragoman.formats.participants import Participant, naming, participants
from dragoman.knowledge.country_codes import cow_number, plover_country
from dragoman.store.stream import Report, Told

MISSING = "None"
SIDE = ("Name", "Country", "COW", "Primary {} Sector", "Sectors", "Title", "Name Raw", "Wikipedia {} ID")
SCORE: Literal["Event Intensity", "Intensity"] = "Event Intensity"


def side_columns(side: str) -> tuple[str, ...]:
    """The columns of a side, 'Actor' or 'Recipient'."""
    return tuple(name.format(side) if "{}" in name else f"{side} {name}" for name in SIDE)


COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", SCORE, "Quad Code", "Contexts", *side_columns("Actor"),
    *side_columns("Recipient"), "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
STORY = (("person",), ("organisation", "group", "publisher"), ("place", "state"))


def write_polecat(
    told: Iterable[Told],
    out: BinaryIO,
    *,
    intensity: Literal["Event Intensity", "Intensity"] = SCORE,
    omitted: Counter[str] | None = None,
) -> int:
    """Write events as POLECAT's public files have them: tabs, a header row, 'None' for what is missing, UTF-8.

    Several actors or recipients stand in one cell, separated by ';', at the same place in each column of their side.
    Acts that are planned, possible or denied are left out: POLECAT has no column that could say so.

    Args:
        told: the events, with reports and what their articles name.
        out: where to write.
        intensity: how the fifth column is called; both spellings are in use.
        omitted: counts what was left out, by its factuality.

    Returns:
        The number of rows written, without the header.
    """
    out.write(line(intensity if name == SCORE else name for name in COLUMNS))
    count = 0
    for one in told:
        if occurred(one.event):
            out.write(line(row_of(one)))
            count += 1
        elif omitted is not None:
            omitted[one.event.factuality] += 1
    return count


def row_of(told: Told) -> list[str]:
    """The cells of one event."""
    event, reports = told.event, told.reports
    taken = event.foreign.id if event.foreign and event.foreign.coding == "polecat" else None
    first = [
        taken or event.id, first_day(event), event.type, event.mode, event.score, event.quad.upper(),
        listed(event.contexts, MISSING),
    ]  # fmt: skip
    return [
        *(cell(value, MISSING) for value in first),
        *side_cells(participants(event.actors, reports)),
        *side_cells(participants(event.recipients, reports)),
        *place_cells(told),
        *story_cells(told),
    ]


def side_cells(side: list[Participant]) -> list[str]:
    """The cells of one side: its members at the same place in each, but all sectors of all in the list of sectors."""
    sectors = dict.fromkeys(sector for one in side for sector in one.sectors)
    aligned: list[Sequence[object]] = [
        [one.name for one in side],
        [one.code for one in side],
        [cow_number(one.state) if one.state else None for one in side],
        [one.sectors[0] if one.sectors else None for one in side],
        list(sectors),
        [one.title for one in side],
        [one.words for one in side],
        [],
    ]
    return [listed(values, MISSING) for values in aligned]


def place_cells(told: Told) -> list[str]:
    """The ten cells of the place: its name, its state and its point."""
    place = venue(told.event)
    if place is None:
        return [MISSING] * 10
    named = naming(place.id, told.reports)
    country = plover_country(place.state) if place.state else None
    values = (
        place.name, None, None, None, country, place.lat, place.lon, named.geonames_id if named else None,
        named.words if named else None, "PCLI" if place.id.startswith("state:") else None,
    )  # fmt: skip
    return [cell(value, MISSING) for value in values]


def story_cells(told: Told) -> list[str]:
    """The cells of the story: who published it and when, whom it names; that of the earliest report."""
    event, reports = told.event, told.reports
    publishers = dict.fromkeys(report.article.publisher for report in reports if report.article.publisher)
    source = listed(publishers, MISSING)
    if event.foreign and event.foreign.source:
        source = cell(event.foreign.source, MISSING)
    earliest = reports[0] if reports else None
    return [
        source,
        cell(day_of(event.first_report), MISSING),
        *(listed(story_names(earliest, kinds), MISSING) for kinds in STORY),
        cell(earliest.language if earliest else None, MISSING),
        cell(earliest.coder if earliest else None, MISSING),
    ]


def story_names(report: Report | None, kinds: tuple[str, ...]) -> list[str]:
    """The entities of some kinds that the article of a report names, in its order."""
    return [named.name for named in report.named.values() if named.kind in kinds] if report else []
