"""Where a name may begin and end in a language: at word borders, after prefixes, before particles, or anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from dragoman.knowledge.foreign_rows import Grammar, Short

# How a spelling is bound: as a name; without the article that it has elsewhere ('صين'); with or without the article, as
# an adjective; as a letter that stands alone ('북'); as letters in a compound ('中俄'); as the first part
# of an adjective of two states, before a hyphen ('американо').
Binding = Literal["name", "bare", "either", "letter", "compound", "joined"]
KATAKANA = re.compile(r"[ァ-ヺー]")
ASCII = re.compile(r"[a-z0-9]")


class Borders:
    """The borders of names under one grammar.

    Args:
        grammar: its prefixes, suffixes and particles; and whether names need borders at all.
        titles: further words that may be joined to a name, as to those of people in Korean.
        short: what may not stand beside compounds of letters.
    """

    def __init__(self, grammar: Grammar, titles: Iterable[str] = (), short: Short | None = None) -> None:
        self._open = grammar.open_borders
        self._not_after = dict(short.not_after) if short else {}
        self._not_before = dict(short.not_before) if short else {}
        self._article = grammar.article
        plain = frozenset(("", *grammar.prefixes))
        bare = frozenset(grammar.article_prefixes)
        self._before: dict[Binding, frozenset[str]] = {
            "name": plain, "bare": bare, "either": plain | bare, "letter": frozenset([""]),
            "compound": frozenset([""]),
            "joined": frozenset([""]),
        }  # fmt: skip
        suffixes = "|".join(sorted(map(re.escape, (*grammar.suffixes, *titles)), key=len, reverse=True))
        particles = "|".join(sorted(map(re.escape, grammar.particles), key=len, reverse=True))
        self._after = re.compile(f"(?:(?:{suffixes})*(?:{particles})?)?") if suffixes or particles else None

    def begin(self, low: str, start: int, end: int, binding: Binding) -> int | None:
        """Where a name found at ``low[start:end]`` begins, its article with it; None where it is part of a word."""
        if self._open:
            whole = apart(low, start) and apart(low, end) and (binding != "compound" or self._free(low, start, end))
            return start if whole else None
        before = word_before(low, start)
        if before not in self._before[binding] or not self._ends(low, end, binding):
            return None
        return start - len(self._article) if self._article and before.endswith(self._article) else start

    def _free(self, low: str, start: int, end: int) -> bool:
        """Whether letters in a compound are no part of other words: not '中美' in '其中美方'."""
        before, after = low[start - 1 : start], low[end : end + 1]
        held = before and before in self._not_after.get(low[start], "")
        return not held and not (after and after in self._not_before.get(low[end - 1], ""))

    def _ends(self, low: str, end: int, binding: Binding) -> bool:
        if binding == "joined":
            return low[end : end + 1] == "-"
        if end == len(low) or not low[end].isalnum() or not low[end - 1].isalnum():
            return True
        if self._after is None or binding == "letter":
            return False
        rest = word_after(low, end)
        return self._after.fullmatch(rest) is not None


def apart(low: str, place: int) -> bool:
    """Whether a text may be parted at a place: not within a run of katakana, Latin letters or digits."""
    if not 0 < place < len(low):
        return True
    return not any(run.match(low[place - 1]) and run.match(low[place]) for run in (KATAKANA, ASCII))


def word_before(low: str, start: int) -> str:
    """What stands directly before a place, back to the border of its word."""
    if not low[start].isalnum():
        return ""
    begin = start
    while begin and low[begin - 1].isalnum():
        begin -= 1
    return low[begin:start]


def word_after(low: str, end: int) -> str:
    """What stands directly behind a place, up to the border of its word."""
    stop = end
    while stop < len(low) and low[stop].isalnum():
        stop += 1
    return low[end:stop]
