"""Quotations in raw text: found line by line, mended where marks are missing, never across a segment border.

A mark opens or closes by its shape ('“' and '”') or by its neighbours (straight marks, apostrophes). What stays open at
the end of a line runs to that end; where the next line opens with a mark again, the quotation continues there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

MARK = re.compile(r"''|``|[\"“”„«»‘’'‹›]")
LINE = re.compile(r"[^\n]+")
OPENING = {"“": "”", "„": "”“", "«": "»", "‹": "›", "``": "''", "»": "«"}
CLOSING = frozenset({"”", "»", "›"})
STRAIGHT = frozenset({'"', "''"})
SINGLE = frozenset({"'", "‘", "’"})
# Inside marks with one of these at the end stands something said as a sentence, not a word held with tongs.
SENTENCE_END = (",", ".", "?", "!", "…", "—", "–", "--")
# A quotation up to its first comma or full stop, for one whose closing mark is missing.
CLAUSE = re.compile(r".[^,.?!]{1,400}[,.?!]")
SCARE_WORDS = 4
# Deeper nesting than this is a typing fault; the limit keeps the work on a line of marks linear.
DEEPEST = 8
# How many lines a quotation without marks at their starts may go on.
FURTHER = 4
# How far behind a straight mark its partner is looked for, in characters.
REACH = 400
# Feet and inches, the mark that ends them included.
INCHES = re.compile(r"\d['’] ?\d{1,2}(?:½|\.\d)?\"$")
# What may follow the mark of a possessive; a single mark that ends a sentence or clause; one that opens.
POSSESSED = re.compile(r" [a-z]")
SINGLE_END = re.compile(r"[,.?!…]['’](?!\w)")
SINGLE_START = re.compile(r"(?<![\w,.?!…])['‘](?=[^\W\d])")
# Words that begin with an apostrophe for the letters they lost ('em, 'til); years do, too ('90s).
ELISION = re.compile(r"(?:\d|(?:em|til|twas|tis|cause|n)\b)", re.IGNORECASE)


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
    """A mark that waits for its partner, and how many quotations were found before it."""

    start: int
    mark: str
    found_before: int


def find_quotes(text: str, lines: Iterable[tuple[int, int]] | None = None) -> list[Quote]:
    """All quotations in text order, outer before inner.

    Args:
        text: the raw text.
        lines: the ranges to look at, each on its own; None means the lines of the text. A range of several lines (a
            credit and a notice in one segment) is looked at line by line.
    """
    ranges = [(0, len(text))] if lines is None else lines
    single = [match.span() for start, end in ranges for match in LINE.finditer(text, start, end)]
    found: list[Quote] = []
    number, start = 0, single[0][0] if single else 0
    while number < len(single):
        end = single[number][1]
        goes_on = number + 1 < len(single) and _opens(text, *single[number + 1])
        quotes = _Line(text, start, end, goes_on=goes_on).quotes()
        last = next((quote for quote in quotes if not quote.is_closed), None)
        closing = _closing(text, single, number, last) if last is not None and not goes_on else None
        if last is not None and (goes_on or closing):
            quotes = [replace(quote, is_continued=True) if not quote.is_closed else quote for quote in quotes]
        found.extend(quotes)
        number += 1
        if closing is not None:
            for first, behind in single[number : closing.line]:
                found.append(Quote(first, behind, is_closed=False, is_continued=True))
            number = closing.line
            found.append(Quote(single[number][0], closing.end))
            start = closing.end
        elif number < len(single):
            start = single[number][0]
    return found


def outermost(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotations that stand in no other."""
    return [quote for quote in quotes if quote.depth == 0]


@dataclass(frozen=True, slots=True)
class _Closing:
    """The mark that closes a quotation some lines on: which line it stands in, and where it ends."""

    line: int
    end: int


