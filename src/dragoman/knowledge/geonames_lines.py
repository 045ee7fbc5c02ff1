"""Lines of GeoNames' dumps as rows for the gazetteer; a line that cannot be one is set aside with a reason."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dragoman.errors import DragomanError
from dragoman.knowledge.gazetteer_names import is_latin, name_key
from dragoman.knowledge.gazetteer_rows import area_rows, town_rows
from dragoman.knowledge.gazetteer_tables import SPELLINGS_FROM, NameRow, PlaceKind, named
from dragoman.knowledge.geonames import Choices, geonames, holds
from dragoman.knowledge.states import states

# Numbers of places have eight digits at most; the largest of them has a byte in memory.
MOST_ID = 99_999_999
MOST_PEOPLE = 20_000_000_000
# What GeoNames says of its own columns, in characters.
LONGEST_NAME, LONGEST_COLUMN, LONGEST_SPELLING = 200, 10_000, 400
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DIGITS = re.compile(r"\d{1,11}", re.ASCII)
FEATURE_CLASSES = frozenset("AHLPRSTUV")
FEATURE_CODE = re.compile(r"[A-Z0-9]{0,10}")
LARGE_KINDS = ("admin1", "admin2")


class BrokenLineError(DragomanError):
    """A line that cannot be a row; ``what`` is one of a few reasons, so that they can be counted."""

    code = "D300"


class DumpPlace(NamedTuple):
    """A place of the dump. ``code1`` and ``code2`` name the areas it lies in, and itself where it is one: 'US.WV'."""

    id: int
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    country: str | None
    population: int
    feature: str
    code1: str | None
    code2: str | None

    @property
    def large(self) -> bool:
        """Whether its spellings in any language are kept."""
        return self.population >= SPELLINGS_FROM or self.kind in LARGE_KINDS

    @property
    def area_code(self) -> str | None:
        """Its own code, where it is an area in which others lie."""
        return {"admin1": self.code1, "admin2": self.code2}.get(self.kind)


class PlaceLines:
    """Reads lines of allCountries.txt.

    Args:
        choices: what is kept.
        spellings: whether the names in the dump's own column are kept, for want of a file of names.
        areas: ISO 3166-2 codes by the number of their area, for the corrections.
    """

    def __init__(self, choices: Choices, spellings: bool, areas: dict[int, str]) -> None:
        self.rules = geonames()
        self.features = frozenset(choices.features)
        self.spellings = spellings
        self.codes = {state.iso2: state.iso3 for state in states().values() if state.iso2}
        corrected = {row.code: row.names for row in area_rows() if row.names}
        self.corrections = {row.id: row.names for row in town_rows()}
        self.corrections |= {number: corrected[code] for number, code in areas.items() if code in corrected}
        self.kind = lru_cache(maxsize=2_000)(self.rules.kind)
        self.keeps = lru_cache(maxsize=2_000)(self._keeps)

    def read(self, content: bytes) -> tuple[DumpPlace, list[NameRow]] | None:
        """A place with its names; None where it is left out by choice.

        Raises:
            BrokenLineError: the line cannot be a place.
        """
        fields = fields_of(content, (19,))
        feature = feature_of(fields[6], fields[7])
        if not self.keeps(feature):
            return None
        number = whole_number(fields[0], MOST_ID, "no number of a place")
        usual = self.corrections.get(number, (name_of(fields[1], LONGEST_NAME),))
        lat, lon = point_of(fields[4], fields[5])
        country, code1, code2 = self._areas(fields[8], fields[10], fields[11])
        people = whole_number(fields[14] or "0", MOST_PEOPLE, "no number of people")
        place = DumpPlace(
            number, usual[0], lat, lon, self.kind(feature), country, people, feature, code1, code2
        )  # fmt: skip
        others = [fields[1], fields[2]]
        if self.spellings and place.large:
            others += dict.fromkeys(fields[3][:LONGEST_COLUMN].split(","))
        return place, list(named(number, usual, others))

    def _keeps(self, feature: str) -> bool:
        return holds(self.features, feature) and feature not in self.rules.left_out

    def _areas(self, country: str, first: str, second: str) -> tuple[str | None, str | None, str | None]:
        """The state's ISO 3166-1 code and the codes of both areas; '00' is GeoNames' word for none."""
        code1 = f"{country}.{first}" if country and first and first != "00" else None
        code2 = f"{code1}.{second}" if code1 and second else None
        return self.codes.get(country), code1, code2


class Spelling(NamedTuple):
    """A name of a place in another spelling or language; ``any_size``: kept for small places, too."""

    place: int
    key: str
    own: bool
    any_size: bool


class NameLines:
    """Reads lines of alternateNames.txt (8 columns) or alternateNamesV2.txt (10 columns, with the years of use).

    Args:
        choices: what is kept.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.codes = geonames().codes
        # Names without a language are mostly the ways in which a name is written in Latin letters.
        self.wanted = frozenset(language.encode() for language in (*choices.languages, ""))

    def read(self, content: bytes) -> Spelling | None:
        """A name; None where it is left out by choice.

        Raises:
            BrokenLineError: the line cannot be a name.
        """
        language = content.split(b"\t", 3)[2:3]
        if language and language[0] not in self.wanted:
            return None
        fields = fields_of(content, (8, 10))
        number = whole_number(fields[1], MOST_ID, "no number of a place")
        name, language_code = name_of(fields[3], LONGEST_SPELLING), fields[2]
        preferred, _, colloquial, historic = (field == "1" for field in fields[4:8])
        ended = len(fields) == 10 and bool(fields[9])
        if (colloquial and not self.choices.colloquial) or ((historic or ended) and not self.choices.historic):
            return None
        key = name_key(name)
        if not key or not (language_code in self.codes or is_latin(name)):
            return None
        usual = preferred and language_code == "en" and not (historic or ended or colloquial)
        return Spelling(number, key, usual, bool(language_code))


