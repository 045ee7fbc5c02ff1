"""Times in a language read natively: dates, weekdays, months and years, and what is counted from the article's day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.reading import Reading
from dragoman.knowledge.native import Native, TimeWords, words
from dragoman.record import Precision, Time

WEEK = 7
UNDATED = "the article's own day is not known"


@Language.factory("dragoman_native_times")
def make_times(nlp: Language, name: str) -> NativeTimes:
    """Make the component for a pipeline."""
    return NativeTimes("fr" if nlp.lang == "fr" else "es")


class NativeTimes:
    """Finds the expressions of time of a document in one language."""

    def __init__(self, language: Native) -> None:
        self.words = words(language).time
        self.pattern = pattern(language)

    def __call__(self, doc: Doc) -> Doc:
        """Add the times of one document to its reading."""
        reading = Reading.of(doc)
        for match in self.pattern.finditer(reading.article.text):
            if not reading.is_prose(match.start()):
                continue
            time = self._time(match, reading.anchor)
            if time is not None:
                reading.times.append(time)
        return doc

    def _time(self, match: re.Match[str], anchor: date | None) -> Time | None:
        kind = match.lastgroup
        text = match.group().lower().replace("’", "'")
        first, last, precision, reason = None, None, None, None
        if kind == "date":
            first, precision, reason = self._date(match, anchor)
        elif kind == "month":
            first, last = month_of(int(match["year_m"]), self.words.months[match["name_m"].lower()])
            precision = "month"
        elif kind == "bare":
            first, last, precision = *self._month(match, anchor), "month"
        elif kind == "relative":
            first, precision, reason = day_from(anchor, self.words.relative[text]), "day", None
        elif kind == "span":
            precision, count = self.words.spans[text]
            first, last = stretch(anchor, precision, count)
        elif kind == "ago":
            precision = self.words.units[match["unit"].lower()]
            first, last = ago(anchor, precision, int(match["count"]))
        elif kind == "weekday":
            first, precision = self._weekday(match, anchor), "day"
        elif kind == "year":
            first, last, precision = date(int(match["value_y"]), 1, 1), date(int(match["value_y"]), 12, 31), "year"
        if first is None and reason is None:
            reason = UNDATED
        value = shown(first, precision)
        return Time(
            start=match.start(), end=match.end(), text=match.group(), value=value,
            value_end=last.isoformat() if last is not None and precision == "week" else None,
            precision=precision, reason=reason, timex=value,
        )  # fmt: skip

    def _month(self, match: re.Match[str], anchor: date | None) -> tuple[date | None, date | None]:
        """A month without a year: the last one before the article's day, or that day's own."""
        if anchor is None:
            return None, None
        month = self.words.months[match["name_b"].lower()]
        ahead = month > anchor.month
        return month_of(anchor.year - int(ahead), month)

    def _date(self, match: re.Match[str], anchor: date | None) -> tuple[date | None, Precision, str | None]:
        month = self.words.months[match["name_d"].lower()]
        day = int(match["day"])
        year = match["year_d"]
        if year is not None:
            return safe(int(year), month, day), "day", None if safe(int(year), month, day) else "no such day"
        if anchor is None:
            return None, "day", "no year is given, and the article's own day is not known"
        near = [found for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (found := safe(y, month, day))]
        if not near:
            return None, "day", "no such day"
        return min(near, key=lambda one: abs((one - anchor).days)), "day", "the year nearest to the article's day"

    def _weekday(self, match: re.Match[str], anchor: date | None) -> date | None:
        if anchor is None:
            return None
        wanted = self.words.days[match["name_w"].lower()]
        after = (match["after"] or "").lower()
        back = (anchor.weekday() - wanted) % WEEK
        if after in self.words.next:
            return anchor + timedelta(days=(wanted - anchor.weekday()) % WEEK or WEEK)
        if after in self.words.last and back == 0:
            back = WEEK
        return anchor - timedelta(days=back)


@lru_cache(maxsize=4)
def pattern(language: Native) -> re.Pattern[str]:
    """One pattern for all expressions of time of a language, the longest first."""
    known: TimeWords = words(language).time
    months = "|".join(sorted(known.months, key=len, reverse=True))
    days = "|".join(known.days)
    joined = "|".join(rf"\s+{re.escape(word)}\s+" for word in known.joined if word) + r"|\s+"
    spans = "|".join(map(re.escape, sorted(known.spans, key=len, reverse=True)))
    relative = "|".join(map(re.escape, sorted(known.relative, key=len, reverse=True)))
    units = "|".join(sorted(known.units, key=len, reverse=True))
    leads = "|".join(re.escape(lead).replace("N", r"(?P<count>\d{1,3})") for lead in known.ago[:1])
    after = "|".join((*known.last, *known.next))
    parts = (
        rf"(?P<date>(?:(?:{days})\s+)?(?P<day>\d{{1,2}})(?:er|º)?(?:{joined})(?P<name_d>{months})(?:(?:{joined})(?P<year_d>(?:19|20)\d\d))?)",
        rf"(?P<month>(?P<name_m>{months})(?:{joined})(?P<year_m>(?:19|20)\d\d))",
        rf"(?P<bare>(?<=\ben )(?P<name_b>{months}))",
        rf"(?P<span>{spans})",
        rf"(?P<ago>{leads}\s+(?P<unit>{units}))",
        rf"(?P<relative>{relative})",
        rf"(?P<weekday>(?P<name_w>{days})(?:\s+(?P<after>{after}))?)",
        r"(?P<year>(?<=\ben )(?P<value_y>(?:19|20)\d\d))",
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def safe(year: int, month: int, day: int) -> date | None:
    """A day; None where the calendar has none such."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def day_from(anchor: date | None, days: int) -> date | None:
    """The day some days after another."""
    return anchor + timedelta(days=days) if anchor is not None else None


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def stretch(anchor: date | None, precision: Precision, count: int) -> tuple[date | None, date | None]:
    """The week, month or year some weeks, months or years after that of a day."""
    if anchor is None:
        return None, None
    if precision == "week":
        first = anchor - timedelta(days=anchor.weekday()) + timedelta(days=WEEK * count)
        return first, first + timedelta(days=WEEK - 1)
    if precision == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return month_of(months // 12, months % 12 + 1)
    return date(anchor.year + count, 1, 1), date(anchor.year + count, 12, 31)


def ago(anchor: date | None, precision: Precision, count: int) -> tuple[date | None, date | None]:
    """The day, week, month or year so many of them before a day."""
    if precision == "day":
        return day_from(anchor, -count), None
    return stretch(anchor, precision, -count)


def shown(first: date | None, precision: Precision | None) -> str | None:
    """A day in ISO 8601, as exact as it is known."""
    if first is None:
        return None
    if precision == "year":
        return f"{first.year:04d}"
    return first.isoformat()[:7] if precision == "month" else first.isoformat()
