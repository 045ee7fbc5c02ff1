"""Slots: the heads around a thing and its verb by where they stand, and the entities that they name."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.coding.activities_chains import Chain
from dragoman.coding.clauses import Clause, coordinated
from dragoman.coding.lemmas import lemma
from dragoman.coding.participants import Participants
from dragoman.knowledge.activities import Activities, Frame
from dragoman.record import Mention

PEOPLE = frozenset({"soldiers", "people", "students", "mercenaries", "nationals"})
# Prepositions that name a side wherever they stand in the clause.
DISTANT = frozenset({"from", "to", "by"})
OUT = "out"
# Prepositions that say whose a noun is, or where.
WHOSE = frozenset({"of", "in", "at", "near", "from", "off", "within", "inside", "on", "outside", "across", "around"})
DEEPEST = 3
Heads = dict[str, list[Token]]


class Slots:
    """Finds heads by slot, and entities by head, for one chain."""

    def __init__(self, chain: Chain, participants: Participants, book: Activities) -> None:
        self.chain = chain
        self.item = chain.item
        self.participants = participants
        self.clauses = participants.clauses
        self.book = book

    def of(self, clause: Clause | None) -> Heads:
        """Heads by slot: of the phrase's nouns first, then of the verb."""
        found: Heads = {}
        for part in self.chain.parts:
            for child in part.children:
                if child.dep_ == "poss":
                    found.setdefault("poss", []).append(child)
                    found.setdefault("own", []).append(child)
                elif child.dep_ in {"amod", "compound", "nmod", "nummod"}:
                    found.setdefault("own", []).append(child)
                elif child.dep_ in {"prep", "agent"}:
                    self._add_preposition(found, child)
                elif child.dep_ in {"relcl", "acl"} and lemma(child) in self.book.words["origin_verbs"]:
                    made = self.clauses.of(child)
                    places = [head for name in ("in", "by", "at", "from") for head in made.obliques.get(name, ())]
                    found.setdefault("origin", []).extend([*places, *made.subjects])
        if clause is not None:
            found.setdefault("subj", []).extend(clause.subjects)
            found.setdefault("obj", []).extend(clause.objects)
            found.setdefault("iobj", []).extend(clause.indirect)
            if clause.passive:
                found["iobj"].extend(head for head in clause.promoted if head.i != self.chain.top.i)
            for name, heads in clause.obliques.items():
                found.setdefault(name, []).extend(heads)
            for child in clause.verb.children:
                if child.dep_ in {"prep", "agent", "dative"} and child.tag_ in {"IN", "TO", "RP"}:
                    self._add_preposition(found, child)
        return found

    def add_distant(self, slots: Heads, clause: Clause, wanted: set[str]) -> None:
        """Add prepositions that the parser hung elsewhere in the clause, where a slot would be empty."""
        verb = clause.verb
        for token in verb.doc[self.item.token.i + 1 : verb.sent.end]:
            if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {";", ":"}:
                return
            name = str(token.lower_)
            leads = name == OUT and token.nbor(1).lower_ == "of" and not slots.get("from")
            names = token.dep_ in {"prep", "dative"} and name in wanted & DISTANT and not slots.get(name)
            if leads or names:
                self._add_preposition(slots, token)

    def _add_preposition(self, found: Heads, preposition: Token) -> None:
        heads = [head for pobj in preposition.children if pobj.dep_ in {"pobj", "pcomp"} for head in coordinated(pobj)]
        name = str(preposition.lower_)
        if name == "out" or (name == "of" and preposition.head.lower_ == "out"):
            name = "from"
        found.setdefault(name, []).extend(heads)
        for inner in preposition.children:  # 'out of North Korea', 'from Iran for the Houthis'
            if inner.dep_ == "prep":
                self._add_preposition(found, inner)
        for head in heads:
            for inner in head.rights:
                if inner.dep_ == "prep" and inner.lower_ in {"to", "for", "by", "from", "into", "between", "with"}:
                    self._add_preposition(found, inner)

    def named(
        self, order: Iterable[str], slots: Heads, frame: Frame, taken: list[Mention] | None = None
    ) -> list[Mention]:
        """Who stands in the first slot that names somebody with a state; failing that, somebody at all."""
        unknown: list[Mention] = []
        for slot in order:
            heads = slots.get(slot, [])
            if slot == "subj" and frame.mover:
                continue
            if slot == "own":
                found = self.own(heads) or self.entities(slots.get("origin", ()))
            else:
                heads = [head for head in heads if not self.is_thing(head) or self.item.group in PEOPLE]
                found = self.entities(heads, taken)
            if taken:
                found = [m for m in found if m.entity not in {other.entity for other in taken}]
            if any(self.participants.entity(m).state for m in found):
                return found
            unknown = unknown or found
        return unknown

    def is_thing(self, head: Token) -> bool:
        """Whether a head is a noun of the thing's own phrase."""
        return any(head.i == part.i for part in self.chain.parts)

    def own(self, heads: list[Token]) -> list[Mention]:
        """The states that adjectives of the thing name, or whose people it is ('North Korean coal', 'its workers')."""
        found: list[Mention] = []
        if self.item.group in PEOPLE:
            found.extend(m for part in self.chain.parts for m in self.participants.at(part))
            found = [m for m in found if self.participants.entity(m).state]
        for head in heads:
            found.extend(
                m for m in self.participants.reading.mentions_on(head.i)
                if m.kind in {"state", "person", "organisation", "group", "place"} and self.participants.entity(m).state
                and m.form != "embedded"
            )  # fmt: skip
        return unique(found)[:1]

    def entities(self, heads: Iterable[Token], taken: list[Mention] | None = None) -> list[Mention]:
        """The entities that heads name: themselves, then whoever or whatever place stands in their phrase."""
        out = {m.entity for m in taken or ()}
        found: list[Mention] = []
        for head in heads:
            own = self.participants.at(head)
            if not any(self.participants.entity(m).state for m in own):
                better = self._inside(head)
                if any(self.participants.entity(m).state for m in better) or not own:
                    own = better
            found.extend(m for m in own if m.entity not in out and m.kind != "materiel")
        return unique(found)

    def _inside(self, head: Token, depth: int = 0) -> list[Mention]:
        """Whoever or whatever place says whose a noun is: 'Dubai merchants', 'a company in Hong Kong'."""
        for child in head.lefts:
            if child.dep_ in {"poss", "compound", "amod", "nmod"} and (found := self.participants.within(child)):
                return found
            if child.dep_ in {"compound", "amod", "nmod"} and (found := self._place_at(child)):
                return found
        if found := self._place_at(head):
            return found
        for child in head.rights:
            if child.dep_ != "prep" or child.lower_ not in WHOSE or depth >= DEEPEST:
                continue
            for inner in child.rights:
                found = self.participants.at(inner)
                if not any(self.participants.entity(m).state for m in found):
                    found = self._inside(inner, depth + 1) or found
                if found:
                    return found
        return []

    def _place_at(self, token: Token) -> list[Mention]:
        on = self.participants.reading.mentions_on(token.i)
        return [m for m in on if m.kind == "place" and m.form != "embedded"][:1]

    def parties(self, order: Iterable[str], slots: Heads) -> list[Mention]:
        """All sides of what is done together, one a state."""
        found: list[Mention] = []
        for slot in dict.fromkeys(order):
            heads = slots.get(slot, [])
            named = self.own(heads) if slot == "own" else self.entities(
                head for head in heads if not self.is_thing(head)
            )  # fmt: skip
            have = set(self.states(found))
            if len(have) >= 2:
                break
            found.extend(m for m in named if self.participants.entity(m).state not in have)
        return unique(found)

    def states(self, mentions: list[Mention]) -> set[str]:
        """The states of mentions, as far as they are known."""
        return {state for m in mentions if (state := self.participants.entity(m).state)}


def unique(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention an entity, in order."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.entity, mention)
    return list(found.values())
