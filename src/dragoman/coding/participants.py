"""Participants: from the heads that a predication points at to the entities that did it and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.coding.actors import actor_at
from dragoman.coding.clauses import CIRCUMSTANCES, Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.named_pairs import named_pair
from dragoman.coding.predication import Predication
from dragoman.coding.reading import Reading
from dragoman.record import Entity, Mention

# Prepositions below a noun, in the order in which they name whom the noun concerns.
BELOW = (
    "against",
    "with",
    "between",
    "of",
    "on",
    "in",
    "to",
    "from",
    "by",
    "for",
    "into",
    "at",
    "near",
    "inside",
    "over",
    "toward",
    "towards",
    "across",
    "along",
    "about",
    "among",
)
# Prepositions of a clause on a noun that say whom it reaches.
REACHED = ("on", "against", "upon", "to", "with", "between", "for")
# Prepositions that say when ('condemned the attack after meeting X'), wherever the parser hangs them.
WHEN = frozenset({"after", "before", "while", "since", "during", "upon", "following"})
PRONOUNS = frozenset({"PRP", "WP", "WDT"})
DEEPEST = 3
NOBODY: frozenset[str] = frozenset()
QUANTITIES = frozenset(
    {"number", "dozen", "hundred", "thousand", "million", "group", "member", "part", "rest", "majority", "bulk",
     "handful", "score", "deployment", "wave", "batch", "patch", "element", "quarter", "fifth", "some", "many", "most",
     "all", "several", "half", "third", "contingent", "convoy"}
)  # fmt: skip


class Participants:
    """Finds entities for the heads of predications in one article."""

    def __init__(self, reading: Reading, clauses: Clauses) -> None:
        self.reading = reading
        self.clauses = clauses

    def at(self, head: Token) -> list[Mention]:
        """The actor mentions whose head is this token; several where one phrase names several ('the two leaders')."""
        best = actor_at(self.reading, head.i)
        if best is None:
            return named_pair(self.reading, head)
        self._lend_state(best, head)
        group = [
            mention
            for mention in self.reading.mentions_on(head.i)
            if (mention.start, mention.end) == (best.start, best.end) and mention.form == best.form
        ]
        return group if len(group) > 1 and best.form in {"nominal", "pronoun"} else [best]

    def _lend_state(self, mention: Mention, head: Token) -> None:
        """A described actor without a state belongs to that of the place in its phrase ('a factory in Lodz')."""
        entity = self.entity(mention)
        if mention.form != "nominal" or entity.known or entity.state is not None:
            return
        owners = [m for child in head.lefts if child.dep_ == "poss" for m in self.reading.mentions_on(child.i)]
        for place in [*owners, *self.place_in(head)]:
            state = self.entity(place).state
            if state is not None:
                entity.state = state
                entity.reasons.append(f"state of '{place.text}', whose it is or where it is")

    def within(self, head: Token, depth: int = 0, barred: frozenset[str] = NOBODY) -> list[Mention]:
        """The nearest actors inside a noun phrase: the head, its possessor, its adjectives, then below prepositions.

        Args:
            head: the noun.
            depth: how deep below the phrase that was asked for it lies.
            barred: entities that are passed over.
        """
        own = [mention for mention in self.at(head) if mention.entity not in barred]
        if own or depth >= DEEPEST:
            return own
        found = self._before(head, depth + 1, barred)
        if found:
            return found
        below: dict[str, list[Token]] = {}
        for child in head.rights:
            if child.dep_ in {"prep", "agent"}:
                below.setdefault(child.lower_, []).extend(_governed(child))
            elif child.dep_ == "advmod":  # 'a village elsewhere in', 'three towns west of'
                for prep in child.rights:
                    below.setdefault(prep.lower_, []).extend(_governed(prep))
            elif child.dep_ in {"appos", "nmod", "npadvmod"} and (found := self.within(child, depth + 1, barred)):
                return found
        for preposition in BELOW:
            found = [m for inner in below.get(preposition, ()) for m in self.within(inner, depth + 1, barred)]
            if found:
                return found
        return self._in_clauses(head, depth + 1, barred)

    def _before(self, head: Token, depth: int, barred: frozenset[str] = NOBODY) -> list[Mention]:
        """The actors before a noun, all that are coordinated there ('French and Egyptian warships')."""
        for child in head.lefts:
            if child.dep_ in {"poss", "compound", "amod", "nmod", "npadvmod"}:
                found = [m for token in coordinated(child) for m in self.within(token, depth, barred)]
                if found:
                    return found
        return []

    def _in_clauses(self, head: Token, depth: int, barred: frozenset[str]) -> list[Mention]:
        """Actors in a clause on a noun: 'an offer made by the rebels', 'sanctions imposed on Mali', 'claims that X'."""
        if depth > DEEPEST:
            return []
        for child in head.rights:
            verbs = (
                [child]
                if child.dep_ in {"acl", "relcl", "ccomp"}
                else list(child.rights)
                if child.dep_ == "prep" and child.lower_ not in WHEN
                else []
            )
            for verb in verbs:
                if verb.dep_ in {"acl", "relcl", "ccomp", "pcomp"} and is_verb(verb):
                    found = [m for inner in self._heads_in(verb, head) for m in self.within(inner, depth, barred)]
                    if found:
                        return found
        return []

    def _heads_in(self, verb: Token, noun: Token) -> list[Token]:
        """Whom a clause on a noun names: whom it reaches, else who does it."""
        clause = self.clauses.of(verb)
        if verb.dep_ in {"ccomp", "pcomp"} and not clause.inherited:
            return [*clause.subjects, *clause.promoted]
        for preposition in REACHED:
            if preposition in clause.obliques:
                return clause.obliques[preposition]
        return [] if clause.inherited else [token for token in clause.subjects if token.i != noun.i]

    def places_on(self, head: Token) -> list[Mention]:
        """The place that a token heads the name of."""
        return [m for m in self.reading.mentions_on(head.i) if m.kind == "place" and m.form != "embedded"][:1]

    def place_in(self, head: Token, depth: int = 0) -> list[Mention]:
        """Places at or below a head, for acts that reach a place rather than somebody."""
        own = self.places_on(head)
        if own or depth >= DEEPEST:
            return own
        for child in head.children:
            if child.dep_ in {"compound", "poss", "amod", "nmod", "appos"}:
                found = self.place_in(child, depth + 1)
            elif child.dep_ == "prep" and child.lower_ in BELOW:
                found = [m for inner in child.rights for m in self.place_in(inner, depth + 1)]
            elif child.dep_ == "advmod":
                found = [m for prep in child.rights for inner in prep.rights for m in self.place_in(inner, depth + 1)]
            else:
                continue
            if found:
                return found
        return []

    def actors_of(self, made: Predication) -> list[Mention]:
        """Who did it: the subjects, and where they name nobody, the subject of the clause above that they belong to."""
        found = unique(m for head in made.subjects for m in self._subject(head))
        if found or made.clause is None:
            return found
        return self._from_above(made)

    def _subject(self, head: Token) -> list[Mention]:
        own = self.at(head)
        if own:
            return own
        if found := self._before(head, DEEPEST - 1):
            return found
        for child in head.rights:
            if child.dep_ in {"appos"} and (found := self.at(child)):
                return found
            if child.dep_ in {"prep", "agent"} and child.lower_ == "by":  # 'a bombing by the rebels'
                found = [m for inner in _governed(child) for m in self.within(inner, DEEPEST - 1)]
                if found:
                    return found
            if child.dep_ == "acl" and child.tag_ == "VBN":  # 'the missiles fired by the army'
                found = [m for inner in self.clauses.of(child).subjects for m in self.within(inner, DEEPEST - 1)]
                if found:
                    return found
            if child.dep_ == "prep" and child.lower_ in {"of", "from", "in"} and is_quantity(head):
                found = [m for inner in child.rights for m in self.within(inner, DEEPEST - 1)]
                if found:
                    return found
        return []

    def _from_above(self, made: Predication) -> list[Mention]:
        """'The ministry said it would': an unresolved pronoun, or a participle on a noun that is nobody."""
        assert made.clause is not None
        verb = made.clause.verb
        if made.clause.passive:
            return []  # a passive without an agent names nobody: whoever reports it did not do it
        pronoun = verb.dep_ == "ccomp" and verb.head.i < verb.i and any(head.tag_ in PRONOUNS for head in made.subjects)
        participle = verb.dep_ in {"acl", "advcl", "xcomp", "ccomp", "pcomp"}
        if not (pronoun or (participle and not made.subjects)):
            return []
        token = verb
        for _ in range(6):
            if token.head.i == token.i:
                return []
            token = token.head
            if is_verb(token):
                above = self.clauses.of(token)
                found = unique(m for head in above.subjects for m in self._subject(head))
                if found:
                    return found
        return []

    def partners_of(self, made: Predication, actors: list[Mention]) -> list[Mention]:
        """'Met the king and signed a treaty': the treaty was signed with the king."""
        if made.clause is None or made.clause.verb.dep_ != "conj" or not is_verb(made.clause.verb.head):
            return []
        first = self.clauses.of(made.clause.verb.head)
        taken = {mention.entity for mention in actors}
        heads = [*first.objects, *first.obliques.get("with", ())]
        return unique(m for head in heads for m in self.at(head) if m.entity not in taken)

    def entity(self, mention: Mention) -> Entity:
        """The entity of a mention."""
        return self.reading.entities[mention.entity]


def is_quantity(token: Token) -> bool:
    """Whether a noun only counts what follows it ('dozens of students', 'members of')."""
    return token.ent_type_ == "CARDINAL" or token.tag_ == "CD" or lemma(token) in QUANTITIES


def _governed(prep: Token) -> list[Token]:
    """Heads of what a preposition governs, with all that is coordinated there; nothing for 'in the wake of'."""
    return [
        inner
        for pobj in prep.rights
        if pobj.dep_ == "pobj" and pobj.lower_ not in CIRCUMSTANCES
        for inner in coordinated(pobj)
    ]


def unique(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention for each entity, in order."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.entity, mention)
    return list(found.values())


def host_heads(made: Predication) -> Iterator[Token]:
    """Subjects of a 'where' clause below a visit: those who received the visitor there."""
    for head in made.head.subtree:
        if head.dep_ == "relcl" and any(c.lower_ == "where" for c in head.children):
            yield from (inner for c in head.children if c.dep_ in {"nsubj"} for inner in coordinated(c))
