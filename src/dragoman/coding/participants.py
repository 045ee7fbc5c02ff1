"""Participants: from the heads that a predication points at to the entities that did it and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from dragoman.coding.actors import actor_at
from dragoman.coding.clauses import Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.predication import Predication
from dragoman.coding.reading import Reading
from dragoman.knowledge.lexicon import VerbEntry
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
PRONOUNS = frozenset({"PRP", "WP", "WDT"})
DEEPEST = 3
QUANTITIES = frozenset(
    {"number", "dozen", "hundred", "thousand", "million", "group", "member", "part", "rest", "majority", "bulk",
     "handful", "score", "some", "many", "most", "all", "several", "half", "third", "contingent", "convoy"}
)  # fmt: skip
# Where a known recipient outranks an unknown object ('sent engineers to Somalia').
GIVEN_TO = frozenset({"to", "with", "for", "against", "iobj"})


class Participants:
    """Finds entities for the heads of predications in one article."""

    def __init__(self, reading: Reading, clauses: Clauses) -> None:
        self.reading = reading
        self.clauses = clauses

    def at(self, head: Token) -> list[Mention]:
        """The actor mentions whose head is this token; several where one phrase names several ('the two leaders')."""
        best = actor_at(self.reading, head.i)
        if best is None:
            return []
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
        for place in self.place_in(head):
            state = self.entity(place).state
            if state is not None:
                entity.state = state
                entity.reasons.append(f"state of '{place.text}', where it is")

    def within(self, head: Token, depth: int = 0) -> list[Mention]:
        """The nearest actors inside a noun phrase: the head, its possessor, its adjectives, then below prepositions."""
        own = self.at(head)
        if own or depth >= DEEPEST:
            return own
        for child in head.lefts:
            if child.dep_ in {"poss", "compound", "amod", "nmod"} and (found := self.within(child, depth + 1)):
                return found
        below: dict[str, list[Token]] = {}
        for child in head.rights:
            if child.dep_ in {"prep", "agent"}:
                below.setdefault(child.lower_, []).extend(
                    inner for pobj in child.rights if pobj.dep_ == "pobj" for inner in coordinated(pobj)
                )
            elif child.dep_ in {"appos", "nmod", "npadvmod"} and (found := self.within(child, depth + 1)):
                return found
        for preposition in BELOW:
            found = [m for inner in below.get(preposition, ()) for m in self.within(inner, depth + 1)]
            if found:
                return found
        return []

    def _counted(self, head: Token) -> list[Mention]:
        """Whom a counting noun counts ('dozens of students'), and nobody else in its phrase."""
        if not is_quantity(head):
            return []
        inner = [pobj for prep in head.rights if prep.lower_ == "of" for pobj in prep.rights]
        return [mention for pobj in inner for mention in self.at(pobj)]

    def place_in(self, head: Token, depth: int = 0) -> list[Mention]:
        """Places at or below a head, for acts that reach a place rather than somebody."""
        for mention in self.reading.mentions_on(head.i):
            if mention.kind == "place" and mention.form != "embedded":
                return [mention]
        if depth >= DEEPEST:
            return []
        for child in head.children:
            if child.dep_ in {"compound", "poss", "amod", "nmod", "appos"}:
                found = self.place_in(child, depth + 1)
            elif child.dep_ == "prep" and child.lower_ in BELOW:
                found = [m for inner in child.rights for m in self.place_in(inner, depth + 1)]
            else:
                continue
            if found:
                return found
        return []

    def actors_of(self, made: Predication) -> list[Mention]:
        """Who did it: the subjects, and where they name nobody, the subject of the clause above that they belong to."""
        found = _unique(m for head in made.subjects for m in self._subject(head))
        if found or made.clause is None:
            return found
        return self._from_above(made)

    def _subject(self, head: Token) -> list[Mention]:
        own = self.at(head)
        if own:
            return own
        for child in head.lefts:
            if child.dep_ in {"poss", "amod", "compound", "nmod"} and (found := self.within(child, DEEPEST - 1)):
                return found
        for child in head.rights:
            if child.dep_ in {"appos"} and (found := self.at(child)):
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
                found = _unique(m for head in above.subjects for m in self._subject(head))
                if found:
                    return found
        return []

    def recipients_of(self, made: Predication, actors: list[Mention]) -> tuple[list[Mention], str | None]:
        """To whom it was done, and the slot that said so. Nobody is both actor and recipient."""
        taken = {mention.entity for mention in actors}
        first: tuple[list[Mention], str | None] = ([], None)
        direct = isinstance(made.entry, VerbEntry) and made.entry.direct and made.clause is not None
        for reach in (self.at, self._counted) if direct else (self.at, self.within, self.place_in):
            for slot, heads in made.slots:
                if direct and slot != "obj" and made.clause is not None and made.clause.objects:
                    continue
                found = [m for head in heads for c in coordinated(head) for m in reach(c) if m.entity not in taken]
                if not found or (reach is self.place_in and (first[0] or slot == "inner subject")):
                    continue
                if any(self.entity(m).state or self.entity(m).known for m in found):
                    if not first[0] or slot in GIVEN_TO:
                        return _unique(found), slot
                elif not first[0]:
                    first = (_unique(found), slot)
        return first

    def partners_of(self, made: Predication, actors: list[Mention]) -> list[Mention]:
        """'Met the king and signed a treaty': the treaty was signed with the king."""
        if made.clause is None or made.clause.verb.dep_ != "conj" or not is_verb(made.clause.verb.head):
            return []
        first = self.clauses.of(made.clause.verb.head)
        taken = {mention.entity for mention in actors}
        heads = [*first.objects, *first.obliques.get("with", ())]
        return _unique(m for head in heads for m in self.at(head) if m.entity not in taken)

    def entity(self, mention: Mention) -> Entity:
        """The entity of a mention."""
        return self.reading.entities[mention.entity]


def is_quantity(token: Token) -> bool:
    """Whether a noun only counts what follows it ('dozens of students', 'members of')."""
    return token.ent_type_ == "CARDINAL" or token.tag_ == "CD" or lemma(token) in QUANTITIES


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention an entity, in order."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.entity, mention)
    return list(found.values())


def host_heads(made: Predication) -> Iterator[Token]:
    """Subjects of a 'where' clause below a visit: those who received the visitor there."""
    for head in made.head.subtree:
        if head.dep_ == "relcl" and any(c.lower_ == "where" for c in head.children):
            yield from (inner for c in head.children if c.dep_ in {"nsubj"} for inner in coordinated(c))
