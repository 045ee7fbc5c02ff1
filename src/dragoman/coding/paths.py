"""Paths: the dependencies that lead from one word of a sentence to another, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token


def above(token: Token) -> list[Token]:
    """A word and all words that it depends on, up to the top of its sentence."""
    found = [token]
    while found[-1].head.i != found[-1].i:
        found.append(found[-1].head)
    return found


def path(start: Token, end: Token) -> list[Token] | None:
    """The words on the way from one word to another, both included; None where they stand in two sentences."""
    up, down = above(start), above(end)
    on_the_way_down = {token.i: place for place, token in enumerate(down)}
    for place, token in enumerate(up):
        if token.i in on_the_way_down:
            return [*up[:place], *reversed(down[: on_the_way_down[token.i] + 1])]
    return None


def worded(tokens: Sequence[Token]) -> str:
    """A path in words, 'Kenya <-nsubj- accused -dobj-> Somalia': each arrow leads from a head to what depends on it."""
    said = tokens[0].text
    for before, after in pairwise(tokens):
        arrow = f"<-{before.dep_}-" if before.head.i == after.i else f"-{after.dep_}->"
        said += f" {arrow} {after.text}"
    return said


def shortest(starts: Sequence[Token], ends: Sequence[Token]) -> list[Token] | None:
    """The shortest of the paths from some words to others, the first of equals; None where none joins them."""
    found = [way for start in starts for end in ends if (way := path(start, end)) is not None]
    return min(found, key=len, default=None)
