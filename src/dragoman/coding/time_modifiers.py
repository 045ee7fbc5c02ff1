"""Modifiers: 'early', 'mid-' and 'late' within a time, 'about', 'more than' and 'nearly' before one."""

from __future__ import annotations

import re

from dragoman.coding.time_grammar import Expression
from dragoman.record import TimeModifier

LEADS: dict[str, TimeModifier] = {
    "early": "start", "start": "start", "beginning": "start", "mid": "mid", "middle": "mid", "late": "end",
    "end": "end", "close": "end",
}  # fmt: skip
WORDS: tuple[tuple[TimeModifier, str], ...] = (
    ("about", "about|around|roughly|approximately|circa|some|shortly before|shortly after"),
    ("more", "more than|over|at least|well over|longer than|just over|no less than"),
    ("less", "less than|under|nearly|almost|up to|at most|just under|not quite|fewer than|close to"),
    ("start", "early"),
    ("end", "late|the end of"),
    ("mid", "the middle of"),
)
BEFORE = [
    (modifier, re.compile(rf"\b(?:{words})\s+(?:(?:at|on|in|for|of|the)\s+)*$", re.IGNORECASE))
    for modifier, words in WORDS
]
LEAD = re.compile(r"^(?:the\s+)?(?P<lead>end|start|beginning|middle|close)\s+of\b", re.IGNORECASE)
# How far before an expression its modifier may stand, in characters.
REACH = 24


def modifier_of(expression: Expression, text: str, first: int) -> TimeModifier | None:
    """What stands in or before an expression and makes it less or more than it says; None where nothing does.

    Args:
        expression: the expression.
        text: the article's text.
        first: the first character of its sentence.
    """
    lead = LEADS.get(expression.words.get("lead", ""))
    if lead is not None:
        return lead
    inside = LEAD.match(text[expression.start : expression.end])
    if inside is not None:
        return LEADS[inside["lead"].lower()]
    before = text[max(first, expression.start - REACH) : expression.start]
    return next((modifier for modifier, pattern in BEFORE if pattern.search(before)), None)
