"""Carry-over: when and where an act happened that says neither, but goes on from one that does.

'She flew to Amman on Sunday. She met the king': the second act has the date and the place of the first, since it has
the same subject, follows it in the same paragraph and tells nothing earlier. Within a sentence 'where', 'there', 'here'
and a coordinated verb lead to the place.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb, nearest_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.coding.time_scope import governing_time
from dragoman.coding.venues import GOAL, OWN, VENUE, Placed, finest, is_place, places_in
from dragoman.knowledge.gazetteer_cues import place_cues
from dragoman.record import VENUES, Mention, Time

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# What stands before a participle that tells more than what an act led to ('while waiting', 'having met').
LINKED = frozenset({"mark", "prep", "aux", "nsubj", "advmod"})
PERSONAL = frozenset({"he", "she", "they", "it"})
# Auxiliaries of what was before, is still to come or might be.
ELSEWHEN = frozenset(
    {"had", "will", "would", "may", "might", "could", "should", "must", "shall", "can", "has", "have", "to"}
)
# How far before 'there' its place may stand, in tokens; how many lines may stand before the end of a dateline.
FAR, FIRST_LINES = 200, 8
FINE = frozenset({"minute", "day"})
# How surely the place of the sentence before must be one of its act.
SURE = 2


def place_before(reading: Reading, trigger: Token) -> Placed | None:
    """The place that an act without one of its own goes on from; None where nothing leads to one."""
    verb = nearest_verb(trigger)
    above = verb.head
    if verb.dep_ == "conj" and is_verb(above) and not _subjects(verb):
        return _venue(reading, above) or (place_before(reading, above) if is_outcome(above) else None)
    if is_outcome(verb):
        return _venue(reading, above) or place_before(reading, above)
    before = _act_before(reading, verb)
    return _venue(reading, before) if before is not None else None


def is_outcome(verb: Token) -> bool:
    """Whether a participle tells what the act above it led to ('struck the plant, killing six')."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i < verb.head.i or not is_verb(verb.head):
        return False
    return not any(child.dep_ in LINKED for child in verb.lefts)


def place_pointed(reading: Reading, trigger: Token) -> Placed | None:
    """The place that 'where', 'there' or 'here' stands for beside an act; None where none of them does."""
    verb = nearest_verb(trigger)
    places = [_pointed(reading, one) for one in (verb, verb.head) if one is verb or verb.dep_ == "xcomp"]
    found = next((place for place in places if place is not None), None)
    return Placed(found, "venue", OWN) if found is not None else None


def time_before(reading: Reading, trigger: Token) -> Time | None:
    """The day that an act without one of its own goes on from; None where nothing leads to one."""
    before = _act_before(reading, nearest_verb(trigger))
    time = governing_time(reading, before) if before is not None else None
    return time if time is not None and time.precision in FINE and time.value is not None else None


def _venue(reading: Reading, verb: Token) -> Placed | None:
    """The place where somebody was or came to by an act."""
    places = [one for one in places_in(reading, verb, is_visit=False) if one.role in VENUES]
    best = next(finest(reading, [one for one in places if one.weight >= SURE]), None)
    return Placed(best.mention, "venue", best.weight) if best is not None else None


def _pointed(reading: Reading, verb: Token) -> Mention | None:
    """The place that 'where', 'there' or 'here' stands for in the clause of a verb."""
    for token in verb.doc[verb.left_edge.i : verb.right_edge.i + 1]:
        if token.dep_ == "expl" or nearest_verb(token) != verb:
            continue
        if token.lower_ == "here":
            return _dateline(reading)
        if token.lower_ == "there":
            return _last_place(reading, token)
        if token.lower_ == "where" and verb.dep_ == "relcl":
            return next((m for m in reading.mentions_on(verb.head.i) if is_place(m)), None)
    return None


def _dateline(reading: Reading) -> Mention | None:
    """The place of the dateline, which stands among the first lines."""
    for segment in reading.article.segments[:FIRST_LINES]:
        if segment.role == "dateline":
            tokens = reading.tokens_of(segment.start, segment.end) or (0, 0)
            return next(filter(is_place, reading.mentions_in(*tokens)), None)
    return None


def _last_place(reading: Reading, token: Token) -> Mention | None:
    """The last place that was named as where something is or goes, not far before a token."""
    first = max(0, token.i - FAR)
    named = [m for m in reading.mentions_in(first, token.i) if m.kind == "place" and m.form == "name"]
    sites = reading.sites_in(token.doc[first].idx, token.idx)
    before = [mention for mention in [*named, *sites] if _is_there(reading, mention)]
    return max(before, key=lambda mention: mention.start, default=None)


def _is_there(reading: Reading, mention: Mention) -> bool:
    """Whether a place is named as where something is or goes."""
    head = reading.doc[reading.head_of(mention)]
    while head.dep_ in {"compound", "nmod"} and head.head.i != head.i:
        head = head.head
    if head.dep_ == "dobj":
        return lemma(head.head) in place_cues().arriving | place_cues().holding
    return head.dep_ == "pobj" and head.head.lower_ in VENUE | GOAL


def _act_before(reading: Reading, verb: Token) -> Token | None:
    """The main verb of the sentence before, where it has the same subject and the act goes on from it."""
    subjects = _subjects(verb)
    start = verb.sent.start
    if not subjects or start == 0 or verb.dep_ not in {"ROOT", "conj"} or _is_elsewhen(verb):
        return None
    before = verb.doc[start - 1].sent.root
    if reading.segment_at(before.idx) is not reading.segment_at(verb.idx) or not is_verb(before):
        return None
    told = _subjects(before)
    return before if told and _is_same(reading, subjects[0], told[0]) else None


def _is_same(reading: Reading, subject: Token, before: Token) -> bool:
    """Whether two subjects are one: they name the same actor, or a pronoun goes on from the only one before."""
    here = {mention.entity for mention in reading.mentions_on(subject.i)}
    there = {mention.entity for mention in reading.mentions_on(before.i)}
    return bool(here & there) or (subject.lower_ in PERSONAL and not here)


def _is_elsewhen(verb: Token) -> bool:
    return any(child.lower_ in ELSEWHEN for child in verb.lefts if child.dep_ in {"aux", "auxpass"})


def _subjects(verb: Token) -> list[Token]:
    return [child for child in verb.lefts if child.dep_ in SUBJECTS]
