"""Values of time: stretches of the calendar with a precision, their arithmetic, and their ISO 8601 form."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dragoman.record import Precision, TimeKind

# From fine to coarse: an offset is never more precise than the coarser of its base and its unit.
PRECISIONS: tuple[Precision, ...] = (
    "minute", "day", "week", "month", "quarter", "season", "year", "decade", "century",
)  # fmt: skip
FINENESS = {precision: rank for rank, precision in enumerate(PRECISIONS)}

# The season's first month, in the northern hemisphere; each lasts three months.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


SEASON_CODES = ("WI", "SP", "SU", "FA")


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of days, both ends inclusive; an end that is not known is None, and ``reason`` says why.

    Attributes:
        clock: a time of day ('09:30').
        timex: the value in TIMEX3 where the days do not say it: a length, a repetition, a weekend, a part of a day.
        kind: date, time, duration or set.
    """

    start: date | None
    end: date | None
    precision: Precision | None
    reason: str | None = None
    clock: str | None = None
    timex: str | None = None
    kind: TimeKind = "date"

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    def because(self, reason: str) -> Value:
        """The same stretch with one more reason."""
        return replace(self, reason=f"{self.reason}; {reason}" if self.reason else reason)

    def iso(self) -> tuple[str | None, str | None]:
        """First and last day as ISO 8601 in the value's precision; the last is None where the first says it all."""
        first = form(self.start, self.precision)
        last = form(self.end, self.precision)
        if first and self.clock:
            first = f"{first}T{self.clock}"
        if first and last and (self.start == self.end or first == last or self._whole_unit()):
            last = None
        return first, last

    def _whole_unit(self) -> bool:
        """Whether the first day's form says the last one too: '2022-05' does, a week's Monday does not."""
        if self.start is None or self.precision not in ("month", "year"):
            return False
        return unit_of(self.start, self.precision) == (self.start, self.end)


def season_code(month: int) -> str:
    """The season of a month in TIMEX3: 'SP' of March to May."""
    return SEASON_CODES[month % 12 // 3]


def timex_of(value: Value) -> str | None:
    """A value in TIMEX3, its stretches as intervals of ISO 8601-2: '2023-W37', '2006/..', '2023-05-03/2023-05-05'."""
    if value.timex is not None or not value.known:
        return value.timex
    if value.start is None or value.end is None:
        return f"{_unit_form(value, value.start) or '..'}/{_unit_form(value, value.end) or '..'}"
    day = value.start.isoformat()
    if value.clock:
        return f"{day}T{value.clock}"
    if value.precision not in ("day", "minute") and unit_of(value.start, value.precision) == (value.start, value.end):
        return _unit_form(value, value.start)
    if value.start == value.end:
        return day
    first, last = _unit_form(value, value.start), _unit_form(value, value.end)
    return first if first == last else f"{first}/{last}"


def _unit_form(value: Value, day: date | None) -> str | None:
    """The unit that holds one end of a value, in TIMEX3."""
    if day is None:
        return None
    precision = value.precision
    if precision == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if precision == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if precision == "season":
        return f"{day.year - (day.month < 3):04}-{season_code(day.month)}"
    if precision in ("decade", "century"):
        if day not in unit_of(day, precision):
            return f"{day.year:04}"
        return f"{day.year // 10}" if precision == "decade" else f"{(day.year - 1) // 100}"
    return form(day, precision)


def unknown(reason: str) -> Value:
    """A value that is not known, and why."""
    return Value(None, None, None, reason)


def form(day: date | None, precision: Precision | None) -> str | None:
    """ISO 8601 of a day in a precision."""
    if day is None or precision is None:
        return None
    if precision in ("minute", "day", "week"):
        return day.isoformat()
    if precision in ("month", "quarter", "season"):
        return f"{day:%Y-%m}" if day.year > 999 else f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}"


def unit_of(day: date, precision: Precision | None) -> tuple[date, date]:
    """The first and last day of the unit (week, month, year ...) that holds a day."""
    if precision == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if precision == "month":
        return day.replace(day=1), month_end(day.year, day.month)
    if precision == "quarter":
        first = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, first, 1), month_end(day.year, first + 2)
    if precision == "season":
        first = 12 if day.month < 3 else 3 * (day.month // 3)
        year = day.year - (day.month < 3)
        ending = moved_months(date(year, first, 1), 2)
        return date(year, first, 1), month_end(ending.year, ending.month)
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if precision == "decade":
        first = day.year // 10 * 10
        return date(max(first, MINYEAR), 1, 1), date(first + 9, 12, 31)
    if precision == "century":
        first = (day.year - 1) // 100 * 100 + 1
        return date(first, 1, 1), date(min(first + 99, MAXYEAR), 12, 31)
    return day, day


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def moved_months(day: date, months: int) -> date:
    """A day some months on (or back), at the month's last day where the day does not exist.

    Raises:
        OverflowError: beyond the calendar's years.
    """
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not MINYEAR <= year <= MAXYEAR - 100:
        raise OverflowError(f"year {year} is beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved(day: date, number: int, unit: Precision) -> date:
    """A day some units on (or back).

    Raises:
        OverflowError: beyond the calendar's years.
    """
    if unit == "day":
        return day + timedelta(days=number)
    if unit == "week":
        return day + timedelta(weeks=number)
    months = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return moved_months(day, number * months)


def whole(day: date, precision: Precision, reason: str | None = None) -> Value:
    """The whole unit that holds a day."""
    start, end = unit_of(day, precision)
    return Value(start, end, precision, reason)


def shifted(base: Value, number: int, unit: Precision, reason: str) -> Value:
    """The unit that lies some units after (or before) a value; no more precise than the base or the unit."""
    origin = base.start or base.end
    if origin is None or base.precision is None:
        return unknown(reason)
    fine = base.precision if base.precision != "minute" else "day"
    coarse = max(fine, unit, key=lambda precision: FINENESS[precision])
    # "Eighteen months after May 2022" is a month; "two decades ago" a year at best, and a decade in precision.
    try:
        day = moved(origin, number, unit)
    except OverflowError:
        return unknown(f"{reason}; beyond the calendar")
    if coarse in ("decade", "century"):
        return Value(date(day.year, 1, 1), date(day.year, 12, 31), coarse, f"{reason}; about that year")
    return whole(day, coarse, reason)


def day_in(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
