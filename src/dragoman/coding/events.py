"""Events: each predication with participants becomes one event mention, with when, where, materiel and reasons."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dragoman.coding.circumstances import place_of, when_of
from dragoman.coding.clauses import Clauses
from dragoman.coding.deeds import doers_of
from dragoman.coding.doubts import doubts_of
from dragoman.coding.grounds import confidence, grounds_of
from dragoman.coding.homes import find_homes
from dragoman.coding.linked import MUTUAL, Linked, candidates_of, linked
from dragoman.coding.modes import opinion_of, set_modes
from dragoman.coding.pairs import TypeScore, classify
from dragoman.coding.participants import Participants, host_heads
from dragoman.coding.predicates import predications
from dragoman.coding.predication import PURPOSE, Predication
from dragoman.coding.questions import Questions
from dragoman.coding.reading import Reading
from dragoman.coding.recipients import WHOSE, Recipients
from dragoman.coding.revision import Coded, is_open, revise
from dragoman.coding.unnamed import unnamed_actors
from dragoman.knowledge.lexicon import VerbEntry
from dragoman.knowledge.plover import plover
from dragoman.record import Entity, Event, Mention, Span

__all__ = ["Events", "TypeScore", "classify", "make_events"]

ACTORS = frozenset({"person", "state", "organisation", "group", "publisher"})
# Acts that are worth a row with nobody named as the recipient, and those with nobody named as the actor.
WITHOUT_RECIPIENT = frozenset(
    {"PROTEST", "MOBILIZE", "RETREAT", "CONCEDE", "COERCE", "AGREE", "REJECT", "ACCUSE", "SANCTION", "THREATEN"}
)
WITHOUT_ACTOR = frozenset({"COERCE", "ASSAULT", "SANCTION"})
ARMED_SECTORS = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})
RULING_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


@Language.factory("dragoman_events")
def make_events(nlp: Language, name: str) -> Events:
    """Make the component for a pipeline."""
    return Events()


# Sentences, each with the events that are coded in it.
Sentences = list[tuple[DocSpan, list[Coded]]]


@dataclass(slots=True)
class Cast:
    """Who takes part in a predication, and how that was found."""

    actors: list[Mention]
    recipients: list[Mention]
    reasons: list[str]


class Events:
    """Codes the events of a document from its parse, its actors, places, times and attributions."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the events of one document to its reading."""
        reading = Reading.of(doc)
        clauses = Clauses()
        participants = Participants(reading, clauses)
        found: Sentences = []
        before: list[Coded] = []
        for sentence in doc.sents:
            if reading.is_prose(_first(sentence).idx):
                made = predications(sentence, clauses)
                coded = [one for p in made if (one := self._coded(p, sentence, before, participants))]
                found.append((sentence, coded))
                before.extend(coded)
        self._settle(found, participants)
        for _, coded in found:
            reading.events.extend(_distinct([one.event for one in coded]))
        for number, event in enumerate(reading.events, start=1):
            event.id = f"ev{number}"
        return doc

    def _settle(self, found: Sentences, participants: Participants) -> None:
        """Settle what the lexicon leaves open, by links between mentions and by the encoder, which is asked once."""
        reading = participants.reading
        doubts = doubts_of(found, reading)
        candidates = [
            list(candidates_of(sentence, {pair for one in coded for pair in _pairs(one.event)}, reading))
            for sentence, coded in found
        ]
        revised = [one for sentence, coded in found for one in coded if is_open(one, sentence)]
        others = [one for _, coded in found for one in coded if one not in revised]
        opinions = {id(one): opinion_of(one, reading) for one in others}
        questions = Questions(reading.doc)
        questions.ask(
            [
                *doubts.pairs,
                *(one.asked for one in revised),
                *(one.asked for many in candidates for one in many if not one.is_plain),
                *(pair for one in opinions.values() if one is not None for pair in one.asked),
            ]
        )
        doubts.settle(questions, reading)
        revise(found, questions)
        for (sentence, coded), many in zip(found, candidates, strict=True):
            taken = _taken(coded, doubts.loose)
            told = linked(many, taken, questions, reading, participants.clauses)
            self._add_linked(told, sentence, coded, doubts.loose, participants)
        left = [one for _, coded in found for one in coded]
        told_modes = [opinions[id(one)] if id(one) in opinions else opinion_of(one, reading) for one in left]
        set_modes([one for one in told_modes if one is not None], questions)

    def _add_linked(
        self, told: list[Linked], sentence: DocSpan, coded: list[Coded], loose: list[Coded], participants: Participants
    ) -> None:
        """Add the acts that only links between mentions tell; they replace events whose sides are joined loosely."""
        for one in told:
            for other in [other for other in coded if other in loose and _is_of_one_word(other, one)]:
                coded.remove(other)
                participants.reading.drop_grounds(other.event)
            half = next((other for other in coded if _is_half_of(other, one)), None)
            made, cast = one.made, Cast([one.actor], [one.recipient], [])
            if half is not None:  # the lexicon tells the act, the link who else took part
                coded.remove(half)
                made = half.made
                cast = Cast(half.actors or cast.actors, half.recipients or cast.recipients, one.made.reasons[1:])
                participants.reading.drop_grounds(half.event)
            event = event_of(made, cast, sentence, participants)
            coded.append(Coded(event, made, cast.actors, cast.recipients))

    def _coded(
        self, made: Predication, sentence: DocSpan, before: list[Coded], participants: Participants
    ) -> Coded | None:
        cast = _cast(made, before, participants)
        if cast is None:
            return None
        find_homes(made, [*cast.actors, *cast.recipients], participants)
        if cast.recipients:
            made.aim(at_state=any(m.kind in {"state", "place", "group"} for m in cast.recipients))
        if not _is_worth_coding(made, cast, participants):
            return None
        return Coded(event_of(made, cast, sentence, participants), made, cast.actors, cast.recipients)


