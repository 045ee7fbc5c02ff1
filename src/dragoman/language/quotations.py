"""Quotations of a text in any language: what stands between a pair of quotation marks of one line."""

from __future__ import annotations

import re

from dragoman.record import Span

# A quotation runs to the first closing mark of its pair; one within it, in other marks, belongs to it.
# Single marks only count where no letter stands before the opening one: 'the ministers’ talks' has none. Korean
# particles follow a closing mark without a space; elsewhere a letter after it makes it an apostrophe.
PAIRS = (
    r"“[^“”\n]+”", r"„[^„“”\n]+[“”]", r"«[^«»\n]+»", r"»[^«»\n]+«", r'"[^"\n]+"', r"「[^「」\n]+」", r"『[^『』\n]+』",
    r"(?<!\w)‘[^‘’\n]+(?:’\w[^‘’\n]*)*’(?![a-zA-Z])", r"(?<!\w)'[^'\n]+(?:'[a-zA-Z][^'\n]*)*'(?![a-zA-Z])",
)  # fmt: skip
MARKED = re.compile("|".join(PAIRS))


def quotations(text: str) -> list[Span]:
    """The quotations of a text from left to right, with their marks; they do not overlap."""
    return [Span(start=match.start(), end=match.end()) for match in MARKED.finditer(text)]


def inside(text: str, quotation: Span) -> Span:
    """The words of a quotation without its marks and the spaces within them."""
    start, end = quotation.start + 1, quotation.end - 1
    words = text[start:end]
    return Span(start=start + len(words) - len(words.lstrip()), end=end - len(words) + len(words.rstrip()))
