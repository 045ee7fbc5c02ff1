"""Descriptions that point back: 'the two leaders', 'his country', 'the latter', 'the governor', 'the agency'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Token

from dragoman.coding.actor_titles import FORMER
from dragoman.coding.bodies import body_meant, is_pointing
from dragoman.coding.joint import is_couple, named_together
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.roles import roles
from dragoman.knowledge.states import states
from dragoman.record import Entity, Mention

PAIR_WORDS = frozenset({"two", "both"})
LEADERS = frozenset({"leader", "president", "man", "ruler"})
OFFICIALS = frozenset({"minister", "official", "diplomat", "negotiator", "envoy", "general"})
COUNTRIES = frozenset({"country", "nation", "state", "side", "neighbour", "neighbor", "government", "power", "ally"})
# Words for one and the same kind of person.
ALIKE = (
    frozenset({"envoy", "diplomat", "ambassador", "emissary"}),
    frozenset({"lawmaker", "legislator", "parliamentarian", "deputy", "senator", "mp", "congressman", "congresswoman"}),
    frozenset({"policeman", "policewoman", "officer", "constable"}),
    frozenset({"lawyer", "attorney", "barrister", "solicitor"}),
    frozenset({"doctor", "physician", "surgeon"}),
    frozenset({"analyst", "expert", "researcher", "scholar"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
)
PREVIOUS = frozenset({"predecessor", "former", "ex"})
# Missions abroad, and those who serve there.
MISSIONS = frozenset({"embassy", "consulate"})
POSTED = frozenset({"ambassador", "envoy", "diplomat", "consul", "attache", "attaché", "d'affaires"})
HOMES = frozenset({"country", "nation", "government", "homeland"})
RULING_ROLES = ("president", "leader", "prime minister", "premier", "king", "queen", "chancellor", "emir", "chairman")
# How far back an antecedent may stand, in sentences.
REACH = 3


@dataclass(slots=True)
class Seen:
    """The actors of one sentence, in text order, with those that are subjects first in ``subjects``."""

    named: list[Mention] = field(default_factory=list)
    subjects: list[Mention] = field(default_factory=list)


class Descriptions:
    """Resolves the descriptions of one article.

    Args:
        reading: the article with its named and described actors.
        history: the actors of the sentences so far, the one that is read last.
    """

    def __init__(self, reading: Reading, history: list[Seen]) -> None:
        self.reading = reading
        self.history = history

    def resolve(self, token: Token) -> None:
        """Add the mention that a noun makes, where it points back."""
        word = lemma(token)
        left = [child.lower_ for child in token.lefts]
        first = token.left_edge.i if token.i - token.left_edge.i <= 5 else token.i
        if token.tag_ == "NNS" and PAIR_WORDS & set(left) and word in LEADERS | OFFICIALS | COUNTRIES:
            self.add_pair(first, token, word)
        elif is_couple(token):
            self._add_couple(first, token)
        elif word in HOMES and (owner := _possessive(token)) is not None:
            self._add_homes(first, token, owner)
        elif token.lower_ in {"latter", "former"} and "the" in left and token.dep_ not in {"amod", "compound"}:
            self._add_latter(first, token)
        elif token.tag_ == "NN" and word in roles().heads and word in self._roles_in_use() and {"the"} & set(left):
            self._add_office(first, token, word)
        elif is_pointing(token):
            self._add_body(first, token)
        elif word in MISSIONS and token.tag_ == "NN":
            self._lend_mission(token)

    def add_pair(self, first: int, token: Token, word: str) -> None:
        """'The two leaders', 'both countries': the two persons named last, or the two states that are spoken of."""
        if word in COUNTRIES:
            entities = [self._state(self.reading.entities[m.entity]) for m in self._two_states()]
        else:
            ruling = word in LEADERS
            pair = self.last_two(lambda e: e.kind == "person" and word in (e.role or "").lower().split(), apart=False)
            if len(pair) < 2:
                pair = self.last_two(lambda e: e.kind == "person" and (not ruling or _rules(e)), apart=False)
            entities = [self.reading.entities[m.entity] for m in pair]
        if len(entities) == 2:
            described = [m for m in self.reading.mentions_on(token.i) if m.form == "nominal"]
            self.reading.drop_mentions(described)
            for entity in entities:
                self.reading.add_mention(first, token.i + 1, entity, "nominal")

    def _add_couple(self, first: int, token: Token) -> None:
        """'The two women', 'the sisters': the last two persons that were named in one breath."""
        for seen in reversed(self.history[-REACH * 2 :]):
            for mention in reversed(seen.named):
                pair = named_together(self.reading, self.reading.doc[self.reading.head_of(mention)])
                if len(pair) == 2:
                    self.reading.drop_mentions([m for m in self.reading.mentions_on(token.i) if m.form == "nominal"])
                    for one in pair:
                        self.reading.add_mention(first, token.i + 1, self.reading.entities[one.entity], "nominal")
                    return

    def _add_homes(self, first: int, token: Token, owner: Token) -> None:
        """'His country', 'their countries': the states of those whom the pronoun means."""
        for mention in list(self.reading.mentions_on(owner.i)):
            entity = self.reading.entities[mention.entity]
            if mention.form == "pronoun" and entity.state is not None:
                self.reading.drop_mentions(
                    [m for m in self.reading.mentions_on(token.i) if m.entity.endswith(token.lower_)]
                )
                self.reading.add_mention(first, token.i + 1, self._state(entity), "nominal")

    def _add_latter(self, first: int, token: Token) -> None:
        seen = next((s for s in reversed(self.history[-2:]) if len(s.named) > 1), None)
        if seen is None:
            return
        pair = list(dict.fromkeys(m.entity for m in seen.named))[-2:]
        if len(pair) == 2:
            self.reading.add_mention(
                first, token.i + 1, self.reading.entities[pair[token.lower_ == "latter"]], "nominal"
            )

    def _roles_in_use(self) -> set[str]:
        """The words of the offices of those named lately, with those that mean the same."""
        return {
            word.lower()
            for seen in self.history[-REACH * 2 :]
            for m in seen.named
            if (e := self.reading.entities[m.entity]).kind == "person" and e.role
            for word in _likes(e.role)
        }

    def _add_office(self, first: int, token: Token, word: str) -> None:
        """'The governor': the last person with that office, where the words name no state of their own."""
        own = self.reading.mentions_on(token.i)
        if any(self.reading.entities[m.entity].state for m in own) or any(m.form == "name" for m in own):
            return
        if any(child.dep_ == "appos" and actor_named(self.reading, child.i) for child in token.rights):
            return  # 'the candidate, Ilinca Dragomir': the name says who it is
        former = any(child.lower_ in FORMER for child in token.lefts)
        for seen in reversed(self.history[-REACH * 2 :]):
            for mention in reversed(seen.named):
                entity = self.reading.entities[mention.entity]
                if entity.kind != "person" or not entity.role or (former and not _is_former(entity)):
                    continue
                if word in _likes(entity.role):
                    self.reading.drop_mentions(own)
                    self.reading.add_mention(first, token.i + 1, entity, "nominal")
                    return

    def _add_body(self, first: int, token: Token) -> None:
        """'The agency': the last body of that kind that was named, where nothing else is known of it."""
        own = self.reading.mentions_on(token.i)
        if any(self.reading.entities[m.entity].state or m.form == "name" for m in own):
            return
        before = ([*seen.subjects, *reversed(seen.named)] for seen in reversed(self.history[-REACH * 2 :]))
        meant = body_meant(token, before, self.reading)
        if meant is not None:
            self.reading.drop_mentions(own)
            self.reading.add_mention(first, token.i + 1, meant, "nominal")

    def _lend_mission(self, token: Token) -> None:
        """'The embassy' without a state is that of the diplomats named last: it is not the host's."""
        for own in self.reading.mentions_on(token.i):
            entity = self.reading.entities[own.entity]
            if own.form != "nominal" or entity.state is not None or entity.known:
                continue
            for seen in reversed(self.history[-REACH:]):
                for mention in reversed(seen.named):
                    diplomat = self.reading.entities[mention.entity]
                    if diplomat.state is not None and POSTED & set((diplomat.role or "").lower().split()):
                        entity.state = diplomat.state
                        entity.reasons.append(f"the mission of '{mention.text}'")
                        return

    def _two_states(self) -> list[Mention]:
        """The states that one of the last sentences names in one breath, else the two named oftenest so far."""
        spoken_of = [
            [m for m in seen.named if m.form != "pronoun" and self._home(m) and m.kind in {"state", "person"}]
            for seen in self.history
        ]
        for named in reversed(spoken_of[-REACH:]):
            for one, other in reversed(list(pairwise(named))):
                if self._home(one) != self._home(other) and self._in_one_breath(one, other):
                    return [one, other]
        last: dict[str | None, Mention] = {self._home(m): m for named in spoken_of for m in named}
        counts: Counter[str | None] = Counter()
        for named in spoken_of:
            for one in named:  # an adjective says less than a name of whom a text speaks
                counts[self._home(one)] += 1 if one.form == "demonym" else 2
        oftenest = sorted(last.values(), key=lambda m: (-counts[self._home(m)], -m.start))[:2]
        return sorted(oftenest, key=lambda m: m.start) if len(oftenest) == 2 else []

    def _home(self, mention: Mention) -> str | None:
        return self.reading.entities[mention.entity].state

    def _in_one_breath(self, one: Mention, other: Mention) -> bool:
        """'India and Pakistan': whether the second is coordinated with the first; 'Indian and Thai rice' is not."""
        if "demonym" in (one.form, other.form):
            return False
        last = self.reading.doc[self.reading.head_of(other)]
        return last.dep_ == "conj" and last.head.i == self.reading.head_of(one)

    def last_two(self, fits: object, *, apart: bool) -> list[Mention]:
        """The two fitting actors before; ``apart``: of different states.

        Where the sentence that completes the pair names more than two, those count that the article names oftenest.
        """
        assert callable(fits)
        entities = self.reading.entities
        found: dict[object, Mention] = {}
        for seen in reversed(self.history[-REACH * 3 :]):
            here = [m for m in seen.named if fits(entities[m.entity]) and m.form != "pronoun"]
            for mention in sorted(here, key=lambda m: -self._count(m)):
                entity = entities[mention.entity]
                found.setdefault(entity.state if apart else entity.id, mention)
                if len(found) == 2:
                    return sorted(found.values(), key=lambda m: m.start)
        return []

    def _count(self, mention: Mention) -> int:
        """How often an actor was named so far."""
        return sum(other.entity == mention.entity for seen in self.history for other in seen.named)

    def _state(self, entity: Entity) -> Entity:
        """The state that an entity belongs to, as an entity."""
        if entity.kind == "state":
            return entity
        assert entity.state is not None
        kept = self.reading.entities.get(f"state:{entity.state}")
        if kept is not None:
            return kept
        state = states()[entity.state]
        return Entity(
            id=f"state:{state.iso3}",
            name=state.name,
            kind="state",
            known=True,
            state=state.iso3,
            lat=state.lat,
            lon=state.lon,
            geonames_id=state.geonames_id,
            geo_precision="country" if state.lat is not None else None,
        )


def _likes(role: str) -> set[str]:
    """The words of an office, and those that mean the same: an envoy is a diplomat."""
    words = set(role.lower().split())
    return words | {like for words_alike in ALIKE if words & words_alike for like in words_alike}


def _is_former(entity: Entity) -> bool:
    """Whether somebody held his office before."""
    return entity.sector == "ELI" or bool(PREVIOUS & set((entity.role or "").lower().split()))


def actor_named(reading: Reading, token: int) -> bool:
    """Whether a token stands in the name of an actor."""
    return any(mention.form == "name" for mention in reading.mentions_on(token))


def _possessive(token: Token) -> Token | None:
    return next((child for child in token.lefts if child.tag_ == "PRP$"), None)


def _rules(entity: Entity) -> bool:
    role = (entity.role or "").lower()
    return any(word in role for word in RULING_ROLES) and "vice" not in role
