"""When and where an act happened that was read natively: the expressions of its own clause, else of its sentence."""

from __future__ import annotations

from dragoman.coding.native_acts import Made
from dragoman.coding.native_slots import Slots
from dragoman.coding.reading import Reading
from dragoman.record import When, Where


def when_of(made: Made, slots: Slots, reading: Reading) -> When:
    """When an act happened; null with a reason where no expression of its sentence dates it."""
    sentence = slots.sentence
    times = [time for time in reading.times if sentence.start_char <= time.start < sentence.end_char]
    if not times:
        return When(reason="no expression of time dates it")
    start, end = clause(made, slots)
    own = [time for time in times if start <= time.start < end]
    if not own and len(times) > 1:
        return When(reason="several expressions of time stand in its sentence, none in its clause")
    time = min(own or times, key=lambda one: abs(one.start - made.head.idx))
    return When(
        value=time.value, value_end=time.value_end, precision=time.precision, start=time.start, end=time.end,
        reason=time.reason,
    )  # fmt: skip


def clause(made: Made, slots: Slots) -> tuple[int, int]:
    """The characters ``[start, end)`` of the clause of an act."""
    doc = slots.doc
    verb = made.verb
    if verb is None:
        last = min(slots.sentence.end, made.head.i + 16)
        return doc[max(slots.sentence.start, made.head.i - 3)].idx, doc[last - 1].idx + len(doc[last - 1])
    first, last = slots.left(verb), slots.right(verb)
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def place_of(made: Made, slots: Slots, reading: Reading) -> Where | None:
    """Where an act happened: a place of its clause that stands behind a preposition of place; None where none does."""
    start, end = clause(made, slots)
    for unit in slots.units:
        mention = unit.mention
        if unit.adjective or unit.slot not in slots.words.locative or not start <= mention.start < end:
            continue
        if mention.kind == "place" or (mention.kind == "state" and mention.form == "name"):
            is_goal = mention.entity in {m.entity for m in made.recipients} and made.mode == "visit"
            if is_goal or mention.entity not in {m.entity for m in (*made.actors, *made.recipients)}:
                return Where(entity=mention.entity, role="destination" if is_goal else "venue")
    return None
