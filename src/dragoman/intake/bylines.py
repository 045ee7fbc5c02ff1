"""Bylines ("By Jane Doe and John Roe, Associated Press"): whose names they hold and for whom they wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.intake.publishing import publisher_named
from dragoman.knowledge.notices import notices
from dragoman.knowledge.publishers import Publisher

LONGEST = 160
WORD = r"[A-ZÀ-Þ][\w.'’-]*"
SMALL = r"(?:and|in|for|with|of|at|de|del|da|la|le|van|von|der|den|bin|bint|ibn|al|el|the|&)"
NAMES = re.compile(rf"(?:{WORD}|al-\w+)(?:[,;]?\s+(?:{WORD}|{SMALL}|al-\w+|[|/·•–—-]))*\.?")
JOINED = re.compile(r"\s*(?:[,;|/·•–—]|\s-\s|\band\b|&|\bwith\b)\s*")
PLACE = re.compile(r"\s+(?:in|at|reporting from|from)\s+[A-ZÀ-Þ].*$")
PERSON = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*|de|del|da|la|le|van|von|der|den|bin|bint|ibn|al|el|al-\w+)(?:\s\S+){0,4}")


@dataclass(slots=True)
class Byline:
    """Who is named in a byline."""

    names: list[str] = field(default_factory=list)
    publisher: Publisher | None = None


def byline_of(line: str) -> Byline | None:
    """What a line says as a byline; None where it is none."""
    if len(line) > LONGEST:
        return None
    opened = opener().match(line)
    if not opened:
        return None
    rest = roles().sub("", line[opened.end() :]).strip(" ,|:")
    if not rest:
        return Byline()
    if not NAMES.fullmatch(rest):
        return None
    return named(rest)


def named(rest: str) -> Byline:
    """The names of a byline without its opening word and without roles."""
    found = Byline()
    for part in JOINED.split(rest):
        name = PLACE.sub("", part).strip(" .,") if not part.isupper() else part.strip(" ,")
        if not name or name.lower() in notices().byline_nobody:
            continue
        signed, publisher = with_employer(name)
        found.publisher = found.publisher or publisher
        if PERSON.fullmatch(signed) and " " in signed:
            found.names.append(signed)
    return found


def with_employer(name: str) -> tuple[str, Publisher | None]:
    """A name and the publisher that stands for or after it: 'Jane Doe for Reuters', 'JANE DOE Associated Press'."""
    if publisher := publisher_named(name):
        return "", publisher
    signed, _, employer = name.partition(" for ")
    if publisher := publisher_named(employer):
        return signed, publisher
    words = name.split()
    for start in range(2, len(words)):
        if publisher := publisher_named(" ".join(words[start:])):
            return " ".join(words[:start]), publisher
    return name, None


def authors(given: str) -> list[str]:
    """The names of a field of authors, as pages and data give it."""
    opened = opener().match(given)
    return named(roles().sub("", given[opened.end() if opened else 0 :]).strip(" ,|:")).names


@lru_cache(maxsize=1)
def opener() -> re.Pattern[str]:
    """The words before the names."""
    spoken = "|".join(map(re.escape, notices().byline_openers))
    return re.compile(rf"(?:{spoken})\s*:?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def roles() -> re.Pattern[str]:
    """Descriptions of authors, with the comma before them."""
    spoken = "|".join(map(re.escape, notices().byline_roles))
    return re.compile(rf"(?:^|[,;|]\s*|\s+[–—-]\s+|\s+)(?:{spoken})\b(?=\s*(?:[,;|.]|and\b|in\b|$))", re.IGNORECASE)
