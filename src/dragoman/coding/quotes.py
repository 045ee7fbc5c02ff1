"""Quotations in raw text: found line by line, mended where marks are missing, never across a segment border.

A mark opens or closes by its shape ('“' and '”') or by its neighbours (straight marks, apostrophes). What stays open at
the end of a line runs to that end; where the next line opens with a mark again, the quotation continues there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

MARK = re.compile(r"''|``|[\"“”„«»‘’'‹›]")
OPENING = {"“": "”", "„": "”“", "«": "»", "‹": "›", "``": "''"}
CLOSING = frozenset({"”", "»", "›"})
STRAIGHT = frozenset({'"', "''"})
SINGLE = frozenset({"'", "‘", "’"})
# Inside marks with one of these at the end stands something said as a sentence, not a word held with tongs.
SENTENCE_END = (",", ".", "?", "!", "…", "—", "–", "--")
SCARE_WORDS = 4
# Deeper nesting than this is a typing fault; the limit keeps the work on a line of marks linear.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included: ``text[start:end]``.

    Attributes:
        start: of the opening mark.
        end: behind the closing mark, or the end of the line where there is none.
        depth: 0 for a quotation that stands in no other.
        is_single: whether the marks are single ones.
        is_closed: whether a closing mark was found.
        is_continued: whether it goes on at the start of the next line.
        is_scare: whether it holds a few words without the marks of a sentence.
    """

    start: int
    end: int
    depth: int = 0
    is_single: bool = False
    is_closed: bool = True
    is_continued: bool = False
    is_scare: bool = False


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    start: int
    mark: str
    found_inside: int


def find_quotes(text: str, lines: Iterable[tuple[int, int]] | None = None) -> list[Quote]:
    """All quotations in text order, outer before inner.

    Args:
        text: the raw text.
        lines: the ranges to look at, each on its own; None means the lines of the text.
    """
    ranges = list(lines) if lines is not None else [match.span() for match in re.finditer(r"[^\n]+", text)]
    found: list[Quote] = []
    for number, (start, end) in enumerate(ranges):
        quotes = _Line(text, start, end).quotes()
        if quotes and not all(quote.is_closed for quote in quotes) and number + 1 < len(ranges):
            goes_on = _opens(text, *ranges[number + 1])
            quotes = [replace(quote, is_continued=goes_on) if not quote.is_closed else quote for quote in quotes]
        found.extend(quotes)
    return found


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a line starts with a mark that can open."""
    while start < end and text[start].isspace():
        start += 1
    match = MARK.match(text, start, end)
    return bool(match) and match.group() not in CLOSING and text[match.end() : match.end() + 1].strip() != ""


class _Line:
    """The quotations of one line."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.open: list[_Open] = []
        self.found: list[Quote] = []

    def quotes(self) -> list[Quote]:
        """All quotations of the line."""
        last = -1
        for match in MARK.finditer(self.text, self.start, self.end):
            self._take(match.group(), match.start(), match.end(), touches=match.start() == last)
            last = match.end()
        self._finish()
        return sorted(self.found, key=lambda quote: (quote.start, -quote.end))

    def _take(self, mark: str, start: int, end: int, *, touches: bool) -> None:
        if mark in SINGLE:
            self._take_single(mark, start, end, touches=touches)
        elif mark in STRAIGHT:
            self._take_straight(mark, start, end)
        elif mark in OPENING and not self._is_waiting(mark):
            self._push(mark, start)
        elif mark in CLOSING or mark in OPENING:
            self._close(mark, end)

    def _is_waiting(self, mark: str) -> bool:
        """Whether an open '„' waits for this '“'."""
        return bool(self.open) and self.open[-1].mark == "„" and mark == "“"

    def _take_straight(self, mark: str, start: int, end: int) -> None:
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        waiting = any(one.mark == mark or (mark == "''" and one.mark == "``") for one in self.open)
        if waiting:
            opens_again = before.isspace() and not after.isspace() and self._has_partner(mark, end)
            if not opens_again:
                self._close(mark, end)
                return
        if before.isdigit() and not waiting:  # 6'2" is a height
            return
        if not after.isspace() or before.isspace():
            self._push(mark, start)

    def _has_partner(self, mark: str, end: int) -> bool:
        """Whether the next same mark closes, so that this one may open a quotation within a quotation."""
        following = self.text.find(mark, end, min(self.end, end + 400))
        if following < 0:
            return False
        second = self.text.find(mark, following + len(mark), min(self.end, following + 400))
        return second >= 0 and not self.text[following - 1].isspace() and not self.text[second - 1].isspace()

    def _take_single(self, mark: str, start: int, end: int, *, touches: bool) -> None:
        before = self.text[start - 1] if start > self.start else " "
        after = self.text[end] if end < self.end else " "
        if before.isalnum() and after.isalnum():
            return
        starts_word = not before.isalnum() and (touches or not after.isspace()) and after.isalnum()
        if mark == "‘" or (mark == "'" and starts_word and not _is_elision(self.text, end, self.end)):
            if not after.isspace():
                self._push(mark, start)
        elif any(one.mark in SINGLE for one in self.open) and not after.isalnum():
            self._close("'", end)

    def _push(self, mark: str, start: int) -> None:
        if len(self.open) < DEEPEST:
            self.open.append(_Open(start, mark, len(self.found)))

    def _close(self, mark: str, end: int) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if _fits(self.open[place].mark, mark):
                opened = self.open[place]
                del self.open[place:]
                self._keep(opened, end, is_closed=True)
                return

    def _finish(self) -> None:
        """What is still open runs to the end of the line; single marks were apostrophes after all."""
        for depth, opened in enumerate(one for one in self.open if one.mark not in SINGLE):
            if depth == 0:
                self._keep(opened, self.end, is_closed=False)
        self.open = []

    def _keep(self, opened: _Open, end: int, *, is_closed: bool) -> None:
        inner = self.text[opened.start + len(opened.mark) : end - (1 if is_closed else 0)].strip(" '’")
        if not any(map(str.isalnum, inner)):
            return
        for place in range(opened.found_inside, len(self.found)):
            self.found[place] = replace(self.found[place], depth=self.found[place].depth + 1)
        self.found.append(
            Quote(
                opened.start,
                end,
                is_single=opened.mark in SINGLE,
                is_closed=is_closed,
                is_scare=is_closed and _is_scare(inner),
            )
        )


def _is_scare(inner: str) -> bool:
    """Whether marked words are no sentence: few, and without a sentence's capital or its final mark."""
    if inner.count(" ") >= SCARE_WORDS:
        return False
    return not inner.endswith(SENTENCE_END) or (inner[:1].islower() and inner.endswith((",", ".")))


def _fits(opening: str, closing: str) -> bool:
    if opening in SINGLE:
        return closing in SINGLE
    if opening in OPENING:
        return closing in OPENING[opening] or closing in STRAIGHT
    return closing == opening or closing == "”"


def _is_elision(text: str, start: int, end: int) -> bool:
    """Whether an apostrophe stands for lost letters: 'em, '90s, 'til."""
    word = re.compile(r"\w+").match(text, start, end)
    return bool(word) and (word.group()[0].isdigit() or word.group().lower() in {"em", "til", "twas", "tis", "cause", "n"})


def outermost(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotations that stand in no other."""
    return [quote for quote in quotes if quote.depth == 0]


__all__ = ["Quote", "find_quotes", "outermost", "pairwise"]
