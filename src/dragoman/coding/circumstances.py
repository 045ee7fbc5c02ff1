"""Circumstances of an act: the expression of time that governs it, and the place where it happened or was aimed at.

The governing expression counts, not the nearest: "said on Monday that it had fired" dates the saying, not the firing.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb, nearest_verb
from dragoman.coding.predication import Predication
from dragoman.coding.reading import Reading
from dragoman.coding.time_scope import governing_time
from dragoman.record import Mention, PlaceRole, When, Where

VENUE = frozenset({"in", "at", "near", "outside", "inside", "on", "aboard", "around", "off", "along", "across"})
GOAL = frozenset({"to", "into", "towards", "toward", "for"})
SOURCE = frozenset({"from", "out"})


def when_of(reading: Reading, made: Predication) -> When:
    """When an act happened; null with a reason where no expression governs it."""
    time = governing_time(reading, made.head)
    if time is None and made.head.tag_[:1] != "V" and made.clause is not None:
        time = governing_time(reading, made.clause.verb)
    if time is None:
        return When(reason="no expression of time dates it")
    return When(
        value=time.value,
        value_end=time.value_end,
        precision=time.precision,
        start=time.start,
        end=time.end,
        reason=time.reason,
    )


def place_of(reading: Reading, made: Predication) -> Where | None:
    """Where an act happened, or which place it was aimed at; None where the clause names none."""
    entry = made.entry
    venue = entry.place if entry is not None else None
    found: dict[PlaceRole, Mention] = {}
    for preposition, mention in _places(reading, made):
        role: PlaceRole
        if (venue and preposition in (VENUE | GOAL | {"obj"})) or preposition in VENUE:
            role = "venue"
        elif preposition in GOAL:
            role = "destination"
        elif preposition in SOURCE:
            role = "origin"
        else:
            role = "subject"
        if role not in found or _is_finer(reading, mention, found[role]):
            found[role] = mention
    for best in ("venue", "destination", "origin", "subject"):
        if best in found:
            return Where(entity=found[best].entity, role=best)
    return None


def _is_finer(reading: Reading, new: Mention, old: Mention) -> bool:
    """Whether a place is more precise than another ('a yard near Gdansk, Poland')."""
    order = {"point": 0, "city": 1, "region": 2, "country": 3, "continent": 4}
    precision = [reading.entities[m.entity].geo_precision or "continent" for m in (new, old)]
    return order[precision[0]] < order[precision[1]]


def _places(reading: Reading, made: Predication) -> Iterator[tuple[str, Mention]]:
    """Places in the clause of an act, each with the preposition that leads to it ('obj' where none does)."""
    trigger, verb = made.head, nearest_verb(made.head)
    first, last = verb.left_edge.i, verb.right_edge.i + 1
    for mention in reading.mentions_in(first, last):
        if mention.kind != "place" and not (mention.kind == "state" and mention.form == "name"):
            continue
        if mention.form == "embedded" or _is_government(reading, mention):
            continue
        span = reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        preposition = _leading(span.root, verb, trigger)
        if preposition is not None and not (mention.kind == "state" and preposition == "obj"):
            yield preposition, mention


def _is_government(reading: Reading, place: Mention) -> bool:
    """Whether a place's name stands for a government here ('ties with Moscow')."""
    return any(
        other.form == "metonym" and (other.start, other.end) == (place.start, place.end)
        for other in reading.mentions_on(reading.head_of(place))
    )


def _leading(token: Token, verb: Token, trigger: Token) -> str | None:
    """The outermost preposition between a token and the verb; 'obj' for an object; None through other clauses."""
    seen: str | None = None
    for _ in range(8):
        if token.dep_ == "prep":
            seen = token.lower_
        elif token.dep_ in {"dobj", "nsubjpass"} and seen is None:
            seen = "obj"
        elif token.dep_ in {"nsubj", "agent", "poss", "amod"} and token.i != trigger.i:
            return None
        if token.head.i in {verb.i, trigger.i}:
            return seen
        if token.head.i == token.i or (is_verb(token.head) and token.dep_ not in {"prep", "pobj"}):
            return None
        token = token.head
    return None
