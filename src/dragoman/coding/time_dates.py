"""Dates: values of expressions that name a date, a year, a season, a century, in whole or in part."""

from __future__ import annotations

import re
from datetime import date

from dragoman.coding.time_setting import DAY_NAMES, NO_DATE, Setting
from dragoman.coding.time_values import SEASONS, Value, day_in, month_end, unit_of, unknown, whole
from dragoman.coding.time_words import NINETIES, month_of, ordinal_of, weekday_of

# A day without a year that lies this many days ahead is that day; one that lies so far back can be told in the present.
NEXT_WEEKS, FAR = 90, 180


UNTIL = re.compile(r"\b(?:until|till|by|before)\s+(?:the\s+)?$")


def of_iso(words: dict[str, str], setting: Setting) -> Value:
    """'2022-11-05', with a time of day where one follows."""
    day = day_in(int(words["y"]), int(words["m"]), int(words["d"]))
    if day is None:
        return unknown("no day of the calendar")
    clock = words.get("clock")
    return Value(day, day, "minute" if clock else "day", clock=clock)


def of_numeric(words: dict[str, str], setting: Setting) -> Value:
    """'25/11/2022': the year alone where the day cannot be told from the month."""
    first, second, year = int(words["a"]), int(words["b"]), int(words["y"])
    if words["sep"] != "/" or first > 12 or first == second:
        day = day_in(year, second, first)
    elif second > 12:
        day = day_in(year, first, second)
    else:
        return whole(date(year, 1, 1), "year", "which number is the month is not said")
    return Value(day, day, "day") if day else unknown("no day of the calendar")


def of_date(words: dict[str, str], setting: Setting) -> Value:
    """'Sept 18, 2023', '3 May', '12-17 September'."""
    month, number = month_of(words["m"]), int(re.sub(r"\D", "", words["d"]))
    last = int(re.sub(r"\D", "", words["d2"])) if "d2" in words else number
    year, reason = year_for(words, setting, month, number)
    if year is None:
        return unknown(reason or NO_DATE)
    start, end = day_in(year, month, number), day_in(year, month, last)
    if start is None or end is None or end < start:
        return unknown("no day of the calendar")
    return Value(start, end, "day", reason)


def year_for(
    words: dict[str, str], setting: Setting, month: int, number: int | None = None
) -> tuple[int | None, str | None]:
    """The year of a date or month that names none, and how it was told."""
    if "y" in words:
        return int(words["y"]), None
    if setting.year is not None:
        return setting.year, "year from the date beside it"
    anchor = setting.anchor
    if "yrel" in words and re.match(r"that|the", words["yrel"], re.IGNORECASE):
        base = setting.last("year")
        if base is None or base[0].start is None:
            return None, "no year in the text before it to count from"
        return base[0].start.year + ("following" in words["yrel"].lower()), f"counted from '{base[1]}'"
    if anchor is None:
        return None, f"{NO_DATE}, and no year is said"
    if "yrel" in words:
        step = {"last": -1, "next": 1}.get(words["yrel"].lower(), 0)
        return anchor.year + step, f"counted from the article's date {anchor}"
    if "w" in words and number is not None:
        for year in (anchor.year, anchor.year - 1, anchor.year + 1):
            day = day_in(year, month, number)
            if day and day.weekday() == weekday_of(words["w"]):
                return (
                    year,
                    f"the nearest {DAY_NAMES[day.weekday()]} of that date to the article's date {anchor}",
                )
    rel = words.get("rel", "")
    if number is not None and not rel and (near := _near(month, number, setting)) is not None:
        return near
    if rel.startswith("this"):
        return anchor.year, f"in the year of the article's date {anchor}"
    if rel == "next" or (not rel and setting.ahead):
        gone = (month, number or 31) < (anchor.month, anchor.day) or (rel == "next" and month == anchor.month)
        return anchor.year + gone, f"the next on or after the article's date {anchor}"
    coming = (month, number or 1) > (anchor.month, anchor.day) or (rel == "last" and month == anchor.month)
    return anchor.year - coming, f"the last on or before the article's date {anchor}"


def _near(month: int, number: int, setting: Setting) -> tuple[int, str] | None:
    """The year of a day that is close by, whatever the tense: nobody leaves out the year of one that is far.

    A day of the next weeks is meant even where the verb is past ('the talks of 28 June were called off'), and the
    present tense of a chronology tells of the nearest one.
    """
    anchor = setting.anchor
    assert anchor is not None
    days = [day for step in (-1, 0, 1) if (day := day_in(anchor.year + step, month, number)) is not None]
    nearest = min(days, key=lambda day: abs((day - anchor).days), default=None)
    if nearest is None or setting.direction == "future":
        return None
    distance = (nearest - anchor).days
    told_now = setting.direction == "present" and not UNTIL.search(setting.before)
    if 0 < distance <= NEXT_WEEKS or (told_now and -FAR < distance < 0):
        return nearest.year, f"the nearest to the article's date {anchor}"
    return None


def of_month(words: dict[str, str], setting: Setting) -> Value:
    """'March 2015', 'in May', 'last June'."""
    month = month_of(words["m"])
    year, reason = year_for(words, setting, month)
    return whole(date(year, month, 1), "month", reason) if year else unknown(reason or NO_DATE)


