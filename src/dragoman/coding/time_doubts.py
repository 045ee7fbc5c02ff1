"""Doubts: which matches of the grammar are no times ("may" the verb, "2006 people", "Resolution 1718", "Mrs May")."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc, Token

from dragoman.coding.time_grammar import Expression
from dragoman.coding.time_words import DOUBTFUL_MONTHS
from dragoman.knowledge.times import Times

# A month that is also a name or a verb is a month after one of these.
BEFORE_MONTH = frozenset(
    {
        "in",
        "of",
        "since",
        "until",
        "till",
        "by",
        "from",
        "to",
        "during",
        "before",
        "after",
        "through",
        "between",
        "throughout",
        "for",
        "and",
        "or",
        "late",
        "early",
        "mid",
        "last",
        "next",
        "this",
        "every",
        "each",
        "around",
        "about",
    }
)
BEFORE_YEAR = BEFORE_MONTH | frozenset({"the", "a", "an", "circa", "back", "year", "as", "than", "its", "their", "("})
APPROXIMATE = re.compile(r"\b(?:(?:more|less|fewer|other) than|up to|at (?:least|most)|as many as)\s+$", re.IGNORECASE)
LISTED = re.compile(r"\d{3,4}(?:\s*\(\d{4}\))?\s*(?:,|and|or|,\s*and)\s+$")
NAMES = frozenset({"PERSON", "ORG", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "LAW"})
MONEY = frozenset("$€£¥₩")
CLOCK_PREPOSITIONS = frozenset({"at", "by", "around", "about", "until", "from", "to"})

Check = Callable[[Expression, int, int], bool]


class Doubts:
    """Judges the grammar's matches in one document.

    Args:
        doc: the parsed document.
        text: its text.
        times: the words that tell a year from a count.
    """

    def __init__(self, doc: Doc, text: str, times: Times) -> None:
        self.doc, self.text, self.times = doc, text, times
        self.checks: dict[str, Check] = {
            "month": self._month,
            "date": self._date,
            "year": self._year,
            "years": self._year,
            "weekday": self._weekday,
            "relative": self._relative,
            "clock": self._clock,
        }

    def is_time(self, expression: Expression) -> bool:
        """Whether a match of the grammar tells a time where it stands."""
        check = self.checks.get(expression.kind)
        if check is None:
            return True
        span = self.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        return span is not None and check(expression, span.start, span.end)

    def _word(self, index: int) -> str:
        return self.doc[index].lower_ if 0 <= index < len(self.doc) else ""

    def _month(self, expression: Expression, start: int, end: int) -> bool:
        words = expression.words
        if expression.until is not None:
            return self.is_time(expression.until)
        if not {"y", "lead", "rel"}.isdisjoint(words):
            return True
        name = words["m"].lower()
        if not (words["m"].istitle() or words["m"].isupper()):
            return False
        before, token = self._word(start - 1), self.doc[start]
        if name.rstrip(".") in DOUBTFUL_MONTHS:
            return token.tag_[:2] == "NN" and before in BEFORE_MONTH and not _in_name(token)
        if len(name.rstrip(".")) == 3:
            return name.endswith(".") and before in BEFORE_MONTH
        return not _in_name(token)

    def _date(self, expression: Expression, start: int, end: int) -> bool:
        """'Sept 18' and '3 May'; not 'may 5' of a verb, not 'March 3 miles'."""
        words = expression.words
        if "y" in words:
            return True
        if not words["m"][0].isupper():
            return False
        return words["m"].lower() not in ("may", "march") or self._word(end) not in self.times.counted

    def _year(self, expression: Expression, start: int, end: int) -> bool:
        if "lead" in expression.words:
            return True
        before = self._word(start - 1)
        if before in self.times.numbered or before in MONEY or self._word(end) in self.times.counted:
            return False
        if APPROXIMATE.search(self.text, max(0, expression.start - 16), expression.start):
            return False
        if LISTED.search(self.text, max(0, expression.start - 20), expression.start) and self._in_list(start):
            return False
        if before in BEFORE_YEAR or expression.until is not None:
            return True
        if expression.words["y"] < "1900":
            return False
        previous = self.doc[start - 1] if start else None
        if previous is not None and previous.tag_ in ("NNP", "NNPS"):
            return previous.whitespace_ == ""
        return not _counts(self.doc[end - 1])

    def _in_list(self, start: int) -> bool:
        """Whether 'resolutions 1718, 1874 and' stands before a number."""
        index = start - 1
        while index >= 0 and (self.doc[index].like_num or self._word(index) in {",", "and", "or", "(", ")"}):
            index -= 1
        return self._word(index) in self.times.numbered

    def _weekday(self, expression: Expression, start: int, end: int) -> bool:
        """No weekday where a name goes on after it: 'Sunday Times'."""
        after = self.doc[end] if end < len(self.doc) else None
        if after is None or after.tag_ != "NNP" or after.ent_iob_ != "I":
            return True
        return after.ent_type_ not in ("ORG", "WORK_OF_ART") or self.doc[end - 1].ent_type_ != after.ent_type_

    def _relative(self, expression: Expression, start: int, end: int) -> bool:
        rel, unit = expression.words["rel"].lower(), expression.words["u"].lower()
        if unit.startswith(("minute", "hour")) and "n" not in expression.words:
            return False
        plural = unit.endswith("s")
        if rel == "that":
            return self.doc[start].tag_ == "DT" and not plural
        return plural if rel == "recent" else not (plural and rel in ("this", "current", "same"))

    def _clock(self, expression: Expression, start: int, end: int) -> bool:
        """A clock without am or pm needs a preposition: 'a 2:1 lead' is none."""
        return "h2" not in expression.words or self._word(start - 1) in CLOCK_PREPOSITIONS


def _in_name(token: Token) -> bool:
    """Whether the parser takes a month as (part of) a name: 'Theresa May', 'the March Hare'."""
    if token.ent_type_ not in NAMES:
        return False
    if token.ent_type_ == "PERSON" or token.ent_iob_ == "I":
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.ent_iob_ == "I" and following.tag_[:3] == "NNP"


def _counts(token: Token) -> bool:
    """Whether a number counts a plural noun that nothing makes definite: '2004 flats', not 'the 2004 floods'."""
    noun = token.head
    if token.dep_ != "nummod" or noun.tag_ not in ("NNS", "NNPS") or noun.i < token.i:
        return False
    return not any(child.dep_ in ("det", "poss") and child.i < token.i for child in noun.children)
