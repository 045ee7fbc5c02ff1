"""Titles and standfirsts: which of the first lines of a text announce the report rather than begin it."""

from __future__ import annotations

import re

from dragoman.intake.datelines import dateline_of
from dragoman.intake.lines import Line
from dragoman.knowledge.notices import notices

MOST_TITLE_WORDS = 30
MOST_STANDFIRST_WORDS = 45
# A line that ends in a full stop must look like a headline in other ways, and be shorter than most sentences.
MOST_STOPPED_WORDS = 18
MOST_ASKED_WORDS = 16
CAPITALISED_SHARE = 0.8
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
INNER_STOP = re.compile(r"[.!?][\"”’']?\s+[A-ZÀ-Þ\"“‘]")
DRESSED = re.compile(r"(?P<sign>\*{1,3}|_{1,3})\S.*\S(?P=sign)", re.DOTALL)
# Closed grammatical sets: what sentences of prose have and headlines leave out.
ARTICLES = frozenset({"the", "a", "an"})
AUXILIARIES = frozenset({"have", "has", "had", "was", "were", "said", "says", "told"})
PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "you", "there", "this", "that", "his", "her", "its"})
MOST_ARTICLED_WORDS = 11


def is_title(line: Line, rest: list[Line], announced: bool) -> bool:
    """Whether the first line of prose is a title.

    Args:
        line: the line.
        rest: the lines of prose after it; a line with none after it is the report itself.
        announced: whether a byline, a dateline or a line of notice follows, as it does under titles.
    """
    if not rest or line.words > MOST_TITLE_WORDS or line.text[-1] in ":," or dateline_of(line.text, first=True):
        return False
    if not line.stopped:
        return True
    if line.text.endswith(("?", "!")):
        return line.words <= MOST_ASKED_WORDS
    if line.words > MOST_STOPPED_WORDS or line.block == rest[0].block:
        return False
    if is_capitalised(line.text):
        return True
    if INNER_STOP.search(line.text):
        return False
    return announced or (len(rest) > 1 and line.words < rest[0].words and is_clipped(line.text))


def is_capitalised(text: str) -> bool:
    """Whether nearly all long words have a capital, as headlines of many papers have."""
    long_words: list[str] = LONG_WORD.findall(text)
    capital = sum(word[0].isupper() for word in long_words)
    return len(long_words) >= 3 and capital >= CAPITALISED_SHARE * len(long_words)


def is_clipped(text: str) -> bool:
    """Whether a sentence does without pronouns and auxiliaries, and without articles where it is long."""
    words = re.findall(r"[\w’']+", text.lower())
    if len(words) <= 3 or not (AUXILIARIES | PRONOUNS).isdisjoint(words):
        return False
    return len(words) <= MOST_ARTICLED_WORDS or ARTICLES.isdisjoint(words)


def is_standfirst(line: Line, rest: list[Line], announced: bool) -> bool:
    """Whether the line after the title sums the report up, rather than begins it.

    Args:
        line: the line.
        rest: the lines of prose after it.
        announced: whether a byline or a dateline follows it, as it does where the report begins.
    """
    if not rest or line.text[-1] in ":;" or dateline_of(line.text, first=True):
        return False
    if DRESSED.fullmatch(line.text):
        return True
    if line.words > MOST_STANDFIRST_WORDS:
        return False
    return not line.stopped or announced


def is_kicker(line: Line) -> bool:
    """Whether a line is one of the short labels that stand above titles."""
    return line.text.lower().strip(" :|") in notices().kickers
