"""Doubts: coded events whose two sides are joined in a way along which acts hardly ever lead.

The lexicon tells that there is an act, and rules of grammar who took part in it. The linear model of links, which has
seen many sentences, tells how often an act leads along such a way from one mention to another. Where that is next to
never, the event is left out; where it is seldom, the encoder is asked (``knowledge/data/type_choice.yaml``).
"""

from __future__ import annotations

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding.learned.links import Link, judged, link_of
from dragoman.coding.linked import BELONGING, MUTUAL, heads_of
from dragoman.coding.pairs import pair_reader
from dragoman.coding.reading import Reading
from dragoman.coding.revision import Coded
from dragoman.knowledge.type_choice import type_choice
from dragoman.record import Mention


def leave_out(sentences: list[tuple[DocSpan, list[Coded]]], reading: Reading) -> list[Coded]:
    """Take out the events of a document's sentences whose sides are hardly joined, in place.

    Returns:
        Events that stay, but whose sides are joined loosely: a link that tells the same act better may replace them.
    """
    rules = type_choice().doubts
    asked: list[tuple[list[Coded], Coded]] = []
    loose: list[Coded] = []
    for sentence, coded in sentences:
        likely = _likelihoods(sentence, coded, reading)
        for one, share in likely:
            if share < rules.never:
                _drop(one, coded, reading)
            elif share < rules.seldom:
                asked.append((coded, one))
            if share < rules.loose:
                loose.append(one)
    pairs = [(reading.doc, *one.asked) for _, one in asked]
    for (coded, one), said in zip(asked, pair_reader().read_all(pairs), strict=True):
        if said is not None and 1 - said.none < rules.act:
            _drop(one, coded, reading)
    return loose


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