def _pairs(event: Event) -> list[tuple[str, str]]:
    """The ordered pairs that an event joins, both ways where both sides do it."""
    pairs = [(actor, recipient) for actor in event.actors for recipient in event.recipients]
    return [*pairs, *((recipient, actor) for actor, recipient in pairs)] if event.type in MUTUAL else pairs


def _taken(coded: list[Coded], loose: list[Coded]) -> set[int]:
    """The words that tell coded events of which both sides are known, and not joined loosely."""
    whole = [one for one in coded if one.actors and one.recipients and one not in loose]
    return {token.i for one in whole for token in one.made.triggers}


def _is_of_one_word(coded: Coded, told: Linked) -> bool:
    """Whether a coded event and a linked act are the same act, told by the same word."""
    return coded.event.type == told.made.type and told.made.head in coded.made.triggers


def _is_half_of(coded: Coded, told: Linked) -> bool:
    """Whether a coded event is the same act with only one of its sides."""
    event = coded.event
    if event.type != told.made.type or (event.actors and event.recipients):
        return False
    return [told.actor.entity] == event.actors or [told.recipient.entity] == event.recipients


def event_of(made: Predication, cast: Cast, sentence: DocSpan, participants: Participants) -> Event:
    """The event of a predication with its cast: when, where, with what, who says so, and how sure that is."""
    reading = participants.reading
    event_type = plover().types[made.type]
    mode = event_type.modes.get(made.mode) if made.mode else None
    attribution, said = _attribution(reading, made, cast)
    grounds = grounds_of(made.weight, cast.actors, cast.recipients, reading.entities, made.factuality)
    event = Event(
        id="",
        type=made.type,
        mode=made.mode,
        quad=event_type.quad,
        score=mode.score if mode is not None and mode.score is not None else event_type.score,
        actors=[m.entity for m in cast.actors],
        recipients=[m.entity for m in cast.recipients],
        when=when_of(reading, made),
        where=place_of(reading, made),
        materiel=_materiel(reading, made),
        factuality=made.factuality,
        attribution=attribution,
        confidence=confidence(grounds),
        reasons=[*made.reasons, *cast.reasons, *said],
        trigger=[Span(start=t.idx, end=t.idx + len(t.text)) for t in sorted(set(made.triggers), key=lambda t: t.i)],
        sentence=reading.span(_first(sentence).i, _last(sentence).i + 1),
    )
    reading.grounds.append((event, grounds))
    if event.where is not None:
        reading.use_site(event.where.entity)
    return event


def _first(sentence: DocSpan) -> Token:
    return next((token for token in sentence if not token.is_space), sentence[0])


def _last(sentence: DocSpan) -> Token:
    return next((token for token in reversed(sentence) if not token.is_space), sentence[-1])


