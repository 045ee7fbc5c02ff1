"""History: whether a word reports what lies years back and is told as background, not as news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb, nearest_verb
from dragoman.coding.matching import noun_entry
from dragoman.coding.reading import Reading
from dragoman.knowledge.lexicon import lexicon
from dragoman.knowledge.modality import modality_words

# An act more than this many years before the article is told as history, not as news.
HISTORY_YEARS = 2
YEAR = re.compile(r"(?:1[0-9]|20)\d\d(?:s)?")
DAY = re.compile(r"(?:\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)? ,)$")
# Prepositions by which a year dates an act; by others it is a beginning or an end of something.
DATING = frozenset({"in", "of", "during", "between", "before", "around", "throughout", "on", "as", "through"})
PAST = frozenset({"VBD", "VBN", "VBG"})
PERFECT = frozenset({"has", "have", "'s", "’s", "'ve", "’ve"})


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    listed = sorted(modality_words().history.phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)


def told_as_history(token: Token, reading: Reading) -> str | None:
    """The words that tell what a word reports as history; None where nothing does.

    They are an old year that it is dated by, 'decades ago' and the like, 'once', or a bygone era that it happened in.
    """
    verb = _tensed(nearest_verb(token))
    if is_verb(verb) and verb.tag_ not in PAST and is_verb(token):
        return None
    if any(child.dep_ == "aux" and child.lower_ in PERFECT for child in verb.children):
        return None  # it goes on, or has only just been done
    clause = sorted(_clause_of(verb) | set(token.subtree), key=lambda word: word.i)
    return _old_year(token, verb, reading) or _years_before(verb) or _word(clause, verb) or _phrase(clause)


def _tensed(verb: Token) -> Token:
    """The verb that carries the time of an infinitive or participle ('was the first to recognise')."""
    current = verb
    while current.tag_ in {"VB", "VBG"} and current.dep_ in {"xcomp", "acl", "relcl", "pcomp"}:
        above = nearest_verb(current.head)
        if above.i == current.i or not is_verb(above):
            break
        current = above
    return current


def _clause_of(verb: Token) -> set[Token]:
    """The words of a clause, and of the one that it is told beside ('accused it when it seized the canal')."""
    words = set(_own_words(verb))
    beside = told_beside(verb)
    return words | set(_own_words(beside)) if beside is not None else words


def told_beside(verb: Token) -> Token | None:
    """The verb whose time is that of this one, too: the first of two that share a subject, or the one above 'when'."""
    head = verb.head
    if not is_verb(head) or head.i == verb.i:
        return None
    if verb.dep_ == "conj" and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
        return head
    when = any(child.lower_ in {"when", "as", "while"} for child in verb.lefts)
    return head if verb.dep_ == "advcl" and when else None


def _own_words(verb: Token) -> Iterator[Token]:
    """A verb and all that depends on it without a verb of its own between."""
    yield verb
    for child in verb.children:
        if not is_verb(child):
            yield from _own_words(child)


def _word(clause: list[Token], verb: Token) -> str | None:
    """'Once' and the like at the verb, or a bygone era in its clause ('under the dictatorship')."""
    listed = modality_words().history
    for word in clause:
        if word.lower_ in listed.adverbs and word.dep_ == "advmod" and word.head.i == verb.i:
            before, after = word.nbor(-1) if word.i else word, word.nbor(1) if word.i + 1 < len(word.doc) else word
            if before.lower_ != "at" and after.lower_ not in {"more", "again"}:
                return word.text
        if word.lower_ in listed.span_prepositions and word.dep_ == "prep":
            era = next((p for p in word.children if p.dep_ == "pobj" and p.lower_ in listed.spans), None)
            if era is not None:
                return f"{word.text} {era.text}"
    return None


def _years_before(verb: Token) -> str | None:
    """'Four years after it closed them': the act after 'after' lies years back."""
    tie = next((child for child in verb.children if child.lower_ == "after" and child.dep_ == "mark"), None)
    if tie is None and verb.dep_ == "pcomp" and verb.head.lower_ == "after":
        tie = verb.head
    spans = [] if tie is None else [*tie.lefts, *(child for child in verb.lefts if child.i < tie.i)]
    years = next((child for child in spans if child.lower_ in {"years", "decades"}), None)
    return f"{years.text} after" if years is not None else None


def _old_year(token: Token, verb: Token, reading: Reading) -> str | None:
    """A year, alone or with a month, that lies back: told of no day, it is background.

    Where it is known when the article was written, the year must lie more than ``HISTORY_YEARS`` before.
    """
    for year in token.sent:
        if not YEAR.fullmatch(year.text):
            continue
        old = not _is_day(year) if reading.anchor is None else int(year.text[:4]) < reading.anchor.year - HISTORY_YEARS
        if old and _dates(year, token, verb):
            return year.text
    return None


def _dates(year: Token, token: Token, verb: Token) -> bool:
    """Whether a year is that of what a word reports: up from the year, no other event stands between."""
    if verb.dep_ == "relcl" and verb.head.i == year.i:
        return True  # '2014, when a soldier fired'
    current, within = year, False
    while True:
        if current.i == token.i and token.i != verb.i:
            return within
        if is_verb(current):
            if not within:
                return False
            beside = told_beside(verb)
            return current.i == verb.i or (beside is not None and current.i == beside.i)
        if current.i != year.i and current.tag_[:1] == "N" and noun_entry(current, lexicon()) is not None:
            return False
        if current.tag_ == "IN" or current.dep_ == "prep":
            if current.lower_ not in DATING and not within:
                return False
            within = True
        if current.dep_ in {"amod", "compound", "nummod", "npadvmod"} and current.i == year.i:
            within = within or current.head.i == token.i
        if current.head.i == current.i:
            return False
        current = current.head


def _is_day(year: Token) -> bool:
    """Whether a year ends a date with its day ('3 May 2024', 'May 3, 2024'): such may be the news itself."""
    before = [year.doc[place].text for place in range(max(year.i - 3, 0), year.i)]
    return bool(DAY.search(" ".join(before)))


def _phrase(clause: list[Token]) -> str | None:
    found = _phrases().search(" ".join(token.text for token in clause))
    return found.group() if found else None