def of_year(words: dict[str, str], setting: Setting) -> Value:
    """'2006'."""
    return whole(date(int(words["y"]), 1, 1), "year")


def of_before_year(words: dict[str, str], setting: Setting) -> Value:
    """'Pre-2014'."""
    end = date(int(words["y"]) - 1, 12, 31)
    return Value(None, end, "year", f"before {words['y']}, from a start that is not said")


def of_after_year(words: dict[str, str], setting: Setting) -> Value:
    """'Post-2015'."""
    start = date(int(words["y"]) + 1, 1, 1)
    return Value(start, None, "year", f"after {words['y']}, to an end that is not said")


def of_years(words: dict[str, str], setting: Setting) -> Value:
    """'2015-16'."""
    first = int(words["y"])
    last = int(words["y2"]) if len(words["y2"]) == 4 else first // 100 * 100 + int(words["y2"])
    if last < first:
        return unknown("the range ends before it starts")
    return Value(date(first, 1, 1), date(last, 12, 31), "year")


def of_decade(words: dict[str, str], setting: Setting) -> Value:
    """'The late 1980s', 'the nineties'."""
    if "y" in words:
        first = int(words["y"])
    else:
        tens = NINETIES[words["word"].lower()]
        this = setting.anchor.year if setting.anchor else None
        if this is None:
            return unknown(NO_DATE)
        first = this // 100 * 100 + tens
        first -= 100 if first > this else 0
    lead, step = words.get("lead", ""), {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
    early, late = step.get(lead, (0, 9))
    if first % 100 == 0 and not lead and "y" in words and first < 2000:
        return Value(date(first, 1, 1), date(first + 99, 12, 31), "century")
    return Value(
        date(first + early, 1, 1),
        date(first + late, 12, 31),
        "decade",
        f"{lead} in the decade" if lead else None,
        timex=str(first // 10),
    )


def of_century(words: dict[str, str], setting: Setting) -> Value:
    """'The 18th century'."""
    number = ordinal_of(words["o"])
    if not number or number > 30:
        return unknown("no century of the calendar")
    return whole(date(100 * (number - 1) + 1, 1, 1), "century")


def of_quarter(words: dict[str, str], setting: Setting) -> Value:
    """'The third quarter of 2022', 'the first half of the year'."""
    year = int(words["y"]) if "y" in words else None
    reason = None
    if year is None:
        if setting.anchor is None:
            return unknown(NO_DATE)
        year = setting.anchor.year + {"last": -1, "next": 1}.get(words.get("rel", "").lower(), 0)
        first = _first_month(words)
        if "rel" not in words and first is not None and first > setting.anchor.month and not setting.ahead:
            year -= 1
        reason = f"counted from the article's date {setting.anchor}"
    word = words["o"].lower()
    if words.get("size", "quarter").lower() == "half":
        second = word not in ("first", "1st")
        start, end = date(year, 7 if second else 1, 1), month_end(year, 12 if second else 6)
        return Value(start, end, "month", reason, timex=f"{year}-H{2 if second else 1}")
    number = ordinal_of(word)
    return whole(date(year, 3 * (number or 1) - 2, 1), "quarter", reason)


def _first_month(words: dict[str, str]) -> int | None:
    """The first month of a quarter or half."""
    number = ordinal_of(words["o"].lower())
    if number is None:
        return None
    if words.get("size", "quarter").lower() == "half":
        return 7 if number > 1 else 1
    return 3 * number - 2


def of_season(words: dict[str, str], setting: Setting) -> Value:
    """'Summer of 2022', 'last winter'."""
    name = (words.get("s") or words.get("s2") or words["s3"]).lower()
    month, reason = SEASONS[name], "seasons of the northern hemisphere"
    if "y" in words:
        return whole(date(int(words["y"]), month, 1), "season", reason)
    anchor = setting.anchor
    if anchor is None:
        return unknown(NO_DATE)
    rel = words.get("rel", "").lower()
    if "after" in words:
        return _season_after(name, setting)
    candidates = [unit_of(date(anchor.year + step, month, 1), "season") for step in (-2, -1, 0, 1, 2)]
    if rel == "last":
        start = max(start for start, end in candidates if end < anchor)
    elif rel == "next":
        start = min(start for start, _ in candidates if start > anchor)
    elif setting.direction == "past" or (not rel and not setting.ahead and "until" not in setting.before):
        start = max(start for start, _ in candidates if start <= anchor)
    else:
        start = min(start for start, end in candidates if end >= anchor)
    return whole(start, "season", f"{reason}; {rel or 'nearest'} from the article's date {anchor}")


def _season_after(name: str, setting: Setting) -> Value:
    """'The following autumn': the first one behind the last time in the text."""
    base = setting.last("season")
    if base is None or base[0].end is None:
        return unknown("no time in the text before it to count from")
    value, words = base
    assert value.end is not None
    starts = [date(value.end.year + step, SEASONS[name], 1) for step in (-1, 0, 1)]
    return whole(min(start for start in starts if start > value.end), "season", f"counted from '{words}'")


def of_feast(words: dict[str, str], setting: Setting) -> Value:
    """'Christmas Day'."""
    month, number = int(words["month"]), int(words["day"])
    year, reason = year_for(words, setting, month, number)
    day = day_in(year, month, number) if year else None
    return Value(day, day, "day", reason) if day else unknown(reason or NO_DATE)
