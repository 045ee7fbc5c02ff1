"""The patterns of English expressions of time, each with its kind and the cue that makes it worth looking for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntFlag
from functools import lru_cache

from dragoman.coding.time_lengths import (
    BARE_LENGTH,
    EVERY,
    LENGTH,
    OFTEN,
    OFTEN_WORD,
    PER,
    REFERENCE_WORD,
    REFERENCES,
)
from dragoman.coding.time_words import (
    ANY_WEEKDAY,
    DAY,
    MONTH,
    MONTHS,
    NINETIES,
    NUMBER,
    ORDINALS,
    SEASON,
    SHORT_WEEKDAYS,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    either,
)


class Cue(IntFlag):
    """What in a sentence makes a kind of expression worth looking for."""

    NONE = 0
    MONTH = 1
    WEEKDAY = 2
    UNIT = 4
    DEICTIC = 8
    YEAR = 16
    DECADE = 32
    NUMERIC = 64
    CLOCK = 128
    SEASON = 256
    OFTEN = 512
    REFERENCE = 1024


UNIT_WORDS = (
    "minute", "minutes", "hour", "hours", "day", "days", "night", "nights", "week", "weeks", "fortnight",
    "fortnights", "month", "months", "year", "years", "decade", "decades", "century", "centuries", "weekend",
    "second", "seconds", "quarter", "half", "q1", "q2", "q3", "q4"
)  # fmt: skip
CUES: list[tuple[Cue, Iterable[str]]] = [
    (Cue.MONTH, (word for month in MONTHS for word in (month, month + "."))),
    (Cue.WEEKDAY, (word for day in WEEKDAYS for word in (day, day + "s"))),
    (Cue.WEEKDAY, (word for day in SHORT_WEEKDAYS for word in (day, day + "."))),
    (Cue.UNIT, UNIT_WORDS),
    (Cue.DEICTIC, ("today", "yesterday", "tomorrow", "tonight", "morning", "afternoon", "evening")),
    (Cue.CLOCK, ("noon", "midnight", "am", "pm", "a.m.", "p.m.", "gmt", "utc", "o'clock", "o’clock")),
    (Cue.SEASON, ("spring", "summer", "autumn", "fall", "winter")),
    (Cue.DECADE, NINETIES),
    (Cue.OFTEN, ("every", "each", *OFTEN)),
    (Cue.REFERENCE, (words.split()[-1] for words in REFERENCES)),
]


def cue_words() -> dict[str, Cue]:
    """Each word that makes something worth looking for, with all that it makes so."""
    found: dict[str, Cue] = {}
    for cue, words in CUES:
        for word in words:
            found[word] = found.get(word, Cue.NONE) | cue
    return found


WORDS = cue_words()


@lru_cache(maxsize=4096)
def cue_of_shape(shape: str) -> Cue:
    """What a token's shape makes worth looking for: 'dddd' a year, 'ddddx' a decade, 'd:dd' a clock."""
    cue = Cue.NONE
    if "dddd" in shape:
        cue |= Cue.YEAR | Cue.NUMERIC | (Cue.DECADE if "ddddx" in shape or "dddd'x" in shape else Cue.NONE)
    if "d:d" in shape or "dx.x" in shape or shape.endswith(("dxx", "dx")):
        cue |= Cue.CLOCK
    return cue


# From one day to another inside one date: "12-17 September", "September 12 to 17".
TO = r"\s*(?:-|–|—|/|\s(?:to|until|till|through|and)\s)\s*"
OF_YEAR = r"\s+(?:of\s+)?(?P<yrel>last|this|next|that|the\s+same|the\s+following)\s+year\b"
ON_WEEKDAY = rf"\b(?:(?P<w>{ANY_WEEKDAY}),?\s+)?"
PART_OF_DAY = r"(?P<part>morning|afternoon|evening|night|lunchtime|midday)"
ORDINAL = rf"(?P<o>\d{{1,2}}(?:st|nd|rd|th)|twenty[\s-]first|{either(ORDINALS)})"
# No digit, sign of money or hyphen before a year, no digit or unit after it.
YEAR_ALONE = rf"(?<![\d.,/$€£#-])(?P<y>{YEAR})(?![\d%/]|[.,:]\d|\s?(?:hours|GMT|UTC|bc|km|kg|mm)\b|-[a-z])"
QUANTITY = rf"(?P<n>half\s+a|{NUMBER})\s+(?P<u>{UNIT})"

