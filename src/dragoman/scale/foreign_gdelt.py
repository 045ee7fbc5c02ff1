"""GDELT's event files: the columns of 2.0 and 1.0, and what its codes are in PLOVER."""

from __future__ import annotations

from dragoman.knowledge.cameo import cameo, root
from dragoman.scale.foreign_coding import NO_ACT, UNKNOWN_ACT, ActRow, Coding, Columns, act_row

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
# In the order of the files, which have no header.
NAMES = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in ACTOR), *(f"Actor2{name}" for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in GEO), *(f"Actor2Geo_{name}" for name in GEO),
    *(f"ActionGeo_{name}" for name in GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
# 1.0 has no second level of areas, and before April 2013 no address.
LAYOUTS = {
    61: ("GDELT 2.0 events", NAMES),
    58: ("GDELT 1.0 events", tuple(name for name in NAMES if not name.endswith("ADM2Code"))),
    57: ("GDELT 1.0 events without addresses", tuple(name for name in NAMES if not name.endswith("ADM2Code"))[:-1]),
}
MENTIONS = 16
DATED_AHEAD = "an event dated later than it was added to the files: taken over as it is"
DATED_BACK = "an event dated a year or more before it was added to the files: taken over as it is"
NO_ADDED = "a row that does not say when it was added: it has no first report"
# A number of up to 18 digits stands in the 60 bits that a key has for it.
ID = "CASE WHEN regexp_full_match(id, '[0-9]{1,18}') THEN CAST(CAST(id AS BIGINT) AS VARCHAR) END"
DATE = "CASE WHEN regexp_full_match(date, '[0-9]{8}') THEN CAST(try_strptime(date, '%Y%m%d') AS DATE) END"
ADDED = (
    "CASE WHEN regexp_full_match(added, '[0-9]{14}') "
    "THEN strftime(try_strptime(added, '%Y%m%d%H%M%S'), '%Y-%m-%dT%H:%M:%S+00:00') "
    "WHEN regexp_full_match(added, '[0-9]{8}') THEN strftime(try_strptime(added, '%Y%m%d'), '%Y-%m-%d') END"
)


def act(cells: tuple[str | None, ...]) -> ActRow:
    """What a CAMEO code is in PLOVER: type, mode and contexts; side and score are PLOVER's own."""
    code = cells[0] or ""
    if root(code) in cameo().without:
        return ActRow(reason=NO_ACT)
    found = cameo().act(code)
    if found is None:
        return ActRow(reason=UNKNOWN_ACT)
    return act_row(found.type, found.mode, found.contexts)


def columns(width: int) -> Columns:
    """The columns of a file by their number."""
    layout, names = LAYOUTS[width]
    return Columns(layout, width, {name: at for at, name in enumerate(names, 1)})


GDELT = Coding(
    name="gdelt",
    fields={
        "id": "GLOBALEVENTID", "date": "SQLDATE", "event_code": "EventCode",
        "name_1": "Actor1Name", "code_1": "Actor1Code", "country_1": "Actor1CountryCode",
        "group_1": "Actor1KnownGroupCode", "kind_1": "Actor1Type1Code",
        "name_2": "Actor2Name", "code_2": "Actor2Code", "country_2": "Actor2CountryCode",
        "group_2": "Actor2KnownGroupCode", "kind_2": "Actor2Type1Code",
        "geo_type": "ActionGeo_Type", "geo_name": "ActionGeo_FullName", "geo_country": "ActionGeo_CountryCode",
        "geo_area": "ActionGeo_ADM1Code", "geo_feature": "ActionGeo_FeatureID", "geo_lat": "ActionGeo_Lat",
        "geo_lon": "ActionGeo_Long", "added": "DATEADDED", "source": "SOURCEURL",
    },
    id=ID,
    key="CAST(1 AS BIGINT) << 60 | CAST(own AS BIGINT)",
    date=DATE,
    code="event_code",
    reported=ADDED,
    act=("event_code",),
    sides=(
        ("name_1", "code_1", "country_1", "group_1", "kind_1"),
        ("name_2", "code_2", "country_2", "group_2", "kind_2"),
    ),
    place=("geo_type", "geo_name", "geo_country", "geo_area", "geo_feature", "geo_lat", "geo_lon"),
    acts=act,
    notes={
        NO_ADDED: "reported IS NULL",
        DATED_AHEAD: "day > CAST(left(reported, 10) AS DATE)",
        DATED_BACK: "day <= CAST(left(reported, 10) AS DATE) - INTERVAL 1 YEAR",
    },
)  # fmt: skip
