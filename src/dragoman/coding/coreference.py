"""Coreference: pronouns and descriptions that point back ('he', 'his country', 'the two leaders', 'the latter').

Antecedents are sought by syntax: the subject of the clause that reports, then of the same sentence, then of
those before. A wrong antecedent is worse than none, so what fits nobody stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.actor_persons import Persons
from dragoman.coding.actors import PERSONS_KEY, actor_at
from dragoman.coding.clauses import Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.reading import Reading
from dragoman.knowledge.roles import roles
from dragoman.knowledge.states import states
from dragoman.record import Entity, Form, Mention

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PAIR_WORDS = frozenset({"two", "both"})
LEADERS = frozenset({"leader", "president", "man", "ruler"})
OFFICIALS = frozenset({"minister", "official", "diplomat", "negotiator", "envoy", "general"})
COUNTRIES = frozenset({"country", "nation", "state", "side", "neighbour", "neighbor", "government", "power", "ally"})
HOMES = frozenset({"country", "nation", "government", "homeland"})
RULING_ROLES = ("president", "leader", "prime minister", "premier", "king", "queen", "chancellor", "emir", "chairman")
# Verbs whose subject 'it' is what was told before, not somebody.
HAPPENINGS = frozenset(
    {"follow", "come", "mark", "be", "mean", "happen", "remain", "show", "take", "seem", "make", "bring"}
)
# What two do together.
TOGETHER = frozenset(
    {"meet", "talk", "discuss", "sign", "agree", "speak", "exchange", "confer", "shake", "embrace", "pledge"}
)
# How far back an antecedent may stand, in sentences.
REACH = 3


@Language.factory("dragoman_coreference")
def make_coreference(nlp: Language, name: str) -> Coreference:
    """Make the component for a pipeline."""
    return Coreference()


@dataclass(slots=True)
class Seen:
    """The actors of one sentence, in text order, with those that are subjects first in ``subjects``."""

    named: list[Mention] = field(default_factory=list)
    subjects: list[Mention] = field(default_factory=list)


class Coreference:
    """Resolves pronouns and pointing descriptions of a document."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document to its reading."""
        reading = Reading.of(doc)
        Resolver(reading, doc.user_data.get(PERSONS_KEY) or Persons(reading)).resolve()
        return doc