def _cast(made: Predication, before: list[Coded], participants: Participants) -> Cast | None:
    """The participants of a predication; None where nobody takes part."""
    reasons: list[str] = []
    if made.judged:
        actors = _judges(made, participants)
        reasons.append("the one who says so judges")
    else:
        actors = participants.actors_of(made)
        if not actors:
            actors, reasons = unnamed_actors(made, participants)
    recipients, slot = Recipients(participants).of(made, actors)
    if made.mode == "visit" and made.type == "CONSULT":
        recipients = _hosts(made, actors, recipients, participants)
    doers, why = doers_of(made, actors, before, participants) if slot != WHOSE else ([], "")
    if doers:
        recipients = doers
        reasons.append(why)
    elif slot:
        reasons.append(f"recipient from slot '{slot}'")
    if made.reciprocal and not recipients and len(actors) == 1:
        recipients = participants.partners_of(made, actors)
        if recipients:
            reasons.append("recipient of the act that it is coordinated with")
    if made.reciprocal and not recipients and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]
        reasons.append("reciprocal: the actors act with each other")
    if not actors and not recipients:
        return None
    return Cast(actors, recipients, reasons)


def _judges(made: Predication, participants: Participants) -> list[Mention]:
    """Who calls it so: the source of the innermost attribution around the judging word."""
    reading = participants.reading
    attribution = reading.attribution_at(made.head.idx)
    if attribution is None or attribution.source_entity is None:
        return []
    return [m for m in reading.mentions if m.entity == attribution.source_entity][:1]


def _hosts(
    made: Predication, actors: list[Mention], recipients: list[Mention], participants: Participants
) -> list[Mention]:
    """Recipients of a visit: those named, then those who receive the visitor there; a trip at home has none."""
    own = {participants.entity(m).state for m in actors}
    kept = [m for m in recipients if not (m.kind in {"place", "state"} and participants.entity(m).state in own)]
    taken = {m.entity for m in [*actors, *kept]}
    for head in host_heads(made):
        kept.extend(m for m in participants.at(head) if m.entity not in taken and not taken.add(m.entity))  # type: ignore[func-returns-value]
    return kept


def _is_worth_coding(made: Predication, cast: Cast, participants: Participants) -> bool:
    """Whether enough is known for a row, and the actors can be agents of the act."""
    if not cast.recipients and made.type not in WITHOUT_RECIPIENT:
        return False
    if not cast.actors and made.type not in WITHOUT_ACTOR:
        return False
    if not (cast.actors and cast.recipients) and (
        not made.clause or not any(participants.entity(m).state for m in [*cast.actors, *cast.recipients])
    ):
        return False
    if made.factuality == "hypothetical" and not any(
        participants.entity(m).state or participants.entity(m).known for m in cast.actors
    ):
        return False
    if made.type == "CONSULT" and all(participants.entity(m).sector == "JRN" for m in cast.recipients):
        return False  # speaking to the press is no consultation
    entry = made.entry
    if isinstance(entry, VerbEntry) and cast.actors:
        if entry.needs and not cast.recipients:
            return False
        return _can_be(entry.agent, cast.actors[0], participants.entity(cast.actors[0]))
    return True


def _can_be(agent: str, mention: Mention, entity: Entity) -> bool:
    if agent == "armed":
        return entity.kind != "person" or entity.sector in ARMED_SECTORS
    if agent == "people":
        return (entity.kind != "state" or mention.form == "demonym") and entity.sector not in RULING_SECTORS
    if agent == "official":
        return entity.kind == "state" or entity.state is not None
    return True


def _attribution(reading: Reading, made: Predication, cast: Cast) -> tuple[str | None, list[str]]:
    """Who says so: the innermost attribution around the trigger, or the one whose cue the trigger is."""
    around = reading.attribution_at(made.head.idx)
    if around is not None:
        return around.id, []
    actors = {m.entity for m in cast.actors}
    for attribution in reading.attributions:
        if attribution.source_entity in actors and any(
            span.start <= made.head.idx < span.end for span in attribution.cue
        ):
            return attribution.id, ["the trigger is the cue of the actor's own words"]
    return None, []


def _materiel(reading: Reading, made: Predication) -> list[str]:
    """Materiel named in the clause of the act."""
    verb = made.head
    mentions = reading.mentions_in(verb.left_edge.i, verb.right_edge.i + 1)
    return list(dict.fromkeys(m.entity for m in mentions if m.kind == "materiel"))


def _distinct(events: list[Event]) -> list[Event]:
    """One event for each type, mode, actors and recipients in a sentence, the most certain; no mere purpose of one."""
    best: dict[tuple[object, ...], Event] = {}
    done = [(set(e.actors), set(e.recipients)) for e in events if PURPOSE not in e.reasons and e.type != "CONSULT"]
    for event in events:
        if PURPOSE in event.reasons and any(
            set(event.actors) == actors and set(event.recipients) & recipients for actors, recipients in done
        ):
            continue  # what an act was for, between the same two
        sides = (tuple(event.actors), tuple(event.recipients))
        key = (event.type, event.mode, *sides)
        if key not in best or event.confidence > best[key].confidence:
            best[key] = event
    return list(best.values())
