"""Doubts: coded events whose two sides are joined in a way along which acts hardly ever lead.

The lexicon tells that there is an act, and rules of grammar who took part in it. The linear model of links, which has
seen many sentences, tells how often an act leads along such a way from one mention to another. Where that is next to
never, the event is left out; where it is seldom, the encoder is asked (``knowledge/data/type_choice.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding.learned.links import Link, judged, link_of
from dragoman.coding.linked import BELONGING, MUTUAL, heads_of
from dragoman.coding.questions import Questions, Sides
from dragoman.coding.reading import Reading
from dragoman.coding.revision import Coded
from dragoman.knowledge.type_choice import type_choice
from dragoman.record import Mention


@dataclass(slots=True)
class Doubts:
    """The events of a document that are in doubt.

    Attributes:
        asked: events that go if the encoder, too, sees no act, each with the events of its sentence.
        loose: events whose sides are joined loosely: a link that tells the same act better may replace them.
    """

    asked: list[tuple[list[Coded], Coded]] = field(default_factory=list)
    loose: list[Coded] = field(default_factory=list)

    @property
    def pairs(self) -> list[Sides]:
        """What the encoder is asked."""
        return [one.asked for _, one in self.asked]

    def settle(self, questions: Questions, reading: Reading) -> None:
        """Take out the events of which the encoder sees none, in place."""
        least = type_choice().doubts.act
        for coded, one in self.asked:
            said = questions.said(one.asked)
            if said is not None and 1 - said.none < least:
                _drop(one, coded, reading)


def doubts_of(sentences: list[tuple[DocSpan, list[Coded]]], reading: Reading) -> Doubts:
    """Take out the events of a document's sentences whose sides are next to never joined so, in place; doubt others."""
    rules = type_choice().doubts
    doubts = Doubts()
    for sentence, coded in sentences:
        for one, share in _likelihoods(sentence, coded, reading):
            if share < rules.never:
                _drop(one, coded, reading)
            elif share < rules.seldom:
                doubts.asked.append((coded, one))
            if share < rules.loose:
                doubts.loose.append(one)
    return doubts


def _likelihoods(sentence: DocSpan, coded: list[Coded], reading: Reading) -> list[tuple[Coded, float]]:
    """The events that have both sides in the sentence, with the likelihood of an act between these by their links."""
    both = [one for one in coded if one.actors and one.recipients]
    if not both:
        return []
    places = {token.i for token, _ in heads_of(sentence, reading)}
    found = []
    for one in both:
        if one.event.type in MUTUAL and len(one.actors) > 1:
            continue  # they do it with each other, wherever it is
        firsts, lasts = (_heads(sides, sentence, reading) for sides in (one.actors, one.recipients))
        links = [link for first in firsts for last in lasts if (link := link_of(first, last)) is not None]
        if links and len(firsts) == len(one.actors) and len(lasts) == len(one.recipients):
            found.append((one, max(_likelihood(link, places) for link in links)))
    return found


def _likelihood(link: Link, places: set[int]) -> float:
    return judged(link, places - {link.way[0].i, link.way[-1].i}).act


def _heads(sides: list[Mention], sentence: DocSpan, reading: Reading) -> list[Token]:
    """The heads of the phrases in which mentions of a sentence stand ('Russia's Kursk region' for 'Russia')."""
    found = []
    for mention in sides:
        head = reading.doc[reading.head_of(mention)]
        while head.dep_ in BELONGING and head.head.i != head.i:
            head = head.head
        if sentence.start <= head.i < sentence.end:
            found.append(head)
    return found


def _drop(one: Coded, coded: list[Coded], reading: Reading) -> None:
    coded.remove(one)
    reading.drop_grounds(one.event)
