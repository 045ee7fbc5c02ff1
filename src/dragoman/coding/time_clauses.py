"""Clauses that date one another: "A day after visiting the yard, she flew home on Friday" dates the visit too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from dragoman.coding.time_direction import verb_over
from dragoman.coding.time_values import FINENESS, Value, shifted, unknown
from dragoman.record import Precision

KEY = "dragoman_shifts"


@dataclass(frozen=True, slots=True)
class Shift:
    """What an expression such as "a day after" sets apart.

    Attributes:
        value: the value that it lets one conclude; it becomes the value of its Time.
        inner: index of the head of what follows it ("visiting", "he visited", "his visit").
        main: index of the verb that it modifies; None where there is none.
        dates: which of the two its value dates; the other is dated by words of its own. None: neither is dated.
    """

    value: Value
    inner: int
    main: int | None
    dates: Literal["inner", "main"] | None


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression already resolved: its head, its value, its words."""

    root: Token
    value: Value
    words: str


def shifts_of(doc: Doc) -> dict[int, Shift]:
    """The shifts of a document by the first character of their expressions, where their Times in the record start."""
    found: dict[int, Shift] = doc.user_data.setdefault(KEY, {})
    return found


def inner_head(way: Token) -> Token | None:
    """The head of what follows 'after' or 'before': its clause's verb or its noun; None where nothing follows."""
    if way.i + 1 >= len(way.doc) or way.nbor().is_punct:
        return None
    if way.dep_ == "mark" and way.head.i > way.i:
        return way.head
    for child in way.rights:
        if child.dep_ in ("pcomp", "pobj"):
            return child
    for token in way.doc[way.i + 1 : way.sent.end]:
        if token.is_punct or token.tag_ in ("CC", "IN"):
            return None
        if token.tag_[:2] in ("VB", "NN"):
            return token
    return None


def main_head(way: Token, inner: Token) -> Token | None:
    """The verb that 'a day after ...' modifies."""
    verb = verb_over(way.head)
    while verb is not None and (verb == inner or inner.is_ancestor(verb)):
        verb = verb_over(verb.head) if verb.head != verb else None
    return verb


def resolve(way: Token, number: int, unit: Precision, dated: list[Dated], words: str) -> Shift | None:
    """What 'a day after ...' sets apart, and the day that it lets one conclude.

    Args:
        way: the token 'after', 'before', 'following' or 'to' (of 'prior to').
        number: how many units, positive for after, negative for before.
        unit: the unit.
        dated: the other expressions of its sentence.
        words: the expression's words.

    Returns:
        None where nothing follows the expression ("a day before.").
    """
    inner = inner_head(way)
    if inner is None:
        return None
    main = main_head(way, inner)
    index = main.i if main is not None else None
    dated = [other for other in dated if other.value.precision and FINENESS[other.value.precision] <= FINENESS[unit]]
    for other in dated:
        if inner == other.root or (inner.is_ancestor(other.root) and other.root.i > way.i):
            value = shifted(other.value, number, unit, f"{words} '{other.words}'")
            return Shift(value, inner.i, index, "main")
    for other in dated:
        if main is not None and _belongs(other.root, main):
            value = shifted(other.value, -number, unit, _reason(inner, number, unit, other.words))
            return Shift(value, inner.i, index, "inner")
    return Shift(unknown("neither of the two things that it sets apart is dated"), inner.i, index, None)


def _reason(inner: Token, number: int, unit: Precision, words: str) -> str:
    count = f"{abs(number)} {unit}{'s' if abs(number) != 1 else ''}"
    return f"dates '{inner.text}', {count} {'before' if number > 0 else 'after'} '{words}' of its main clause"


def _belongs(root: Token, main: Token) -> bool:
    """Whether an expression's nearest verb is the main verb, or one that shares its subject."""
    verb = verb_over(root)
    if verb is None:
        return False
    if verb.i == main.i:
        return True
    return verb.dep_ == "conj" and verb.head.i == main.i and not any(child.dep_ == "nsubj" for child in verb.lefts)
