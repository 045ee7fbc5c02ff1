"""Dialogue behind dashes, as many languages write it: '— We will not go, said Irena. — We can stay here.'

A line that begins with a dash is speech up to the words that say whose it is, and again behind the next dash. Lines
without such words are speech where they stand in one block with a question or with lines that have them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dragoman.coding.quotes import LINE, MARK, SINGLE, Quote, find_quotes, outermost

# The dash that opens speech; a hyphen opens an item of a list.
DASH = re.compile(r"\s*[—–―]\s+(?=[\w¿¡…])")
VERBS = (
    r"(?:said|says|say|told|tells|asked|asks|answered|answers|replied|replies|added|adds|shouted|cried|called|insisted|"
    r"explained|warned|whispered|continued|went on|remarked|retorted|began|concluded|admitted|declared|demanded|joked|"
    r"recalled|repeated|objected|protested|responded|wondered|murmured|promised|agreed)"
)
SUBJECT = r"(?:[A-Z]|(?:the|a|an|one|his|her|its|their|he|she|they|it|we|I)\s)"
# 'said their leader, Irena Kaszubowska.', and 'Minister Octavio Belmonte told the deputies.'
INQUIT = re.compile(
    rf"(?<=[,?!…])\s+(?:{VERBS}\s[^.?!—–]{{2,90}}|{SUBJECT}[^.?!—–]{{0,90}}?\b{VERBS}\b[^.?!—–]{{0,60}})[.:](?=\s|$)"
)


def speech(text: str, ranges: Sequence[tuple[int, int]]) -> list[Quote]:
    """All quotations that stand in no other, in text order: those in marks, and those behind dashes.

    Args:
        text: the raw text.
        ranges: the ranges to look at, each on its own.
    """
    lines = [match.span() for start, end in ranges for match in LINE.finditer(text, start, end)]
    spoken = dialogue(text, lines)
    starts = [quote.start for quote in spoken]

    def is_free(quote: Quote) -> bool:
        """Whether no speech behind a dash overlaps a quotation; only the one that begins last before its end can."""
        place = bisect_left(starts, quote.end) - 1
        return place < 0 or spoken[place].end <= quote.start

    marked = [quote for quote in outermost(find_quotes(text, ranges)) if is_free(quote)]
    return sorted([*marked, *spoken], key=lambda quote: quote.start)


def dialogue(text: str, lines: Sequence[tuple[int, int]]) -> list[Quote]:
    """The speech behind dashes, in text order.

    Args:
        text: the raw text.
        lines: the ranges of its lines.
    """
    found: list[Quote] = []
    block: list[list[Quote]] = []
    is_said = is_asked = False
    for start, end in [*lines, (len(text), len(text))]:
        spoken = _spoken(text, start, end)
        if spoken:
            block.append(spoken)
            is_said = is_said or len(spoken) > 1 or spoken[0].end < end
            is_asked = is_asked or text.endswith("?", start, end)
            continue
        if is_said or (is_asked and len(block) > 1):
            found += [quote for quotes in block for quote in quotes]
        block, is_said, is_asked = [], False, False
    return found


def _spoken(text: str, start: int, end: int) -> list[Quote]:
    """What is spoken in a line that begins with a dash and has no marks of its own."""
    opened = DASH.match(text, start, end)
    if opened is None or any(match.group() not in SINGLE for match in MARK.finditer(text, start, end)):
        return []
    found: list[Quote] = []
    place: int | None = opened.end()
    while place is not None:
        said = INQUIT.search(text, place, end)
        found.append(Quote(place, said.start() if said else end))
        again = DASH.match(text, said.end(), end) if said else None
        place = again.end() if again else None
    return found
