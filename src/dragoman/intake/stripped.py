"""The text of a page without its tags, found in one cheap pass: good enough to judge a page by, not to read it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from html import unescape

from dragoman.intake.markup import INLINE

# An unclosed tag ends where the next begins: no page makes this look at a character twice.
TAG = re.compile(r"<(?:!--|(/?)([A-Za-z][A-Za-z0-9]{0,30})[^<>]*>|[!?][^<>]*>)")
SPACE = re.compile(r"\s+")
BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")', re.DOTALL)
# Where these are not closed, a browser takes all that follows for their text.
RAW = frozenset({"script", "style", "iframe", "noscript", "template"})


def stripped(markup: str, unread: Collection[str]) -> list[str]:
    """The blocks of text of a page, in order; blocks are parted where an element is no part of a line.

    Args:
        markup: the page.
        unread: names of elements that are left out with all that they hold.
    """
    lowered = markup.lower()
    if len(lowered) != len(markup):  # a letter whose small form has two characters: offsets would not fit
        lowered = markup
    blocks: list[str] = []
    line: list[str] = []
    ends: dict[str, int] = {}
    place = 0

    def part() -> None:
        text = SPACE.sub(" ", unescape("".join(line))).strip()
        if text:
            blocks.append(text)
        line.clear()

    while (tag := TAG.search(markup, place)) is not None:
        line.append(markup[place : tag.start()])
        place = tag.end()
        name = (tag[2] or "").lower()
        if tag[2] is None:
            if tag[0] == "<!--":
                place = past(lowered, "-->", place, ends, unclosed=place)
            continue
        if name not in INLINE:
            part()
        if name in unread and not tag[1]:
            unclosed = len(markup) if name in RAW else place
            after = past(lowered, f"</{name}", place, ends, unclosed)
            if name == "script":
                blocks += written_bodies(markup[place:after])
            place = after
    line.append(markup[place:])
    part()
    return blocks


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
            found += [SPACE.sub(" ", line).strip() for line in json.loads(body, strict=False).split("\n")]
        except ValueError:
            continue
    return [line for line in found if line]
