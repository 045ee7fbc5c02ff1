"""Revision: the encoder's second opinion on events whose type the lexicon alone is not sure of.

The encoder reads the sentence with the first actor and the first recipient marked. Its probabilities and the lexicon's
points are put together as for any given pair (``pairs.chosen``); where another type then has the evidence on its side,
and no other act of the same pair in the sentence accounts for it, the event changes its type. Asked about are
entries that the lexicon calls ambiguous, and those that it trusts little (``knowledge/data/type_choice.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as DocSpan

from dragoman.coding.learned.reader import Said
from dragoman.coding.pairs import Fit, shares_of_evidence
from dragoman.coding.predication import PURPOSE, Predication
from dragoman.coding.questions import Questions
from dragoman.knowledge.lexicon import VerbEntry
from dragoman.knowledge.plover import plover
from dragoman.knowledge.type_choice import type_choice
from dragoman.record import Event, Mention


@dataclass(slots=True, eq=False)
class Coded:
    """An event with the predication that it was coded from and its participants' mentions."""

    event: Event
    made: Predication
    actors: list[Mention]
    recipients: list[Mention]

    @property
    def pair(self) -> tuple[str, str] | None:
        """The first actor and the first recipient; None where a side is empty."""
        return (self.actors[0].entity, self.recipients[0].entity) if self.actors and self.recipients else None

    @property
    def asked(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Characters ``[start, end)`` of the first actor and of the first recipient; an event has both."""
        actor, recipient = self.actors[0], self.recipients[0]
        return (actor.start, actor.end), (recipient.start, recipient.end)


def revise(sentences: list[tuple[DocSpan, list[Coded]]], questions: Questions) -> None:
    """Revise the events of a document's sentences in place: types and reasons."""
    for sentence, coded in sentences:
        for one in coded:
            said = questions.said(one.asked) if is_open(one, sentence) else None
            if said is not None:
                _weigh(one, [other for other in coded if other.pair == one.pair], said)


def is_open(one: Coded, sentence: DocSpan) -> bool:
    """Whether an event is asked about: a pair of its sentence whose type the lexicon is not sure of."""
    if one.pair is None or PURPOSE in one.made.reasons or _is_sure(one):
        return False
    return _within(one.actors[0], sentence) and _within(one.recipients[0], sentence)


def _is_sure(one: Coded) -> bool:
    entry = one.made.entry
    if isinstance(entry, VerbEntry) and entry.ambiguous:
        return False
    return one.made.weight >= type_choice().revision.certain


def _within(mention: Mention, sentence: DocSpan) -> bool:
    return sentence.start_char <= mention.start and mention.end <= sentence.end_char


def _weigh(one: Coded, others: list[Coded], said: Said) -> None:
    """Change the type of an event where the evidence of both is for another that no other act accounts for."""
    points = type_choice().points
    joined = points.subject + points.slot + points.between
    fits = {other.event.type: Fit(other.made.weight + joined, other.event.mode, ()) for other in others}
    shares = shares_of_evidence(fits, said)
    event, top = one.event, max(shares, key=shares.__getitem__)
    if top == event.type:
        event.reasons.append(_kept(event.type, said))
    elif top in fits:
        event.reasons.append(f"the encoder gives {top} {said.given_act[top]:.2f}, which another act accounts for")
    else:
        event.reasons.append(
            f"{event.type} by the lexicon, but the encoder gives {top} {said.given_act[top]:.2f}"
            f" and {event.type} {said.given_act[event.type]:.2f}"
        )
        _retype(event, top)


def _kept(type_: str, said: Said) -> str:
    """Why a type stays: the encoder finds it likeliest, too, or is not sure enough of another."""
    likeliest = max(said.given_act, key=said.given_act.__getitem__)
    if likeliest == type_:
        return f"the encoder agrees: {said.given_act[type_]:.2f}"
    return (
        f"the encoder gives {likeliest} {said.given_act[likeliest]:.2f} and {type_} {said.given_act[type_]:.2f},"
        " too little against the lexicon"
    )


def _retype(event: Event, type_: str) -> None:
    kind = plover().types[type_]
    event.type, event.mode, event.quad, event.score = type_, None, kind.quad, kind.score
