"""Borders: what "since", "until", "by", "before" and "after" make of the value that follows them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from dragoman.coding.time_direction import Direction
from dragoman.coding.time_grammar import Expression
from dragoman.coding.time_values import Value

BORDER = re.compile(
    r"\b(?P<how>since|until|till|through|by|before|after|prior\s+to|up\s+to|ahead\s+of|from|no\s+later\s+than)\s+"
    r"(?:at\s+least\s+|around\s+|about\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
ONWARDS = re.compile(r"\s+on(?:wards?)?\b(?!\s+[A-Za-z])|\s+onwards?\b", re.IGNORECASE)
# These hold whatever stands after the time ("since Friday's attack"); the others only right over it.
OPEN_END = "after then, to an end that is not said"
LOOSE = frozenset({"since", "until", "till", "from"})


def bounded(
    value: Value, expression: Expression, text: str, first: int, root: Token, direction: Direction | None
) -> Value:
    """A value as the preposition before it bounds it: open at one end, with the reason; else the value itself.

    Args:
        value: the value of the expression alone.
        expression: the expression.
        text: the article's text.
        first: the first character in which its preposition may stand.
        root: the head of the expression.
        direction: the direction of its clause: "from Friday" opens a stretch that is to come.
    """
    border = BORDER.search(text, max(first, expression.start - 24), expression.start)
    is_range = expression.until is not None or "d2" in expression.words
    if border is None or value.start is None or value.end is None or is_range:
        return value
    how = re.sub(r"\s+", " ", border["how"].lower())
    if how == "from" and not (ONWARDS.match(text, expression.end) or direction == "future"):
        return value
    if how not in LOOSE and not _under(root, how):
        return value
    if how in ("since", "from"):
        timex = f"{value.timex}/.." if value.timex else None
        return replace(value, end=None, timex=timex).because(f"{how} then, to an end that is not said")
    if how == "after":
        start = value.end + timedelta(days=1)
        return replace(value, start=start, end=None, clock=None, timex=None).because(OPEN_END)
    end, timex = value.end, f"../{value.timex}" if value.timex else None
    if how in ("before", "prior to", "ahead of") and not _at_end(expression):
        end, timex = value.start - timedelta(days=1), None
    open_start = f"{how} then, from a start that is not said"
    return replace(value, start=None, end=end, clock=None, timex=timex).because(open_start)


def _at_end(expression: Expression) -> bool:
    """Whether an expression means the end of its stretch: 'before the end of the year' lies in that year."""
    return expression.kind == "calendar" or expression.words.get("lead") in ("end", "close")


def _under(root: Token, how: str) -> bool:
    """Whether a preposition governs an expression, rather than a noun that the expression modifies."""
    return root.dep_ in ("pobj", "pcomp", "npadvmod") and root.head.lower_ == how.split()[-1]
