"""Anchors in a text: expressions of time that lean on an event of history ("before the invasion of Kuwait")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.coding.time_grammar import Expression
from dragoman.coding.time_values import Value, day_in, whole
from dragoman.coding.time_words import MONTH, ORDINALS, YEAR, either, ordinal_of
from dragoman.knowledge.times import Anchor, Named
from dragoman.record import Precision

LEAD = re.compile(
    r"\b(?P<how>since|before|after|during|until|till|following|prior\s+to|in|throughout|at|by)\s+"
    r"(?:the\s+(?P<border>start|beginning|outbreak|onset|end|aftermath|wake)\s+of\s+)?"
    rf"(?P<phrase>(?:the\s+|its\s+|their\s+|a\s+)?(?:(?P<y>{YEAR})\s+)?)$",
    re.IGNORECASE,
)
# What may stand between "a week after" and the anchor's name.
BRIDGE = re.compile(
    rf"\s+(?:the\s+(?P<border>start|beginning|outbreak|onset|end)\s+of\s+)?(?:the\s+|its\s+|their\s+)?(?:(?P<y>{YEAR})\s+)?",
    re.IGNORECASE,
)
TURN = re.compile(
    r"\s+(?:(?P<start>began|begin|started|broke\s+out|erupted|was\s+launched)|(?P<end>ended|was\s+over|finished))\b",
    re.IGNORECASE,
)
DATED = re.compile(rf"\b{MONTH}\s+\d|\d\s+{MONTH}", re.IGNORECASE)
ANNIVERSARY = re.compile(
    rf"(?P<phrase>(?:\bthe\s+)?(?:(?P<hundred>centenary)|\b(?P<o>\d{{1,3}}(?:st|nd|rd|th)|{either(ORDINALS)})\s+anniversary)"
    r"\s+of\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
ENDS = frozenset({"end", "aftermath", "wake"})


@dataclass(frozen=True, slots=True)
class Anchored:
    """A stretch of the text that an event of history dates."""

    start: int
    end: int
    value: Value
    anchor: Anchor


class ArticleAnchors:
    """The names of events of history in one article.

    Args:
        text: the article's text.
        named: the names found in it, in order.
        day: the article's date, where it has one: an event that came later is not meant.
    """

    def __init__(self, text: str, named: list[Named], day: date | None) -> None:
        self.text, self.day = text, day
        self.named = named
        self.full = {name.anchors[-1].id for name in named if name.anchors and not name.short}

    def row_of(self, named: Named, year: int | None) -> Anchor | None:
        """The event that a name means here; None where that cannot be told."""
        rows = [row for row in named.anchors if self.day is None or row.start <= self.day]
        if named.short:
            rows = [row for row in rows if row.id in self.full]
            return rows[0] if len(rows) == 1 else None
        if year is not None:
            rows = [row for row in rows if row.start.year <= year <= (row.end or row.start).year]
        if self.day is None and len(rows) > 1:
            return None
        return max(rows, key=lambda row: row.start, default=None)

    def expression(self, named: Named) -> Anchored | None:
        """The expression of time that a name is part of: 'since the Korean War'; None where it tells no time."""
        anniversary = ANNIVERSARY.search(self.text, max(0, named.start - 64), named.start)
        if anniversary is not None:
            return self._anniversary(named, anniversary)
        lead = LEAD.search(self.text, max(0, named.start - 64), named.start)
        year = int(lead["y"]) if lead and lead["y"] else None
        row = self.row_of(named, year)
        if row is None:
            return None
        if lead is None:
            # "The October 7 attacks" anywhere: its month and day must not be read as this year's.
            dated = DATED.search(self.text, named.start, named.end) is not None
            return Anchored(named.start, named.end, _stretch(row), row) if dated else None
        how = re.sub(r"\s+", " ", lead["how"].lower())
        turn = TURN.match(self.text, named.end)
        end = turn.end() if turn else named.end
        border = "end" if (turn and turn["end"]) or (lead["border"] or "").lower() in ENDS else None
        if (turn is not None and turn["start"]) or (lead["border"] and border is None):
            border = "start"
        # "In the war" tells a time once the war is over; "by the war" tells one at a border of it only.
        if border is None and (how in ("at", "by") or (how == "in" and row.end is None)):
            return None
        return Anchored(lead.start("phrase"), end, _value(row, how, border), row)

    def _anniversary(self, named: Named, found: re.Match[str]) -> Anchored | None:
        """'The tenth anniversary of the September 11 attacks': that day, so many years on."""
        row = self.row_of(named, None)
        number = 100 if found["hundred"] else ordinal_of(found["o"])
        day = day_in(row.start.year + number, row.start.month, row.start.day) if row is not None and number else None
        if row is None or day is None:
            return None
        value = whole(day, "day", f"{number} years after {row.id}, {row.start}")
        return Anchored(found.start("phrase"), named.end, value, row)

    def after(self, place: int) -> tuple[Anchor, int, str] | None:
        """The event named right after a place in the text, where its name ends, and which border is meant."""
        for named in self.named:
            if named.start > place and named.anchors:
                bridge = BRIDGE.fullmatch(self.text, place, named.start)
                if bridge is None:
                    return None
                row = self.row_of(named, int(bridge["y"]) if bridge["y"] else None)
                if row is None:
                    return None
                turn = TURN.match(self.text, named.end)
                ending = (bridge["border"] or "").lower() == "end" or bool(turn and turn["end"])
                return row, turn.end() if turn else named.end, "end" if ending else "start"
        return None

    def masks(self, expression: Expression) -> bool:
        """Whether an expression lies within a name: the 'Friday' of 'Good Friday'."""
        return any(
            named.start <= expression.start and expression.end <= named.end
            for named in self.named
            if named.start < expression.end and named.end > expression.start
        )


def precision_of(anchor: Anchor) -> Precision:
    """How finely an event's days are agreed."""
    return "year" if anchor.confidence == "low" else "day"


def _stretch(row: Anchor) -> Value:
    end = row.end
    reason = (
        f"known: {row.id}" if end else f"known: {row.id}; it had no agreed end when dragoman's knowledge was written"
    )
    return Value(row.start, end, precision_of(row), reason)


def _value(row: Anchor, how: str, border: str | None) -> Value:
    """The stretch that a preposition makes of an event."""
    precision, known = precision_of(row), f"known: {row.id}"
    last = row.end if border == "end" else row.start
    if how == "since":
        reason = f"{known}; since then, to an end that is not said"
        return Value(last, None, precision, reason if last else f"{known}; its end is not known")
    if how in ("before", "prior to", "until", "till", "by"):
        day = last - timedelta(days=1) if last and how in ("before", "prior to") else last
        return Value(None, day, precision, f"{known}; {how} then, from a start that is not said")
    if how in ("after", "following") or (how in ("in", "from") and border == "end"):
        if border is None:
            last = row.end if row.after == "end" else row.start
        return Value(last, None, precision, f"{known}; after then, to an end that is not said")
    if border:
        return Value(last, last, precision, known)
    return _stretch(row)
