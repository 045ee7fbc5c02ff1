"""Dates as pages and wires print them ("Updated: 3 May 2024, 9:05 AM"), to ISO 8601; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from dragoman.intake.refusals import DateError
from dragoman.knowledge.notices import StampKind, notices

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}

WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
MONTH_NAMES = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
MONTH = rf"({MONTH_NAMES})\.?"
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(\d{4})"
DATES = (
    ("ymd", re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")),
    ("ymd", re.compile(r"^(\d{4})(\d{2})(\d{2})$")),
    ("mdy", re.compile(rf"{WEEKDAY}{MONTH}\s+{DAY},?\s+{YEAR}\b", re.IGNORECASE)),
    ("dmy", re.compile(rf"{WEEKDAY}{DAY}(?:\s+of)?[\s-]+{MONTH},?[\s-]+{YEAR}\b", re.IGNORECASE)),
    ("dotted", re.compile(rf"{WEEKDAY}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{YEAR}\b", re.IGNORECASE)),
    ("slashed", re.compile(rf"{WEEKDAY}(\d{{1,2}})[/-](\d{{1,2}})[/-]{YEAR}\b", re.IGNORECASE)),
)
TIME = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?"
    r"(?:\s*hours?\b|\s*hrs\b)?(?:\s*\(?(Z\b|(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}|(?-i:[A-Z]{2,5})\b)\)?)?",
    re.IGNORECASE,
)
JOINERS = re.compile(r"(?:[\s,;|/•·–—()-]|\bat\b|\bon\b|T(?=\d))*", re.IGNORECASE)


# A stamp of more words is prose.
MOST_SPACES = 8


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it was printed: its ISO value, or the reason why it has none."""

    value: str | None
    reason: str | None = None


def parsed_stamp(printed: str) -> Stamp:
    """The date that a whole string is."""
    found = next(((order, match) for order, pattern in DATES if (match := pattern.search(printed))), None)
    if found is None:
        return Stamp(None, f"'{short(printed)}' is no full date")
    order, match = found
    day = day_of(order, match)
    if isinstance(day, Stamp):
        return day
    rest = [part for part in (trimmed(printed[: match.start()]), trimmed(printed[match.end() :])) if part]
    if not rest:
        return Stamp(day.isoformat())
    return with_time(day, rest[0]) if len(rest) == 1 else Stamp(None, f"'{short(printed)}' is more than a date")


def day_of(order: str, match: re.Match[str]) -> date | Stamp:
    """The day that a match names; a stamp with the reason where it names none or more than one."""
    first, second, third = match.groups()
    if order == "slashed" and int(first) <= 12 and int(second) <= 12 and first != second:
        return Stamp(None, f"'{match[0].strip()}' may mean two days")
    if order == "slashed":
        order = "mdy" if int(second) > 12 else "dmy"
    year, month, day = {"ymd": (first, second, third), "mdy": (third, first, second)}.get(order, (third, second, first))
    try:
        return date(int(year), month_number(month), int(day))
    except ValueError:
        return Stamp(None, f"'{match[0].strip()}' is no day of the calendar")


def month_number(name: str) -> int:
    """The number of a month by its number, name or abbreviation."""
    return int(name) if name.isdigit() else MONTH_NUMBERS[name.lower()]


def with_time(day: date, printed: str) -> Stamp:
    """A day and a printed time of day; no zone is invented."""
    match = TIME.fullmatch(printed)
    if not match or not (match[2] or match[4]):
        return Stamp(None, f"'{short(printed)}' beside a date is no time of day")
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return Stamp(None, f"'{printed}' is no time of day")
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, second)
    except ValueError:
        return Stamp(None, f"'{printed}' is no time of day")
    value = moment.isoformat(timespec="seconds" if second else "minutes")
    offset = zone_offset(match[5])
    if match[5] and offset is None:
        return Stamp(value, f"local time, zone '{match[5]}' not converted")
    return Stamp(value + (offset or ""))


def zone_offset(printed: str | None) -> str | None:
    """The ISO offset of a zone; None for names such as EST or IST, which mean several."""
    if not printed:
        return None
    match = re.fullmatch(r"(?:UTC|GMT|Z)?\s?(?:([+-])(\d{1,2}):?(\d{2})?)?", printed, re.IGNORECASE)
    if not match:
        return None
    sign, hours, minutes = match.groups()
    if not sign or (int(hours) == 0 and int(minutes or 0) == 0):
        return "Z"
    return f"{sign}{int(hours):02d}:{minutes or '00'}" if int(hours) <= 14 and int(minutes or 0) < 60 else None


def trimmed(printed: str) -> str:
    """What is left of a stamp without the words and signs that join date and time."""
    start = JOINERS.match(printed)
    rest = printed[start.end() if start else 0 :].rstrip(" \t,;|•·–—-")
    return re.sub(r"(?:^|\s+)(?:at|on)$", "", rest, flags=re.IGNORECASE)


def short(printed: str) -> str:
    """A printed stamp as an error or reason quotes it."""
    plain = " ".join(printed.split())
    return plain if len(plain) <= 60 else plain[:57] + "..."


def iso_date(given: str, where: str | None = None) -> str:
    """A date that somebody gave on purpose, as ISO 8601.

    Raises:
        DateError: it is no date, or it may mean two days.
    """
    stamp = parsed_stamp(given.strip())
    if stamp.value is None:
        raise DateError(f"no date: {stamp.reason}", where=where, do="write it as 2024-05-31 or 2024-05-31T09:05")
    return stamp.value


def labelled_stamps(line: str) -> dict[StampKind, Stamp]:
    """The stamps of a line that is nothing but stamps with labels ('updated', 'published'); empty for other lines."""
    if len(line) > 200:
        return {}
    pieces = label_pattern().split(line)
    if len(pieces) < 3 or pieces[0].strip(" \t([*_|•–—-"):
        return {}
    found: dict[StampKind, Stamp] = {}
    labels = notices().stamp_labels
    for label, colon, printed in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        stamp = parsed_stamp(printed.strip(" \t)]*_|•.–—-"))
        if stamp.value is None and not is_stamp_like(printed, colon.strip()):
            return {}
        found.setdefault(labels[" ".join(label.lower().split())], stamp)
    return found


def is_stamp_like(printed: str, colon: str) -> bool:
    """Whether a label goes with a stamp that cannot be read, rather than begins a sentence."""
    if is_relative(printed):
        return True
    return bool(colon) and any(map(str.isdigit, printed)) and printed.count(" ") <= MOST_SPACES


def is_relative(printed: str) -> bool:
    """Whether a stamp counts back from the time of reading: '3 hours ago', 'yesterday'."""
    return bool(
        re.fullmatch(r"\W*(?:about |an? )?(?:\d+ ?)?(?:\w+ ago|yesterday|today|just now)\W*", printed, re.IGNORECASE)
    )


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern[str]:
    """The labels of stamps at the start of a line or after a separator."""
    longest_first = sorted(notices().stamp_labels, key=len, reverse=True)
    spoken = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in longest_first)
    return re.compile(rf"(?:^|(?<=[\s|•·(\[*_–—-]))({spoken})\b(\s*:|\s+|$)", re.IGNORECASE)
