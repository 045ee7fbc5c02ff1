"""The text of a page without its tags, found in one cheap pass: good enough to judge a page by, not to read it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from html import unescape

from dragoman.intake.markup import CONTROLS, INLINE, folded

# An unclosed tag ends where the next begins: no page makes this look at a character twice.
TAG = re.compile(r"<(?:!--|(/?)([A-Za-z][A-Za-z0-9]{0,30}+)[^<>]*+>|[!?][^<>]*+>)")
BODY = re.compile(r'"articleBody"\s*+:\s*+("(?:[^"\\]++|\\.)*+")', re.DOTALL)
# A shorter block that is a link and nothing else leads to another page, and tells nothing about this one.
SHORT_LINK = 200
# Where these are not closed, a browser takes all that follows for their text.
RAW = frozenset({"script", "style", "iframe", "noscript", "template"})


def stripped(markup: str, unread: Collection[str]) -> list[str]:
    """The blocks of text of a page, in order, without links that stand alone.

    Blocks are parted where an element is no part of a line.

    Args:
        markup: the page.
        unread: names of elements that are left out with all that they hold.
    """
    lowered = markup.lower()
    if len(lowered) != len(markup):  # a letter whose small form has two characters: offsets would not fit
        lowered = markup
    found = Blocks()
    ends: dict[str, int] = {}
    place = 0
    while (tag := TAG.search(markup, place)) is not None:
        found.add(markup[place : tag.start()])
        place = tag.end()
        if tag[2] is None:
            if tag[0] == "<!--":
                place = past(lowered, "-->", place, ends, unclosed=place)
            continue
        name = tag[2].lower()
        if name == "a":
            found.in_link = not tag[1]
        elif name not in INLINE:
            found.part()
        if name in unread and not tag[1]:
            after = past(lowered, f"</{name}", place, ends, unclosed=len(markup) if name in RAW else place)
            if name == "script":
                found.blocks += written_bodies(markup[place:after])
            place = after
    found.add(markup[place:])
    found.part()
    return found.blocks


class Blocks:
    """The blocks of a page while they are collected.

    Attributes:
        blocks: those that are whole.
        in_link: whether what comes next is the text of a link.
    """

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.in_link = False
        self._line: list[str] = []
        self._is_prose = False

    def add(self, text: str) -> None:
        """Add text to the block that is open."""
        if text:
            self._line.append(text)
            self._is_prose = self._is_prose or not (self.in_link or text.isspace())

    def part(self) -> None:
        """End the block that is open."""
        text = folded(unescape("".join(self._line))) if self._line else ""
        if text and (self._is_prose or len(text) >= SHORT_LINK):
            self.blocks.append(text)
        self._line.clear()
        self._is_prose = False


def past(lowered: str, wanted: str, start: int, ends: dict[str, int], unclosed: int) -> int:
    """The place of the next closing mark; ``unclosed`` where there is none, which is looked for only once."""
    if ends.get(wanted) == -1:
        return unclosed
    found = lowered.find(wanted, start)
    ends[wanted] = found
    if found == -1:
        return unclosed
    return found + (len(wanted) if wanted == "-->" else 0)


def written_bodies(script: str) -> list[str]:
    """The text of articles that a script holds as data of schema.org: some pages have it nowhere else."""
    found = []
    for body in BODY.findall(script) if "articleBody" in script else ():
        try:
            found += json.loads(body, strict=False).splitlines()
        except ValueError:
            continue
    return [line for row in found if (line := folded(CONTROLS.sub(" ", row)))]