ISO = (
    r"(?<![\d/-])(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"
)
NUMERIC = r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/])"
DAY_MONTH = (
    rf"{ON_WEEKDAY}(?:the\s+)?(?<![\d.,:])(?P<d>{DAY})(?:{TO}(?P<d2>{DAY}))?[\s-]+(?:of\s+)?(?P<m>{MONTH})"
    rf"(?:[,\s-]\s*(?P<y>{YEAR})\b|{OF_YEAR})?"
)
MONTH_DAY = (
    rf"{ON_WEEKDAY}(?P<m>{MONTH})\s+(?P<d>{DAY})(?![\d%]|[.,:]\d|\s+(?:per|percent))"
    rf"(?:{TO}(?P<d2>{DAY})(?!\d|\s+{MONTH}))?(?:,?\s+(?P<y>{YEAR})\b(?!-)|{OF_YEAR})?"
)
MONTH_ALONE = rf"\b(?:(?P<rel>last|next|this|this coming|this past)\s+)?(?P<m>{MONTH})(?!\s+\d)(?:{OF_YEAR})?"
YEARS = rf"(?<![\d.,/$€£#-])(?P<y>{YEAR})[-–/](?P<y2>{YEAR}|\d\d)(?![\d-]|[.,]\d|[a-z])"
DECADE = rf"\b(?:the\s+)?(?P<y>(?:1[5-9]|20)\d0)['’]?s\b|\bthe\s+(?P<word>{either(NINETIES)})\b"
QUARTER = (
    r"\b(?:the\s+)?(?P<o>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))\s+(?P<size>quarter|half)"
    rf"(?:\s+of)?\s+(?:(?P<y>{YEAR})|(?P<rel>the|this|last|next)\s+year)\b"
)
QUARTER_ALONE = (
    r"\bthe\s+(?P<o>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))\s+(?P<size>quarter)\b"
    r"(?!\s+of\b|[\s-]?finals?|\s+(?:goal|century))"
)
SEASON_ALONE = (
    r"(?:(?<=\bin\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bsince\s)|(?<=\bbefore\s)|(?<=\bduring\s)|(?<=\bfrom\s))"
    r"(?:(?P<the>the)\s+)?(?P<s3>spring|summer|autumn|winter)\b(?!\s+of\b|-)"
    r"|\bthe\s+(?P<after>following|next)\s+(?P<s2>spring|summer|autumn|winter)\b"
)
PART_RELATIVE = (
    r"\b(?P<rel>that|(?:the|that)\s+(?:same|very)|the\s+(?:next|following|previous))\s+"
    r"(?P<part>morning|afternoon|evening|night)\b|\bthe\s+(?P<part2>morning|afternoon|evening|night)\s+(?P<rel2>before|after)\b"
)
PART_OF_DATE = r"\b(?:the\s+)?(?P<part>morning|afternoon|evening|night)\s+(?:of|on)\s+$"
SEASON_YEAR = rf"\b(?P<s>{SEASON})(?:\s+of)?,?\s+(?P<y>{YEAR})\b|\b(?P<rel>last|this|next)\s+(?P<s2>{SEASON})\b"
WEEKDAY_ALONE = (
    r"\b(?:(?P<every>every|each)\s+)?"
    r"(?:(?P<rel>last|next|this(?:\s+coming|\s+past)?|the\s+(?:following|previous|same)|that)\s+)?"
    rf"(?P<w>{WEEKDAY})(?P<many>s?)\b(?:\s+{PART_OF_DAY}\b)?(?:\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b)?"
)
DEICTIC = (
    r"\b(?:the\s+day\s+(?:before\s+(?P<d1>yesterday)|after\s+(?P<d2>tomorrow))"
    rf"|(?P<d>yesterday|today|tomorrow)(?:\s+{PART_OF_DAY})?|(?P<n>tonight)"
    r"|(?P<this>last\s+night|this\s+(?:morning|afternoon|evening)))\b"
)
RELATIVE = (
    r"\b(?P<the>the\s+)?"
    r"(?P<rel>last|past|previous|next|coming|following|this|current|same|that|upcoming|recent)\s+"
    rf"(?:(?P<vague>few|several|couple\s+of)\s+|(?P<n>{NUMBER})\s+)?(?P<u>{UNIT}|weekend)\b(?!-|\s+old\b)"
)
CALENDAR = (
    r"\b(?:end|start|beginning|middle|close|rest)\s+of\s+the\s+(?P<u>week|month|year|decade|century)\b"
    r"|\b(?:earlier|later)\s+in\s+the\s+(?P<u2>week|month|year)\b"
)
OFFSET = (
    rf"(?<!half )\b{QUANTITY}\s+"
    r"(?P<way>ago(?:\s+(?P<today>today))?|earlier|later|from\s+now|hence|before|after|prior\s+to|following|into|from)\b"
)
VAGUE_OFFSET = (
    r"\b(?:(?P<vague>a\s+few|few|several|a\s+couple\s+of|many|some)\s+)?"
    rf"(?P<u>(?:{UNIT}))(?<=s)\s+(?P<way>ago|earlier|later)\b"
)
AHEAD = rf"\b(?P<way>in|within)\s+{QUANTITY}(?:['’]s?)?(?P<time>\s+time)?\b(?!-|\s+old)"
CLOCK = (
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3])(?:[:.](?P<min>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)(?:\s(?P<z>GMT|UTC)\b)?"
    r"|(?<![\d:.])(?P<h2>[01]?\d|2[0-3]):(?P<min2>[0-5]\d)(?![\d:])(?:\s?(?P<z2>GMT|UTC)\b)?"
    r"|\b(?P<word>noon|midnight)\b"
    r"|(?<![\d:.])(?P<h3>[01]\d|2[0-3])(?P<min3>[0-5]\d)\s?(?P<z3>GMT|UTC|hours|local\s+time)\b"
    r"|(?<![\d:.])(?P<h4>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['’]clock\b"
    r"(?:\s+(?:in\s+the\s+(?P<half4>morning|afternoon|evening)|at\s+(?P<night>night)))?"
)

