"""Relatives: values of expressions that count from the article's date or from the last time in the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dragoman.coding.time_grammar import clock_of
from dragoman.coding.time_setting import DAY_NAMES, NO_DATE, Setting
from dragoman.coding.time_values import Value, moved, shifted, unknown, whole
from dragoman.coding.time_words import number_of, unit_of_word, weekday_of
from dragoman.record import Precision


def of_weekday(words: dict[str, str], setting: Setting) -> Value:
    """'Saturday', 'last Tuesday', 'Thursday last week', 'Fridays'."""
    number, rel = weekday_of(words["w"]), words.get("rel", "").lower()
    if words.get("many") or "every" in words:
        return replace(unknown("it repeats"), timex=f"XXXX-WXX-{number + 1}", kind="set")
    if any(word in rel for word in ("following", "previous", "same", "that")):
        return _weekday_from_text(number, rel, setting)
    anchor = setting.anchor
    if anchor is None:
        return unknown(NO_DATE)
    since = (anchor.weekday() - number) % 7
    if "week" in words:
        monday = anchor - timedelta(days=anchor.weekday())
        step = {"last": -1, "next": 1}.get(words["week"].lower(), 0)
        day = monday + timedelta(days=7 * step + number)
        return Value(day, day, "day", f"{words['week'].lower()} week from the article's date {anchor}")
    if rel == "last":
        return _day(
            anchor - timedelta(days=since or 7),
            f"last {DAY_NAMES[number]} before the article's date {anchor}",
        )
    if rel == "next":
        return _day(
            anchor + timedelta(days=(7 - since)),
            f"next {DAY_NAMES[number]} after the article's date {anchor}",
        )
    coming = rel == "this coming" or (setting.ahead and rel != "this past")
    coming = coming or (rel == "this" and setting.direction != "past")
    if coming:
        day = anchor + timedelta(days=-since % 7)
        return _day(day, f"first {DAY_NAMES[number]} on or after the article's date {anchor}")
    return _day(anchor - timedelta(days=since), f"last {DAY_NAMES[number]} on or before the article's date {anchor}")


def _day(day: date, reason: str) -> Value:
    return Value(day, day, "day", reason)


def _weekday_from_text(number: int, rel: str, setting: Setting) -> Value:
    base = setting.last("day")
    if base is None or base[0].start is None:
        return unknown("no day in the text before it to count from")
    value, words = base
    origin = value.start
    assert origin is not None
    ahead = (number - origin.weekday()) % 7
    if "previous" in rel:
        return _day(origin - timedelta(days=(7 - ahead)), f"counted from '{words}'")
    if "following" in rel:
        return _day(origin + timedelta(days=ahead or 7), f"counted from '{words}'")
    # 'That Saturday' lies in the week of the day before it in the text.
    return _day(origin + timedelta(days=number - origin.weekday()), f"counted from '{words}'")


def of_deictic(words: dict[str, str], setting: Setting) -> Value:
    """'Today', 'last night', 'the day before yesterday'."""
    if setting.anchor is None:
        return unknown(NO_DATE)
    if "d1" in words or "d2" in words:
        step = -2 if "d1" in words else 2
    elif "d" in words:
        step = {"yesterday": -1, "today": 0, "tomorrow": 1}[words["d"].lower()]
        if words["d"] == "Today" and setting.direction == "present" and "part" not in words and not setting.headline:
            return replace(unknown("nowadays"), timex="PRESENT_REF")
    else:
        this = words.get("this", "").lower()
        step = -1 if this.startswith("last") else 0
        words.setdefault("part", "night" if "n" in words else this.split()[-1])
    return _day(setting.anchor + timedelta(days=step), f"counted from the article's date {setting.anchor}")


def of_calendar(words: dict[str, str], setting: Setting) -> Value:
    """'The end of the year': the current one."""
    if setting.anchor is None:
        return unknown(NO_DATE)
    unit, _ = unit_of_word(words.get("u") or words["u2"])
    return whole(setting.anchor, unit, f"the one that holds the article's date {setting.anchor}")


def of_weekend(words: dict[str, str], setting: Setting, rel: str = "") -> Value:
    """'The weekend', 'last weekend'."""
    anchor = setting.anchor
    if anchor is None:
        return unknown(NO_DATE)
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    started = anchor.weekday() >= 5
    if rel == "last":
        saturday -= timedelta(days=7 * started)
    elif (
        rel in ("next", "coming", "upcoming")
        or (setting.direction == "future" and not started)
        or (rel == "this" and setting.direction != "past" and not started)
    ):
        saturday += timedelta(days=7)
    year, week, _ = saturday.isocalendar()
    reason = f"counted from the article's date {anchor}"
    return Value(saturday, saturday + timedelta(days=1), "day", reason, timex=f"{year}-W{week:02}-WE")


OVER = re.compile(r"\b(?:in|over|during|within|for|throughout|across)\s+(?:at\s+least\s+)?$")


def of_relative(words: dict[str, str], setting: Setting) -> Value:
    """'Last week', 'the past three months', 'the following day', 'that year'."""
    rel, unit_word, the = words["rel"].lower(), words["u"].lower(), "the" in words
    if unit_word == "weekend":
        return of_weekend(words, setting, rel)
    unit, size = unit_of_word(unit_word)
    plural = unit_word.endswith("s")
    if "vague" in words or (plural and "n" not in words):
        ahead = rel in ("next", "coming", "upcoming", "following")
        return replace(unknown("how many is not said"), timex="FUTURE_REF" if ahead else "PAST_REF")
    number = number_of(words["n"]) if "n" in words else 1
    if number is None:
        return unknown("how many is not said")
    if rel in ("same", "that", "following", "previous"):
        return _from_text(rel, unit, number, setting)
    if rel == "next" and the and "n" not in words and (unit == "day" or not OVER.search(setting.before)):
        return _from_text("following", unit, number, setting)
    anchor = setting.anchor
    if anchor is None:
        return unknown(NO_DATE)
    reason = f"counted from the article's date {anchor}"
    if unit == "minute":
        return _hours(number * size, rel, anchor, reason)
    if rel == "past" or (rel == "last" and (the or "n" in words)):
        return Value(moved(anchor, -number * size, unit), anchor, unit, reason)
    if rel in ("coming", "upcoming") or (rel == "next" and (the or "n" in words)):
        return Value(anchor, moved(anchor, number * size, unit), unit, reason)
    step = {"last": -1, "next": 1}.get(rel, 0)
    return whole(moved(anchor, step * size, unit), unit, reason)


def _hours(minutes: int, rel: str, anchor: date, reason: str) -> Value:
    days, rest = divmod(minutes, 24 * 60)
    if rest:
        return unknown("the article's hour is not known")
    if rel in ("past", "last"):
        return Value(anchor - timedelta(days=days), anchor, "day", reason)
    return Value(anchor, anchor + timedelta(days=days), "day", reason)


def _from_text(rel: str, unit: Precision, number: int, setting: Setting) -> Value:
    base = setting.last(unit)
    if base is None:
        return unknown(f"no {unit} in the text before it to count from")
    value, words = base
    step = {"following": number, "previous": -number}.get(rel, 0)
    return shifted(value, step, unit, f"counted from '{words}'")


def of_offset(words: dict[str, str], setting: Setting) -> Value:
    """'Two weeks ago', 'three days later', 'a day earlier'; where before or after something is resolved elsewhere."""
    amount = amount_of(words)
    if amount is None:
        return replace(unknown("how many is not said"), timex="PAST_REF")
    number, unit = amount
    way = re.sub(r"\s+", " ", words["way"].lower()).removesuffix(" today")
    backward = way in ("ago", "earlier", "before")
    if unit == "minute":
        days, rest = divmod(number, 24 * 60)
        if rest:
            return unknown("the hour to count from is not known")
        number, unit = days, "day"
    step = -number if backward else number
    if way in ("ago", "from now", "hence"):
        if setting.anchor is None:
            return unknown(NO_DATE)
        reason = f"counted from the article's date {setting.anchor}"
        if "today" in words:
            return _day(moved(setting.anchor, step, unit), reason)
        return shifted(whole(setting.anchor, "day"), step, unit, reason)
    base = setting.last(unit)
    if base is None:
        return unknown(f"no {unit} in the text before it to count from")
    return shifted(base[0], step, unit, f"counted from '{base[1]}'")


# 'Half a century ago'.
HALVES: dict[str, tuple[int, Precision]] = {"century": (50, "year"), "decade": (5, "year"), "year": (6, "month")}


def amount_of(words: dict[str, str]) -> tuple[int, Precision] | None:
    """How many of which unit; None where that is not said ('weeks ago', 'the years before')."""
    halved = HALVES.get(words["u"].lower()) if words.get("n", "").lower().startswith("half") else None
    if halved is not None:
        return halved
    number = number_of(words["n"]) if "n" in words else None
    if number is None or (words["n"].lower() == "the" and words["u"].lower().endswith("s")):
        return None
    unit, size = unit_of_word(words["u"])
    return number * size, unit


def of_ahead(words: dict[str, str], setting: Setting) -> Value:
    """'In two weeks', where the clause looks ahead."""
    amount = amount_of(words)
    if setting.anchor is None:
        return unknown(NO_DATE)
    if amount is None:
        return unknown("how many is not said")
    number, unit = amount
    reason = f"counted from the article's date {setting.anchor}"
    if unit == "minute":
        return unknown("the article's hour is not known")
    if words["way"].lower() == "within":
        return Value(setting.anchor, moved(setting.anchor, number, unit), "day" if unit == "day" else unit, reason)
    return shifted(whole(setting.anchor, "day"), number, unit, reason)


def of_clock(words: dict[str, str], setting: Setting) -> Value:
    """A time of day alone: of the last day that the text named; without one its day is not known."""
    clock = clock_of(words)
    base = setting.last("day")
    if base is None or base[0].start is None:
        return replace(unknown("a time of day without its day"), timex=f"T{clock}", kind="time")
    value, named = base
    return Value(value.start, value.start, "minute", f"of the day of '{named}'", clock=clock)


def of_part(words: dict[str, str], setting: Setting) -> Value:
    """'That afternoon', 'the next morning', 'the evening before': of the last day that the text named."""
    rel = re.sub(r"^(?:the|that)\s+", "", (words.get("rel") or words["rel2"]).lower())
    words.setdefault("part", words.get("part2", "night"))
    base = setting.last("day")
    if base is None or base[0].start is None:
        return unknown("no day in the text before it to count from")
    value, named = base
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(rel, 0)
    assert value.start is not None
    return _day(value.start + timedelta(days=step), f"counted from '{named}'")
