"""Lengths and repetitions: how long ('three weeks', 'a two-day visit') and how often ('every Tuesday', 'daily').

They date nothing, and neither do 'now', 'recently' and 'soon'. Their values are written in TIMEX3 (Pustejovsky et al.
2003): P3W, XXXX-WXX-2, PRESENT_REF; see ``docs/reference/record.md``.
"""

from __future__ import annotations

import re

from dragoman.coding.time_setting import Setting
from dragoman.coding.time_values import SEASONS, Value, season_code
from dragoman.coding.time_words import (
    MONTH,
    NUMBER,
    SEASON,
    WEEKDAY,
    month_of,
    number_of,
    singular,
    weekday_of,
)
from dragoman.record import TimeKind

LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "M", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
# How many of its letter a unit is.
SIZES = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100}
PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
OFTEN = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
    "bimonthly": "P2M", "quarterly": "P3M", "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "biannual": "P6M",
    "biennial": "P2Y", "biennially": "P2Y", "biweekly": "P2W",
}  # fmt: skip
# Words that say when only by where they are said.
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "at present": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF", "at the moment": "PRESENT_REF", "presently": "PRESENT_REF", "for now": "PRESENT_REF",
    "recently": "PAST_REF", "lately": "PAST_REF", "in the past": "PAST_REF", "long ago": "PAST_REF",
    "of late": "PAST_REF", "not long ago": "PAST_REF", "formerly": "PAST_REF", "previously": "PAST_REF",
    "soon": "FUTURE_REF", "shortly": "FUTURE_REF", "in the future": "FUTURE_REF", "in future": "FUTURE_REF",
    "in the near future": "FUTURE_REF", "before long": "FUTURE_REF", "in due course": "FUTURE_REF",
}  # fmt: skip

LAST_DAY = 31
UNITS = r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade)s?|centur(?:y|ies)"
AMOUNT = rf"(?:\d{{1,4}}(?:[.,]\d+)?|(?!the\b){NUMBER})(?P<half>\s+and\s+a\s+(?:half|quarter))?"
VAGUE = r"(?P<vague>several|many|a\s+few|few|some|dozens\s+of|hundreds\s+of|a\s+couple\s+of|a\s+matter\s+of|countless)"
PORTION = r"(?P<portion>half\s+an?|a\s+quarter\s+of\s+an?|three\s+quarters\s+of\s+an?)"
# Nothing behind that makes it another kind of expression, or no time at all ('two year terms' is one, 'a day off' not).
LENGTH = (
    rf"\b(?:(?:another\s+)?(?P<n>{AMOUNT})|{PORTION}|{VAGUE}|(?P<another>another))[\s-]+(?:(?:full|whole|straight|consecutive|long|more|further|additional)\s+)?"
    rf"(?P<u>{UNITS})(?P<half2>\s+and\s+a\s+half)?(?:[-\s](?P<old>old|long)\b)?(?:['’]s?)?(?!\w)"
)
BARE_LENGTH = (
    r"(?:(?<=\bfor\s)|(?<=\bwithin\s)|(?<=\bafter\s)|(?<=\bover\s)|(?<=\btake\s)|(?<=\btook\s)|(?<=\blasted\s))"
    rf"(?P<u>(?:{UNITS}))(?<=s)\b|\b(?P<u2>(?:{UNITS}))(?<=s)(?=\s+of\s)|\b(?P<u3>{UNITS})-long\b"
)
EVERY = (
    rf"\b(?:every|each)\s+(?:(?P<d>\d{{1,2}})\s+(?P<m>{MONTH})|(?:(?P<other>other|second)\s+|(?P<n>{NUMBER})\s+)?"
    rf"(?:(?P<w>{WEEKDAY})(?:\s+(?P<wpart>morning|afternoon|evening|night))?|(?P<part>morning|afternoon|evening|night)"
    rf"|(?P<s>{SEASON})|(?P<m2>{MONTH})(?:\s+(?P<d2>\d{{1,2}}))?|(?P<u>{UNITS})))\b"
)
PER = (
    r"\b(?:(?:once|twice|thrice|(?P<times>[\w-]+)\s+times)(?:\s+or\s+\w+)?\s+(?:an?|per|each|every)|per)\s+"
    r"(?P<u>second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|century)\b"
)
OFTEN_WORD = rf"\b(?P<often>{'|'.join(OFTEN)})\b"
REFERENCE = "|".join(sorted((re.escape(words).replace(r"\ ", r"\s+") for words in REFERENCES), key=len, reverse=True))
REFERENCE_WORD = rf"\b(?P<ref>{REFERENCE})\b"
# What 'a year' and the like stand behind where they say how often: a count or a sum.
COUNTED = re.compile(
    r"(?:\b(?:once|twice|thrice|times|million|billion|trillion|percent|per cent|tonnes?|tons?|barrels?|people|dollars"
    r"|euros)"
    r"|[$€£¥]\s?[\d.,]+\w*|\d[\d.,]*(?:\s+\w+)?|%)\s+$",
    re.IGNORECASE,
)


