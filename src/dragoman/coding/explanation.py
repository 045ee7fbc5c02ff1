"""The explanation of one event: its words and their dependencies, what decided, and which type came second."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field
from spacy.tokens import Doc, Token

from dragoman.coding.nominal_modality import judged_word
from dragoman.coding.pairs import TypeScore, classify
from dragoman.coding.paths import above, shortest, worded
from dragoman.coding.reading import Reading
from dragoman.errors import CodingError
from dragoman.knowledge.plover import plover
from dragoman.record import Attribution, Entity, Event, Factuality, Mention, Part, Record, Span

ACTOR, RECIPIENT, TRIGGER = "actor", "recipient", "trigger"
# Types with a smaller share of the evidence, and no word of the lexicon, are no alternatives.
LEAST = 0.01
BY_LEXICON = "in this language the lexicon alone chooses the type, by the words of the trigger"


class UnknownEventError(CodingError):
    """An article has no event of this id."""

    code = "D405"


class ExplainedWord(Span):
    """A word of the sentence with what it depends on; ``head`` counts the words from 0, and the top is its own."""

    text: str
    tag: str
    dependency: str
    head: int
    role: str | None = Field(default=None, description="actor, recipient or trigger.")


class ExplainedSide(Part):
    """An actor or recipient: its words nearest the trigger, and how they are joined to it."""

    entity: str
    text: str | None = Field(description="Its words in the sentence; None where the sentence does not name it.")
    path: str | None = Field(description="Dependencies between it and the trigger, from the actor or to the recipient.")
    reason: str | None = Field(default=None, description="Why there is no path.")


class ExplainedGround(Part):
    """One thing that made the confidence, in points."""

    points: float
    reason: str


class ExplainedType(Part):
    """A type for the first actor and recipient, with its score: its share of the evidence, between 0 and 1."""

    type: str
    mode: str | None
    score: float
    reasons: list[str]


class Explanation(Part):
    """Why an event was coded as it was.

    Attributes:
        record: the record of its article; no part of the JSON.
    """

    event: Event
    sentence: str
    words: list[ExplainedWord]
    definition: str
    mode_definition: str | None
    actors: list[ExplainedSide]
    recipients: list[ExplainedSide]
    factuality: Factuality
    factuality_reasons: list[str]
    attribution: Attribution | None
    confidence: float
    grounds: list[ExplainedGround]
    scored: ExplainedType | None = Field(description="The event's own type among those scored for the pair.")
    runner_up: ExplainedType | None
    runner_up_reason: str | None = Field(description="Why there is no runner-up, or what else became of it.")
    entities: list[Entity]
    record: Record = Field(exclude=True)


def explanation_of(
    doc: Doc, record: Record, event_id: str, where: str | None = None, *, by_lexicon: bool = False
) -> Explanation:
    """Why an event of an article was coded.

    Args:
        doc: the document that the record was made from.
        record: its record.
        event_id: the id of one of its events, such as 'ev1'.
        where: what the article is called in errors; None means its title, address or id.
        by_lexicon: the lexicon alone chose its type, as in languages of which nothing was learned.

    Raises:
        UnknownEventError: the article has no such event.
    """
    event = _event(record, event_id, where)
    reading = Reading.of(doc)
    triggers = _triggers(reading, event)
    mentions = _in_sentence(record, event)
    actors = [_side(reading, mentions, entity, triggers, ACTOR) for entity in event.actors]
    recipients = [_side(reading, mentions, entity, triggers, RECIPIENT) for entity in event.recipients]
    type_ = plover().types[event.type]
    attribution = next((one for one in record.attributions if one.id == event.attribution), None)
    scored, second, reason = (None, None, BY_LEXICON) if by_lexicon else _runner_up(reading, mentions, event, triggers)
    named = {*event.actors, *event.recipients, *event.denied_by, attribution and attribution.source_entity}
    return Explanation(
        event=event,
        sentence=record.article.text[event.sentence.start : event.sentence.end],
        words=_words(reading, mentions, event),
        definition=type_.definition,
        mode_definition=type_.modes[event.mode].definition if event.mode in type_.modes else None,
        actors=actors,
        recipients=recipients,
        factuality=event.factuality,
        factuality_reasons=(
            [] if by_lexicon else _factuality_reasons(event, min(triggers, key=lambda token: len(above(token))))
        ),
        attribution=attribution,
        confidence=event.confidence,
        grounds=[ExplainedGround(points=round(g.points, 3), reason=g.reason) for g in reading.grounds_of(event)],
        scored=scored,
        runner_up=second,
        runner_up_reason=reason,
        entities=[entity for entity in record.entities if entity.id in named],
        record=record,
    )


def _event(record: Record, event_id: str, where: str | None) -> Event:
    for event in record.events:
        if event.id == event_id:
            return event
    raise no_event(record, event_id, where)


def no_event(record: Record, event_id: str, where: str | None) -> UnknownEventError:
    """The refusal to explain an event that an article does not have."""
    ids = ", ".join(event.id for event in record.events) or "none"
    return UnknownEventError(
        f"no event '{event_id}'",
        where=where or record.article.title or record.article.url or record.article.id,
        do=f"choose from its events ({ids}); 'dragoman explain' without --event lists them",
    )


def _triggers(reading: Reading, event: Event) -> list[Token]:
    return [reading.doc[place] for span in event.trigger for place in range(*reading.tokens_of_span(span))]


def _in_sentence(record: Record, event: Event) -> list[Mention]:
    within = event.sentence
    return [mention for mention in record.mentions if within.start <= mention.start and mention.end <= within.end]


def _nearest(reading: Reading, mentions: Sequence[Mention], entity: str, triggers: list[Token]) -> Mention | None:
    """The mention of an entity that the fewest dependencies part from the trigger, the first of equals."""
    own = [mention for mention in mentions if mention.entity == entity]
    return min(own, key=lambda mention: _length(reading.doc[reading.head_of(mention)], triggers), default=None)


def _length(token: Token, triggers: list[Token]) -> int:
    way = shortest([token], triggers)
    return len(way) if way is not None else len(token.doc)


def _side(
    reading: Reading, mentions: Sequence[Mention], entity: str, triggers: list[Token], role: str
) -> ExplainedSide:
    mention = _nearest(reading, mentions, entity, triggers)
    if mention is None:
        return ExplainedSide(entity=entity, text=None, path=None, reason="the sentence of the event does not name it")
    head = [reading.doc[reading.head_of(mention)]]
    way = shortest(head, triggers) if role == ACTOR else shortest(triggers, head)
    if way is None:
        return ExplainedSide(
            entity=entity, text=mention.text, path=None, reason="the parser parts it from the trigger"
        )  # fmt: skip
    return ExplainedSide(entity=entity, text=mention.text, path=worded(way))


def _words(reading: Reading, mentions: Sequence[Mention], event: Event) -> list[ExplainedWord]:
    """The words of the sentence without blanks, each with its role."""
    first, last = reading.tokens_of_span(event.sentence)
    kept = [token for token in reading.doc[first:last] if not token.is_space]
    places = {token.i: place for place, token in enumerate(kept)}
    roles = _roles(mentions, event)
    return [
        ExplainedWord(
            text=token.text,
            start=token.idx,
            end=token.idx + len(token.text),
            tag=token.tag_,
            dependency=token.dep_,
            head=places.get(token.head.i, places[token.i]),
            role=next((role for span, role in roles if span.start <= token.idx < span.end), None),
        )
        for token in kept
    ]


def _roles(mentions: Sequence[Mention], event: Event) -> list[tuple[Span, str]]:
    """Spans with their roles; the trigger goes before the sides, and the actors before the recipients."""
    sides = ((ACTOR, event.actors), (RECIPIENT, event.recipients))
    return [
        *((span, TRIGGER) for span in event.trigger),
        *((mention, role) for role, entities in sides for mention in mentions if mention.entity in entities),
    ]


def _factuality_reasons(event: Event, head: Token) -> list[str]:
    """What the reasons of an event and its words say of its factuality, or that nothing speaks against it."""
    marks = ("happened", "future", "hypothetical", "negated", "historical", "denied", "doubted", "only a purpose")
    found = [reason for reason in event.reasons if reason.startswith(marks) or " is REJECT" in reason]
    found += [reason for reason in event.reasons if reason.startswith("AGREE is") or " in the future is " in reason]
    word = judged_word(head).reason
    found += [f"the words are {word}"] if word is not None else []
    return found or ["nothing in its words, or in those above it, says that it has not happened"]


def _runner_up(
    reading: Reading, mentions: Sequence[Mention], event: Event, triggers: list[Token]
) -> tuple[ExplainedType | None, ExplainedType | None, str | None]:
    """The score of the event's own type for its first pair, the best other type, and why there is none."""
    if not event.actors or not event.recipients:
        missing = "recipient" if event.actors else "actor"
        return None, None, f"no {missing} is named, so that there is no pair to score"
    sides = [_nearest(reading, mentions, entity, triggers) for entity in (event.actors[0], event.recipients[0])]
    if sides[0] is None or sides[1] is None:
        return None, None, "the sentence does not name both sides, so that there is no pair to score"
    first, last = reading.tokens_of_span(event.sentence)
    alone, start = reading.doc[first:last].as_doc(), reading.doc[first].idx
    actor, recipient = [(side.start - start, side.end - start) for side in sides if side is not None]
    found = classify(alone, actor, recipient)
    own = next((one for one in found if one.type == event.type), None)
    others = (one for one in found if one.type != event.type)
    second = next((one for one in others if one.score >= LEAST or len(one.reasons) > 1), None)
    return _typed(own), _typed(second), _remark(reading, event, own, second)


def _typed(found: TypeScore | None) -> ExplainedType | None:
    if found is None:
        return None
    return ExplainedType(type=found.type, mode=found.mode, score=found.score, reasons=list(found.reasons))


def _remark(reading: Reading, event: Event, own: TypeScore | None, second: TypeScore | None) -> str | None:
    if second is None:
        return "no other type was found in the sentence"
    same = event.sentence
    also = [one.id for one in reading.events if one.type == second.type and one.sentence == same and one is not event]
    if also:
        return f"the sentence reports it, too: {', '.join(also)}"
    if own is None or second.score >= own.score:
        return "it scores no lower for this pair alone; the event was coded from its own words"
    return None
