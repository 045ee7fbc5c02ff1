"""Times of a sentence: from the grammar's matches and the names of events to values in the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.coding import time_clauses as clauses
from dragoman.coding.reading import Reading
from dragoman.coding.time_anchors import Anchored, ArticleAnchors, precision_of
from dragoman.coding.time_borders import bounded
from dragoman.coding.time_direction import direction_at
from dragoman.coding.time_doubts import Doubts
from dragoman.coding.time_grammar import Expression, expressions
from dragoman.coding.time_lengths import LENGTH as LENGTH_PATTERN
from dragoman.coding.time_modifiers import modifier_of
from dragoman.coding.time_relatives import amount_of
from dragoman.coding.time_resolution import value_of
from dragoman.coding.time_setting import Setting
from dragoman.coding.time_values import Value, shifted, timex_of, unknown, whole
from dragoman.coding.time_words import MONTHS
from dragoman.knowledge.times import Anchor, Named, Times
from dragoman.record import Precision, Time, TimeModifier

TO_CLAUSE = frozenset({"before", "after", "prior to", "following", "into", "from"})
BESIDE = re.compile(r"[\s,]*(?:(?:and|or|to|on|in|,)\s+)*", re.IGNORECASE)
FEAST_YEAR = re.compile(r",?\s+(?:of\s+)?((?:19|20)\d\d)\b")
UNSURE = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|some|more than|over|at least|less than|up to)\s+$", re.IGNORECASE
)
# "Closed for two days after the attack" tells how long, not when.
LENGTH = re.compile(r"\bfor\s+(?:at least\s+|about\s+|nearly\s+|more than\s+)?$", re.IGNORECASE)
LENGTH_IN = re.compile(LENGTH_PATTERN, re.IGNORECASE)
BACK_TO = re.compile(r"(?<=before|.after)\s+that\b(?=\s*(?:[,.;]|$)|\s+(?:he|she|they|it|we|the)\b)", re.IGNORECASE)
CLOCKED = re.compile(r"(?:^|\d)T(?:\d\d:|[A-Z]{2}\b)")
EVERY = re.compile(r"\b(?:every|each)\s+$", re.IGNORECASE)
MONTH_NAMES = {number: name for name, number in MONTHS.items()}
HEADLINES = frozenset({"title", "standfirst", "caption"})
YEARLESS = frozenset({"date", "month", "feast"})
YEARED = YEARLESS | {"year"}


class SentenceTimes:
    """Finds the expressions of time of one article, sentence by sentence in the order of the text.

    Args:
        reading: the article's reading.
        anchors: the events of history that the article names.
        knowledge: what is known about time.
    """

    def __init__(self, reading: Reading, anchors: ArticleAnchors, knowledge: Times) -> None:
        self.reading, self.anchors, self.knowledge = reading, anchors, knowledge
        self.doc, self.text = reading.doc, reading.article.text
        self.doubts = Doubts(self.doc, self.text, knowledge)
        self.previous: list[tuple[Value, str]] = []
        self.dated: list[clauses.Dated] = []
        self.start = 0

    def find(self, start: int, end: int, cues: int) -> list[Time]:
        """The times of the sentence ``text[start:end]``, in no order."""
        self.start, self.dated = start, []
        named = [name for name in self.anchors.named if start <= name.start < end]
        found = [e for e in expressions(self.text, start, end, cues) if not self.anchors.masks(e)]
        found = [e for e in found if self.doubts.is_time(e)]
        found += [self._feast(name) for name in named if name.day is not None]
        anchored = [a for a in map(self.anchors.expression, named) if a is not None]
        found = [e for e in found if not any(a.start < e.end and e.start < a.end for a in anchored)]
        found.sort(key=lambda expression: expression.start)
        return list(self._times(found, anchored))

    def _times(self, found: list[Expression], anchored: list[Anchored]) -> Iterator[Time]:
        for expression in found:
            if expression.kind == "offset" and (back := BACK_TO.match(self.text, expression.end)):
                later = "earlier" if _way(expression) == "before" else "later"
                expression.words["way"], expression.end = later, back.end()
        offsets = [e for e in found if e.kind == "offset" and _way(e) in TO_CLAUSE]
        for name in anchored:
            # In "two years into the war" the war is part of the offset.
            if not any(0 <= name.start - offset.end <= 20 for offset in offsets):
                yield self._time(name.start, name.end, name.value)
        for place, expression in enumerate(found):
            if expression not in offsets and (time := self._plain(found, place)) is not None:
                yield time
        for expression in offsets:
            if (time := self._offset(expression)) is not None:
                yield time

    def _feast(self, name: Named) -> Expression:
        assert name.day is not None
        words = {"month": str(name.day.month), "day": str(name.day.day)}
        every = EVERY.search(self.text, max(0, name.start - 12), name.start)
        if every is not None:
            return Expression(every.start(), name.end, "set", {"m": MONTH_NAMES[name.day.month], "d": words["day"]})
        year = FEAST_YEAR.match(self.text, name.end)
        if year:
            words["y"] = year[1]
        return Expression(name.start, year.end() if year else name.end, "feast", words)

    def _root(self, start: int, end: int) -> Token:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        assert span is not None
        root = span.root
        if root.tag_[:2] == "VB":  # the 'am' of '9.30 am'
            return next((token for token in reversed(span) if token.tag_[:2] in {"NN", "CD"}), root)
        return root

    def _time(self, start: int, end: int, value: Value, modifier: TimeModifier | None = None) -> Time:
        first, last = value.iso()
        timex = timex_of(value)
        return Time(
            start=start,
            end=end,
            text=self.text[start:end],
            value=first,
            value_end=last,
            precision=value.precision if value.known else None,
            reason=value.reason,
            kind="time" if value.kind == "date" and timex and CLOCKED.search(timex) else value.kind,
            timex=timex,
            modifier=modifier,
        )

    def _keep(self, start: int, end: int, value: Value, root: Token, modifier: TimeModifier | None = None) -> Time:
        """A time of the record, which later expressions may count from."""
        if value.start is not None and value.end is not None:
            words = self.text[start:end]
            self.dated.append(clauses.Dated(root, value, words))
            self.previous.append((value, words))
        return self._time(start, end, value, modifier)

    def _plain(self, found: list[Expression], place: int) -> Time | None:
        """The time of any expression but 'a day after ...'."""
        expression = found[place]
        root = self._root(expression.start, expression.end)
        direction = direction_at(root, self.knowledge.prospects)
        if expression.kind == "ahead" and direction != "future" and "time" not in expression.words:
            return self._length(expression)
        if expression.kind == "feast" and root.dep_ == "compound":
            return None  # "A Christmas tree"
        setting = Setting(
            anchor=self.reading.anchor,
            direction=direction,
            headline=self.reading.role_at(expression.start) in HEADLINES,
            before=self.text[max(self.start, expression.start - 24) : expression.start].lower(),
            previous=self.previous,
            year=self._year_beside(found, place),
        )
        value = value_of(expression, setting)
        if expression.kind == "offset" and value.known and UNSURE.search(setting.before):
            value = value.because("about")
        # In "two days after Friday" the preposition belongs to the offset.
        first = found[place - 1].end if place and found[place - 1].kind == "offset" else self.start
        value = bounded(value, expression, self.text, first, root, direction)
        modifier = modifier_of(expression, self.text, first)
        return self._keep(expression.start, expression.end, value, root, modifier)

    def _length(self, expression: Expression) -> Time | None:
        """'In two weeks' of what is past, 'for two days after': how long, not when."""
        match = LENGTH_IN.search(self.text, expression.start, expression.end)
        if match is None:
            return None
        words = {name: word for name, word in match.groupdict().items() if word}
        length = Expression(match.start(), match.end(), "length", words)
        value = value_of(length, Setting(self.reading.anchor))
        return self._time(length.start, length.end, value, modifier_of(length, self.text, self.start))

    def _year_beside(self, found: list[Expression], place: int) -> int | None:
        """The year of the expression right beside one without a year: 'in May and June 2014'."""
        if found[place].kind not in YEARLESS or "y" in found[place].words:
            return None
        for step in (-1, 1):
            here, other = place, place + step
            while 0 <= other < len(found) and self._adjacent(found[min(here, other)], found[max(here, other)]):
                year = found[other].words.get("y", "")
                if year.isdigit() and found[other].kind in YEARED:
                    return int(year)
                here, other = other, other + step
        return None

    def _adjacent(self, left: Expression, right: Expression) -> bool:
        return BESIDE.fullmatch(self.text, left.end, right.start) is not None

    def _offset(self, expression: Expression) -> Time | None:
        """'A day after visiting ...', 'nineteen months into the war', 'the day before Christmas', 'a week before.'"""
        start, end, way = expression.start, expression.end, _way(expression)
        amount = amount_of(expression.words)
        if amount is None or amount[1] == "minute" or LENGTH.search(self.text, max(self.start, start - 20), start):
            return self._length(expression)
        number, unit = -amount[0] if way in ("before", "prior to") else amount[0], amount[1]
        root = self._root(start, end)
        historic = self.anchors.after(end)
        if historic is not None:
            row, end, border = historic
            return self._keep(start, end, _from_anchor(row, border, number, unit), root)
        shift = clauses.resolve(self._root(end - 1, end), number, unit, self.dated, self.text[start:end])
        if way in ("into", "from") and (shift is None or shift.dates != "main"):
            return self._length(expression)
        if shift is None:
            setting = Setting(self.reading.anchor, previous=self.previous)
            return self._keep(start, end, value_of(expression, setting), root)
        clauses.shifts_of(self.doc)[start] = shift
        return self._time(start, end, shift.value)


def _from_anchor(row: Anchor, border: str, number: int, unit: Precision) -> Value:
    day = row.end if border == "end" else row.start
    if day is None:
        return unknown(f"known: {row.id}; its end is not known")
    return shifted(whole(day, precision_of(row)), number, unit, f"counted from {row.id}, {day}")


def _way(expression: Expression) -> str:
    """The word that says which way an offset counts; 'two days after that' is two days later."""
    return re.sub(r"\s+", " ", expression.words["way"].lower())
