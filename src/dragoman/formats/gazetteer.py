"""The gazetteer out: what its file is and whom to name for it, and the places that a name may mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from dragoman import __version__
from dragoman.formats.words import plain
from dragoman.knowledge.gazetteer import Gazetteer, Place
from dragoman.knowledge.gazetteer_import import Imported
from dragoman.knowledge.gazetteer_tables import About
from dragoman.knowledge.geonames import SourceRow, geonames

KINDS = {
    "state": "states and dependencies", "region": "regions of the world, seas, sites", "admin1": "first-level areas",
    "admin2": "second-level areas", "admin3": "lower areas", "city": "towns and villages",
    "feature": "landforms, waters, buildings",
}  # fmt: skip
OWN_LICENCE = "Where you publish places or points, name GeoNames (www.geonames.org) and its licence, CC BY 4.0."


def about_text(book: Gazetteer, about: About, chosen: bool) -> str:
    """What the file in use is, for the eye."""
    held = counts(book, about)
    kinds = "\n".join(f"            {number:>12,} {KINDS[kind]}" for kind, number in held.items())
    sources = "\n".join(f"            {line}" for line in source_lines(about))
    return (
        f"file        {plain(str(book.path))}\n"
        f"            {'of the setting gazetteer' if chosen else 'embedded, built once from installed packages'}\n"
        f"size        {size(book.path)}\n"
        f"built       {about.built[:10]}\n"
        f"places\n{kinds}\n"
        f"names       {about.names:>12,}\n"
        f"sources\n{sources}\n"
        f"{OWN_LICENCE}"
    )


def about_json(book: Gazetteer, about: About, chosen: bool) -> str:
    """The same as a JSON object."""
    found = {
        "file": str(book.path), "embedded": not chosen, "bytes": book.path.stat().st_size, "built": about.built,
        "places": counts(book, about), "names": about.names,
        "sources": [{**row.model_dump(), "issue": issue} for row, issue in source_rows(about)],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2)


def counts(book: Gazetteer, about: About) -> dict[str, int]:
    """Numbers of places by kind, those of dragoman's own data first."""
    held = {**book.own, **about.places}
    return {kind: held[kind] for kind in KINDS if kind in held}


def source_rows(about: About) -> list[tuple[SourceRow, str]]:
    """The sources with their issues, dragoman's own data last."""
    known = geonames().sources
    rows = [(known[source.key], source.issue) for source in about.sources if source.key in known]
    return [*rows, (known["own"], __version__)]


def source_lines(about: About) -> list[str]:
    """A line for each source: title, issue, licence, attribution."""
    return [
        f"{row.title} {plain(issue)} ({row.licence}): {row.attribution}" for row, issue in source_rows(about)
    ]  # fmt: skip


def size(path: Path) -> str:
    """The size of a file in MB, or GB."""
    held = path.stat().st_size / 1e6
    return f"{held:,.1f} MB" if held < 1_000 else f"{held / 1_000:,.2f} GB"


def candidates_table(found: Sequence[Place], book: Gazetteer) -> Table:
    """A table of the places that a name may mean."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("name", overflow="fold", ratio=4)
    table.add_column("kind", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("in", overflow="fold", ratio=5)
    table.add_column("people", no_wrap=True, justify="right")
    table.add_column("point", no_wrap=True)
    table.add_column("id", no_wrap=True)
    for place in found:
        people = f"{place.population:,}" if place.population else ""
        areas = ", ".join(area_names(place, book))
        table.add_row(
            Text(plain(place.name)), shown_kind(place), place.country_iso3 or "", Text(plain(areas)), people,
            f"{place.lat:.3f} {place.lon:.3f}", place.id,
        )  # fmt: skip
    return table


def shown_kind(place: Place) -> str:
    """The kind, with GeoNames' code where the kind says little."""
    return f"feature {place.feature}" if place.kind == "feature" else place.kind


def candidates_json(found: Sequence[Place], book: Gazetteer) -> str:
    """The places that a name may mean, as a JSON array."""
    return json.dumps([candidate(place, book) for place in found], ensure_ascii=False, indent=2)


def candidate(place: Place, book: Gazetteer) -> Mapping[str, Any]:
    """One place as an object; ``usual``: the name asked for is its usual one; ``areas``: what it lies in."""
    return {
        "id": place.id, "name": place.name, "usual": place.own, "kind": place.kind, "feature": place.feature,
        "state": place.country_iso3, "areas": area_names(place, book), "population": place.population or None,
        "lat": place.lat, "lon": place.lon, "precision": place.precision, "geonames_id": place.geonames_id,
        "note": place.note,
    }  # fmt: skip


def area_names(place: Place, book: Gazetteer) -> list[str]:
    """The names of the areas that a place lies in, the smaller one first."""
    areas = (book.place(number) for number in (place.admin2, place.admin1) if number)
    return [area.name for area in areas if area is not None]


def imported_text(done: Imported) -> str:
    """What an import came to: one line on the gazetteer, and one for each step whose lines were not all read."""
    about = done.about
    held = f"{sum(about.places.values()):,} places and {about.names:,} names, {size(done.path)}"
    if done.already:
        return f"{plain(str(done.path))} is made of these files already: {held}"
    rate = done.lines / max(done.seconds, 0.001)
    lines = [
        f"{plain(str(done.path))}: {held}; {done.lines:,} lines in {clock(done.seconds)}, {rate:,.0f} lines/s in all"
    ]
    for step in done.steps:
        lines.append(f"{step.name}: {step.kept:,} kept, {step.left_out:,} left out, {step.aside.total():,} set aside")
        lines += [
            f"  set aside: {number:,} with {reason}, the first in line {step.first[reason]:,}"
            for reason, number in step.aside.most_common()
        ]
    return "\n".join(lines)


def clock(seconds: float) -> str:
    """A length of time in minutes and seconds."""
    return f"{int(seconds // 60)} min {seconds % 60:.0f} s" if seconds >= 60 else f"{seconds:.1f} s"
