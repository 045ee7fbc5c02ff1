"""The words of an original that a stretch of its translation renders, where that is sure; else the sentence stands.

Three things are sure within a pair of sentences: a known name, a number, month or weekday, and a quotation, where both
sides have it equally often; then they follow each other in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dragoman.language.alignment import Pair
from dragoman.language.anchors import Anchor, anchors, has_names
from dragoman.language.quotations import inside, quotations
from dragoman.record import Span

# What may stand around a name or number in a stretch without changing what it names.
AROUND = re.compile(r"(?:(?i:the|a|an)\s+)?[\s\"'“”‘’«»(\[]*")
BEHIND = re.compile(r"(?:['’]s?)?[\s\"'“”‘’«»)\],.;:]*")


def align_words(
    original: str, translation: str, pair: Pair, rendering: Span, *, source: str, target: str
) -> Span | None:
    """The words of the original that a stretch of the translation renders.

    Args:
        original: the published text.
        translation: its translation.
        pair: the sentences of both in which the stretch stands, out of :func:`dragoman.language.alignment.align`.
        rendering: the stretch, in the translation.
        source: ISO 639-1 code of the language of the original.
        target: that of the translation.

    Returns:
        The words in the original, or None where it is not sure which they are.
    """
    if not any(one.start <= rendering.start and rendering.end <= one.end for one in pair.translation):
        return None
    quoted = quoted_words(original, translation, pair, rendering)
    if quoted is not None:
        return quoted
    named = has_names(source) and has_names(target)
    rendered = within(anchored(translation, target, named), pair.translation)
    chosen = [one for one in rendered if fits(translation, one, rendering)]
    if len(chosen) != 1:
        return None
    alike = [one for one in rendered if (one.kind, one.key) == (chosen[0].kind, chosen[0].key)]
    sources = within(anchored(original, source, named), pair.original)
    others = [one for one in sources if (one.kind, one.key) == (chosen[0].kind, chosen[0].key)]
    if len(alike) != len(others):
        return None
    found = others[alike.index(chosen[0])]
    return Span(start=found.start, end=found.end)


def quoted_words(original: str, translation: str, pair: Pair, rendering: Span) -> Span | None:
    """The quotation of the original that a whole quotation of the translation renders, with its marks or without."""
    given = [one for one in quotations(translation) if contained(one, pair.translation)]
    found = [one for one in quotations(original) if contained(one, pair.original)]
    if len(given) != len(found):
        return None
    for one, other in zip(given, found, strict=True):
        if (one.start, one.end) == (rendering.start, rendering.end):
            return other
        words = inside(translation, one)
        bare = translation[rendering.start : rendering.end].rstrip(" ,.")
        if rendering.start == words.start and bare == translation[words.start : words.end].rstrip(" ,."):
            return inside(original, other)
    return None


def fits(text: str, anchor: Anchor, stretch: Span) -> bool:
    """Whether a stretch is an anchor and nothing more but an article, marks and a possessive."""
    before, behind = text[stretch.start : anchor.start], text[anchor.end : stretch.end]
    return (
        stretch.start <= anchor.start
        and anchor.end <= stretch.end
        and AROUND.fullmatch(before) is not None
        and BEHIND.fullmatch(behind) is not None
    )


def within(found: Iterable[Anchor], spans: Iterable[Span]) -> list[Anchor]:
    """The anchors that stand in some sentences."""
    listed = tuple(spans)
    return [one for one in found if contained(one, listed)]


def contained(one: Anchor | Span, spans: Iterable[Span]) -> bool:
    """Whether something stands in one of some sentences."""
    return any(span.start <= one.start and one.end <= span.end for span in spans)


@lru_cache(maxsize=4)
def anchored(text: str, language: str, named: bool) -> tuple[Anchor, ...]:
    """The anchors of a text, kept while its spans are carried back one by one."""
    return tuple(anchors(text, language, named))
