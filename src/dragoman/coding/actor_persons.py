"""Persons: names found by the parser or by a title, with the office and state that stand beside them.

'Russian Defence Minister Sergey Shoigu' and 'Oleg Kozhemyako, governor of Russia's Primorye region' say who they are;
'Mr Kim' is whoever was named in full before, else the leader of that surname on the article's date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from dragoman.coding.clauses import coordinated
from dragoman.coding.reading import Reading
from dragoman.knowledge.leaders import Term, leaders
from dragoman.knowledge.names import names
from dragoman.knowledge.roles import RoleNoun, roles
from dragoman.knowledge.spelling import slug
from dragoman.record import Entity

HONORIFICS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lady",
        "lord",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "sheikh",
        "mx",
        "prof",
        "prof.",
    }
)
FEMALE = frozenset({"mrs", "ms", "miss", "lady", "mrs.", "ms."})
MALE = frozenset({"mr", "sir", "lord", "mr."})
FORMER = frozenset({"former", "ex", "ex-", "late", "deposed", "ousted", "then", "exiled"})
NAME_TAGS = frozenset({"NNP", "NNPS", "HYPH", "NN", "FW", "JJ"})
# States whose names begin with the family name.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "HUN", "TWN", "KHM"})
LONGEST_TITLE = 10


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
        for (first, last), entity in sorted(spans.items(), key=lambda item: item[0]):
            self._add(first, last, entity)
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
                span = _person_name(entity)
                if span is not None and not self._is_something_else(span):
                    found.append((span.start, span.end))
                    covered.update(range(span.start, span.end))
        for token in doc[:-1]:
            if token.lower_ in HONORIFICS and token.text[0].isupper() and token.i + 1 not in covered:
                last = token.i + 1
                while (
                    last < len(doc) and doc[last].tag_ in {"NNP", "HYPH"} and last < token.i + 4 and last not in covered
                ):
                    last += 1
                if last > token.i + 1:
                    found.append((token.i + 1, last))
                    covered.update(range(token.i + 1, last))
        return [pair for pair in found if self.reading.is_prose(doc[pair[0]].idx)]

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
            known = self._whom(name, beside, first)
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

    def _whom(self, name: str, beside: Description, first: int) -> Entity:
        """The person of a name that is no full known name."""
        if " " not in name:
            earlier = self.by_name.get(name.casefold())
            if earlier:
                return self.reading.entities[earlier[-1]]
            term = self._leader(name, beside, first)
            if term is not None:
                return leader_entity(term, f"'{name}' in office on the article's date")
        else:
            turned = self._turned(name)
            if turned is not None:
                return turned
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
            named = {e.state for e in self.reading.entities.values() if e.kind == "state"}
            terms = [t for t in terms if t.state in named]
            highest = [t for t in terms if t.role in {"HOS", "LED"}]
            terms = highest or terms  # a bare surname is the head of state's before any minister's
            people = {t.person_id for t in terms}
        return terms[0] if len(people) == 1 else None

    def _state_is_named(self, name: str) -> bool:
        named = {e.state for e in self.reading.entities.values() if e.kind == "state"}
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


@dataclass(slots=True)
class Description:
    """What stands beside a name: the words, the role noun among them, and the state that they name."""

    words: str = ""
    noun: RoleNoun | None = None
    state: str | None = None
    state_word: str = ""
    former: bool = False
    title: tuple[int, int] = (0, 0)
    head: int | None = None


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


def describe(reading: Reading, span: Span) -> Description:
    """The title before a name, and the apposition after it."""
    before = _described(reading, *_title_before(span))
    before.title = _title_before(span) if before.noun is not None else (0, 0)
    if before.noun is not None and before.state is not None:
        return before
    for token in span:
        for child in token.rights:
            if child.dep_ == "appos" and child.i >= span.end:
                after = _described(reading, child.left_edge.i, _end_of_phrase(child), child)
                if after.noun is not None:
                    after.head, after.title = child.i, before.title
                    after.state = after.state or before.state
                    if before.noun is None:
                        return after
                    before.head, before.state = child.i, before.state or after.state
                    return before
    return before


def _end_of_phrase(head: Token) -> int:
    """Where a description ends: before a comma or a relative clause."""
    end = head.i + 1
    while end <= head.right_edge.i and head.doc[end].text not in {",", ";", "–", "—", "("}:
        if head.doc[end].tag_ in {"WDT", "WP"}:
            break
        end += 1
    return end


def _title_before(span: Span) -> tuple[int, int]:
    """The tokens of the noun phrase before a name, no further than a verb or a comma."""
    doc, first = span.doc, span.start
    edge = max(span.root.left_edge.i, first - LONGEST_TITLE, span.sent.start)
    start = first
    while start > edge and (doc[start - 1].tag_ in NAME_TAGS or doc[start - 1].tag_ in {"POS", "NNS", "IN", "RB"}):
        start -= 1
        if doc[start].tag_ == "IN" and doc[start].lower_ not in {"of", "for"}:
            return start + 1, first
    return start, first


def _described(reading: Reading, start: int, end: int, head: Token | None = None) -> Description:
    if start >= end:
        return Description()
    words = reading.doc[start:end]
    found = Description(words=re.sub(r"\s+", " ", words.text))
    found.former = any(token.lower_ in FORMER for token in words)
    last = (head.i + 1) if head is not None else end
    found.noun = role_before(words.doc, start, last)
    for mention in reading.mentions_in(start, end):
        state = reading.entities[mention.entity].state
        if state is not None and mention.kind in {"state", "organisation", "group"}:
            found.state, found.state_word = state, mention.text
            break
    if found.noun is None and found.state is None:
        return Description()
    return found


def role_before(doc: Span | object, start: int, end: int) -> RoleNoun | None:
    """The longest role noun that ends somewhere in ``doc[start:end]``, the last one first."""
    tokens = [doc[i].lower_ for i in range(start, end)]  # type: ignore[index]
    known = roles()
    for last in range(len(tokens), 0, -1):
        if tokens[last - 1] not in known.heads:
            continue
        for first in range(max(0, last - known.words), last):
            noun = known.lookup(" ".join(tokens[first:last]))
            if noun is not None:
                return noun
    return None


def proper_name(entity: Span, before: Callable[[Token], bool]) -> Span | None:
    """The parser's name without possessives, marks, line ends and the words before it; None where it is no name.

    Args:
        entity: what the parser labelled.
        before: whether a word at the start is no part of the name ('the', 'President').
    """
    doc, first, last = entity.doc, entity.start, entity.end
    last = next((index for index in range(first, last) if "\n" in doc[index].text), last)
    while last > first and (doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct):
        last -= 1
    while last - first > 1 and (doc[first].is_punct or before(doc[first])):
        first += 1
    if first >= last or not any(doc[i].tag_ in {"NNP", "NNPS"} for i in range(first, last)):
        return None
    return doc[first:last]


def _is_title(token: Token) -> bool:
    return token.lower_ in HONORIFICS or token.lower_ in roles().heads


def _person_name(entity: Span) -> Span | None:
    """A person's name without titles; None for a single letter or a word in lower case."""
    name = proper_name(entity, _is_title)
    return name if name is not None and name[0].text[:1].isupper() and len(name.text) > 1 else None
