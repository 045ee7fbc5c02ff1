"""Acronyms that an article explains, in a language read natively: 'les Forces armées du Kenya (FAK)'."""

from __future__ import annotations

from dragoman.coding.reading import Reading
from dragoman.record import Entity, Mention

OPEN, CLOSED = "(", frozenset({")", ","})
# Letters of an acronym, at least and at most.
SHORTEST, LONGEST = 2, 8
NAMED = frozenset({"organisation", "group"})


def add_acronyms(reading: Reading) -> None:
    """Give the words that bear an explained acronym to the body whose name it shortens.

    Args:
        reading: the article with its names and offices.
    """
    found: dict[str, Entity] = {}
    doc = reading.doc
    for token in doc:
        if not is_acronym(token.text) or reading.mentions_on(token.i):
            continue
        explained = token.i > 1 and doc[token.i - 1].text == OPEN and token.i + 1 < len(doc)
        if explained and doc[token.i + 1].text in CLOSED and (named := _before(token.i - 1, reading)) is not None:
            found.setdefault(token.text, reading.entities[named.entity])
        elif token.text in found and reading.is_prose(token.idx):
            reading.add_mention(token.i, token.i + 1, found[token.text])


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals throughout."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word.isupper()


def _before(index: int, reading: Reading) -> Mention | None:
    """The body whose name ends right before a token, by its longest mention."""
    end = reading.doc[index - 1].idx + len(reading.doc[index - 1])
    ending = [m for m in reading.mentions if m.end == end and m.kind in NAMED and m.form != "demonym"]
    return min(ending, key=lambda m: m.start, default=None)
