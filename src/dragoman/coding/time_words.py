"""The closed classes of English time words: months, weekdays, units, numbers in words; and how to read them."""

from __future__ import annotations

import re

from dragoman.record import Precision

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
# Months that are also given names, verbs or adjectives: alone they need a preposition or "last", "this", "early".
DOUBTFUL_MONTHS = frozenset({"march", "april", "may", "june", "august"})

# Unit -> (precision, how many of that precision).
UNITS: dict[str, tuple[Precision, int]] = {
    "minute": ("minute", 1), "hour": ("minute", 60), "day": ("day", 1), "night": ("day", 1), "week": ("week", 1),
    "fortnight": ("week", 2), "month": ("month", 1), "quarter": ("quarter", 1), "year": ("year", 1),
    "decade": ("decade", 1), "century": ("century", 1),
}  # fmt: skip

SMALL = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "last": 4, "final": 4,
}  # fmt: skip
# "The nineties": the decade's tens.
NINETIES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def either(words: object) -> str:
    """A regular expression for one of some words, longest first."""
    assert hasattr(words, "__iter__")
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


FULL_MONTH = either(word for word in MONTHS if len(word) > 4 or word in ("may", "june", "july"))
SHORT_MONTH = either(word for word in MONTHS if len(word) <= 4 and word not in ("may", "june", "july"))
MONTH = rf"(?:{FULL_MONTH}\b|{SHORT_MONTH}\b\.?)"
WEEKDAY = either(WEEKDAYS)
ANY_WEEKDAY = rf"(?:{WEEKDAY}\b|{either(SHORT_WEEKDAYS)}\b\.?)"
TEENS = either(word for word in SMALL if word not in ("a", "an", "dozen"))
NUMBER = (
    rf"(?:\d{{1,3}}|(?:a\s+)?dozen|half\s+a\s+(?:dozen|century)|{either(TENS)}(?:[\s-]{TEENS})?|{TEENS}"
    r"|an?\s+(?:single|full)|an?|the)"
)
UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|decade)s?|centur(?:y|ies)"
SEASON = "(?:spring|summer|autumn|fall|winter)"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"


def number_of(words: str) -> int | None:
    """The number that words or digits say: 'nineteen', 'twenty-one', 'a', '40'; None where they say none."""
    parts = [part for part in re.split(r"[\s-]+", words.lower()) if part not in ("single", "full")]
    if parts == ["the"]:
        return 1
    if parts and parts[0].isdigit():
        return int(parts[0])
    if parts[:2] == ["half", "a"]:
        return 6 if parts[2:] == ["dozen"] else None
    if len(parts) == 2 and parts[1] == "dozen":
        return 12
    if parts and parts[0] in TENS:
        return TENS[parts[0]] + (SMALL.get(parts[1], 0) if len(parts) == 2 else 0)
    return SMALL.get(parts[0]) if len(parts) == 1 else None


def ordinal_of(word: str) -> int | None:
    """The number that an ordinal says: 'third', '3rd', 'twenty-first'."""
    word = re.sub(r"\s+", "-", word.lower())
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS.get(word)


def month_of(word: str) -> int:
    """The number of a month's name or abbreviation."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_of(word: str) -> int:
    """The number of a weekday's name or abbreviation, Monday being 0."""
    word = word.lower().rstrip(".")
    return WEEKDAYS[word] if word in WEEKDAYS else SHORT_WEEKDAYS[word]


def singular(unit: str) -> str:
    """A unit's singular: 'centuries' > 'century'."""
    unit = unit.lower()
    return "century" if unit.startswith("centur") else unit.removesuffix("s")


def unit_of_word(word: str) -> tuple[Precision, int]:
    """A unit's precision, and how many of it: 'fortnights' are two weeks."""
    return UNITS[singular(word)]
