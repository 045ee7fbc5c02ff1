"""Circumstances of an act: the expression of time that governs it, and the place where it happened or was aimed at.

The governing expression counts, not the nearest: "said on Monday that it had fired" dates the saying, not the firing.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dragoman.coding.clauses import is_verb
from dragoman.coding.predication import Predication
from dragoman.coding.reading import Reading
from dragoman.coding.time_clauses import shifts_of
from dragoman.record import Mention, PlaceRole, Time, When, Where

VENUE = frozenset({"in", "at", "near", "outside", "inside", "on", "aboard", "around", "off", "along", "across"})
GOAL = frozenset({"to", "into", "towards", "toward", "for"})
SOURCE = frozenset({"from", "out"})
# A verb shares the time of the verb above it through these dependencies ('agreed on Friday to withdraw').
SHARING = frozenset({"xcomp", "conj", "pcomp", "advcl"})


def when_of(reading: Reading, made: Predication, sentence: Span) -> When:
    """When an act happened; null with a reason where no expression governs it."""
    times = {time.start: time for time in reading.times if sentence.start_char <= time.start < sentence.end_char}
    if not times:
        return When(reason="the sentence names no time")
    shifted = _shifted(made, times)
    if shifted is not None:
        return _dated(shifted)
    for verb in _sharing(_anchor_verb(made.head)):
        own = [time for time in times.values() if _governs(reading, time, verb, made)]
        if own:
            valued = [time for time in own if time.value is not None]
            return _dated(min(valued or own, key=lambda time: abs(time.start - verb.idx)))
    return When(reason="no expression of time governs it")


def _dated(time: Time) -> When:
    return When(
        value=time.value,
        value_end=time.value_end,
        precision=time.precision,
        start=time.start,
        end=time.end,
        reason=time.reason,
    )


def _shifted(made: Predication, times: dict[int, Time]) -> Time | None:
    """The time that 'a day after ...' gives to this act."""
    for start, shift in shifts_of(made.head.doc).items():
        if start in times and shift.dates == "inner" and _is_under(made.head, shift.inner):
            return times[start]
        if start in times and shift.dates == "main" and shift.main == _anchor_verb(made.head).i:
            return times[start]
    return None


def _is_under(token: Token, head: int) -> bool:
    for _ in range(8):
        if token.i == head:
            return True
        if token.head.i == token.i or token.dep_ in {"relcl", "ccomp"}:
            return False
        token = token.head
    return False


def _anchor_verb(token: Token) -> Token:
    """The verb of the clause that a trigger stands in; the trigger itself where no verb stands above."""
    current = token
    for _ in range(12):
        if is_verb(current) or current.head.i == current.i:
            return current
        current = current.head
    return current


def _sharing(verb: Token) -> Iterator[Token]:
    """A verb and those above it whose time it shares."""
    yield verb
    for _ in range(3):
        if verb.dep_ not in SHARING or verb.head.i == verb.i or not is_verb(verb.head):
            return
        verb = verb.head
        yield verb


def _governs(reading: Reading, time: Time, verb: Token, made: Predication) -> bool:
    """Whether an expression belongs to a verb, or to the event noun itself."""
    span = reading.doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return False
    token = span.root
    shift = shifts_of(reading.doc).get(time.start)
    if shift is not None and shift.dates == "inner" and not _is_under(made.head, shift.inner):
        return False
    for _ in range(6):
        head = token.head
        if head.i in {verb.i, made.head.i}:
            return True
        if head.i == token.i or is_verb(head):
            return False
        token = head
    return False


def place_of(reading: Reading, made: Predication, sentence: Span) -> Where | None:
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
    trigger, verb = made.head, _anchor_verb(made.head)
    first, last = verb.left_edge.i, verb.right_edge.i + 1
    for mention in reading.mentions_in(first, last):
        if mention.kind != "place" and not (mention.kind == "state" and mention.form == "name"):
            continue
        span = reading.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        preposition = _leading(span.root, verb, trigger)
        if preposition is not None and not (mention.kind == "state" and preposition == "obj"):
            yield preposition, mention


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
