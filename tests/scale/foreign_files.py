"""Small own-made files in the layouts of GDELT and POLECAT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dragoman.scale.foreign_gdelt import LAYOUTS
from dragoman.scale.foreign_polecat import NAMES as POLECAT_NAMES

MEETING = {
    "GLOBALEVENTID": "1130000001", "SQLDATE": "20230913", "Actor1Code": "PRKGOV", "Actor1Name": "KIM JONG UN",
    "Actor1CountryCode": "PRK", "Actor1Type1Code": "GOV", "Actor2Code": "RUS", "Actor2Name": "RUSSIA",
    "Actor2CountryCode": "RUS", "EventCode": "042", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Vladivostok, Primorskiy Kray, Russia", "ActionGeo_CountryCode": "RS",
    "ActionGeo_ADM1Code": "RS59", "ActionGeo_Lat": "43.1056", "ActionGeo_Long": "131.874",
    "ActionGeo_FeatureID": "-3042012", "DATEADDED": "20230913101500",
    "SOURCEURL": "https://www.tass.com/politics/one-day",
}  # fmt: skip
TALKS = {
    "Event ID": "story1_CONSULT_visit", "Event Date": "2023-09-13", "Event Type": "CONSULT", "Event Mode": "visit",
    "Intensity": "4.0", "Quad Code": "VERBAL COOPERATION", "Contexts": "military;diplomatic",
    "Actor Name": "Kim Jong Un", "Actor Country": "PRK", "Primary Actor Sector": "GOV", "Recipient Name": "Russia",
    "Recipient Country": "RUS", "Placename": "Vladivostok", "Country": "RUS", "Latitude": "43.1056",
    "Longitude": "131.8735", "GeoNames ID": "2013348", "Feature Type": "PPLA", "Source": "Example Herald",
    "Publication Date": "2023-09-14", "Language": "English", "Version": "NGEC",
}  # fmt: skip


def gdelt_line(width: int = 61, **cells: str) -> str:
    """A line of GDELT: the meeting, with other cells."""
    values = {**MEETING, **cells}
    return "\t".join(values.get(name, "") for name in LAYOUTS[width][1])


def polecat_line(names: Iterable[str] = POLECAT_NAMES, cells: Mapping[str, str] = {}) -> str:
    """A line of POLECAT: the talks, with other cells."""
    values = {**TALKS, **cells}
    return "\t".join(values.get(name, "None") for name in names)


def gdelt_file(folder: Path, *lines: str, name: str = "20230913.export.CSV") -> Path:
    """A file of GDELT."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def polecat_file(folder: Path, *cells: Mapping[str, str], name: str = "ngecEventsDV-2023.txt") -> Path:
    """A file of POLECAT with its header."""
    lines = ["\t".join(POLECAT_NAMES), *(polecat_line(cells=one) for one in cells)]
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path
