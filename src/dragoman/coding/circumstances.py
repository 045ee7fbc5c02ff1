"""Circumstances of an act: the expression of time that governs it, and the place where it happened or was aimed at.

The governing expression counts, not the nearest: "said on Monday that it had fired" dates the saying, not the firing.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.coding.carryover import place_before, place_pointed, time_before
from dragoman.coding.clauses import Clauses, is_verb, nearest_verb
from dragoman.coding.predicates import predications
from dragoman.coding.predication import Predication
from dragoman.coding.reading import Reading
from dragoman.coding.time_scope import governing_time
from dragoman.coding.venues import ASIDE, OWN, finest, places_in
from dragoman.knowledge.lexicon import NounEntry, VerbEntry
from dragoman.record import When, Where


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
    where = place_at(reading, span.root, is_visit=_is_visit(entry))
    if where is not None:
        reading.use_site(where.entity)
    return when_at(reading, span.root), where


def when_of(reading: Reading, made: Predication) -> When:
    """When an act happened; null with a reason where no expression governs it."""
    return when_at(reading, made.head)


def when_at(reading: Reading, head: Token) -> When:
    """When the act happened that a word reports; null with a reason where no expression governs it."""
    time = governing_time(reading, head)
    if time is None and head.tag_[:1] != "V" and is_verb(verb := nearest_verb(head)):
        time = governing_time(reading, verb)
    reason = time.reason if time is not None else None
    if time is None and (time := time_before(reading, head)) is not None:
        reason = "; ".join(filter(None, (time.reason, "the day of the sentence before, which it goes on from")))
    if time is None:
        return When(reason="no expression of time dates it")
    return When(
        value=time.value,
        value_end=time.value_end,
        precision=time.precision,
        start=time.start,
        end=time.end,
        reason=reason,
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
    places = places_in(reading, head, is_visit=is_visit)
    if all(one.weight < OWN for one in places) and (pointed := place_pointed(reading, head)) is not None:
        places.append(pointed)
    for role in ("venue", "destination"):
        best = next(finest(reading, [one for one in places if one.role == role and one.weight > ASIDE]), None)
        if best is not None:
            return Where(entity=best.mention.entity, role=best.role)
    carried = place_before(reading, head)
    if carried is not None:
        return Where(entity=carried.mention.entity, role=carried.role)
    for other in ("origin", "subject"):
        best = next(finest(reading, [one for one in places if one.role == other]), None)
        if best is not None:
            return Where(entity=best.mention.entity, role=best.role)
    return None