# (cue, kind, pattern); the longest match wins, of equally long ones the first.
PATTERNS: list[tuple[int, str, re.Pattern[str]]] = [
    (int(cue), kind, re.compile(pattern, re.IGNORECASE))
    for cue, kind, pattern in (
        (Cue.NUMERIC, "iso", ISO),
        (Cue.NUMERIC, "numeric", NUMERIC),
        (Cue.MONTH, "date", DAY_MONTH),
        (Cue.MONTH, "date", MONTH_DAY),
        (Cue.MONTH, "month", rf"\b(?P<m>{MONTH})(?:\s+of|,)?\s+(?P<y>{YEAR})\b"),
        (Cue.MONTH, "month", MONTH_ALONE),
        (Cue.YEAR, "years", YEARS),
        (Cue.YEAR, "year", YEAR_ALONE),
        (Cue.YEAR, "before year", rf"(?<=\bpre-)(?P<y>{YEAR})\b"),
        (Cue.YEAR, "after year", rf"(?<=\bpost-)(?P<y>{YEAR})\b"),
        (Cue.YEAR, "year", rf"(?<=\bmid-)(?P<y>{YEAR})\b"),
        (Cue.DECADE, "decade", DECADE),
        (Cue.UNIT, "century", rf"\b(?:the\s+)?{ORDINAL}[\s-]century\b"),
        (Cue.UNIT, "quarter", QUARTER),
        (Cue.UNIT, "quarter", rf"\bq(?P<o>[1-4])(?:\s+of)?\s+(?P<y>{YEAR})\b"),
        (Cue.SEASON, "season", SEASON_YEAR),
        (Cue.SEASON, "season", SEASON_ALONE),
        (Cue.UNIT, "quarter", QUARTER_ALONE),
        (Cue.DEICTIC | Cue.UNIT, "part", PART_RELATIVE),
        (Cue.WEEKDAY, "weekday", WEEKDAY_ALONE),
        (Cue.DEICTIC | Cue.UNIT, "deictic", DEICTIC),
        (Cue.UNIT, "relative", RELATIVE),
        (Cue.UNIT, "weekend", r"\bthe\s+weekend\b"),
        (Cue.UNIT, "calendar", CALENDAR),
        (Cue.UNIT, "offset", OFFSET),
        (Cue.UNIT, "offset", VAGUE_OFFSET),
        (Cue.UNIT, "ahead", AHEAD),
        (Cue.CLOCK, "clock", CLOCK),
        (Cue.UNIT, "length", LENGTH),
        (Cue.UNIT, "length", BARE_LENGTH),
        (Cue.OFTEN | Cue.WEEKDAY, "set", EVERY),
        (Cue.UNIT, "set", PER),
        (Cue.OFTEN, "set", OFTEN_WORD),
        (Cue.REFERENCE, "reference", REFERENCE_WORD),
    )
]