def _closing(text: str, lines: list[tuple[int, int]], number: int, quote: Quote) -> _Closing | None:
    """The mark that closes a quotation in one of the next lines, which have no other; None where there is none."""
    if quote.end != lines[number][1] or quote.is_single:
        return None
    for line in range(number + 1, min(len(lines), number + 1 + FURTHER)):
        for match in MARK.finditer(text, *lines[line]):
            if match.group() in SINGLE:
                continue
            start, end = match.span()
            ends = match.group() in CLOSING or match.group() in STRAIGHT
            stands = not text[start - 1].isspace() and (end >= len(text) or not text[end].isalnum())
            return _Closing(line, end) if ends and stands and start > lines[line][0] else None
    return None


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a line starts with a mark that can open."""
    while start < end and text[start].isspace():
        start += 1
    match = MARK.match(text, start, end)
    if match is None or match.group() in CLOSING:
        return False
    return match.end() < end and not text[match.end()].isspace()


class _Line:
    """The quotations of one line."""

    def __init__(self, text: str, start: int, end: int, *, goes_on: bool) -> None:
        self.text = text
        self.goes_on = goes_on
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
        elif self._is_inward_end(mark, start, end):
            self._close(mark, end)
        elif mark in OPENING and not (mark == "“" and self._waits("„")):
            self._reopen(mark, OPENING[mark][0], start, end)
        else:
            self._close(mark, end)

    def _is_inward_end(self, mark: str, start: int, end: int) -> bool:
        """Whether a guillemet closes; German and Danish ones point inwards and begin with '»'."""
        if mark == "«":
            return self._waits("»")
        return mark == "»" and (self._waits("«") or not self._is_at_word(start, end))

    def _waits(self, mark: str) -> bool:
        """Whether this mark was opened last and waits for its partner."""
        return bool(self.open) and self.open[-1].mark == mark

    def _is_at_word(self, start: int, end: int) -> bool:
        """Whether a mark stands before a word and not behind one."""
        before, after = self._around(start, end)
        return before.isspace() and not after.isspace()

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """The characters before and behind a mark; blanks at the ends of the line."""
        before = self.text[start - 1] if start > self.start else " "
        return before, self.text[end] if end < self.end else " "

    def _take_straight(self, mark: str, start: int, end: int) -> None:
        before, after = self._around(start, end)
        if INCHES.search(self.text, max(self.start, start - 7), end):  # 6'2" is a height
            return
        waiting = any(one.mark == mark or (mark == "''" and one.mark == "``") for one in self.open)
        if waiting and before.isspace() and not after.isspace():
            self._reopen(mark, mark, start, end)
        elif waiting:
            self._close(mark, end)
        elif before.isdigit():  # 27" is a width
            return
        elif not after.isspace() or before.isspace():
            self._push(mark, start)

    def _reopen(self, mark: str, closing: str, start: int, end: int) -> None:
        """Open a mark; where the same is open and not both can close, the earlier one ends with its first clause."""
        earlier = next((place for place, one in enumerate(self.open) if one.mark == mark), None)
        if earlier is not None and not self._has_partners(closing, end):
            opened = self.open[earlier]
            del self.open[earlier:]
            clause = CLAUSE.match(self.text, opened.start, start)
            if clause is not None:
                self._keep(opened, clause.end(), is_closed=False)
        self._push(mark, start)

    def _has_partners(self, closing: str, end: int) -> bool:
        """Whether the next two marks of a kind both close."""
        first = self.text.find(closing, end, min(self.end, end + REACH))
        second = self.text.find(closing, first + len(closing), min(self.end, first + REACH)) if first >= 0 else -1
        return second >= 0 and not self.text[first - 1].isspace() and not self.text[second - 1].isspace()

    def _take_single(self, mark: str, start: int, end: int, *, touches: bool) -> None:
        before, after = self._around(start, end)
        if before.isalnum() and after.isalnum():
            return
        starts_word = not before.isalnum() and (touches or not after.isspace()) and after.isalnum()
        if mark == "‘" or (mark == "'" and starts_word and not ELISION.match(self.text, end, self.end)):
            if not after.isspace():
                self._push(mark, start)
        elif not after.isalnum() and not self._is_possessive(start, end):
            self._close("'", end)

    def _is_possessive(self, start: int, end: int) -> bool:
        """Whether a mark behind an 's' belongs to the word ('the farmers' vote'), since a better end follows."""
        if self.text[start - 1] not in "sS" or not POSSESSED.match(self.text, end, self.end):
            return False
        ending = SINGLE_END.search(self.text, end, min(self.end, end + REACH))
        opening = SINGLE_START.search(self.text, end, min(self.end, end + REACH))
        if ending is None:
            return self.goes_on  # the quotation is not over: the next line opens with its mark again
        return opening is None or ending.start() <= opening.start()

    def _push(self, mark: str, start: int) -> None:
        if len(self.open) < DEEPEST:
            self.open.append(_Open(start, mark, len(self.found)))

    def _close(self, mark: str, end: int) -> None:
        """Close the innermost open mark that fits; what was opened inside it and not closed was no mark."""
        for place in range(len(self.open) - 1, -1, -1):
            if _fits(self.open[place].mark, mark):
                opened = self.open[place]
                del self.open[place:]
                self._keep(opened, end, is_closed=True)
                return

    def _finish(self) -> None:
        """What is still open runs to the end of the line; single marks were apostrophes after all."""
        outer = next((one for one in self.open if one.mark not in SINGLE), None)
        if outer is not None:
            self._keep(outer, self.end, is_closed=False)

    def _keep(self, opened: _Open, end: int, *, is_closed: bool) -> None:
        inner = self.text[opened.start + len(opened.mark) : end - (1 if is_closed else 0)].strip(" '’")
        if not any(map(str.isalnum, inner)):
            return
        for place in range(opened.found_before, len(self.found)):
            self.found[place] = replace(self.found[place], depth=self.found[place].depth + 1)
        is_scare = is_closed and _is_scare(inner)
        self.found.append(Quote(opened.start, end, 0, opened.mark in SINGLE, is_closed, is_scare=is_scare))


def _fits(opening: str, closing: str) -> bool:
    """Whether one mark closes another."""
    if opening in SINGLE:
        return closing in SINGLE
    if opening in OPENING:
        return closing in OPENING[opening] or closing in STRAIGHT
    return closing in (opening, "”")


def _is_scare(inner: str) -> bool:
    """Whether marked words are no sentence: few, and without a sentence's capital or its final mark."""
    if inner.count(" ") >= SCARE_WORDS:
        return False
    return not inner.endswith(SENTENCE_END) or (inner[:1].islower() and inner.endswith((",", ".")))