class Resolver:
    """Resolves one article from its first sentence to its last.

    Args:
        reading: the article with its named and described actors.
        persons: what is known of the persons' genders.
    """

    def __init__(self, reading: Reading, persons: Persons) -> None:
        self.reading = reading
        self.gender = persons.gender
        self.clauses = Clauses()
        self.history: list[Seen] = []

    def resolve(self) -> None:
        """Add all mentions that point back."""
        for sentence in self.reading.doc.sents:
            if not any(self.reading.is_prose(token.idx) for token in sentence if not token.is_space):
                continue
            seen = Seen()
            self.history.append(seen)
            for token in sentence:
                self._resolve_token(token)
                self._note(token, seen)

    def _note(self, token: Token, seen: Seen) -> None:
        mention = actor_at(self.reading, token.i)
        if mention is None or self.reading.head_of(mention) != token.i:
            return
        seen.named.append(mention)
        if _is_subject(token):
            seen.subjects.append(mention)

    def _resolve_token(self, token: Token) -> None:
        word = token.lower_
        if token.tag_ in {"PRP", "PRP$"}:
            found = self._antecedents(token, word)
            for mention in found:
                self._add(token.i, token.i + 1, self.reading.entities[mention.entity], "pronoun")
            if token.tag_ == "PRP$" and len(found) == 1:
                self._lend_state(token, self.reading.entities[found[0].entity])
        elif token.tag_[:2] == "NN":
            self._resolve_noun(token)
        elif (
            token.i
            and token.lower_ == "two"
            and token.dep_ in {"nsubj", "nsubjpass"}
            and token.nbor(-1).lower_ == "the"
        ):
            self._add_pair(token.i - 1, token, "man")

    def _add(self, first: int, last: int, entity: Entity, form: Form) -> None:
        """Add a mention; several entities may share one span."""
        self.reading.add_mention(first, last, entity, form)

    # ---- pronouns

    def _antecedents(self, token: Token, word: str) -> list[Mention]:
        if word in MALE | FEMALE:
            found = self._nearest(token, lambda e: e.kind == "person" and self._fits(e, word))
            return found[:1]
        if word in NEUTER and not _is_empty(token):
            return self._neuter(token)
        if word in PLURAL:
            return self._plural(token)
        return []

    def _neuter(self, token: Token) -> list[Mention]:
        """'It': the body that reports, or the subject that the pronoun's clause hangs on; else the subject before."""
        kinds = {"state", "organisation", "group", "publisher"}
        above = self._subject_above(token)
        if above is not None:
            mentions = [m for head in above if (m := actor_at(self.reading, head.i))]
            return [m for m in mentions if self.reading.entities[m.entity].kind in kinds][:1]
        if token.dep_ != "poss" and lemma(token.head) in HAPPENINGS:
            return []
        before = [m for seen in reversed(self.history[-2:]) for m in seen.subjects]
        return [m for m in before if self.reading.entities[m.entity].kind in kinds][:1]

    def _subject_above(self, token: Token) -> list[Token] | None:
        """The subjects of the clause that a pronoun's own clause hangs on; for a possessive, of its own clause."""
        current, own = token, token.dep_ in {"nsubj", "nsubjpass"}
        for _ in range(10):
            if is_verb(current) and not own:
                heads = self.clauses.of(current).subjects or self.clauses.of(current).objects
                if any(head.i != token.i and head.i < token.i for head in heads):
                    return [c for head in heads for c in coordinated(head)]
            if is_verb(current):
                own = False
            if current.head.i == current.i or (current.dep_ == "conj" and is_verb(current) and own):
                return None
            current = current.head
        return None

    def _fits(self, entity: Entity, word: str) -> bool:
        known = self.gender.get(entity.id)
        wanted = "m" if word in MALE else "f"
        if known is None:
            self.gender.setdefault(entity.id, wanted) if entity.known else None
            return True
        return known == wanted

    def _nearest(self, token: Token, fits: object) -> list[Mention]:
        """Fitting antecedents, best first: the reporting subject, this sentence, then those before."""
        assert callable(fits)
        entities = self.reading.entities
        barred = self._barred(token)
        reporter = [*self._addressee(token), *self._reporter(token)]
        found: list[Mention] = [m for m in reporter if fits(entities[m.entity])]
        for back, seen in enumerate(reversed(self.history[-REACH:])):
            ordered = [*seen.subjects, *(m for m in reversed(seen.named) if m not in seen.subjects)]
            found.extend(m for m in ordered if fits(entities[m.entity]) and not (back == 0 and m.entity in barred))
        return found

    def _barred(self, token: Token) -> set[str]:
        """Entities that a pronoun cannot mean: the other arguments of its own verb ('Kim met him')."""
        if token.dep_ in {"poss", "nsubj", "nsubjpass"} or token.lower_.endswith(("self", "selves")):
            return set()
        current = token
        for _ in range(4):
            if is_verb(current):
                clause = self.clauses.of(current)
                heads = [c for head in clause.subjects for c in coordinated(head)]
                return {m.entity for head in heads if (m := actor_at(self.reading, head.i))}
            current = current.head
        return set()

    def _reporter(self, token: Token) -> list[Mention]:
        """The subject of the verb that reports the pronoun's clause ('Tokyo said it would')."""
        current = token
        for _ in range(8):
            if current.dep_ == "ccomp" and is_verb(current.head):
                if current.head.i > token.i:
                    return []  # '..., she said': the words before are not about her by themselves
                clause = self.clauses.of(current.head)
                return [m for head in clause.subjects if (m := actor_at(self.reading, head.i))]
            if current.head.i == current.i:
                return []
            current = current.head
        return []

    def _addressee(self, token: Token) -> list[Mention]:
        """To whom the pronoun's clause is told: 'told Kim that ... from his country' speaks of Kim's country."""
        if token.dep_ != "poss":
            return []
        current = token
        for _ in range(10):
            if current.dep_ == "ccomp" and is_verb(current.head):
                told = self.clauses.of(current.head)
                heads = [*told.indirect, *told.objects]
                return [m for head in heads if head.i < token.i and (m := actor_at(self.reading, head.i))]
            if current.head.i == current.i:
                return []
            current = current.head
        return []

    def _plural(self, token: Token) -> list[Mention]:
        """'They': a reporting or earlier subject that is many; 'their countries': the two persons before."""
        reporter = self._reporter(token)
        if token.dep_ == "poss" and lemma(token.head) in COUNTRIES | HOMES:
            return self._last_two(lambda e: e.kind == "person" and e.state is not None, apart=True)
        entities = self.reading.entities
        for m in [*reporter, *(m for seen in reversed(self.history[-2:]) for m in seen.subjects)]:
            if entities[m.entity].kind in {"group", "organisation"} and m.form != "pronoun":
                return [m]
        return reporter if len(reporter) > 1 else self._couple(token)

    def _couple(self, token: Token) -> list[Mention]:
        """'They' of an act that two do together, after a sentence that names just two persons, of two states."""
        if token.dep_ != "nsubj" or lemma(token.head) not in TOGETHER or len(self.history) < 2:
            return []
        entities = self.reading.entities
        before = {m.entity: m for m in self.history[-2].named if entities[m.entity].kind == "person"}
        apart = {entities[name].state for name in before} - {None}
        return list(before.values()) if len(before) == 2 and len(apart) == 2 else []

    def _lend_state(self, token: Token, owner: Entity) -> None:
        """'Its foreign ministry' belongs to the state that 'its' means."""
        for mention in self.reading.mentions_on(token.head.i):
            entity = self.reading.entities[mention.entity]
            if mention.form == "nominal" and not entity.known and entity.state is None and owner.state is not None:
                entity.state = owner.state
                entity.reasons.append(f"state of {owner.name}, whom '{token.text}' means")

    # ---- nouns

    def _resolve_noun(self, token: Token) -> None:
        word = lemma(token)
        left = [child.lower_ for child in token.lefts]
        first = token.left_edge.i if token.i - token.left_edge.i <= 5 else token.i
        if token.tag_ == "NNS" and PAIR_WORDS & set(left) and word in LEADERS | OFFICIALS | COUNTRIES:
            self._add_pair(first, token, word)
        elif word in HOMES and (owner := _possessive(token)) is not None:
            self._add_homes(first, token, owner)
        elif token.lower_ in {"latter", "former"} and "the" in left and token.dep_ not in {"amod", "compound"}:
            self._add_latter(first, token)
        elif token.tag_ == "NN" and word in roles().heads and word in self._roles_in_use() and {"the"} & set(left):
            self._add_office(first, token, word)

    def _add_pair(self, first: int, token: Token, word: str) -> None:
        if word in COUNTRIES:
            pair = self._last_two(lambda e: e.state is not None and e.kind in {"state", "person"}, apart=True)
            entities = [self._state(self.reading.entities[m.entity]) for m in pair]
        else:
            ruling = word in LEADERS
            pair = self._last_two(lambda e: e.kind == "person" and (not ruling or _rules(e)), apart=False)
            entities = [self.reading.entities[m.entity] for m in pair]
        if len(entities) == 2:
            described = [m for m in self.reading.mentions_on(token.i) if m.form == "nominal"]
            self.reading.drop_mentions(described)
            for entity in entities:
                self._add(first, token.i + 1, entity, "nominal")

    def _add_homes(self, first: int, token: Token, owner: Token) -> None:
        """'His country', 'their countries': the states of those whom the pronoun means."""
        for mention in list(self.reading.mentions_on(owner.i)):
            entity = self.reading.entities[mention.entity]
            if mention.form == "pronoun" and entity.state is not None:
                self.reading.drop_mentions(
                    [m for m in self.reading.mentions_on(token.i) if m.entity.endswith(token.lower_)]
                )
                self._add(first, token.i + 1, self._state(entity), "nominal")

    def _add_latter(self, first: int, token: Token) -> None:
        seen = next((s for s in reversed(self.history[-2:]) if len(s.named) > 1), None)
        if seen is None:
            return
        pair = list(dict.fromkeys(m.entity for m in seen.named))[-2:]
        if len(pair) == 2:
            self._add(first, token.i + 1, self.reading.entities[pair[token.lower_ == "latter"]], "nominal")

    def _roles_in_use(self) -> set[str]:
        return {
            word.lower()
            for seen in self.history[-REACH * 2 :]
            for m in seen.named
            if (e := self.reading.entities[m.entity]).kind == "person" and e.role
            for word in e.role.split()
        }

    def _add_office(self, first: int, token: Token, word: str) -> None:
        """'The governor': the last person with that office, where the words name no state of their own."""
        own = self.reading.mentions_on(token.i)
        if any(self.reading.entities[m.entity].state for m in own) or any(m.form == "name" for m in own):
            return
        for seen in reversed(self.history[-REACH * 2 :]):
            for mention in reversed(seen.named):
                entity = self.reading.entities[mention.entity]
                if entity.kind == "person" and entity.role and word in entity.role.lower().split():
                    self.reading.drop_mentions(own)
                    self._add(first, token.i + 1, entity, "nominal")
                    return

    def _last_two(self, fits: object, *, apart: bool) -> list[Mention]:
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


def _is_subject(token: Token) -> bool:
    current = token
    while current.dep_ in {"conj", "appos"} and current.head.i != current.i:
        current = current.head
    return current.dep_ in {"nsubj", "nsubjpass"}


def _possessive(token: Token) -> Token | None:
    return next((child for child in token.lefts if child.tag_ == "PRP$"), None)


def _rules(entity: Entity) -> bool:
    role = (entity.role or "").lower()
    return any(word in role for word in RULING_ROLES) and "vice" not in role


def _is_empty(token: Token) -> bool:
    """Whether 'it' stands for nothing: an expletive, or the subject of 'it is ... that'."""
    if token.dep_ == "expl":
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    verb = token.head
    return lemma(verb) in {"be", "seem", "appear", "rain", "snow", "take"} and any(
        child.dep_ in {"ccomp", "xcomp", "advcl", "csubj", "acomp"} for child in verb.rights
    )
