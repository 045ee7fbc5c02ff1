"""Credits of pictures ("Jane Doe / AP", "Photo: Reuters") at the end of a line, and the captions that they mark."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.intake.publishing import publisher_named
from dragoman.knowledge.notices import notices

LONGEST_CREDIT = 90
MOST_CAPTION_WORDS = 70
SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*\s+(?=[\w(\[©])")
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]]$")
STOPS = ".!?…\"”’»')] \t\u00a0\r\n"
SEPARATED = re.compile(r"\s+(?:[|•·–—]|--?)\s+(?=[\w(©])")
RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*.{2,80}", re.IGNORECASE)
STROKE = re.compile(r"[^/.]+[^/.\s]\s?/\s?[^/.\s][^/.]+")
SPLIT = re.compile(r"\s*(?:[/|,;]|\bvia\b|\bfor\b|\band\b|\s[–—-]\s|\bby\b|:)\s*")
NAME = re.compile(
    r"(?:the\s)?(?:[A-ZÀ-Þ][\w.'’-]*|de|la|van|von|der|bin|al)(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|de|la|van|von|der|bin|al|of))*"
)
MOST_NAME_WORDS = 5
# One of these follows the words that open a credit.
OPENING_SIGNS = (":", "/", " by ", " of ", "ourtesy")


def credit_start(line: str) -> int | None:
    """Where the credit at the end of a line starts; 0 where the whole line is one, None where there is none."""
    if is_credit(line):
        return 0
    floor = max(0, len(line) - LONGEST_CREDIT)
    if (bracketed := BRACKETED.search(line, floor)) and is_bracketed_credit(line, bracketed):
        return bracketed.end() - len(bracketed[0].lstrip())
    for pattern in (SENTENCE_END, SEPARATED):
        for match in pattern.finditer(line, floor):
            rest = line[match.end() :]
            if is_credit(rest) or (pattern is SENTENCE_END and is_stroke_credit(rest)):
                return match.end() - len(match[0].lstrip(STOPS))
    return opened_credit(line, floor)


def is_bracketed_credit(line: str, bracketed: re.Match[str]) -> bool:
    """Whether brackets at the end of a line hold a credit, rather than the short form of the name before them."""
    inner = bracketed[1].strip()
    if not is_credit(inner):
        return False
    named = publisher_named(inner)
    return named is None or not line[: bracketed.start()].endswith((named.name, *named.aliases))


def opened_credit(line: str, floor: int) -> int | None:
    """Where a credit that its own opening words mark starts: 'visits a plant Photo: KCNA'."""
    tail = line[floor:]
    if not any(sign in tail for sign in OPENING_SIGNS):
        return None
    for match in opener().finditer(line, floor):
        rest = line[match.end() :].strip(" .")
        if match[2] and rest and names_only(rest):
            return match.start()
    return None


def is_credit(words: str) -> bool:
    """Whether a string is a credit as a whole."""
    plain = words.strip().rstrip(".").strip("()[]").strip()
    if not 2 <= len(plain) <= LONGEST_CREDIT:
        return False
    if RIGHTS.fullmatch(plain):
        return True
    if (opened := opener().match(plain)) and opened[2]:
        rest = plain[opened.end() :].strip()
        return bool(rest) and names_only(rest)
    return any(is_source(part) for part in parts_of(plain)) and names_only(plain)


def is_stroke_credit(words: str) -> bool:
    """Whether the end of a line is names with a stroke between them, which credits sources that nobody else knows."""
    return STROKE.fullmatch(words) is not None and len(words) <= LONGEST_CREDIT and names_only(words)


def names_only(words: str) -> bool:
    """Whether a string is nothing but names, as a credit lists them."""
    return all(is_source(part) or is_name(part) for part in parts_of(words))


def parts_of(words: str) -> list[str]:
    """The names of a credit: 'KCNA via Reuters' has two."""
    known = notices().credit_sources
    return [words] if words in known else [part for part in SPLIT.split(words) if part]


def is_name(words: str) -> bool:
    """Whether a string looks like the name of a person or body, or is a word that credits use."""
    if words.lower() in notices().credit_words or words.isdigit():
        return True
    return words.count(" ") < MOST_NAME_WORDS and NAME.fullmatch(words) is not None


def is_source(words: str) -> bool:
    """Whether a string is one that signs pictures, with or without 'Photo', 'Images' and the like after it."""
    found = notices()
    while words not in found.credit_sources:
        head, _, last = words.rpartition(" ")
        if not head or last.lower() not in found.credit_words:
            return publisher_named(words) is not None
        words = head
    return True


@lru_cache(maxsize=1)
def opener() -> re.Pattern[str]:
    """The words that open a credit, with the sign or word that must follow them in the second group."""
    spoken = "|".join(map(re.escape, notices().credit_openers))
    return re.compile(rf"\b({spoken})\b(\s*:\s*|\s+(?:by|courtesy(?: of)?|of)\s+|/)?", re.IGNORECASE)


def opens_caption(line: str) -> bool:
    """Whether a line begins as captions do: 'FILE PHOTO:'."""
    return line[:40].lower().startswith(notices().caption_openers)
