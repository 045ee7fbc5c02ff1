"""The grammar of English expressions of time: finds them in a sentence and says what kind each is, not its value.

A kind's pattern runs only in sentences that hold one of its words, so that most sentences cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.coding.time_lengths import is_rate
from dragoman.coding.time_patterns import PART_OF_DATE, PATTERNS
from dragoman.coding.time_words import number_of


@dataclass(slots=True)
class Expression:
    """An expression of time in a text: its characters, its kind, and the words that matter for its value."""

    start: int
    end: int
    kind: str
    words: dict[str, str] = field(default_factory=dict)
    until: Expression | None = None


PART_BEFORE = re.compile(PART_OF_DATE, re.IGNORECASE)
LEAD = re.compile(
    r"(?:\b(?P<part>early|late|mid|earlier|later)(?:[\s-]+(?:in|of|on)\s+(?:the\s+)?|[\s-]+|-)"
    r"|\b(?:the\s+)?(?P<part2>end|start|beginning|middle|close|rest)\s+of\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:late\s+|early\s+)?$", re.IGNORECASE)
JOIN = re.compile(r"\s*(?P<dash>-|–|—)\s*|\s+(?P<to>to|until|till|through|up to)\s+|\s+(?P<and>and)\s+", re.IGNORECASE)
CLOCK_JOIN = re.compile(r",?\s+(?:on\s+|at\s+|around\s+|about\s+|local time\s+on\s+)?", re.IGNORECASE)
RANGED = frozenset({"iso", "numeric", "date", "month", "year", "weekday", "decade", "season"})
DAYS = frozenset({"iso", "numeric", "date", "weekday", "deictic"})
FAMILY = {
    "iso": "day", "numeric": "day", "date": "day", "weekday": "weekday", "month": "month", "year": "year",
    "decade": "decade", "season": "season",
}  # fmt: skip
UNLED = DAYS | {"offset", "ahead", "clock", "calendar", "weekend", "length", "set", "reference", "part"}


def expressions(text: str, start: int, end: int, cues: int) -> list[Expression]:
    """The expressions of time in ``text[start:end]``, in order, none overlapping; the longest reading wins."""
    found = sorted(_atoms(text, start, end, cues), key=lambda e: (e.start, -e.end))
    kept: list[Expression] = []
    for atom in found:
        if kept and atom.start < kept[-1].end:
            if atom.end - atom.start > kept[-1].end - kept[-1].start:
                kept[-1] = atom
            continue
        kept.append(atom)
    return _with_clocks(text, _ranges(text, [_led(text, start, atom) for atom in kept]))


def _atoms(text: str, start: int, end: int, cues: int) -> Iterator[Expression]:
    for cue, kind, pattern in PATTERNS:
        if cue & cues:
            for match in pattern.finditer(text, start, end):
                words = {name: word for name, word in match.groupdict().items() if word}
                rate = kind == "length" and is_rate(text, match.start(), words)
                yield Expression(match.start(), match.end(), "set" if rate else kind, words)


def _led(text: str, start: int, atom: Expression) -> Expression:
    """Take in 'early', 'mid-', 'the end of' before an expression, and 'the night of' before a day."""
    if atom.kind in {"date", "iso", "weekday"} and "part" not in atom.words:
        part = PART_BEFORE.search(text, max(start, atom.start - 24), atom.start)
        if part:
            atom.words["part"], atom.start = part["part"].lower(), part.start()
    if atom.kind in UNLED:
        return atom
    lead = LEAD.search(text, max(start, atom.start - 24), atom.start)
    if lead:
        atom.words["lead"] = (lead["part"] or lead["part2"]).lower()
        atom.start = lead.start()
    return atom


def _ranges(text: str, atoms: list[Expression]) -> list[Expression]:
    """Join 'May to July 2022', 'between 2015 and 2018', 'Monday-Friday' into one expression each."""
    joined: list[Expression] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        if last and last.until is None and last.kind in RANGED and atom.kind in RANGED:
            between = JOIN.fullmatch(text, last.end, atom.start)
            paired = between and (not between["and"] or BETWEEN.search(text, max(0, last.start - 24), last.start))
            if paired and FAMILY[last.kind] == FAMILY[atom.kind]:
                last.until, last.end = atom, atom.end
                continue
        joined.append(atom)
    return joined


def _with_clocks(text: str, atoms: list[Expression]) -> list[Expression]:
    """Join a time of day with the day beside it: 'at 9.30 am on Monday', 'Monday at noon'."""
    joined: list[Expression] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        clocked = last and "clock" in (last.kind, atom.kind) and last.kind != atom.kind
        if last and clocked and CLOCK_JOIN.fullmatch(text, last.end, atom.start):
            day, clock = (last, atom) if atom.kind == "clock" else (atom, last)
            if day.kind in DAYS and day.until is None:
                day.words["clock"] = clock_of(clock.words)
                joined[-1] = Expression(last.start, atom.end, day.kind, day.words)
                continue
        joined.append(atom)
    return joined


def clock_of(words: dict[str, str]) -> str:
    """A time of day as ISO 8601, 'Z' added where it is said to be in UTC."""
    if "word" in words:
        return "12:00" if words["word"].lower() == "noon" else "00:00"
    if "h4" in words:
        return _spoken_clock(words)
    hour = int(words.get("h") or words.get("h2") or words["h3"])
    half = words.get("half", "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = "Z" if {words.get("z"), words.get("z2"), words.get("z3", "").upper()} & {"GMT", "UTC"} else ""
    return f"{hour:02}:{words.get('min') or words.get('min2') or words.get('min3') or '00'}{zone}"


def _spoken_clock(words: dict[str, str]) -> str:
    """'8 o'clock in the evening' as ISO 8601."""
    hour = int(number_of(words["h4"]) or 0) % 24
    late = words.get("half4", "").lower() in ("afternoon", "evening") or ("night" in words and hour > 5)
    return f"{hour % 12 + 12 if late else hour:02}:00"
