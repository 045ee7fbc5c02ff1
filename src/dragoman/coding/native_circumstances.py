"""When and where an act happened that was read natively: the expressions of its own clause, else of its sentence."""

from __future__ import annotations

from dragoman.coding.native_acts import Made
from dragoman.coding.native_coordination import sharing
from dragoman.coding.native_slots import Slots
from dragoman.coding.native_verbs import Verb
from dragoman.coding.reading import Reading
from dragoman.record import Mention, Span, Time, When, Where

# How far behind a participle a time that is its own may stand, in words.
NEAR = 3


def when_of(made: Made, slots: Slots, reading: Reading) -> When:
    """When an act happened; null with a reason where no expression of its sentence dates it."""
    sentence = slots.sentence
    times = [time for time in reading.times if sentence.start_char <= time.start < sentence.end_char]
    if not times:
        return When(reason="no expression of time dates it")
    start, end = clause(made, slots)
    own = [time for time in times if start <= time.start < end and not is_anothers(time, made, slots, reading)]
    if not own:
        return When(reason="no expression of time in its own clause dates it")
    if made.factuality == "future" and all(is_past(time, reading) for time in own):
        return When(reason="the act lies ahead, and what would date it behind")
    time = min(own, key=lambda one: abs(one.start - made.head.idx))
    return When(
        value=time.value, value_end=time.value_end, precision=time.precision, start=time.start, end=time.end,
        reason=time.reason,
    )  # fmt: skip


def is_anothers(time: Time, made: Made, slots: Slots, reading: Reading) -> bool:
    """Whether a time belongs to another verb behind an act: 'rouvrir leur frontière, fermée en 2023'."""
    first, _ = reading.tokens_of_span(Span(start=time.start, end=time.end))
    token = slots.doc[first]
    if first <= made.head.i:
        return False
    own = {made.head.i, *(word.i for word in made.trigger)}
    for above in [token, *token.ancestors]:
        if above.i in own or above.i <= made.head.i:
            break
        if above.i < first and ("Part" in above.morph.get("VerbForm", []) or above.pos_ == "VERB"):
            return True
    return any(
        verb.is_reduced and verb.i not in own and made.head.i < verb.i < first and first - verb.i <= NEAR
        for verb in slots.verbs
    )


def is_past(time: Time, reading: Reading) -> bool:
    """Whether a time is over on the article's day."""
    on = reading.anchor
    return on is not None and time.value is not None and time.value < on.isoformat()[: len(time.value)]


def clause(made: Made, slots: Slots) -> tuple[int, int]:
    """The characters ``[start, end)`` of the clause of an act."""
    doc = slots.doc
    verb = made.verb
    if verb is None:
        last = min(slots.sentence.end, made.head.i + 16)
        return doc[max(slots.sentence.start, made.head.i - 3)].idx, doc[last - 1].idx + len(doc[last - 1])
    top = verb
    while top.mood in {"infinitive", "gerund"} and top.over is not None and is_modal(top.over, slots):
        top = top.over
    shared = sharing(top, slots.verbs, slots.units, slots.words) is not None
    first = top.first if shared or top.mood in {"infinitive", "gerund"} else slots.opening(top)
    last = slots.right(verb)
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def is_modal(verb: Verb, slots: Slots) -> bool:
    """Whether a verb only says how an infinitive under it is meant: 'va', 'pourrait'."""
    return any(lemma in slots.words.modals for lemma in verb.lemmas)


def place_of(made: Made, slots: Slots, reading: Reading) -> Where | None:
    """Where an act happened: a place of its clause that stands behind a preposition of place; None where none does.

    What is attacked is where it happened, too. A place that only says where the source speaks is none.
    """
    start, end = clause(made, slots)
    sides = {m.entity for m in (*made.actors, *made.recipients)}
    for unit in slots.units:
        mention = unit.mention
        if unit.adjective or unit.slot not in slots.words.locative or not start <= mention.start < end:
            continue
        if is_of_source(mention, made, reading):
            continue
        if mention.kind == "place" or (mention.kind == "state" and mention.form == "name"):
            is_goal = mention.entity in {m.entity for m in made.recipients} and made.mode == "visit"
            if is_goal or mention.entity not in sides:
                return Where(entity=mention.entity, role="destination" if is_goal else "venue")
    struck = [m for m in made.recipients if m.kind == "place"] if made.type == "ASSAULT" else []
    return Where(entity=struck[0].entity, role="venue") if struck else None


def is_of_source(mention: Mention, made: Made, reading: Reading) -> bool:
    """Whether an act is reported and a mention stands outside of the report, or an act reports and it stands inside."""
    at = made.head.idx
    for attribution in reading.attributions:
        inside = is_in(mention.start, attribution.content)
        if is_in(at, attribution.content) and not inside:
            return True
        if is_in(at, attribution.cue) and inside and attribution.kind == "direct":
            return True
    return False


def is_in(character: int, spans: list[Span]) -> bool:
    """Whether a character stands in one of some spans."""
    return any(span.start <= character < span.end for span in spans)
