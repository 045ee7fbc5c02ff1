"""Pictures of a case file: each with its caption and what it shows in words, as points or as lines for a page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
from lxml import etree
from matplotlib.figure import Figure

from dragoman.desk.case import CaseFile
from dragoman.formats.case_map import map_alt, map_caption, map_figure
from dragoman.formats.case_series import series_alt, series_caption, series_figure, series_notes
from dragoman.formats.ties_plot import DRAWING, STYLE, label
from dragoman.formats.ties_plot import picture as tie_figure
from dragoman.formats.words import plain
from dragoman.formats.world_map import World
from dragoman.ties.found import Ties

# A name with a dollar sign is a name and no formula.
DRAWN: Any = {**STYLE, "text.parse_math": False}
POINTS_PER_INCH = 200
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
# Colours of the pictures that a page has its own for, in light and in dark.
PAGE_COLOURS = {
    "#222222": "ink", "#777777": "faint", "#ffffff": "card", "#efefef": "sunk", "#999999": "grey", "#0072b2": "coop",
    "#56a9d6": "coop-words", "#b5d8ec": "coop-plans", "#d55e00": "conflict", "#eb9a5b": "conflict-words",
    "#f6d2b2": "conflict-plans", "#dcd8cc": "land", "#eef2f4": "sea", "#fdfdfc": "border",
}  # fmt: skip
COLOUR = re.compile("|".join(PAGE_COLOURS), re.IGNORECASE)
TIE_SIZE = (8.8, 6.2)
MOST_CHANGES = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Args:
        name: what links lead to; the end of its file's name.
        title: its heading.
        caption: stands below it.
        alt: what it shows, in words.
        draw: draws it.
        notes: what is to be said of it besides.
    """

    name: str
    title: str
    caption: str
    alt: str
    draw: Callable[[], Figure]
    notes: list[str] = field(default_factory=list)

    def png(self) -> bytes:
        """The picture in points; the same picture is the same bytes."""
        return self.saved("png", {"Software": "dragoman"})

    def svg(self) -> str:
        """The picture in lines, to be put into a page: its colours are the page's, its ids its own."""
        root = etree.fromstring(self.saved("svg", {"Date": None, "Creator": "dragoman"}))
        etree.strip_elements(root, f"{SVG}metadata", f"{SVG}style", with_tail=False)
        for part in root.iter(etree.Element):
            self.own(part)
        for name in ("width", "height"):
            root.attrib.pop(name, None)
        root.set("role", "img")
        root.set("aria-labelledby", f"{self.name}-alt")
        root.set("stroke-linejoin", "round")
        about = etree.Element(f"{SVG}title", id=f"{self.name}-alt")
        about.text = plain(self.alt)
        root.insert(0, about)
        return str(etree.tostring(root, encoding="unicode"))

    def own(self, part: Any) -> None:
        """Make ids and references of an element this picture's own, and its colours the page's."""
        for name, value in part.attrib.items():
            if name == "id":
                part.set(name, f"{self.name}-{value}")
            elif name == XLINK:
                part.set(name, value.replace("#", f"#{self.name}-", 1))
            elif "url(#" in value:
                part.set(name, value.replace("url(#", f"url(#{self.name}-"))
        style = part.get("style")
        if style:
            part.set("style", COLOUR.sub(lambda found: f"var(--{PAGE_COLOURS[found.group().lower()]})", style))

    def saved(self, kind: str, metadata: dict[str, Any]) -> bytes:
        """The picture in a format of matplotlib."""
        out = io.BytesIO()
        # The style is one for the whole process: two that draw at once would undo each other's.
        with DRAWING, mpl.rc_context(DRAWN):
            self.draw().savefig(out, format=kind, dpi=POINTS_PER_INCH, metadata=metadata)
        return out.getvalue()


def pictures(case: CaseFile, world: World | None) -> list[Picture]:
    """The pictures of a case: a map, the series of its events, and the tie of two states that were asked about.

    Args:
        case: what ``Desk.case_file`` gathered.
        world: the drawing of the world; None leaves the map out.
    """
    return list(drawable(case, world))


def drawable(case: CaseFile, world: World | None) -> Iterator[Picture]:
    """The pictures for which there is something to draw."""
    if world is not None and any(place.mapped for place in case.places.places):
        yield Picture(
            "map", "Map", map_caption(case.places), map_alt(case.places), lambda: map_figure(case.places, world),
            ["Equal Earth projection. Borders as in Natural Earth: drawing one is no statement about sovereignty."],
        )  # fmt: skip
    events = [one.event for one in case.events]
    if any(event.when_value or event.first_report for event in events):
        yield Picture(
            "series", "Course of events", series_caption(events), series_alt(events), lambda: series_figure(events),
            series_notes(events),
        )  # fmt: skip
    ties = case.ties
    if ties is not None and ties.events:
        yield tie_picture(ties)


def tie_picture(ties: Ties) -> Picture:
    """The tie of two states, with the changes that were found in it."""
    one, other = (plain(state.name) for state in ties.states)
    found = ", ".join(change_words(ties)) or "no change that chance does not explain"
    return Picture(
        "tie", f"The tie of {one} and {other}",
        f"All {ties.events} events between {one} and {other} in the store by {ties.by}, {ties.since} to {ties.until}: "
        "acts, words and intentions; the rate with its 90 % band; the net PLOVER score; all that is coded",
        f"Bars of cooperation upwards and of conflict downwards for {one} and {other}, {ties.since} to {ties.until}, "
        f"{ties.events} events; {found}.",
        lambda: resized(ties), [*ties.notes, *change_words(ties)],
    )  # fmt: skip


def resized(ties: Ties) -> Figure:
    """The picture of a tie in the width of a page."""
    figure = tie_figure(ties)
    figure.set_size_inches(*TIE_SIZE)
    return figure


def change_words(ties: Ties) -> Sequence[str]:
    """The changes of a tie, a line each, the surest first."""
    surest = sorted(ties.changes, key=lambda one: (one.chance, one.test.p))[:MOST_CHANGES]
    return [plain(label(one).partition("\n")[0]) for one in surest]
