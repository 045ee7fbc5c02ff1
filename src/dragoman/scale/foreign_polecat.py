"""POLECAT's event files: their columns by name, and their types, modes and contexts as PLOVER has them."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.knowledge.plover import plover
from dragoman.record import Quad
from dragoman.scale.foreign_coding import UNKNOWN_ACT, ActRow, Coding, Columns, act_row
from dragoman.scale.foreign_parties import parted
from dragoman.scale.foreign_refusals import ForeignFileError

NAMES = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
NEEDED = ("Event ID", "Event Date", "Event Type")
# Column 5 has two spellings.
SPELLINGS = {"Event Intensity": "Intensity"}
MOST = 10.0
OLD_MODE = "a mode that PLOVER 2.0 does not have: it is left out"
OLD_CONTEXT = "a context that PLOVER 2.0 does not have: it is left out"
NO_QUAD = "a row without a quad class: that of its type is taken"
NO_SCORE = "a row without an intensity: the score of its type and mode is taken"
DATED_AHEAD = "an event dated later than it was published: taken over as it is"
DATED_BACK = "an event dated a year or more before it was published: taken over as it is"
NO_PUBLISHED = "a row that does not say when it was published: it has no first report"
DATE = (
    "CASE WHEN regexp_full_match(left({0}, 10), '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') "
    "THEN CAST(try_strptime(left({0}, 10), '%Y-%m-%d') AS DATE) END"
)


def act(cells: tuple[str | None, ...]) -> ActRow:
    """An act by its type, mode, contexts, quad class and intensity; what PLOVER 2.0 does not have is left out."""
    type_ = (cells[0] or "").upper()
    kind = plover().types.get(type_)
    if kind is None:
        return ActRow(reason=UNKNOWN_ACT)
    mode = mode_of(cells[1])
    contexts = [one for one in map(str.lower, parted(cells[2])) if one in plover().contexts]
    return act_row(
        type_, mode if mode in kind.modes else None, contexts, quad=quad_of(cells[3]), score=score_of(cells[4])
    )


def mode_of(cell: str | None) -> str | None:
    """A mode in PLOVER's spelling, with hyphens."""
    return cell.lower().replace("_", "-").replace(" ", "-") if cell else None


def quad_of(cell: str | None) -> Quad | None:
    """The quad class of a cell; None where it has none."""
    return next((quad for quad in plover().quads if quad == (cell or "").lower()), None)


def score_of(cell: str | None) -> float | None:
    """The score of a cell; None where it has none from -10 to 10."""
    try:
        score = float(cell or "")
    except ValueError:
        return None
    return score if -MOST <= score <= MOST else None


def odd_act(cells: tuple[str | None, ...]) -> list[str]:
    """What is odd about the cells of an act that becomes an event."""
    kind = plover().types[(cells[0] or "").upper()]
    mode = mode_of(cells[1])
    return [
        *([OLD_MODE] if mode and mode not in kind.modes else []),
        *([OLD_CONTEXT] if any(one.lower() not in plover().contexts for one in parted(cells[2])) else []),
        *([NO_QUAD] if quad_of(cells[3]) is None else []),
        *([NO_SCORE] if score_of(cells[4]) is None else []),
    ]


def columns(header: Sequence[str], where: str) -> Columns:
    """The columns that a header names; there may be more than the forty, such as a headline, in any order.

    Raises:
        ForeignFileError: one is missing without which there is no event, or one comes twice.
    """
    named = [SPELLINGS.get(name.strip(), name.strip()) for name in header]
    while named and not named[-1]:
        named.pop()
    missing = [name for name in NEEDED if name not in named]
    if missing or len(set(named)) < len(named):
        said = f"no column '{missing[0]}'" if missing else "a column that is named twice"
        raise ForeignFileError(said, where=where, do="give a file of POLECAT with its header")
    more = [name for name in named if name not in NAMES]
    layout = "POLECAT events" + (f" with more columns ({', '.join(more)})" if more else "")
    return Columns(layout, len(named), {name: at for at, name in enumerate(named, 1)}, header=True)


POLECAT = Coding(
    name="polecat",
    fields={
        "id": "Event ID", "date": "Event Date", "event_type": "Event Type", "event_mode": "Event Mode",
        "intensity": "Intensity", "quad_code": "Quad Code", "context_names": "Contexts",
        "name_1": "Actor Name", "country_1": "Actor Country", "sector_1": "Primary Actor Sector",
        "name_2": "Recipient Name", "country_2": "Recipient Country", "sector_2": "Primary Recipient Sector",
        "geo_name": "Placename", "geo_country": "Country", "geo_number": "GeoNames ID", "geo_feature": "Feature Type",
        "geo_lat": "Latitude", "geo_lon": "Longitude", "source": "Source", "published": "Publication Date",
    },
    id="id",
    key="CAST(2 AS BIGINT) << 60 | CAST('0x' || right(md5(own), 15) AS BIGINT)",
    date=DATE.format("date"),
    code="upper(event_type) || coalesce(' ' || event_mode, '')",
    reported=f"strftime({DATE.format('published')}, '%Y-%m-%d')",
    act=("event_type", "event_mode", "context_names", "quad_code", "intensity"),
    sides=(("name_1", "country_1", "sector_1"), ("name_2", "country_2", "sector_2")),
    place=("geo_name", "geo_country", "geo_number", "geo_feature", "geo_lat", "geo_lon"),
    acts=act,
    odd_act=odd_act,
    notes={
        NO_PUBLISHED: "reported IS NULL",
        DATED_AHEAD: "day > CAST(left(reported, 10) AS DATE)",
        DATED_BACK: "day <= CAST(left(reported, 10) AS DATE) - INTERVAL 1 YEAR",
    },
    nothing=("", "None"),
)  # fmt: skip
