"""The forms of a name in a language whose names change: cases, gender and number, from tables of endings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from dragoman.knowledge.foreign_rows import Ending, Grammar

SAME = "="
# The forms of a word or of words that stand together, by case.
Cases = tuple[frozenset[str], ...]
# What becomes of words of a class, by ending; and how long the longest ending is.
Endings = tuple[dict[str, Ending], int]


class Forms:
    """The forms of names under one grammar. Forms that nobody writes do no harm: they are only not found."""

    def __init__(self, grammar: Grammar) -> None:
        self._nouns = by_ending(grammar.nouns)
        self._adjectives = by_ending(grammar.adjectives)
        self._declensions = by_ending(grammar.declensions)
        self._irregular = grammar.irregular
        self._fixed = frozenset(grammar.indeclinable)
        self._conjunctions = frozenset(grammar.conjunctions)
        self._cases = len(grammar.nouns[0].forms) + 1 if grammar.nouns else 1

    def name(self, name: str) -> set[str]:
        """All forms of a name: words before the head agree with it, those behind it stay as they are."""
        return {form for cases in self._phrases(name.split(" ")) for case in cases for form in case}

    def person(self, name: str) -> set[str]:
        """All forms of a person's name: any of its words may stay as it is ('Ангелой Меркель')."""
        words = [self._word(word, (self._nouns, self._adjectives)) for word in name.split(" ")]
        loose = [tuple(case | word[0] for case in word) for word in words]
        return {form for case in joined(loose) for form in case}

    def adjective(self, adjective: str) -> set[str]:
        """All forms of an adjective, in gender, number and case; where it has several words they change together."""
        found = [self._declined(word) for word in adjective.split(" ")]
        together = len({len(forms) for forms in found}) == 1
        return {" ".join(forms) for forms in (zip(*found, strict=True) if together else product(*found))}

    def _declined(self, word: str) -> tuple[str, ...]:
        row = longest(self._declensions, word)
        return (word,) if row is None else (word, *(form for case in changed(word, row) for form in case))

    def _phrases(self, words: Sequence[str]) -> Iterator[Cases]:
        """The readings of a phrase: its first word is the head, or an adjective before the head."""
        first, rest = words[0], words[1:]
        head = self._word(first, (self._nouns,) if rest else (self._nouns, self._adjectives))
        yield joined([head, *map(self._unchanged, rest)])
        if rest and longest(self._adjectives, first):
            for tail in self._phrases(rest):
                yield joined([self._word(first, (self._adjectives,)), tail])
        for place, word in enumerate(rest[:-1], start=1):
            if word in self._conjunctions:
                held = [self._unchanged(word) for word in rest[:place]]
                yield from (joined([head, *held, tail]) for tail in self._phrases(rest[place:]))
                return

    def _word(self, word: str, tables: Sequence[Endings]) -> Cases:
        """The forms of one word by case, under each of the tables that knows its ending."""
        if word in self._fixed:
            return self._unchanged(word)
        if forms := self._irregular.get(word.lower()):
            return (frozenset([word]), *(frozenset(word[0] + form[1:] for form in case.split("/")) for case in forms))
        found = [changed(word, row) for table in tables if (row := longest(table, word))]
        if not found:
            return self._unchanged(word)
        return (frozenset([word]), *(frozenset().union(*cases) for cases in zip(*found, strict=True)))

    def _unchanged(self, word: str) -> Cases:
        return (frozenset([word]),) * self._cases


def by_ending(rows: Sequence[Ending]) -> Endings:
    """Rows by their endings."""
    return {row.ending: row for row in rows}, max((len(row.ending) for row in rows), default=0)


def longest(endings: Endings, word: str) -> Ending | None:
    """The row of the longest ending that a word has; None where it has none of them."""
    rows, most = endings
    return next((rows[word[-size:]] for size in range(min(most, len(word) - 1), 0, -1) if word[-size:] in rows), None)


def changed(word: str, row: Ending) -> list[frozenset[str]]:
    """The forms of a word whose ending is that of a row."""
    stem = word[: len(word) - len(row.ending)]
    return [frozenset(word if form == SAME else stem + form for form in case.split("/")) for case in row.forms]


def joined(words: Sequence[Cases]) -> Cases:
    """Words as one phrase, all in the same case."""
    return tuple(frozenset(map(" ".join, product(*case))) for case in zip(*words, strict=True))
