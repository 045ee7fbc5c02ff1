"""Recipients: to whom an act was done, sought from the nearest slot to the clauses beside the act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from spacy.tokens import Token

from dragoman.coding.clauses import Clause, Clauses, coordinated, is_verb
from dragoman.coding.participants import DEEPEST, Participants, is_quantity, unique
from dragoman.coding.predication import Predication
from dragoman.knowledge.lexicon import VerbEntry
from dragoman.record import Mention

Slot = tuple[str, list[Token]]
Reach = Callable[[Token], list[Mention]]

# Where a known recipient outranks an unknown object ('sent engineers to Somalia').
GIVEN_TO = frozenset({"to", "with", "for", "against", "iobj"})
# Acts on what somebody has or did: whose it is comes before whom that concerned ('refuted Oslo's remarks on farmers').
ON_DEEDS = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
# What is to come in a threat: who will do something there, and to whom.
WARNED_OF = frozenset({"inner subject", "inner object"})
# Acts that may reach a place as such ('an attack on the port'), and the slots in which such a place stands.
ON_PLACES = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
PLACED = frozenset({"obj", "on", "against", "at", "into", "to"})
FORCE = frozenset({"ASSAULT", "COERCE"})
# Acts that somebody may avert: who is to do so is whom they are aimed at.
CONDITIONAL = frozenset({"THREATEN", "REJECT"})
# Why somebody is the recipient: the deed that is answered is his.
WHOSE = "whose it is"
MARKS = frozenset({"if", "unless", "until", "till", "before"})
# Acts whose recipient may only be named with what they are for.
PURPOSEFUL = frozenset({"PROTEST", "AID", "AGREE", "MOBILIZE", "COOPERATE", "CONCEDE", "SUPPORT"})
# Where those stand against whom people protest.
OPPOSED = frozenset({"against", "obj", "over", "outside", "with"})
INNER = ("obj", "iobj", "from", "of", "to", "on", "against", "for", "with", "by", "in", "at")
GOALS = ("to", "into", "in", "at")


class Recipients:
    """Finds to whom the predications of one article were done."""

    def __init__(self, participants: Participants) -> None:
        self.participants = participants
        self.clauses: Clauses = participants.clauses

    def of(self, made: Predication, actors: list[Mention]) -> tuple[list[Mention], str | None]:
        """To whom it was done, and the slot that said so. Nobody is both actor and recipient."""
        taken = {mention.entity for mention in actors}
        slots = self._aimed(made, actors)
        if made.type in ON_DEEDS and made.clause is not None and _is_of_object(made):
            found = self._answered(made, made.clause.objects, taken)
            if found:
                return found, WHOSE
        if made.type == "PROTEST":  # against whom, then with which demand, and only then where
            found, slot = self._in_slots(made, [pair for pair in slots if pair[0] in OPPOSED], taken)
            for remote in self._remote(made) if not found else ():
                found, slot = self._in_slots(made, [remote], taken)
                if found:
                    return found, slot
        found, slot = self._in_slots(made, slots, taken)
        if found or (made.reciprocal and len(actors) > 1):
            return found, slot
        for remote in self._remote(made):
            found, slot = self._in_slots(made, [remote], taken)
            if found:
                return found, slot
        return [], None

    def _aimed(self, made: Predication, actors: list[Mention]) -> list[Slot]:
        """The slots of an act; nobody threatens his own side ('Oslo warned that Norway would answer')."""
        if made.type != "THREATEN":
            return made.slots
        own = {state for mention in actors if (state := self.participants.entity(mention).state) is not None}
        own = own or self._spoken_for(made, actors)
        return [
            (slot, [head for head in heads if slot not in WARNED_OF or not self._is_of(head, own)])
            for slot, heads in made.slots
        ]

    def _spoken_for(self, made: Predication, actors: list[Mention]) -> set[str]:
        """The state for which a person speaks of whom none is known: 'the minister warned that Norway would strike'."""
        if made.mode not in ("violence", "restrict"):
            return set()
        subjects = [
            m for slot, heads in made.slots if slot == "inner subject" for h in heads for m in self.participants.at(h)
        ]
        states = [m for m in subjects if m.kind == "state"]
        speakers = [one for m in actors if (one := self.participants.entity(m)).kind == "person" and not one.known]
        if len(states) != 1 or len(speakers) != len(actors):
            return set()
        named = states[0]
        state = self.participants.entity(named).state
        for one in speakers:
            one.state = state
            one.reasons.append(f"speaks for '{named.text}'")
        return {state} if state else set()

    def _is_of(self, head: Token, states: set[str]) -> bool:
        """Whether a word names one of some states, or somebody of it."""
        return any(self.participants.entity(m).state in states for m in self.participants.at(head))

    def _in_slots(self, made: Predication, slots: list[Slot], taken: set[str]) -> tuple[list[Mention], str | None]:
        first: tuple[list[Mention], str | None] = ([], None)
        direct = isinstance(made.entry, VerbEntry) and made.entry.direct and made.clause is not None
        together = made.reciprocal and len(taken) > 1
        barred = frozenset(taken)
        for reach in self._reaches(made, direct, barred):
            for slot, heads in slots:
                if direct and slot != "obj" and made.clause is not None and made.clause.objects:
                    continue
                if together and (slot == "obj" or reach == self.participants.place_in):
                    continue  # what two sign is no third party
                near = self._near(made, slot) if reach == self.participants.at else reach
                found = [m for head in heads for c in coordinated(head) for m in near(c) if m.entity not in taken]
                if not found or (reach == self.participants.place_in and (first[0] or slot in WARNED_OF)):
                    continue
                if any(self._is_somebody(m) for m in found):
                    if not first[0] or (slot in GIVEN_TO and made.type not in FORCE):
                        return unique(found), slot
                elif not first[0]:
                    first = (unique(found), slot)
        return first

    def _is_somebody(self, mention: Mention) -> bool:
        entity = self.participants.entity(mention)
        return bool(entity.state or entity.known or (entity.kind == "person" and mention.form == "name"))

    def _reaches(self, made: Predication, direct: bool, barred: frozenset[str]) -> tuple[Reach, ...]:
        if direct:
            return self.participants.at, self._counted
        within = partial(self.participants.within, barred=barred)
        return self.participants.at, within, self.participants.place_in

    def _near(self, made: Predication, slot: str) -> Reach:
        """Who is at the head of a slot, whose it is, or which place it is, as the act allows."""
        at = self.participants.at
        if (slot == "obj" and made.type in ON_DEEDS) or (slot == "to" and made.type == "AGREE"):
            return lambda head: at(head) or self._owners(head)
        if slot in PLACED and made.type in ON_PLACES:
            return lambda head: at(head) or self.participants.places_on(head)
        return at

    def _answered(self, made: Predication, objects: list[Token], taken: set[str]) -> list[Mention]:
        """Who made what is answered or judged ('an appeal lodged by the miners'), else whose it is."""
        participants = self.participants
        if any(participants.at(head) for head in objects):
            return []
        for head in objects:
            makers = [
                m
                for child in head.rights
                if child.dep_ == "acl" and child.tag_ == "VBN" and made.type != "SUPPORT"
                for inner in self.clauses.of(child).subjects
                for m in participants.within(inner, DEEPEST - 1)
            ]
            found = [m for m in makers or self._owners(head) if m.entity not in taken]
            if found:
                return unique(found)
        return []

    def _owners(self, head: Token) -> list[Mention]:
        """Whose deed or word a noun is ('Oslo's remarks', 'a Norwegian proposal')."""
        for child in head.lefts:
            found = [m for token in coordinated(child) for m in self.participants.at(token)]
            if child.dep_ == "poss" and found:
                return found
            if child.dep_ in {"amod", "compound"} and any(m.kind == "state" for m in found):
                return found
        return []

    def _counted(self, head: Token) -> list[Mention]:
        """Whom a counting noun counts ('dozens of students'), and nobody else in its phrase."""
        if not is_quantity(head):
            return []
        inner = [pobj for prep in head.rights if prep.lower_ == "of" for pobj in prep.rights]
        return [mention for pobj in inner for mention in self.participants.at(pobj)]

    def _remote(self, made: Predication) -> Iterator[Slot]:
        """Slots in the clauses beside an act, the likeliest first."""
        if made.clause is None:
            yield from self._clauses_on(made.head)
            return
        verbs = [token for token in made.triggers if is_verb(token)]
        if made.type in CONDITIONAL:
            yield from (slot for verb in verbs for slot in self._conditions(verb))
        if made.type in PURPOSEFUL or made.mode == "third-party":
            yield from (slot for token in made.triggers for slot in self._purposes(token))
        yield from self._goals(made.clause)

    def _conditions(self, verb: Token) -> Iterator[Slot]:
        """Who is to avert an act ('threatened to leave unless the company pays')."""
        for child in verb.children:
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in MARKS for c in child.children):
                clause = self.clauses.of(child)
                if not clause.inherited:
                    yield "condition", [*clause.subjects, *clause.promoted]

    def _purposes(self, token: Token) -> Iterator[Slot]:
        """Whom an act is for or against, named with its purpose ('marched, demanding reforms from the king')."""
        for child in token.children:
            if child.dep_ in {"advcl", "xcomp", "acl"} and child.tag_ in {"VB", "VBG"} and is_verb(child):
                clause = self.clauses.of(child)
                asked = [s for inner in clause.complements if is_verb(inner) for s in self._own_subjects(inner)]
                heads = [*asked, *(head for slot in INNER for head in _heads(clause, slot))]
                if heads:
                    yield "purpose", heads
                yield from self._purposes(child)

    def _clauses_on(self, noun: Token) -> Iterator[Slot]:
        """Whom an event noun reaches in the clause on it ('its refusal to talk to the rebels')."""
        for child in noun.rights:
            if child.dep_ == "acl" and is_verb(child):
                clause = self.clauses.of(child)
                yield "clause", [head for slot in INNER for head in _heads(clause, slot)]

    def _own_subjects(self, verb: Token) -> list[Token]:
        clause = self.clauses.of(verb)
        return [] if clause.inherited else [*clause.subjects, *clause.promoted]

    def _goals(self, clause: Clause) -> Iterator[Slot]:
        """Where those went whose purpose an act was ('sent experts to Fiji to investigate')."""
        verb = clause.verb
        if verb.tag_ in {"VB", "VBG"} and verb.dep_ in {"advcl", "xcomp", "acl", "relcl"} and is_verb(verb.head):
            outer = self.clauses.of(verb.head)
            for preposition in GOALS:
                if preposition in outer.obliques:
                    yield "goal", outer.obliques[preposition]


def _is_of_object(made: Predication) -> bool:
    """Whether the object of an act says whom it concerns, before all else where the act is one of support."""
    order = made.entry.recipient if made.entry is not None else ()
    return "obj" in (order[:1] if made.type == "SUPPORT" else order)


def _heads(clause: Clause, slot: str) -> Iterable[Token]:
    return {"obj": clause.objects, "iobj": clause.indirect}.get(slot, clause.obliques.get(slot, []))
