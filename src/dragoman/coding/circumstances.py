"""Circumstances of an act: the expression of time that governs it, and the place where it happened or was aimed at.

The governing expression counts, not the nearest: "said on Monday that it had fired" dates the saying, not the firing.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.coding.clauses import Clauses, is_verb, nearest_verb
from dragoman.coding.predicates import predications
from dragoman.coding.predication import Predication
from dragoman.coding.reading import Reading
from dragoman.coding.time_scope import governing_time
from dragoman.knowledge.lexicon import NounEntry, VerbEntry
from dragoman.record import Mention, PlaceRole, When, Where

VENUE = frozenset({"in", "at", "near", "outside", "inside", "on", "aboard", "around", "off", "along", "across"})
GOAL = frozenset({"to", "into", "towards", "toward", "for"})
SOURCE = frozenset({"from", "out"})


def circumstances_at(doc: Doc, trigger: tuple[int, int]) -> tuple[When, Where | None]:
    """When and where the act happened that some words report, whether an event is coded there or not.

    Args:
        doc: a document that the whole pipeline has read.
        trigger: characters ``[start, end)`` of the words.
    """
    span = doc.char_span(*trigger, alignment_mode="expand")
    assert span is not None  # it lies in the text
    reading, inside = Reading.of(doc), range(span.start, span.end)
    made = next((one for one in predications(span.sent, Clauses()) if one.head.i in inside), None)
    entry = made.entry if made is not None else None
    return when_at(reading, span.root), place_at(reading, span.root, is_visit=_is_visit(entry))


def when_of(reading: Reading, made: Predication) -> When:
    """When an act happened; null with a reason where no expression governs it."""
    return when_at(reading, made.head)


def when_at(reading: Reading, head: Token) -> When:
    """When the act happened that a word reports; null with a reason where no expression governs it."""
    time = governing_time(reading, head)
    if time is None and head.tag_[:1] != "V" and is_verb(verb := nearest_verb(head)):
        time = governing_time(reading, verb)
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
    return place_at(reading, made.head, is_visit=_is_visit(made.entry))


def _is_visit(entry: VerbEntry | NounEntry | None) -> bool:
    return entry is not None and entry.place is not None


def place_at(reading: Reading, head: Token, *, is_visit: bool) -> Where | None:
    """Where the act happened that a word reports, or which place it was aimed at.

    Args:
        reading: the article's reading.
        head: the word.
        is_visit: whether it is an act that takes place where it is aimed at.
    """
    found: dict[PlaceRole, Mention] = {}
    for preposition, mention in _places(reading, head):
        role: PlaceRole
        if (is_visit and preposition in (VENUE | GOAL | {"obj"})) or preposition in VENUE:
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


def _places(reading: Reading, trigger: Token) -> Iterator[tuple[str, Mention]]:
    """Places in the clause of an act, each with the preposition that leads to it ('obj' where none does)."""
    verb = nearest_verb(trigger)
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
