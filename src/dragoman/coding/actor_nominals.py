"""Actors that are described rather than named: 'Egyptian police', 'the Russian president', 'rebels in Kasai'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dragoman.coding.actor_persons import Persons, leader_entity
from dragoman.coding.actor_titles import FORMER, proper_name
from dragoman.coding.actor_unlisted import Unlisted, state_on
from dragoman.coding.clauses import coordinated
from dragoman.coding.lemmas import lemma
from dragoman.coding.named_pairs import named_pair
from dragoman.coding.reading import Reading
from dragoman.knowledge.leaders import SHARED, leaders
from dragoman.knowledge.publishers import publishers
from dragoman.knowledge.roles import RoleNoun, roles
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity, Kind

MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "poss", "quantmod", "npadvmod", "punct", "case"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# Prepositions that say whose people these are.
BELONGING = ("of", "in", "from", "for", "at", "throughout", "across", "inside")
# Verbs on a noun that say where it is at home ('a group based in').
AT_HOME = frozenset({"base", "operate", "live", "headquarter", "locate", "station", "hole"})
# What a pronoun may own as its state ('his country'): coreference reads these.
HOMES = frozenset({"country", "countries", "nation", "nations", "homeland"})
LONGEST = 8
MEDIA = frozenset({"media", "press", "television", "tv", "radio", "newspaper", "newspapers", "agency", "broadcaster"})
OWNERS = frozenset({"state", "official", "state-run", "state-owned", "run", "owned", "government", "controlled"})


@dataclass(slots=True)
class Described:
    """A described actor: its span, its role noun, and where its state was named."""

    first: int
    last: int
    noun: RoleNoun
    phrase: str
    state: str | None = None
    state_word: str = ""


class Nominals:
    """Finds the described actors of one article, after its names and persons.

    Args:
        reading: the article.
        capitals: the state of each token that names a capital.
        persons: the named persons, whose titles are no actors of their own.
    """

    def __init__(self, reading: Reading, capitals: dict[int, str], persons: Persons) -> None:
        self.reading = reading
        self.persons = persons
        self.capitals = capitals
        self.roles = roles()

    def add(self) -> None:
        """Add a mention for every described actor in prose."""
        doc = self.reading.doc
        named = {
            i
            for mention in self.reading.mentions
            if mention.form == "name" and (span := self.reading.tokens_of(mention.start, mention.end))
            for i in range(*span)
        }
        for token in doc:
            if token.tag_ not in NOUNS or token.i in named or not self.reading.is_prose(token.idx):
                continue
            if any(mention.kind == "materiel" for mention in self.reading.mentions_on(token.i)):
                continue  # 'bombers' that are aircraft
            if token.lower_ in MEDIA and self._add_media(token):
                continue
            if token.lower_ in self.roles.heads and not self._is_title(token, named):
                self._add_role(token)
        Unlisted(self.reading).add(named)

    def _is_title(self, token: Token, named: set[int]) -> bool:
        """Whether a role noun only leads up to a name, or to another noun ('police station')."""
        if token.lower_ == "state" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "of":
            return True  # 'a state of siege'
        if token.i in self.persons.titles or (token.dep_ == "compound" and token.head.i > token.i):
            return True
        return token.i + 1 < len(token.doc) and token.i + 1 in named and token.nbor().tag_ == "NNP"

    def _add_role(self, token: Token) -> None:
        found = self._described(token)
        if found is None or (token.lower_ in HOMES and any(child.tag_ == "PRP$" for child in token.lefts)):
            return
        if named_pair(self.reading, token):
            return  # 'the ministers of Chile and Peru, A and B,' are A and B
        if token.i in self.persons.appositions:
            person = self.reading.entities[self.persons.appositions[token.i]]
            self.reading.add_mention(found.first, found.last, person, "nominal")
            return
        body = self._body_named(token) if found.noun.kind == "organisation" else None
        if body is not None:
            self.reading.add_mention(found.first, found.last, body, "nominal")
            return
        self._find_state(token, found)
        further = self._further_states(token, found)
        self.reading.add_mention(found.first, found.last, self._entity(found), "nominal")
        for state, word in further:
            found.state, found.state_word = state, word
            self.reading.add_mention(found.first, found.last, self._entity(found), "nominal")

    def _body_named(self, token: Token) -> Entity | None:
        """The body whose name follows its description: 'the mine's operator, PGE,', 'the utility Zesco'."""
        head = next((child for child in token.rights if child.dep_ == "appos" and child.ent_type_), None)
        if head is None or head.left_edge.i > token.i + 2 or head.tag_ != "NNP":
            return None
        for mention in self.reading.mentions_on(head.i):
            if mention.form == "name":
                return self.reading.entities[mention.entity] if mention.kind in {"organisation", "publisher"} else None
        if head.ent_type_ != "ORG":
            return None
        name = next(entity for entity in token.doc.ents if entity.start <= head.i < entity.end)
        span = proper_name(name, lambda word: word.tag_ == "DT")
        if span is None or not slug(span.text):
            return None
        words = re.sub(r"\s+", " ", span.text)
        return Entity(id=f"organisation:{slug(span.text)}", name=words, kind="organisation")

    def _described(self, token: Token) -> Described | None:
        """The longest known role phrase that ends in a token, with the modifiers before it."""
        doc = token.doc
        for size in range(min(self.roles.words, token.i - token.sent.start + 1), 0, -1):
            first = token.i + 1 - size
            phrase = " ".join(doc[i].lower_ for i in range(first, token.i + 1))
            noun = self.roles.lookup(phrase)
            if noun is not None:
                start = first
                while start > token.sent.start and start > token.i - LONGEST and _modifies(doc[start - 1], token):
                    start -= 1
                while start < first and doc[start].is_punct:
                    start += 1
                return Described(start, token.i + 1, noun, phrase)
        return None

    def _find_state(self, token: Token, found: Described) -> None:
        """The state in the modifiers, the possessor or an of-phrase of a noun."""
        edge = min(found.first, token.left_edge.i)
        for index in range(token.i - 1, max(edge, token.i - LONGEST * 2) - 1, -1):
            if not self._is_ethnic(index) and self._take_state(index, found):
                return
        counted = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        below = [*token.rights, *(c for c in counted.rights if c.i > token.i)]
        below += [p for verb in token.rights if verb.dep_ == "acl" and lemma(verb) in AT_HOME for p in verb.rights]
        fled = [verb for verb in token.rights if verb.dep_ == "acl" and lemma(verb) == "flee"]
        below += [inner for verb in fled for inner in verb.subtree]
        if any(self._take_state(child.i, found) for verb in fled for child in verb.rights if child.dep_ == "dobj"):
            return
        for child in below:
            if child.dep_ == "prep" and child.lower_ in BELONGING:
                for inner in child.rights:
                    for index in range(inner.right_edge.i, inner.left_edge.i - 1, -1):
                        if inner.dep_ == "pobj" and self._take_state(index, found):
                            return

    def _further_states(self, token: Token, found: Described) -> list[tuple[str, str]]:
        """The other states of what is named once for several ('Nigerian and British forces'): one actor each."""
        if not (self.roles.is_plural(found.phrase) or found.noun.collective or token.tag_ in {"NNS", "NNPS"}):
            return []
        single = self.roles.lookup(found.phrase.removesuffix("s"))
        if found.noun.offices or (single is not None and single.offices):
            return []  # 'the French and German leaders' are two persons, whom coreference may know
        states: dict[str, tuple[str, int]] = {}
        for child in token.lefts:
            if child.dep_ in {"amod", "poss", "nmod", "compound"}:
                together = coordinated(child)
                for other in together if len(together) > 1 else []:
                    for mention in self.reading.mentions_on(other.i):
                        state = self.reading.entities[mention.entity].state
                        if mention.kind == "state" and state is not None and other.i < token.i:
                            states.setdefault(state, (mention.text, other.i))
        states.pop(found.state or "", None)
        if not found.state:
            return []
        found.first = min([found.first, *(index for _, index in states.values())])
        return [(state, word) for state, (word, _) in states.items()]

    def _is_ethnic(self, index: int) -> bool:
        """Whether a demonym only names a people ('ethnic Albanian guerrillas')."""
        return index > 0 and self.reading.doc[index - 1].lower_ == "ethnic"

    def _take_state(self, index: int, found: Described) -> bool:
        for mention in self.reading.mentions_on(index):
            state = self.reading.entities[mention.entity].state
            if state is not None and mention.kind in {"state", "organisation", "group", "person"}:
                found.state, found.state_word = state, mention.text
                return True
        state = self.capitals.get(index)
        if state is not None:
            found.state, found.state_word = state, self.reading.doc[index].text
        return state is not None

    def _entity(self, found: Described) -> Entity:
        holder = self._holder(found)
        if holder is not None:
            return holder
        words = re.sub(r"\s+", " ", self.reading.doc[found.first : found.last].text)
        former = any(self.reading.doc[i].lower_ in FORMER for i in range(found.first, found.last))
        key = f"{found.state.lower()}-{slug(found.phrase)}" if found.state else slug(words)
        kind: Kind = "group" if found.noun.kind == "person" and self.roles.is_plural(found.phrase) else found.noun.kind
        return Entity(
            id=f"{kind}:{key}",
            name=words,
            kind=kind,
            state=found.state,
            sector="ELI" if former else found.noun.sector,
            role=found.phrase if kind == "person" else None,
            reasons=[f"state from '{found.state_word}'"] if found.state else ["no state is named beside it"],
        )

    def _holder(self, found: Described) -> Entity | None:
        """Who held an office on the article's date ('the Russian president'); None where nobody or several did."""
        on = self.reading.anchor
        if on is None or found.state is None or not found.noun.offices or self.roles.is_plural(found.phrase):
            return None
        if found.noun.offices[0] in SHARED:
            return None
        if any(self.reading.doc[i].lower_ in FORMER | {"a", "an"} for i in range(max(0, found.first - 1), found.last)):
            return None
        terms = leaders().holders(found.state, {found.noun.offices[0]}, on)
        if len({term.person_id for term in terms}) != 1:
            return None
        return leader_entity(terms[0], f"{found.noun.noun} of {found.state} on {on.isoformat()}")

    def _add_media(self, token: Token) -> bool:
        """'North Korean state media': a publisher of which only state and class are known; whether it is one."""
        first = token.i
        while first > token.sent.start and (_modifies(token.doc[first - 1], token) or token.doc[first - 1].text == "-"):
            first -= 1
        while first < token.i and token.doc[first].is_punct:
            first += 1
        words = token.doc[first : token.i + 1]
        if any(m.kind == "publisher" for m in self.reading.mentions_in(first, token.i + 1)):
            return True  # 'the RIA Novosti news agency' is RIA Novosti
        name = self._outlet_named(token)
        if name is not None:
            self.reading.add_mention(first, name.end, self._outlet(name, words.text), "name")
            return True
        owned = any(word.lower_ in OWNERS for word in words)
        state = next((s for i in range(token.i - 1, first - 1, -1) if (s := state_on(self.reading, i))), None)
        if not owned and state is None:
            return False
        if state is None:
            state = self._state_of_last_media(token)
        reference = publishers().generic(words.text)
        source_class = (reference.source_class if reference else None) or ("state_media" if owned else None)
        key = f"{(state or 'unknown').lower()}-{'state-media' if owned else 'media'}"
        entity = Entity(
            id=f"publisher:{key}",
            name=words.text,
            kind="publisher",
            state=state,
            sector="JRN",
            role=(source_class or "media").replace("_", " "),
            reasons=["a kind of publisher, not one publisher"],
        )
        self.reading.add_mention(first, token.i + 1, entity, "nominal")
        return True

    def _outlet_named(self, token: Token) -> Span | None:
        """The name right behind 'agency' or 'newspaper': 'the state news agency Andina'."""
        head = next((child for child in token.rights if child.dep_ == "appos" and child.tag_ == "NNP"), None)
        if head is None or head.left_edge.i != token.i + 1 or self.reading.mentions_on(head.i) or not head.ent_type_:
            return None
        return token.doc[head.left_edge.i : head.i + 1]

    def _outlet(self, name: Span, kind: str) -> Entity:
        """A publisher that no list knows, by its name."""
        return Entity(
            id=f"publisher:{slug(name.text) or 'unnamed'}",
            name=re.sub(r"\s+", " ", name.text),
            kind="publisher",
            sector="JRN",
            role=re.sub(r"\s+", " ", kind).lower(),
            reasons=["a publisher by the word before its name; no list holds it"],
        )

    def _state_of_last_media(self, token: Token) -> str | None:
        """'State media said': those of the state whose media were named before."""
        for mention in reversed(self.reading.mentions):
            entity = self.reading.entities[mention.entity]
            if mention.start < token.idx and entity.kind == "publisher" and not entity.known and entity.state:
                return entity.state
        return None


def _modifies(token: Token, head: Token) -> bool:
    """Whether a token belongs to the modifiers before a head."""
    if token.is_space or (token.is_sent_start and token.dep_ == "advmod"):
        return False
    current = token
    for _ in range(4):
        if current.head.i == head.i:
            return current.dep_ in MODIFIERS and current.text not in {",", "(", "“", '"', "‘"}
        if current.dep_ not in MODIFIERS | {"advmod"} or current.head.i > head.i:
            return False
        current = current.head
    return False
