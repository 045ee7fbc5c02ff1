"""Modes of acts: the lexicon's and the learned model's, and where those are unsure the encoder's, weighed together."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.clauses import Clauses
from dragoman.coding.learned.modes import NONE, UNREAD, features, held_back, mode_model
from dragoman.coding.learned.reader import Said
from dragoman.coding.linked import REASON
from dragoman.coding.predicates import predications
from dragoman.coding.questions import Questions, Sides
from dragoman.coding.reading import Reading
from dragoman.coding.revision import Coded
from dragoman.coding.surroundings import surroundings, trigger_of
from dragoman.knowledge.plover import plover
from dragoman.record import Event

# The share from which on the model does not ask the encoder. Set on six batches of own sentences that neither had seen
# (models of the ten others), by acts right with and without a mode.
SURE = 0.7


@dataclass(slots=True)
class Opinion:
    """What the model says of the mode of an act.

    Attributes:
        shares: by mode, ``NONE`` for none of them; found: the features that made them.
        sides: what the encoder is asked where the model is unsure; None where no actor stands in the sentence.
        with_encoder: whether the encoder was asked, too.
    """

    event: Event
    found: dict[str, str]
    shares: dict[str, float]
    sides: Sides | None
    with_encoder: bool = False

    @property
    def asked(self) -> list[Sides]:
        """What the encoder is asked: nothing where the model is sure."""
        return [self.sides] if self.sides is not None and max(self.shares.values()) < SURE else []


def opinion_of(coded: Coded, reading: Reading) -> Opinion | None:
    """The model's opinion on the mode of a coded event; see :func:`_opinion`."""
    read = coded.event.type == coded.made.type and REASON not in coded.made.reasons
    return _opinion(coded.event, reading, (coded.event.mode or NONE) if read else UNREAD)


def set_modes(opinions: list[Opinion], questions: Questions) -> None:
    """Set mode, score and reasons of events, in place: where the model is unsure the encoder counts as much."""
    questions.ask(pair for one in opinions for pair in one.asked)
    for one in opinions:
        for pair in one.asked:
            _ask_encoder(one, questions.said(pair))
        _decide(one)


def set_given_modes(events: list[Event], reading: Reading) -> None:
    """Set the modes of acts whose type, trigger and parties are given, whether they were coded or not."""
    opinions = (_opinion(event, reading, lexicon_mode(event, reading)) for event in events)
    set_modes([one for one in opinions if one is not None], Questions(reading.doc))


def lexicon_mode(event: Event, reading: Reading) -> str:
    """The lexicon's mode of a given act: NONE where its entry has none, UNREAD where no entry at it gives the type."""
    span = trigger_of(reading, event)
    if span is None:
        return UNREAD
    kinds = [reading.entities[identity].kind for identity in event.recipients]
    for made in predications(span.sent, Clauses()):
        if not any(span.start <= token.i < span.end for token in made.triggers):
            continue
        if kinds:
            made.aim(at_state=any(kind in {"state", "place", "group"} for kind in kinds))
        if made.type == event.type:
            return made.mode or NONE
    return UNREAD


def _opinion(event: Event, reading: Reading, by_lexicon: str) -> Opinion | None:
    """The model's opinion on an event; None for a type without modes, or where its trigger holds no token.

    What an entry of the lexicon says of the mode stands: the model would overrule one in some hundred.
    """
    if by_lexicon not in {NONE, UNREAD}:
        _take(event, by_lexicon)
        return None
    around = surroundings(reading, event) if plover().types[event.type].modes else None
    if around is None:
        return None
    found = features(around, event.type, by_lexicon)
    return Opinion(event, found, mode_model().shares(event.type, found), _sides(event, reading))


def _ask_encoder(one: Opinion, said: Said | None) -> None:
    """Let the encoder's shares count as much as the model's."""
    if said is not None:
        other = held_back({mode or NONE: share for mode, share in said.modes(one.event.type).items()})
        one.shares = {mode: (share + other.get(mode, 0.0)) / 2 for mode, share in one.shares.items()}
        one.with_encoder = True


def _sides(event: Event, reading: Reading) -> Sides | None:
    """The mentions of an event's first actor and recipient in its sentence; None where no actor stands there."""
    where = reading.tokens_of_span(event.sentence)
    mentions = {mention.entity: mention for mention in reversed(list(reading.mentions_in(*where)))}
    actor, recipient = (mentions.get(side[0]) if side else None for side in (event.actors, event.recipients))
    if actor is None:
        return None
    return (actor.start, actor.end), None if recipient is None else (recipient.start, recipient.end)


def _decide(one: Opinion) -> None:
    """Give an event its likeliest mode, and say which words decided."""
    best = max(one.shares, key=one.shares.__getitem__)
    if best != NONE:
        words = ", ".join(mode_model().words_for(one.found, one.event.type, best)) or "the kind of act"
        by = "the learned model and the encoder" if one.with_encoder else "the learned model"
        one.event.reasons.append(f"mode {best} by {by} {one.shares[best]:.2f}: {words}")
    _take(one.event, None if best == NONE else best)


def _take(event: Event, mode: str | None) -> None:
    """Give an event a mode, and the score of it."""
    kind = plover().types[event.type]
    score = kind.modes[mode].score if mode is not None else None
    event.mode = mode
    event.score = score if score is not None else kind.score
