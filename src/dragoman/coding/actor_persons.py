"""Persons: names found by the parser or by a title, with the office and state that stand beside them.

'Russian Defence Minister Sergey Shoigu' and 'Oleg Kozhemyako, governor of Russia's Primorye region' say who they are;
'Mr Kim' is whoever was named in full before, else the leader of that surname on the article's date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from dragoman.coding.actor_titles import (
    FEMALE,
    HONORIFICS,
    MALE,
    NAME_TAGS,
    Description,
    describe,
    is_described_person,
    person_name,
    proper_name,
)
from dragoman.coding.clauses import coordinated
from dragoman.coding.named_pairs import deal_states
from dragoman.coding.reading import Reading
from dragoman.knowledge.leaders import Term, leaders
from dragoman.knowledge.names import names
from dragoman.knowledge.roles import roles
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity

# What the parser takes a person's name for, now and then.
MISREAD = frozenset({"ORG", "GPE", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LOC"})
# States whose names begin with the family name.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "HUN", "TWN", "KHM"})


@dataclass(slots=True)
class Persons:
    """The persons of one article while they are found.

    Attributes:
        by_name: last and first names of persons named in full, to their entity ids, newest last.
        gender: entity id to 'm' or 'f', where a title says so.
        titles: tokens that only lead up to a name ('Defence Minister').
        appositions: heads of descriptions after a name ('governor of ...') to the entity id.
    """

    reading: Reading
    by_name: dict[str, list[str]] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)
    appositions: dict[int, str] = field(default_factory=dict)

    def find(self) -> None:
        """Add all persons in text order."""
        spans: dict[tuple[int, int], Entity | None] = {(first, last): entity for first, last, entity in self._known()}
        covered = {i for first, last in spans for i in range(first, last)}
        spans.update({(first, last): entity for first, last, entity in self._repeated(covered)})
        for first, last in self._named(covered):
            spans[first, last] = None
        spans.update(dict.fromkeys(self._surnames(covered, list(spans))))
        for (first, last), entity in sorted(spans.items(), key=lambda item: item[0]):
            self._add(first, last, entity)
        deal_states(self.reading)
        self._share_states()

    def _share_states(self) -> None:
        """An official without a state, named in one breath with officials of one state, is taken for one of them."""
        for mention in list(self.reading.mentions):
            entity = self.reading.entities[mention.entity]
            if entity.kind != "person" or entity.state is not None or entity.role is None:
                continue
            head = self.reading.doc[self.reading.head_of(mention)]
            beside = {
                other.state
                for token in _coordinates(head)
                for m in self.reading.mentions_on(token.i)
                if (other := self.reading.entities[m.entity]).kind == "person" and other.id != entity.id
            }
            if len(beside - {None}) == 1:
                entity.state = next(iter(beside - {None}))
                entity.reasons.append(f"state of those named together with '{mention.text}'")

    def _known(self) -> list[tuple[int, int, Entity]]:
        found = []
        for mention in self.reading.mentions:
            if mention.kind == "person":
                span = self.reading.tokens_of(mention.start, mention.end)
                if span is not None:
                    found.append((*span, self.reading.entities[mention.entity]))
        return found

    def _repeated(self, covered: set[int]) -> list[tuple[int, int, Entity]]:
        """Surnames, in headlines above all, of known persons who are named in full somewhere in the article."""
        whole: dict[str, set[str]] = {}
        for mention in self.reading.mentions:
            entity = self.reading.entities[mention.entity]
            if entity.kind == "person" and entity.known and " " in mention.text.strip():
                parts = entity.name.split(" ")
                for surname in (
                    {parts[-1], mention.text.split(" ")[-1]} if entity.state not in FAMILY_FIRST else {parts[0]}
                ):
                    whole.setdefault(surname, set()).add(entity.id)
        found = []
        for token in self.reading.doc:
            people = whole.get(token.text)
            if people is None or len(people) > 1 or token.i in covered or token.tag_ not in NAME_TAGS:
                continue
            if not self.reading.is_prose(token.idx) or self._in_longer_name(token):
                continue
            found.append((token.i, token.i + 1, self.reading.entities[next(iter(people))]))
            covered.add(token.i)
        return found

    def _surnames(self, covered: set[int], found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Surnames of persons named in full that the parser took for something else, or for nothing, standing alone."""
        doc = self.reading.doc
        whole = {doc[last - 1].text for first, last in found if last - first > 1 and doc[last - 1].tag_ == "NNP"}
        lone = [
            token
            for token in doc
            if token.text in whole and token.i not in covered and token.tag_ == "NNP"
            if token.ent_iob_ != "I" and (token.i + 1 == len(doc) or doc[token.i + 1].ent_iob_ != "I")
            if self.reading.is_prose(token.idx) and not self._in_longer_name(token)
            if token.ent_type_ or not self._is_beside_name(token)
        ]
        return [(t.i, t.i + 1) for t in lone if not self._is_something_else(doc[t.i : t.i + 1])]

    def _in_longer_name(self, token: Token) -> bool:
        """Whether a surname stands in a longer name ('Lavrov Street', 'Anna Lavrov')."""
        beside = [token.nbor(-1)] if token.i else []
        beside += [token.nbor(1)] if token.i + 1 < len(token.doc) else []
        return any(
            other.tag_ == "NNP"
            and token.ent_type_
            and other.ent_type_ == token.ent_type_
            and other.lower_ not in HONORIFICS
            for other in beside
        )

    def _named(self, covered: set[int]) -> list[tuple[int, int]]:
        """Spans of the parser's persons and of names after an honorific that knowledge did not cover."""
        doc, found = self.reading.doc, []
        for entity in doc.ents:
            if entity.label_ == "PERSON" and not covered & set(range(entity.start, entity.end)):
                span = person_name(entity)
                if span is not None and not self._is_something_else(span):
                    found.append((span.start, span.end))
                    covered.update(range(span.start, span.end))
            elif entity.label_ in MISREAD and not covered & set(range(entity.start, entity.end)):
                span = proper_name(entity, lambda token: token.tag_ == "DT")
                if span is not None and not self._is_something_else(span) and is_described_person(self.reading, span):
                    found.append((span.start, span.end))
                    covered.update(range(span.start, span.end))
        surnames, ministers = leaders().lone_surnames, leaders().minister_surnames
        for token in doc[:-1]:
            if token.i + 1 not in covered and token.tag_[:2] == "NN" and _is_before_name(token):
                last = token.i + 1
                while (
                    last < len(doc) and doc[last].tag_ in {"NNP", "HYPH"} and last < token.i + 5 and last not in covered
                ):
                    last += 1
                if last > token.i + 1:
                    found.append((token.i + 1, last))
                    covered.update(range(token.i + 1, last))
            elif token.i in covered or token.text not in ministers or not self._is_lone_surname(token):
                continue
            elif token.text in surnames or self._is_minister(token.text):
                found.append((token.i, token.i + 1))
                covered.add(token.i)
        return [pair for pair in found if self.reading.is_prose(doc[pair[0]].idx)]

    def _is_lone_surname(self, token: Token) -> bool:
        """Whether a word stands alone as a name, which the parser took for nothing or for a body of one word."""
        if token.tag_ != "NNP" or self._in_longer_name(token) or self._is_beside_name(token):
            return False
        return not self._is_something_else(token.doc[token.i : token.i + 1])

    @staticmethod
    def _is_beside_name(token: Token) -> bool:
        """Whether another name stands right beside a word."""
        beside = [token.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
        return any(other.tag_ in {"NNP", "NNPS"} and other.sent == token.sent for other in beside)

    def _is_something_else(self, span: Span) -> bool:
        return any(
            mention.kind != "person" and mention.form in {"name", "demonym", "metonym"}
            for mention in self.reading.mentions_in(span.start, span.end)
        )

    def _add(self, first: int, last: int, known: Entity | None) -> None:
        doc = self.reading.doc
        span = doc[first:last]
        beside = describe(self.reading, span)
        name = re.sub(r"\s+", " ", span.text)
        if known is None:
            known = self._body(name, beside) or self._whom(name, beside, first)
        entity = self.reading.add_entity(known)
        self._complete(entity, beside)
        self.reading.add_mention(first, last, entity)
        self.titles.update(range(*beside.title))
        if beside.head is not None:
            self.appositions[beside.head] = entity.id
        self._remember(name, entity)
        title = doc[first - 1].lower_ if first else ""
        if title in FEMALE | MALE:
            self.gender.setdefault(entity.id, "f" if title in FEMALE else "m")

    @staticmethod
    def _body(name: str, beside: Description) -> Entity | None:
        """The body that the parser took for a person: 'the search agency, Basarnas,'."""
        if beside.noun is None or beside.noun.kind != "organisation" or not slug(name):
            return None
        return Entity(id=f"organisation:{slug(name)}", name=name, kind="organisation")

    def _whom(self, name: str, beside: Description, first: int) -> Entity:
        """The person of a name that is no full known name."""
        if " " not in name:
            earlier = self.by_name.get(name.casefold())
            if earlier:
                return self.reading.entities[earlier[-1]]
            term = self._leader(name, beside, first) or leaders().lone(name, self.reading.anchor)
            if term is not None:
                return leader_entity(term, f"'{name}' in office on the article's date")
        else:
            turned = self._turned(name)
            if turned is not None:
                return turned
            term = leaders().in_full(name, self.reading.anchor)
            if term is not None:
                return leader_entity(term, f"'{name}' is a spelling of the name of who was in office")
        return Entity(id=f"person:{slug(name) or 'unnamed'}", name=name, kind="person")

    def _turned(self, name: str) -> Entity | None:
        """The known person of a name with the family name first, as East Asian agencies write it."""
        family, given = name.split(" ", 1)
        people = {
            reading.entity.id: reading.entity
            for reading in names().readings(f"{given} {family}")
            if reading.entity.kind == "person" and not reading.weak
        }
        return next(iter(people.values())) if len(people) == 1 else None

    def _leader(self, name: str, beside: Description, first: int) -> Term | None:
        """The leader of a bare surname: only with a title before it, and only if one fits date and state."""
        title = self.reading.doc[first - 1].lower_ if first else ""
        if title not in HONORIFICS and beside.noun is None and not self._state_is_named(name):
            return None
        on = self.reading.anchor
        terms = [t for t in leaders().by_surname(name, on) if on is None or t.covers(on)]
        if beside.state is not None:
            terms = [t for t in terms if t.state == beside.state]
        if beside.noun is not None and beside.noun.offices:
            terms = [t for t in terms if t.role in beside.noun.offices or t.role == "LED"]
        people = {t.person_id for t in terms}
        if len(people) > 1:
            named = self._named_states()
            terms = [t for t in terms if t.state in named]
            highest = [t for t in terms if t.role in {"HOS", "LED"}]
            terms = highest or terms  # a bare surname is the head of state's before any minister's
            people = {t.person_id for t in terms}
        return terms[0] if len(people) == 1 else None

    def _named_states(self) -> set[str | None]:
        """The states that the article names."""
        return {entity.state for entity in self.reading.entities.values() if entity.kind == "state"}

    def _is_minister(self, surname: str) -> bool:
        """Whether a surname is that of somebody in office on the article's day, in a state that the article names."""
        named = self._named_states()
        on = self.reading.anchor
        return on is not None and any(t.covers(on) and t.state in named for t in leaders().by_surname(surname, on))

    def _state_is_named(self, name: str) -> bool:
        named = self._named_states()
        return any(term.state in named for term in leaders().by_surname(name, self.reading.anchor)[:3])

    def _complete(self, entity: Entity, beside: Description) -> None:
        """Fill in office, state and sector: from the term on the article's date, else from the words beside it."""
        person = leaders().persons.get(entity.id) if entity.known else None
        terms = person.terms_on(self.reading.anchor) if person and self.reading.anchor else []
        if terms and not beside.former:
            entity.role, entity.sector = terms[0].title, terms[0].sector or entity.sector
        if beside.words and not terms:
            entity.role = entity.role if entity.known and not beside.former else beside.words
            entity.sector = "ELI" if beside.former else (beside.noun.sector if beside.noun else None) or entity.sector
        if entity.state is None and beside.state is not None:
            entity.state = beside.state
            entity.reasons.append(f"state from '{beside.words or beside.state_word}'")

    def _remember(self, name: str, entity: Entity) -> None:
        words = [word for word in name.split(" ") if len(word) > 1]
        if not words:
            return
        keys = {words[-1].casefold(), name.casefold()}
        if len(words) > 1 and (entity.state in FAMILY_FIRST or entity.known):
            keys.add(words[0].casefold())
        if len(words) > 2:
            keys.add(" ".join(words[1:]).casefold())
        for key in keys:
            ids = self.by_name.setdefault(key, [])
            if entity.id in ids:
                ids.remove(entity.id)
            ids.append(entity.id)


def _coordinates(head: Token) -> list[Token]:
    """Everything coordinated with a head, on either side."""
    first = head
    while first.dep_ in {"conj", "appos"} and first.head.i != first.i:
        first = first.head
    return coordinated(first)


def leader_entity(term: Term, reason: str) -> Entity:
    """The entity of somebody in office."""
    return Entity(
        id=term.person_id,
        name=term.person,
        kind="person",
        known=True,
        state=term.state,
        sector=term.sector,
        role=term.title,
        reasons=[reason],
    )


def _is_before_name(token: Token) -> bool:
    """Whether a word is an honorific, or a title right before a name that the parser did not see as one ('Judge X')."""
    if token.lower_ in HONORIFICS:
        return True
    following = token.nbor()
    if token.ent_type_ or following.ent_type_ not in {"", "PERSON"} or following.tag_ != "NNP":
        return False
    noun = roles().lookup(token.lower_)
    return noun is not None and noun.kind == "person" and following.lower_ not in roles().heads
