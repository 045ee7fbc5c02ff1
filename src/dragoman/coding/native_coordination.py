"""Coordination in a language read natively: the verb whose subject another verb shares ('X a accusé Y et menacé Z')."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dragoman.coding.native_units import BARE, Unit
from dragoman.coding.native_verbs import Verb, word_of
from dragoman.knowledge.native import Words

COMMA = ","


def is_joined(verb: Verb, words: Words) -> bool:
    """Whether a word that joins ('et', not a comma) stands right before a verb: what is before it is another's."""
    index = verb.first - 1
    return index >= verb.token.sent.start and word_of(verb.token.doc[index]) in words.joining - {COMMA}


def partner(verb: Verb, verbs: Sequence[Verb], words: Words) -> Verb | None:
    """The verb whose subject a verb may share: joined by 'et' or a comma, in the same person."""
    doc, index = verb.token.doc, verb.first - 1
    if verb.shares is not None:
        return verb.shares
    if index < verb.token.sent.start or word_of(doc[index]) not in words.joining:
        return None
    before = [one for one in verbs if one.i < index and one.is_finite]
    head = verb.token.head if verb.token.dep_ == "conj" else None
    told = next((one for one in before if head is not None and one.i == head.i), None)
    main = next((one for one in before if one.over is None and not is_in_relative(one, words)), None)
    return told or main or (before[-1] if before else None)


def sharing(verb: Verb, verbs: Sequence[Verb], units: Sequence[Unit], words: Words) -> Verb | None:
    """The verb whose subject a verb surely shares: no actor between the two can be the second's own subject.

    That is so behind 'et' or with one auxiliary for both; behind a comma where the actor before it belongs to the verb
    before: 'acusó a X de atacar Y, condenó a Z'.
    """
    if verb.shares is not None or is_joined(verb, words):
        return partner(verb, verbs, words)
    index = verb.first - 1
    if index < verb.token.sent.start or verb.token.doc[index].text != COMMA:
        return None
    last = next((u for u in reversed(units) if u.last <= index and not u.adjective), None)
    held = [one for one in verbs if one.is_finite and one.i < index and not is_in_relative(one, words)]
    if last is None or not held or last.first < held[-1].i:
        return None
    return partner(verb, verbs, words) if not is_parted(verb.token.doc, held[-1].i + 1, last.first, words) else None


def around_insertion(verb: Verb, verbs: Sequence[Verb], units: Sequence[Unit], words: Words) -> Unit | None:
    """The actor before a relative clause that commas part from its verb: 'X, qui a visité Y, a condamné'."""
    doc, index = verb.token.doc, verb.first - 1
    if index < verb.token.sent.start or doc[index].text != COMMA or verb.shares is not None or not verb.is_finite:
        return None
    held = [one for one in verbs if one.is_finite and one.i < index]
    for opens in range(held[-1].first - 1, verb.token.sent.start, -1) if held else ():
        if word_of(doc[opens]) in words.relative and doc[opens - 1].text == COMMA:
            near = [u for u in units if u.last in (opens - 1, opens) and u.slot == BARE and not u.adjective]
            return near[-1] if near else None
        if doc[opens].text == COMMA:
            return None
    return None


def part_clauses(verbs: Sequence[Verb], units: Sequence[Unit], words: Words) -> None:
    """Part actors that 'et' does not list: the second is the subject of a clause ('X ataca Y y Z amenaza a W')."""
    for verb in verbs:
        unit = next((u for u in units if u.last == verb.first and u.joined is not None and not u.adjective), None)
        if unit is None or unit.joined is None or not verb.is_finite:
            continue
        before = [one for one in verbs if one.is_finite and one.i < unit.joined.first]
        if before and not is_parted(verb.token.doc, before[-1].i + 1, unit.joined.first, words):
            unit.joined, unit.slot = None, BARE


def is_parted(doc: Doc, start: int, end: int, words: Words) -> bool:
    """Whether a clause or a part of one begins among the tokens ``[start, end)``."""
    breaks = words.that | words.relative | words.joining | words.breaking
    return any(word_of(doc[i]) in breaks for i in range(start, end))


def is_in_relative(verb: Verb, words: Words) -> bool:
    """Whether a relative pronoun opens the clause of a verb."""
    doc = verb.token.doc
    return any(
        word_of(doc[i]) in words.relative - words.that
        or (word_of(doc[i]) in words.relative_subjects and i == verb.first - 1 and verb.over is None)
        for i in range(max(verb.token.sent.start, verb.first - 2), verb.first)
    )
