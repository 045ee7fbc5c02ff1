"""Linked acts: acts between two mentions of a sentence that no entry of the lexicon tells.

For each ordered pair of mentions that no coded event joins, the linear model of links says whether an act leads from
the first to the second (``learned/links.py``); where that is likely but not certain, the encoder is asked, too. The two
are put together by the weights of ``knowledge/data/type_choice.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from math import exp, log

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding.actors import ACTOR_KINDS, actor_at
from dragoman.coding.clauses import Clauses, coordinated, is_verb, nearest_verb
from dragoman.coding.learned.links import NONE, Judged, Link, is_open, judged, link_of, trigger_of
from dragoman.coding.learned.reader import Said
from dragoman.coding.nominal_modality import judged_word
from dragoman.coding.paths import worded
from dragoman.coding.predication import Predication, apply_plover
from dragoman.coding.questions import Questions, Sides
from dragoman.coding.reading import Reading
from dragoman.knowledge.type_choice import type_choice
from dragoman.record import Mention

# Acts that both sides do: found from either side, they are one.
MUTUAL = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AGREE"})
# Acts that are aimed at places of one's own country, too.
ON_PLACES = frozenset({"COERCE", "ASSAULT", "MOBILIZE", "AID", "RETREAT"})
# What a refusal or a threat is of lies ahead; it has happened itself.
SPOKEN = frozenset({"REJECT", "THREATEN"})
# Where more mentions stand in a sentence, it is a list.
MOST_MENTIONS = 10
# A mention that hangs on another one by these belongs to it ('Kenya' in 'Kenya's foreign ministry').
BELONGING = frozenset({"poss", "compound", "amod", "nmod", "appos"})
REASON = "no entry of the lexicon tells it: told by the link between the two"


@dataclass(frozen=True, slots=True)
class Linked:
    """An act with its parties, told by the link between them."""

    made: Predication
    link: Link
    actor: Mention
    recipient: Mention
    score: float


@dataclass(slots=True)
class Candidate:
    """A pair of mentions that may be joined by an act; ``said`` is the encoder's word, where it is asked."""

    link: Link
    judged: Judged
    actor: Mention
    recipient: Mention
    said: Said | None = None

    @property
    def asked(self) -> Sides:
        """What the encoder is asked, where the link is not plain."""
        return (self.actor.start, self.actor.end), (self.recipient.start, self.recipient.end)

    @property
    def is_plain(self) -> bool:
        """Whether the link alone is enough."""
        shares = self.judged.shares
        return max(share for name, share in shares.items() if name != NONE) >= type_choice().links.alone

    def scores(self) -> dict[str, float]:
        """The score of each type: how likely there is an act, times the share of the type among all."""
        shares = {name: share for name, share in self.judged.shares.items() if name != NONE}
        if self.said is None:
            return shares
        rules = type_choice().links
        odds = rules.link * _odds(self.judged.act) + rules.encoder * _odds(1 - self.said.none) + rules.bias
        given = self.said.given_act
        grown = {
            name: (given[name] + 1e-4) * (share / self.judged.act + 1e-4) ** rules.type
            for name, share in shares.items()
        }
        act, whole = 1 / (1 + exp(-odds)), sum(grown.values())
        return {name: act * share / whole for name, share in grown.items()}


def _odds(share: float) -> float:
    """Log odds."""
    return log((share + 1e-5) / (1 - share + 1e-5))


def linked(
    candidates: list[Candidate], taken: set[int], questions: Questions, reading: Reading, clauses: Clauses
) -> list[Linked]:
    """The linked acts of a sentence.

    Args:
        candidates: its pairs that an act may join.
        taken: the words that tell its coded events.
    """
    for one in candidates:
        one.said = None if one.is_plain else questions.said(one.asked)
    acts = (_told(one, reading, clauses) for one in candidates)
    return _once([act for act in acts if act is not None and act.made.head.i not in taken])


def candidates_of(sentence: DocSpan, joined: set[tuple[str, str]], reading: Reading) -> Iterator[Candidate]:
    """The pairs of a sentence's mentions that no event joins and that an act may join, by their links.

    Args:
        joined: the pairs of entities that the sentence's coded events join.
    """
    heads = heads_of(sentence, reading)
    if not 1 < len(heads) <= MOST_MENTIONS:
        return
    places = {token.i for token, _ in heads}
    least = type_choice().links.ask
    for (first, actor), (last, recipient) in permutations(heads, 2):
        pair = (actor.entity, recipient.entity)
        if actor.entity == recipient.entity or pair in joined or actor.kind not in ACTOR_KINDS:
            continue
        link = link_of(first, last)
        if link is None or not is_open(link):
            continue
        found = judged(link, places - {first.i, last.i})
        one = Candidate(link, found, actor, recipient)
        if found.act >= least or one.is_plain:
            yield one


