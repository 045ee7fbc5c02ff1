"""The lines of a plain text: where each starts and ends, and which of them are one paragraph that was wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.record import SegmentRole

BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
STOP = re.compile(r"[.!?…。！？؟।]+[\"”’»')\]*_」』]*$")
# Wrapped text is at most this wide, and at least so many of its lines reach the margin.
WIDEST = 120
NARROWEST = 40
FULL_LINES = 3
FULL_SHARE = 0.8
# A notice of so many words may run over into the next line.
LONG_NOTICE_WORDS = 5


@dataclass(slots=True)
class Line:
    """One line without its surrounding white space.

    Attributes:
        start, end, text: where it stands, and its characters.
        block: which stretch between blank lines it belongs to.
        role: the role that it plays, once known.
        alone: whether it is the only line of its block.
    """

    start: int
    end: int
    text: str
    block: int
    role: SegmentRole | None = None
    alone: bool = True

    @property
    def words(self) -> int:
        """How many words the line has."""
        return self.text.count(" ") + 1

    @property
    def stopped(self) -> bool:
        """Whether the line ends as a sentence does."""
        return STOP.search(self.text, max(0, len(self.text) - 12)) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold more than white space; 'block' counts the stretches between blank lines."""
    found: list[Line] = []
    block, start = 0, 0
    for end, after in line_ends(text):
        row = text[start:end]
        stripped = row.strip()
        if stripped:
            begins = start + len(row) - len(row.lstrip())
            alone = not found or found[-1].block != block
            if not alone:
                found[-1].alone = False
            found.append(Line(begins, begins + len(stripped), stripped, block, alone=alone))
        else:
            block += 1
        start = after
    return found


def line_ends(text: str) -> Iterator[tuple[int, int]]:
    """For every line: where it ends, and where the next one starts."""
    for match in BREAK.finditer(text):
        yield match.start(), match.end()
    yield len(text), len(text)


def unwrapped(lines: list[Line], text: str) -> list[Line]:
    """The lines with those joined that wrapping at a margin has split; lines with a role keep it."""
    if not lines:
        return []
    margin = wrap_margin(lines)
    joined = [lines[0]]
    for before, line in pairwise(lines):
        last = joined[-1]
        if continues(before, line, margin):
            whole = text[last.start : line.end]
            joined[-1] = Line(last.start, line.end, whole, last.block, last.role, last.alone)
        else:
            joined.append(line)
    return joined


def continues(before: Line, line: Line, margin: int | None) -> bool:
    """Whether a line goes on with the paragraph, or the long notice, of the line before it."""
    if before.block != line.block or line.role:
        return False
    if before.role is None and margin is not None and reaches(before, line, margin):
        return True
    if before.role and (before.role != "notice" or before.words < LONG_NOTICE_WORDS):
        return False
    return line.text[0].islower() and not before.stopped and before.text[-1] not in ":;"


def wrap_margin(lines: list[Line]) -> int | None:
    """The width at which a text is wrapped; None where it is not."""
    widths = [len(line.text) for line in lines if not line.role]
    if not widths or not NARROWEST <= max(widths) <= WIDEST:
        return None
    margin = max(widths)
    inner = list(neighbours(lines))
    full = sum(reaches(before, line, margin) for before, line in inner)
    return margin if full >= FULL_LINES and full >= FULL_SHARE * len(inner) else None


def neighbours(lines: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """Pairs of lines without a role that follow each other in one block."""
    for before, line in pairwise(lines):
        if before.block == line.block and not before.role and not line.role:
            yield before, line


def reaches(before: Line, line: Line, margin: int) -> bool:
    """Whether the next line's first word would not have fitted behind a line."""
    return len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > margin
