"""The words and marks after which a sentence goes on, by language, read from ``data/sentences.yaml``."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.knowledge.data import Row, checked, load_data

ByLanguage = dict[str, tuple[str, ...]]


class SentenceMarks(Row):
    """The whole data file, without its ``meta`` block; 'any' stands for every language.

    Args:
        titles: abbreviations before a name.
        numbered: abbreviations before a number.
        counted: abbreviations that may end a sentence only behind a number.
        openers: words that have a capital only where a sentence begins.
        ordinals: words before a number with a point that is an ordinal.
        after_quote: particles that follow a closing quotation mark without a space.
        says: words of a short clause after a quotation that belongs to it.
    """

    titles: ByLanguage
    numbered: ByLanguage
    counted: ByLanguage
    openers: ByLanguage
    ordinals: ByLanguage
    after_quote: ByLanguage
    says: ByLanguage


class Continuations:
    """The marks of one language as patterns; each is None where the language has no such marks."""

    def __init__(self, marks: SentenceMarks, language: str) -> None:
        self.titles = ending(listed(marks.titles, language), r"(?<!\w){}\.\W*$")
        self.numbered = ending(listed(marks.numbered, language), r"(?<!\w){}\.\s*$")
        self.counted = ending(listed(marks.counted, language), r"(?<!\w)(?<!\d )(?<!\d){}\.\s*$")
        openers = "|".join(listed(marks.openers, language))
        self.closing = ending(listed(marks.counted, language) if openers else (), rf"\d ?{{}}\.\s+(?=(?:{openers})\b)")
        self.ordinals = ending(listed(marks.ordinals, language), r"(?i:(?<!\w){}) \d{{1,2}}\.\s*$")
        self.after_quote = ending(listed(marks.after_quote, language), r"{}")
        self.says = ending(listed(marks.says, language), r"^.{{0,16}}?{}[^，,]{{0,3}}[。，,：:]")


def listed(rows: ByLanguage, language: str) -> tuple[str, ...]:
    """The words of one language and of any, longest first: an alternation of them takes the longest."""
    return tuple(sorted({*rows.get("any", ()), *rows.get(language, ())}, key=lambda word: (-len(word), word)))


def ending(words: tuple[str, ...], frame: str) -> re.Pattern[str] | None:
    """A pattern that has any of the words in the place of ``{}``."""
    either = f"(?:{'|'.join(map(re.escape, words))})"
    return re.compile(frame.format(either)) if words else None


@lru_cache(maxsize=1)
def sentence_marks() -> SentenceMarks:
    """The marks, read once.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("sentences").items() if name != "meta"}
    found: SentenceMarks = checked(data, SentenceMarks, "sentences.yaml")
    return found


@lru_cache(maxsize=32)
def continuations(language: str) -> Continuations:
    """The patterns of a language."""
    return Continuations(sentence_marks(), language)
