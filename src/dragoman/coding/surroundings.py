"""The surroundings of an event: the tokens of its trigger, clause, sentence and parties, for the learned models."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding.learned.wording import Around
from dragoman.coding.reading import Reading
from dragoman.coding.time_direction import verb_over
from dragoman.record import Event, Span

# Below a trigger these open clauses of their own; what it reports, demands or denies (ccomp, xcomp) belongs to it.
OTHER_CLAUSES = frozenset({"advcl", "relcl", "parataxis", "csubj"})


def trigger_of(reading: Reading, event: Event) -> DocSpan | None:
    """The first trigger of an event in the document."""
    return reading.doc.char_span(event.trigger[0].start, event.trigger[0].end, alignment_mode="expand")


def clause(token: Token) -> list[int]:
    """The tokens of the clause that a trigger heads, or whose verb a noun depends on, in text order."""
    head = token
    if token.tag_[:1] != "V":
        over = verb_over(token)
        head = over if over is not None else token
    found, waiting = [], [head]
    while waiting:
        current = waiting.pop()
        found.append(current.i)
        for child in current.children:
            own = child.dep_ in OTHER_CLAUSES or (child.dep_ == "conj" and current == head and child.tag_[:1] == "V")
            if not own:
                waiting.append(child)
    return sorted(found)


def surroundings(reading: Reading, event: Event) -> Around | None:
    """What stands around an event; None where its trigger holds no token."""
    trigger = trigger_of(reading, event)
    if trigger is None:
        return None
    sentence = range(trigger.sent.start, trigger.sent.end)
    triggers = [token for span in event.trigger for token in range(*reading.tokens_of_span(span))]
    sides = (("a", event.actors), ("r", event.recipients))
    return Around(
        reading.doc,
        tuple(dict.fromkeys(triggers)),
        tuple(clause(trigger.root)),
        tuple(sentence),
        tuple(_tokens_of(reading, event.actors, sentence)),
        tuple(_tokens_of(reading, event.recipients, sentence)),
        tuple(f"{side}:{code}" for side, ids in sides for one in ids for code in _codes(reading, one)),
    )


def _tokens_of(reading: Reading, entities: Iterable[str], sentence: range) -> list[int]:
    wanted = set(entities)
    if not wanted:
        return []
    found: set[int] = set()
    for mention in reading.mentions_in(sentence.start, sentence.stop):
        if mention.entity in wanted:
            found.update(range(*reading.tokens_of_span(Span(start=mention.start, end=mention.end))))
    return sorted(found)


def _codes(reading: Reading, identity: str) -> list[str]:
    entity = reading.entities.get(identity)
    if entity is None:
        return []
    return [code for code in (entity.kind, entity.sector) if code]
