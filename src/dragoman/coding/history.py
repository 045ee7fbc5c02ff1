"""History: whether a word reports what lies years back and is told as background, not as news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb, nearest_verb
from dragoman.coding.reading import Reading
from dragoman.knowledge.modality import modality_words

# An act more than this many years before the article is told as history, not as news.
HISTORY_YEARS = 2
YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
COARSE = frozenset({"month", "season", "quarter", "year", "decade", "century"})
PERFECT = frozenset({"has", "have", "'s", "’s", "'ve", "’ve"})


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    listed = sorted(modality_words().history.phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)


def told_as_history(token: Token, reading: Reading) -> str | None:
    """The words that tell what a word reports as history; None where nothing does.

    They are an old year in its clause, 'decades ago' and the like, 'once', or a bygone era that it happened in.
    """
    clause = _clause_of(token)
    verb = nearest_verb(token)
    listed = modality_words().history
    for word in clause:
        if word.lower_ in listed.adverbs and word.dep_ == "advmod" and word.head.i == verb.i:
            return word.text
        if word.lower_ in listed.span_prepositions and word.dep_ == "prep":
            era = next((p for p in word.children if p.dep_ == "pobj" and p.lower_ in listed.spans), None)
            if era is not None:
                return f"{word.text} {era.text}"
    return _old_year(clause, verb, reading) or _phrase(clause)


def _clause_of(token: Token) -> list[Token]:
    """The words of the clause that a word stands in, and of those that it is told beside, in text order."""
    verb = nearest_verb(token)
    words = {word.i: word for word in _own_words(verb)}
    words |= {word.i: word for word in token.subtree}
    if verb.dep_ in {"conj", "advcl"} and is_verb(verb.head) and verb.head.tag_ == verb.tag_:
        words |= {word.i: word for word in _own_words(verb.head)}
    return [words[place] for place in sorted(words)]


def _own_words(verb: Token) -> Iterator[Token]:
    """A verb and all that depends on it without a verb of its own between."""
    yield verb
    for child in verb.children:
        if not is_verb(child) or child.dep_ == "prep":
            yield from _own_words(child)


def _old_year(clause: list[Token], verb: Token, reading: Reading) -> str | None:
    """A year, alone or with a month, that lies back: told of no day, it is background.

    Where it is known when the article was written, the year must lie more than ``HISTORY_YEARS`` before.
    """
    perfect = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in PERFECT for c in verb.children)
    for word in clause:
        if not YEAR.fullmatch(word.text) or word.ent_type_ not in {"DATE", ""}:
            continue
        if perfect and word.head.lower_ == "since":
            continue  # it goes on
        if word.dep_ == "nummod" or word.head.dep_ == "prep" or word.dep_ in {"pobj", "npadvmod", "amod", "compound"}:
            if reading.anchor is None:
                if not _is_day(word):
                    return word.text
            elif int(word.text) < reading.anchor.year - HISTORY_YEARS:
                return word.text
    return None


def _is_day(year: Token) -> bool:
    """Whether a year ends a date with its day ('on 3 May 2024'): such may be the news itself."""
    before = [token for token in year.doc[max(0, year.i - 4) : year.i]]
    return any(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", token.text) for token in before)


def _phrase(clause: list[Token]) -> str | None:
    found = _phrases().search(" ".join(token.text for token in clause))
    return found.group() if found else None
