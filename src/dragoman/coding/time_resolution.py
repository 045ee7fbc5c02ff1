"""Resolution: the value of an expression of time, by its kind, in its setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dragoman.coding import time_dates as dates
from dragoman.coding import time_lengths as lengths
from dragoman.coding import time_relatives as relatives
from dragoman.coding.time_grammar import Expression
from dragoman.coding.time_setting import Setting
from dragoman.coding.time_values import FINENESS, Value, timex_of, unknown, whole


def value_of(expression: Expression, setting: Setting) -> Value:
    """The value of an expression, as far as it is known."""
    try:
        first = RESOLVERS[expression.kind](expression.words, setting)
        value = first if expression.until is None else _range(expression, first, setting)
    except (OverflowError, ValueError):
        return unknown("no day of the calendar")
    if "lead" in expression.words and expression.kind != "decade":
        value = value.because(PARTS[expression.words["lead"]])
    if "part" in expression.words and value.precision == "day" and value.start is not None:
        value = replace(value, timex=f"{value.start}{PARTS_OF_DAY[expression.words['part'].lower()]}")
    if "clock" in expression.words and value.precision == "day" and expression.kind != "iso":
        value = replace(value, clock=expression.words["clock"], precision="minute")
    return value


PARTS_OF_DAY = {**lengths.PARTS, "lunchtime": "T12:00", "midday": "T12:00"}
PARTS = {
    "early": "early in it",
    "late": "late in it",
    "mid": "in the middle of it",
    "middle": "in the middle of it",
    "earlier": "earlier in it",
    "later": "later in it",
    "end": "at its end",
    "close": "at its end",
    "start": "at its start",
    "beginning": "at its start",
    "rest": "the rest of it",
}


def _range(expression: Expression, first: Value, setting: Setting) -> Value:
    """From one value to another: 'May to July 2022' shares the year, 'Monday to Friday' runs forward."""
    assert expression.until is not None
    last = value_of(expression.until, setting)
    if "y" in expression.until.words and "y" not in expression.words and expression.kind in ("date", "month"):
        first = _sharing_year(expression, last, setting)
    elif expression.kind == "weekday":
        first, last = _in_one_week(first, last, setting)
    if first.start is None or last.end is None:
        return unknown(first.reason or last.reason or "an end of the range is not known")
    if first.start > last.end:
        return unknown("the range ends before it starts")
    precision = min((p for p in (first.precision, last.precision) if p), key=FINENESS.__getitem__)
    stretch = Value(first.start, last.end, precision, first.reason or last.reason)
    return replace(stretch, timex=f"{timex_of(first)}/{timex_of(last)}")


def _sharing_year(expression: Expression, last: Value, setting: Setting) -> Value:
    """The start of a range whose end alone names the year: that year, or the one before."""
    if last.end is None:
        return last
    resolve = RESOLVERS[expression.kind]
    first = resolve(expression.words, replace(setting, year=last.end.year))
    if first.start is not None and first.start > last.end:
        return resolve(expression.words, replace(setting, year=last.end.year - 1))
    return first


def _in_one_week(first: Value, last: Value, setting: Setting) -> tuple[Value, Value]:
    """Two weekdays of a range, moved so that it runs forward and is past or to come as a whole."""
    if first.start is None or last.end is None or first.start <= last.end:
        return first, last
    if setting.ahead:
        return first, whole(last.end + timedelta(days=7), "day")
    return whole(first.start - timedelta(days=7), "day"), last


RESOLVERS: dict[str, Callable[[dict[str, str], Setting], Value]] = {
    "iso": dates.of_iso,
    "numeric": dates.of_numeric,
    "date": dates.of_date,
    "month": dates.of_month,
    "year": dates.of_year,
    "before year": dates.of_before_year,
    "after year": dates.of_after_year,
    "years": dates.of_years,
    "decade": dates.of_decade,
    "century": dates.of_century,
    "quarter": dates.of_quarter,
    "season": dates.of_season,
    "feast": dates.of_feast,
    "weekday": relatives.of_weekday,
    "weekend": relatives.of_weekend,
    "deictic": relatives.of_deictic,
    "relative": relatives.of_relative,
    "calendar": relatives.of_calendar,
    "offset": relatives.of_offset,
    "ahead": relatives.of_ahead,
    "clock": relatives.of_clock,
    "part": relatives.of_part,
    "length": lengths.of_length,
    "set": lengths.of_set,
    "reference": lengths.of_reference,
}