def heads_of(sentence: DocSpan, reading: Reading) -> list[tuple[Token, Mention]]:
    """The mentions of a sentence that may take part, each with its head, in text order; no parts of others."""
    doc = reading.doc
    found: dict[int, Mention] = {}
    for mention in reading.mentions_in(sentence.start, sentence.end):
        head = reading.head_of(mention)
        if head in found or not (mention.kind in ACTOR_KINDS or mention.kind == "place"):
            continue
        found[head] = actor_at(reading, head) or mention
    return [(doc[place], found[place]) for place in sorted(found) if not _belongs(doc[place], found)]


def _belongs(token: Token, heads: dict[int, Mention]) -> bool:
    """Whether a mention's head hangs on that of another mention as a part of its phrase."""
    while token.dep_ in BELONGING and token.head.i != token.i:
        token = token.head
        if token.i in heads:
            return True
    return False


def _told(one: Candidate, reading: Reading, clauses: Clauses) -> Linked | None:
    """The act of a pair, if it is likely enough."""
    scores = one.scores()
    type_ = max(scores, key=scores.__getitem__)
    score = scores[type_]
    rules = type_choice().links
    if score < rules.told or type_ in rules.untold:
        return None
    trigger = trigger_of(one.link)
    if trigger is None or _is_at_home(one, type_, reading):
        return None
    return Linked(_predication(one, type_, score, trigger, clauses), one.link, one.actor, one.recipient, score)


def _is_at_home(one: Candidate, type_: str, reading: Reading) -> bool:
    """Whether the recipient is only the actor's own country, or a place in it where no act is aimed at places."""
    if one.recipient.kind not in {"state", "place"}:
        return False
    own, other = (reading.entities[side.entity].state for side in (one.actor, one.recipient))
    return own is not None and own == other and (one.recipient.kind == "state" or type_ not in ON_PLACES)


def _predication(one: Candidate, type_: str, score: float, trigger: Token, clauses: Clauses) -> Predication:
    verb = nearest_verb(trigger)
    reasons = [REASON, f"'{worded(one.link.way)}': {one.judged.reason(type_)}"]
    if one.said is not None:
        reasons.append(f"the encoder gives {type_} {one.said.given_act[type_]:.2f}, and no act {one.said.none:.2f}")
    made = Predication(
        type=type_,
        mode=None,
        triggers=[trigger],
        subjects=[one.link.way[0]],
        slots=[("link", [one.link.way[-1]])],
        factuality=judged_word(trigger).factuality,
        weight=score,
        reasons=reasons,
        clause=clauses.of(verb) if is_verb(verb) else None,
    )
    if type_ not in SPOKEN:
        apply_plover(made)
    elif made.factuality in {"future", "negated"}:
        made.factuality = "happened"
    return made


def _once(acts: list[Linked]) -> list[Linked]:
    """Each act once: of those of one trigger and type the likeliest, and others with sides coordinated with its."""
    kept: list[Linked] = []
    pairs: set[frozenset[str]] = set()
    for act in sorted(acts, key=lambda one: -one.score):
        pair = frozenset((act.actor.entity, act.recipient.entity))
        if act.made.type in MUTUAL and pair in pairs:
            continue  # found from the other side
        rivals = [one for one in kept if one.made.head == act.made.head and one.made.type == act.made.type]
        if all(_are_together(act, rival) for rival in rivals):
            kept.append(act)
            pairs.add(pair)
    return kept


def _are_together(one: Linked, other: Linked) -> bool:
    """Whether two acts of one trigger have one side in common and the other coordinated ('accused Peru and Chile')."""
    if one.actor.entity == other.actor.entity:
        return _are_coordinated(one.link.way[-1], other.link.way[-1])
    return one.recipient.entity == other.recipient.entity and _are_coordinated(one.link.way[0], other.link.way[0])


def _are_coordinated(one: Token, other: Token) -> bool:
    return other in coordinated(one) or one in coordinated(other)
