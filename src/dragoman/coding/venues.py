"""Venues: the places that the clause of an act names, what each is to the act, and how surely.

Parsers hang 'in Kandy' of 'held talks with the president in Kandy on Thursday' on the president; news means the talks.
So a place counts by the preposition right before it, by whether it ends its clause, and by whether a date stands beside
it; one that only says where somebody is from counts least.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb, nearest_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.gazetteer_cues import place_cues
from dragoman.record import Mention, PlaceRole

VENUE = frozenset(
    {"in", "at", "near", "outside", "inside", "on", "aboard", "around", "off", "along", "across", "beside"}
)
GOAL = frozenset({"to", "into", "towards", "toward", "for"})
SOURCE = frozenset({"from", "out"})
# What joins a clause that tells of the same moment: 'killed 23 people when they blew themselves up in Tel Aviv'.
MEANWHILE = frozenset({"when", "while", "as"})
DEEPEST = 10
# How sure a place is: it stands under the act's own word; beside a date; at the end of the clause; elsewhere in it.
OWN, DATED, LAST, INSIDE, ASIDE = 4, 3, 2, 1, 0
# How far from a place a date may stand that shows that both belong to the act, in characters.
NEAR = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """A place in the clause of an act: its mention, what it is to the act, and how surely (0 to 4)."""

    mention: Mention
    role: PlaceRole
    weight: int


def places_in(reading: Reading, trigger: Token, *, is_visit: bool) -> list[Placed]:
    """The places that the clause of an act names, in text order.

    Args:
        reading: the article's reading.
        trigger: the word that reports the act.
        is_visit: whether it is an act that takes place where it is aimed at.
    """
    verb = nearest_verb(trigger)
    found = []
    first, last = reading.doc[verb.left_edge.i], reading.doc[verb.right_edge.i]
    sites = reading.sites_in(first.idx, last.idx + 1)
    for mention in [*filter(is_place, reading.mentions_in(first.i, last.i + 1)), *sites]:
        path = _path(reading.doc[reading.head_of(mention)], verb, trigger)
        if path is not None:
            placed = _placed(reading, mention, path, trigger, is_visit=is_visit)
            if placed is not None:
                found.append(placed)
    return found


def is_place(mention: Mention) -> bool:
    """Whether a mention names a place or, as a place, a state."""
    if mention.form == "embedded":
        return False
    return mention.kind == "place" or (mention.kind == "state" and mention.form == "name")


def _path(token: Token, verb: Token, trigger: Token) -> list[Token] | None:
    """The tokens from a place up to the word of the act, or to its verb; None where another act lies between."""
    path = [token]
    for _ in range(DEEPEST):
        token = token.head
        if token.i in {verb.i, trigger.i}:
            return path
        if is_verb(token) and not _is_of_the_act(token, verb):
            return None
        if token.head.i == token.i:
            return None
        path.append(token)
    return None


def _is_of_the_act(verb: Token, above: Token) -> bool:
    """Whether a lower verb shares the place of the one above: 'met and signed', 'ministers, meeting in Brussels,'."""
    if verb.dep_ == "conj":
        return verb.i > above.i and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.lefts)
    if verb.dep_ == "advcl" and any(child.lower_ in MEANWHILE for child in verb.lefts):
        return True
    return verb.dep_ in {"acl", "advcl"} and lemma(verb) in place_cues().gathering


def _placed(reading: Reading, mention: Mention, path: list[Token], trigger: Token, *, is_visit: bool) -> Placed | None:
    """What a place is to the act to which a path of tokens leads from it."""
    path = _without_kind(path)
    if path[0].dep_ == "poss":
        return None
    inner = next((token for token in path if token.dep_ in {"prep", "dative", "agent"}), None)
    if inner is not None and inner.lower_ == "of" and inner.head.lower_ in VENUE:
        inner = inner.head  # 'outside of'
    word = inner.lower_ if inner is not None else _slot(path)
    if word is None:
        return None
    if word == "obj":
        return _object(reading, mention, trigger, is_visit=is_visit)
    own = inner is path[-1] and inner is not None
    if is_visit and word in VENUE | GOAL and own:
        return Placed(mention, "venue", OWN)
    if word in VENUE:
        if word == "on" and _is_government(reading, mention):
            return None  # 'called on Moscow'
        weight = OWN if own else _weight(reading, mention, path)
        # 'Support for Russia in Ukraine', 'the war in Ukraine' are not there; 'held talks in Ukraine on Friday' are.
        loose = mention.kind == "state" and weight < DATED
        return Placed(mention, "subject" if loose else "venue", ASIDE if loose else weight)
    if _is_government(reading, mention) and not (own and word in GOAL and lemma(trigger) in place_cues().moving):
        return None
    if word in GOAL and own:
        return Placed(mention, "destination", OWN)
    if word in SOURCE and own:
        return Placed(mention, "origin", OWN)
    return Placed(mention, "subject", ASIDE)


def _without_kind(path: list[Token]) -> list[Token]:
    """A path without the word for what a place is: 'in the city of Gori' is in Gori."""
    kinds = place_cues().of_heads | place_cues().facilities | place_cues().sites
    while len(path) > 2 and path[1].lower_ == "of" and path[2].lower_ in kinds:
        path = path[2:]
    return path


def _slot(path: list[Token]) -> str | None:
    """'obj' for a place that is an object or passive subject itself; None for any other without a preposition."""
    return "obj" if len(path) == 1 and path[0].dep_ in {"dobj", "nsubjpass"} else None


def _object(reading: Reading, mention: Mention, trigger: Token, *, is_visit: bool) -> Placed | None:
    """A place as the object of the act: it is reached, it is held or hit, or the act is about it."""
    name, cues = lemma(trigger), place_cues()
    if name in cues.arriving:
        return Placed(mention, "destination", OWN)
    if mention.kind == "state" or _is_government(reading, mention):
        return None
    return Placed(mention, "venue" if is_visit or name in cues.holding else "subject", OWN)


def _weight(reading: Reading, mention: Mention, path: list[Token]) -> int:
    """How surely a place that hangs on a noun is where the act happened."""
    if any(token.dep_ in {"nsubj", "nsubjpass", "poss"} for token in path):
        met = any(is_verb(token) for token in path) or len([t for t in path if t.dep_ == "prep"]) > 1
        return INSIDE if met else ASIDE
    if is_dated(reading, mention, path):
        return DATED
    last = path[-1].right_edge.i
    after = reading.doc[last + 1] if last + 1 < len(reading.doc) else None
    ends = reading.tokens_of(mention.start, mention.end)
    return LAST if ends is not None and ends[1] > last and (after is None or after.is_punct) else INSIDE


def is_dated(reading: Reading, mention: Mention, path: list[Token]) -> bool:
    """Whether a date stands right behind a place, or right before its preposition."""
    prep = next((token for token in path if token.dep_ == "prep"), path[0])
    place = bisect_left(reading.times, mention.start, key=lambda time: time.start)
    after = any(
        0 <= time.start - mention.end <= NEAR and time.kind != "duration" for time in reading.times[place : place + 1]
    )
    before = any(
        0 <= prep.idx - time.end <= 1 and time.kind != "duration" for time in reading.times[max(0, place - 1) : place]
    )
    return after or before


def _is_government(reading: Reading, place: Mention) -> bool:
    """Whether a place's name stands for a government here ('ties with Moscow')."""
    return any(
        other.form == "metonym" and (other.start, other.end) == (place.start, place.end)
        for other in reading.mentions_on(reading.head_of(place))
    )


def finest(reading: Reading, places: list[Placed]) -> Iterator[Placed]:
    """Places with the surest first; of equally sure ones the most precise, then the last (of subjects the first)."""
    order = {"point": 0, "city": 1, "region": 2, "country": 3, "continent": 4}

    def rank(placed: Placed) -> tuple[int, int, int]:
        entity = reading.entities[placed.mention.entity]
        precision = entity.geo_precision or ("point" if entity.lat is None and entity.kind == "place" else "continent")
        return -placed.weight, order[precision], placed.mention.start * (1 if placed.role == "subject" else -1)

    yield from sorted(places, key=rank)