def of_length(words: dict[str, str], setting: Setting) -> Value:
    """'Three weeks', 'half a year', 'several months', 'two-day', 'a year and a half'."""
    unit = singular(words.get("u") or words.get("u2") or words["u3"])
    letter, size = LETTERS[unit], SIZES.get(unit, 1)
    number: float | None
    if "portion" in words:
        number = 0.5 if words["portion"].lower().startswith("half") else 0.25
        number = 0.75 if words["portion"].lower().startswith("three") else number
    elif "u3" in words or "another" in words:
        number = 1
    else:
        number = _number(words["n"]) if "n" in words else None
    if number is not None and ("half" in words or "half2" in words):
        number += 0.25 if words.get("half", "").endswith("quarter") else 0.5
    return named(period(number, letter, size), "duration", "how long, not when")


def _number(words: str) -> float | None:
    digits = words.split()[0].replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return float(digits)
    return number_of(re.sub(r"\s+and\s+a\s+(?:half|quarter)$", "", words, flags=re.IGNORECASE))


def period(number: float | None, letter: str, size: int = 1) -> str:
    """A length in TIMEX3: 'P3W', 'PT48H', 'PXM' where how many is not said."""
    amount = "X" if number is None else f"{number * size:g}"
    return f"PT{amount}{letter[1]}" if letter[0] == "T" else f"P{amount}{letter}"


def named(timex: str, kind: TimeKind, reason: str) -> Value:
    """A value that dates nothing."""
    return Value(None, None, None, reason, timex=timex, kind=kind)


def of_set(words: dict[str, str], setting: Setting) -> Value:
    """'Every Tuesday', 'daily', 'twice a month', 'each winter', 'every 9 May'."""
    return named(_repeated(words), "set", "it repeats")


def _repeated(words: dict[str, str]) -> str:
    if "often" in words:
        return OFTEN[words["often"].lower()]
    if "w" in words:
        return f"XXXX-WXX-{weekday_of(words['w']) + 1}{PARTS.get(words.get('wpart', '').lower(), '')}"
    if "part" in words:
        return f"XXXX-XX-XX{PARTS[words['part'].lower()]}"
    if "s" in words:
        return f"XXXX-{season_code(SEASONS[words['s'].lower()])}"
    month = words.get("m") or words.get("m2")
    if month:
        day = words.get("d") or words.get("d2")
        return f"XXXX-{month_of(month):02}" + (f"-{int(day):02}" if day and int(day) <= LAST_DAY else "")
    unit = singular(words["u"])
    number = 2 if "other" in words else number_of(words["n"]) if "n" in words else 1
    return period(number, LETTERS[unit], SIZES.get(unit, 1))


def of_reference(words: dict[str, str], setting: Setting) -> Value:
    """'Now', 'recently', 'soon'."""
    return named(REFERENCES[re.sub(r"\s+", " ", words["ref"].lower())], "date", "when is not said")


def is_rate(text: str, start: int, words: dict[str, str]) -> bool:
    """Whether 'a year' says how often: '$30 billion a year', 'twice a month'."""
    few = words.get("n", "").lower() in {"a", "an"}
    return few and COUNTED.search(text, max(0, start - 40), start) is not None
