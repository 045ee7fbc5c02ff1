"""Marked text: a text cut at the borders of all that is marked in it, so that spans may nest and overlap freely.

The pieces put together are the text, character for character, and each lies inside exactly the marks that cover it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

# Lines under the words are drawn in so many lanes; where more overlap, the rest share the last.
LANES = 3
# What is drawn around a piece, the outermost first.
ORDER = ("said", "event", "date", "place", "materiel", "actor", "trigger", "cue", "source")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch ``[start, end)`` of a text with what is to be said of it.

    Args:
        start: its first character.
        end: the first character after it.
        layer: what kind of mark it is; a class of style.
        card: the number of the card beside the text that it belongs to; None where to none.
        link: where its words lead; None where nowhere.
        lane: in which lane its line is drawn, from 1; 0 where it has none.
        note: what is shown when one points at it.
        name: the name by which an address leads to its start; empty where none does.
    """

    start: int
    end: int
    layer: str
    card: int | None = None
    link: str | None = None
    lane: int = 0
    note: str = ""
    name: str = ""

    @property
    def classes(self) -> str:
        """Its classes of style."""
        return f"{self.layer} lane-{self.lane}" if self.lane else self.layer


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text between two borders, with all the marks that cover it, the outermost first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


def pieces(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """The pieces of a text in order, none of them empty; marks beyond its ends are cut, and empty ones left out.

    Takes time in the order of the marks and of what covers each piece, not of marks times pieces.

    Args:
        text: the text.
        marks: what is marked in it.
        cuts: further places at which it is cut.
    """
    whole = len(text)
    held = sorted(
        (within(one, whole) for one in marks if max(0, one.start) < min(whole, one.end)), key=lambda one: one.start
    )
    inner = (one for one in cuts if 0 < one < whole)
    borders = sorted({0, whole, *inner, *(one.start for one in held), *(one.end for one in held)})
    open_: list[Mark] = []
    after = 0
    for start, end in pairwise(borders):
        open_ = [one for one in open_ if one.end > start]
        while after < len(held) and held[after].start == start:
            open_.append(held[after])
            after += 1
        yield Piece(start, end, text[start:end], tuple(sorted(open_, key=depth)) if open_ else ())


def within(mark: Mark, end: int) -> Mark:
    """A mark without what lies beyond the ends of its text."""
    if mark.start >= 0 and mark.end <= end:
        return mark
    return replace(mark, start=max(0, mark.start), end=min(end, mark.end))


def depth(mark: Mark) -> tuple[int, int, int, int]:
    """By what the marks of a piece are sorted, the outermost first: lines around fills, long ones around short ones."""
    order = ORDER.index(mark.layer) if mark.layer in ORDER else -1
    lined = order if mark.lane else len(ORDER)
    return lined, -(mark.end - mark.start), order, mark.start


def laned(marks: Iterable[Mark], lanes: int = LANES) -> list[Mark]:
    """Marks with lanes, so that lines of overlapping marks are drawn below one another; the longest first."""
    taken: list[tuple[int, int]] = []
    free = list(range(1, lanes + 1))
    given = []
    for one in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        while taken and taken[0][0] <= one.start:
            heapq.heappush(free, heapq.heappop(taken)[1])
        lane = lanes
        if free:
            lane = heapq.heappop(free)
            heapq.heappush(taken, (one.end, lane))
        given.append(replace(one, lane=lane))
    return given


def html(text: str, marks: Iterable[Mark], segments: Sequence[Mark] = ()) -> str:
    """A text with its marks as HTML whose ``textContent`` is the text, its returns included.

    Args:
        text: the text.
        marks: what is marked in it.
        segments: stretches that play a role and do not overlap; a title is larger, a notice quieter.
    """
    roles = sorted((one for one in segments if one.start < one.end), key=lambda one: one.start)
    parts: list[str] = []
    after = 0
    for piece in pieces(text, marks, (border for one in roles for border in (one.start, one.end))):
        while after < len(roles) and roles[after].end <= piece.start:
            after += 1
        inside = after < len(roles) and roles[after].start <= piece.start
        parts.append(piece_html(piece, roles[after].layer if inside else ""))
    return "".join(parts)


def piece_html(piece: Piece, role: str) -> str:
    """One piece as HTML; one with nothing around it is text alone."""
    inner = exact(piece.text)
    links = [one for one in piece.marks if one.link]
    if links:
        first = min(links, key=lambda one: ORDER.index(one.layer) if one.layer in ORDER else -1)
        inner = f'<a href="{escape(first.link or "")}">{inner}</a>'
    for one in reversed(piece.marks):
        note = f' title="{escape(one.note)}"' if one.note else ""
        inner = f'<span class="{escape(one.classes)}"{note}>{inner}</span>'
    numbers = " ".join(str(one) for one in dict.fromkeys(one.card for one in piece.marks) if one is not None)
    if role or numbers:
        about = (f' class="{escape(role)}"' if role else "") + (f' data-in="{numbers}"' if numbers else "")
        inner = f"<span{about}>{inner}</span>"
    names = [one.name for one in piece.marks if one.name and one.start == piece.start]
    return "".join(f'<span id="{escape(name)}"></span>' for name in names) + inner


def exact(text: str) -> str:
    """Text as HTML reads it back: a return would become a line feed."""
    return escape(text, quote=False).replace("\r", "&#13;")
