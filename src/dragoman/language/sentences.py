"""Sentences of a text in any language, without a parser: as sentencex splits them, its mistakes joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.knowledge.sentence_marks import Continuations, continuations
from dragoman.record import Span

CLOSERS = "\"'”’»“‘」』）)]】〉》"
OPENERS = "\"'“‘«„「『（([【〈《¿¡-–—− "
# A mark of an end inside brackets ends a sentence, too, where a capital or an ideograph follows.
IN_BRACKETS = re.compile(r"(?<=[.!?。！？][)）\]])\s*(?=[^\W\d_a-zà-ÿа-яё])")
# So does an ellipsis before a capital, unless a quotation is open there.
ELLIPSIS = re.compile(r"(?:…|\.{3})\s+(?=[«“„\"'‘(]?[^\W\d_a-zà-ÿа-яё])")
# Two initials, or one before a capital: 'J. Doe', 'А. С. Пушкин', 'J.-C. Dupont'.
INITIAL = re.compile(r"(?:^|[\s.\-«\"“(])[^\W\d_]\.\s*$")
# Where and when a report was filed and by which agency, before its first sentence: 'МОСКВА, 4 июня. /ТАСС/.',
# 'Oslo. 4 juin. AFP -'. The points in it end nothing.
DATELINE = re.compile(
    r"(?:[^\W\d_][\w’'-]{0,30}+[ /]?){1,4}+[.,]\s*(?:\d{1,2}\.? [^\W\d_]+[.,]?\s*(?:\d{4}[.,]?\s*)?)?"
    r"(?:[/(\[][^/()\[\]]{2,30}[/)\]]\.?|(?<=[.,] )[A-ZА-ЯЁІЇЄ]{2,}[\w -]{0,20} ?[-–—]+)\s"
)
DATED = re.compile(r"\d|[/(\[]")
LONGEST_DATELINE = 200
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
SURROGATE = re.compile(r"[\ud800-\udfff]")


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of a text from left to right, without the white space around them.

    A line break ends a sentence. What stands between quotation marks is not split where the marks close in their line.

    Args:
        text: any text.
        language: ISO 639-1 code; for one that is not known the rules of English hold.

    Returns:
        Spans that do not overlap and hold every character but white space.
    """
    marks = continuations(language)
    readable = SURROGATE.sub("\ufffd", text)
    found: list[Span] = []
    for line in LINE.finditer(readable):
        kept: list[tuple[int, int]] = []
        for start, end in pieces(line.group(), language):
            if kept and goes_on(line.group(), kept[-1], (start, end), marks):
                kept[-1] = kept[-1][0], end
            else:
                kept.append((start, end))
        found += [Span(start=line.start() + start, end=line.start() + end) for start, end in kept]
    return found


def pieces(line: str, language: str) -> list[tuple[int, int]]:
    """Where sentencex and brackets split a line; never a piece of white space alone."""
    # Loaded with the first text: what reads English only does without.
    from sentencex import get_sentence_boundaries

    borders = {0, len(line)}
    borders.update(int(one["end_index"]) for one in get_sentence_boundaries(language, line))
    borders.update(match.end() for match in IN_BRACKETS.finditer(line))
    borders.update(outside_quotations(line))
    closing = continuations(language).closing
    borders.update(match.end() for match in (closing.finditer(line) if closing else ()))
    dateline = DATELINE.match(line[:LONGEST_DATELINE])
    if dateline and DATED.search(dateline.group()):
        borders = {one for one in borders if not 0 < one <= dateline.end()}
    found = []
    for start, end in pairwise(sorted(borders)):
        piece = line[start:end]
        if piece.strip():
            found.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
    return found


def outside_quotations(line: str) -> Iterator[int]:
    """The ends of ellipses before a capital where no quotation or bracket is open."""
    opened, marks, last = 0, 0, 0
    for match in ELLIPSIS.finditer(line):
        since, last = line[last : match.end()], match.end()
        opened += sum(since.count(one) for one in "«“「『(（") - sum(since.count(one) for one in "»”」』)）")
        marks += since.count('"')
        if opened <= 0 and marks % 2 == 0:
            yield last


def goes_on(line: str, left: tuple[int, int], right: tuple[int, int], marks: Continuations) -> bool:
    """Whether what follows a supposed end belongs to the same sentence."""
    before, after = line[left[0] : left[1]], line[right[0] : right[1]]
    first = after.lstrip(OPENERS)[:1]
    if not any(map(str.isalnum, after)) or not any(map(str.isalnum, before)):
        return not any(map(str.isalnum, after)) or before[-1:] in OPENERS
    if first.islower():
        return True
    if before[-1:] in CLOSERS and follows_quote(before, after, left[1] == right[0], marks):
        return True
    if before.endswith(".") and (marks.numbered and marks.numbered.search(before) and first.isdigit()):
        return True
    if not before.endswith(".") or not first.isalpha():
        return False
    return (
        bool(INITIAL.search(before) and first.isupper() and not is_numbered_end(before))
        or (left[1] == right[0] and after[:1] == "-")
        or any(one is not None and bool(one.search(before)) for one in (marks.titles, marks.counted, marks.ordinals))
    )


def follows_quote(before: str, after: str, touches: bool, marks: Continuations) -> bool:
    """Whether the words after a closing mark carry a quotation on: a particle, or a short clause of saying."""
    if touches and marks.after_quote is not None and marks.after_quote.match(after):
        return True
    return marks.says is not None and before[:1] in OPENERS and bool(marks.says.match(after))


def is_numbered_end(before: str) -> bool:
    """Whether a single letter stands behind a number and so is a unit: '2024 г.', '5 m.'."""
    return bool(re.search(r"\d\s*[^\W\d_]\.\s*$", before))
