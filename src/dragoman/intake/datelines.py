"""Datelines ("SEOUL, May 3 (Reuters) -"): where they end, which agency and which day they name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.intake.publishing import publisher_named
from dragoman.intake.stamps import MONTH_NAMES
from dragoman.knowledge.notices import notices
from dragoman.knowledge.publishers import Publisher
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.states import states

LONGEST = 160
CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]+(?:[ /-]{1,2}[A-ZÀ-Þ][A-ZÀ-Þ.'’]*){0,3}"
CASED = r"[A-ZÀ-Þ][a-zà-ÿ.'’]+(?:[ /-][A-ZÀ-Þ][a-zà-ÿ.'’]+){0,3}"
REGION = r"(?:,\s+[A-ZÀ-Þ][\w.'’]*(?:[ -](?:of\s+|the\s+)?[A-ZÀ-Þ][\w.'’]*){0,3})??"
MONTH = rf"(?:{MONTH_NAMES})\.?"
MONTH_DAY = rf"(?i:(?:[a-z]+day,?\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}))"
DAY = rf"(?:[,.]?\s+(?P<day>{MONTH_DAY}(?:,?\s+\d{{4}})?))"
AGENCY = r"[,.]?\s*[(\[]\s*(?P<agency>[A-Z][\w .&/'’-]{1,40}?)\s*[)\]]"
# A hyphen needs space on both sides, or "AFL-CIO" would be a dateline; a long dash does not.
DASH = r"(?:\s+-(?=\s)|\s*(?:---?|[–—―−]))"
START = r"(?=\s*[A-ZÀ-Þ\"“‘'«\d])"
# From the surest shape to the least: an agency in brackets; a day; a place in capitals.
SIGNED = re.compile(rf"(?:(?:{CAPITALS}|{CASED}){REGION}{DAY}?)?{AGENCY}(?:{DASH}|\s*:|\.)(?=\s){START}")
# "WASHINGTON, Nov. 2, Kyodo -": the agency bare, behind the day.
# "MADRID, 21 ene. (EFE).- ", "DUBAI, 12 septembre (Reuters) -": the day in another language, with the agency behind it.
FOREIGN_DAY = r"(?:[,.]?\s+\d{1,2}(?:er|º)?\s+(?:de\s+)?[^\W\d_]{3,10}\.?)"
FOREIGN = re.compile(
    rf"(?:{CAPITALS}|{CASED}){REGION}(?P<foreign>{FOREIGN_DAY})?{AGENCY}\s*\.?(?:\s*[-–—―−])(?=\s){START}"
)
BARE = re.compile(
    rf"(?:{CAPITALS}|{CASED}){REGION}{DAY},\s+"
    rf"(?P<agency>[A-Z][\w.&'’-]{{1,20}}(?: [A-Z][\w.&'’-]{{1,20}})?){DASH}{START}"
)
DATED = re.compile(rf"(?:{CAPITALS}|{CASED}){REGION}{DAY}[,.]?(?:{DASH}|\s*:(?=\s)){START}")
PLACED = re.compile(rf"(?P<place>{CAPITALS}){REGION}(?:{DASH}(?=\s)|\s+[–—―−]){START}")
HEADED = re.compile(rf"(?P<place>{CAPITALS}){REGION}:(?=\s){START}")
OPENING = re.compile(r"[A-ZÀ-Þ(\[]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: how many characters it has without the white space after it, and what it names."""

    length: int
    agency: Publisher | None = None
    day: str | None = None


def dateline_of(paragraph: str, *, first: bool) -> Dateline | None:
    """The dateline that a paragraph starts with.

    Args:
        paragraph: the paragraph's text.
        first: whether it is the first paragraph. Only there is a dateline without a known agency looked for.
    """
    if not OPENING.match(paragraph):
        return None
    head = paragraph[:LONGEST]
    if signed := SIGNED.match(head):
        agency = publisher_named(signed["agency"])
        if agency or (first and signed.start("agency") > 1):
            return Dateline(signed.end(), agency, signed["day"])
    if foreign := FOREIGN.match(head):
        agency = publisher_named(foreign["agency"])
        if agency or (first and foreign["foreign"]):
            return Dateline(foreign.end(), agency)
    if not first:
        return None
    if (bare := BARE.match(head)) and (agency := publisher_named(bare["agency"])):
        return Dateline(bare.end(), agency, bare["day"])
    if dated := DATED.match(head):
        return Dateline(dated.end(), day=dated["day"])
    placed = PLACED.match(head) or headed(head)
    if placed and placed["place"].lower() not in notices().kickers and len(placed["place"]) > 2:
        return Dateline(placed.end())
    return None


def headed(head: str) -> re.Match[str] | None:
    """A place in capitals before a colon, where it is a city that dragoman knows: others are speakers or kickers."""
    match = HEADED.match(head)
    return match if match and folded(match["place"]) in cities() else None


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Capitals and seats of government in capital letters."""
    known = (city for state in states().values() for city in (state.capital, *state.cities) if city)
    return frozenset(folded(city).upper() for city in known)