def fields_of(content: bytes, columns: tuple[int, ...]) -> list[str]:
    """The fields of a line.

    Raises:
        BrokenLineError: it is no UTF-8, has a NUL byte or another number of columns.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise BrokenLineError("no UTF-8") from error
    if "\0" in text:
        raise BrokenLineError("a NUL byte")
    fields = text.split("\t")
    if len(fields) not in columns:
        raise BrokenLineError(f"not {' or '.join(map(str, columns))} columns")
    return fields


def name_of(text: str, longest: int) -> str:
    """A name without white space around it.

    Raises:
        BrokenLineError: there is none, it is too long or has control characters.
    """
    name = text.strip()
    if not name:
        raise BrokenLineError("no name")
    if len(name) > longest:
        raise BrokenLineError("a name too long")
    if CONTROL.search(name):
        raise BrokenLineError("control characters in a name")
    return name


def feature_of(letter: str, code: str) -> str:
    """Class and code as one: 'T.MT'; 'P' where there is no code, nothing where there is no class.

    Raises:
        BrokenLineError: there is no such class, or the code is none.
    """
    if (letter and letter not in FEATURE_CLASSES) or not FEATURE_CODE.fullmatch(code):
        raise BrokenLineError("no feature class or code")
    return f"{letter}.{code}" if letter and code else letter


def whole_number(text: str, most: int, reason: str) -> int:
    """A whole number from 0 to a largest one.

    Raises:
        BrokenLineError: it is none.
    """
    if not DIGITS.fullmatch(text) or (number := int(text)) > most:
        raise BrokenLineError(reason)
    return number


def point_of(lat: str, lon: str) -> tuple[float, float]:
    """A point in degrees.

    Raises:
        BrokenLineError: it does not lie on the earth.
    """
    try:
        point = float(lat), float(lon)
    except ValueError as error:
        raise BrokenLineError("no coordinates") from error
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise BrokenLineError("coordinates off the earth")
    return point
