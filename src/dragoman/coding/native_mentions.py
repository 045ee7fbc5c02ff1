"""Who and what a text names in a language read natively: known names, persons, and people and bodies by office."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.coding.actor_persons import leader_entity
from dragoman.coding.native_acronyms import add_acronyms
from dragoman.coding.native_forms import forms
from dragoman.coding.native_offices import Offices
from dragoman.coding.native_places import Places
from dragoman.coding.native_seats import Seats, seat_of
from dragoman.coding.native_titles import Role, Titles, role_table
from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.name_table import NameReading
from dragoman.knowledge.names import NameMatch, names
from dragoman.knowledge.native import Native, Words, words
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.variants import resolve
from dragoman.record import Entity

PERSON, PLACE, BODY = "PER", "LOC", "ORG"


@Language.factory("dragoman_native_mentions")
def make_mentions(nlp: Language, name: str) -> Mentions:
    """Make the component for a pipeline."""
    return Mentions("fr" if nlp.lang == "fr" else "es")


class Mentions:
    """Finds the mentions of a document in one language."""

    def __init__(self, language: Native) -> None:
        self.language = language
        self.words = words(self.language)
        self.roles = role_table(self.language)
        self.seats = Seats(forms(self.language))

    def __call__(self, doc: Doc) -> Doc:
        """Add the mentions of one document to its reading."""
        Finder(Reading.of(doc), self.words, self.roles, self.language, self.seats).find()
        return doc


@dataclass
class Finder:
    """The mentions of one article while they are found."""

    reading: Reading
    words: Words
    roles: dict[str, list[Role]]
    language: Native
    seats: Seats
    covered: set[int] = field(default_factory=set)
    by_surname: dict[str, str] = field(default_factory=dict)
    by_first: dict[str, str] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)

    def find(self) -> None:
        """Add all mentions."""
        self._known()
        self._halves()
        self._persons()
        Places(self.reading, self.words, self.covered).find()
        titles = Titles(self.reading, self.words, self.roles, self.covered).find()
        Offices(self.reading, self.words).assign(titles)
        add_acronyms(self.reading)

    def _known(self) -> None:
        """The known names, each in the reading that fits."""
        matches = foreign_names(self.language).find(self.reading.article.text)
        sure = {r.entity.id for m in matches for r in m.readings[:1] if not (r.needs_context or r.weak)}
        self.certain = {m.readings[0].entity.id for m in matches if len(m.readings) == 1}
        for match in matches:
            span = self.reading.tokens_of(match.start, match.end)
            if span is None:
                continue
            if not self.reading.is_prose(match.start) and match.readings[0].entity.kind != "publisher":
                continue
            known = self._fitting(match, span, sure)
            if known is not None:
                self._add(span, known, match)

    def _add(self, span: tuple[int, int], known: NameReading, match: NameMatch) -> None:
        entity = known.entity.model_copy(deep=True)
        form = known.form
        if entity.kind == "person":
            self._complete(entity)
            surname = match.surface.split(" ")[-1].casefold()
            self.by_surname[surname] = entity.id
            self.by_surname[entity.name.split(" ")[-1].casefold()] = entity.id
        if known.capital and self.seats.is_town(self.reading.doc[span[0]]):
            entity, form = seat_of(entity, match, self.language), "name"
        self.reading.add_mention(*span, entity, form)
        self.covered.update(range(*span))

    def _fitting(self, match: NameMatch, span: tuple[int, int], sure: set[str]) -> NameReading | None:
        doc = self.reading.doc
        label = doc[span[0]].ent_type_
        led = span[0] > 0 and word_of(doc[span[0] - 1]) in self.words.prepositions
        inside = label == PERSON and (
            (doc[span[0]].ent_iob_ == "I" and not led)
            or (span[1] < len(doc) and doc[span[1]].ent_iob_ == "I" and doc[span[1]].text[:1].isupper())
        )
        for known in self._ordered(match):
            entity = known.entity
            if entity.kind == "place":
                continue
            if entity.kind == "person" and known.weak:
                if self._is_in_office(entity, match, sure) and match.surface[:1].isupper() and self._is_alone(span):
                    return known
                continue
            if inside and entity.kind != "person" and known.form != "demonym":
                continue
            lone = entity.kind == "state" and (label == PLACE or (known.capital and not inside))
            if known.needs_context and not (
                entity.id in sure or lone or (entity.kind == "organisation" and label == BODY)
            ):
                continue
            return known
        return None

    def _ordered(self, match: NameMatch) -> list[NameReading]:
        """The readings of a name: of two states that bear it the one that the article names in full comes first."""
        if any(known.entity.kind != "state" for known in match.readings):
            return list(match.readings)
        return sorted(match.readings, key=lambda known: known.entity.id not in self.certain)

    def _is_alone(self, span: tuple[int, int]) -> bool:
        """Whether a surname stands alone: no further capital beside it makes it another's."""
        doc = self.reading.doc
        after = doc[span[1]] if span[1] < len(doc) else None
        before = doc[span[0] - 1] if span[0] and not doc[span[0]].is_sent_start else None
        if after is not None and after.text[:1].isupper() and after.pos_ == "PROPN" and not after.is_sent_start:
            return False
        named = before is not None and before.text[:1].isupper() and before.pos_ == "PROPN"
        return not (named and before is not None and word_of(before) not in self.words.honorifics)

    def _is_in_office(self, entity: Entity, match: NameMatch, sure: set[str]) -> bool:
        """Whether a bare surname means a person: named in full here, or in office on the article's day."""
        if entity.id in sure:
            return True
        on = self.reading.anchor
        person = leaders().persons.get(entity.id)
        return person is not None and any(on is None or term.covers(on) for term in person.terms)

    def _complete(self, entity: Entity) -> None:
        """Office and sector of a known person on the article's day."""
        person = leaders().persons.get(entity.id)
        terms = person.terms_on(self.reading.anchor) if person and self.reading.anchor else []
        if terms:
            entity.role, entity.sector = terms[0].title, terms[0].sector or entity.sector

    def _persons(self) -> None:
        """The parser's persons that no list holds, and surnames of those named before."""
        doc = self.reading.doc
        for ent in doc.ents:
            first, last = ent.start, ent.end
            while first < last and not self._begins_name(doc[first]):
                first += 1
            while last > first and not doc[last - 1].text[:1].isalnum():
                last -= 1
            if ent.label_ != PERSON or first >= last or self.covered & set(range(first, last)):
                continue
            if self._is_office(first, last) or not self.reading.is_prose(doc[first].idx):
                continue
            if self.roles.get(word_of(doc[first])) or last - first > 5 or self._is_portfolio(first, last):
                continue
            self._add_person(first, last)
        for token in doc:
            key = token.text.casefold()
            if token.i in self.covered or key not in self.by_surname or not token.text[:1].isupper():
                continue
            if self.reading.is_prose(token.idx):
                entity = self.reading.entities[self.by_surname[key]]
                self.reading.add_mention(token.i, token.i + 1, entity)
                self.covered.add(token.i)

    def _halves(self) -> None:
        """'Le Nord', 'el Norte': the one of two states that the article names in full."""
        doc = self.reading.doc
        for token in doc:
            code = self.words.halves.get(word_of(token))
            if code is None or f"state:{code}" not in self.reading.entities or token.i in self.covered or not token.i:
                continue
            after = word_of(doc[token.i + 1]) if token.i + 1 < len(doc) else ""
            if (
                token.text[:1].isupper()
                and word_of(doc[token.i - 1]) in self.words.determiners
                and self.words.prepositions.get(after) != self.words.possessive
            ):
                self.reading.add_mention(token.i, token.i + 1, self.reading.entities[f"state:{code}"])
                self.covered.add(token.i)

    def _begins_name(self, token: Token) -> bool:
        word = word_of(token)
        dropped = word in self.words.honorifics or word in self.words.prepositions or word in self.words.determiners
        return token.text[:1].isupper() and not (dropped and token.is_sent_start) and word not in self.words.honorifics

    def _is_office(self, first: int, last: int) -> bool:
        return any(word_of(self.reading.doc[i]) in self.roles for i in range(first, last))

    def _is_portfolio(self, first: int, last: int) -> bool:
        """'La ministra de Exteriores': a word of the names of offices, behind a preposition."""
        doc = self.reading.doc
        word = word_of(doc[first])
        led = first > 0 and word_of(doc[first - 1]) in self.words.prepositions
        return last - first == 1 and led and any(word in role.rest for many in self.roles.values() for role in many)

    def _add_person(self, first: int, last: int) -> None:
        name = re.sub(r"\s+", " ", self.reading.doc[first:last].text)
        surname = name.split(" ")[-1].casefold()
        if " " not in name and surname in self.by_surname:
            entity = self.reading.entities[self.by_surname[surname]]
        elif " " not in name and surname in self.by_first:
            entity = self.reading.entities[self.by_first[surname]]
        else:
            entity = self._whom(name)
        self.reading.add_mention(first, last, entity)
        self.covered.update(range(first, last))
        self.by_first.setdefault(name.split(" ")[0].casefold(), entity.id)
        self.by_surname.setdefault(surname, entity.id)

    def _whom(self, name: str) -> Entity:
        known = [r.entity for r in names().readings(name) if r.entity.kind == "person" and not r.weak]
        if known:
            entity = known[0].model_copy(deep=True)
            self._complete(entity)
            return entity
        term = (
            leaders().in_full(name, self.reading.anchor) if " " in name else leaders().lone(name, self.reading.anchor)
        )
        if term is not None:
            return leader_entity(term, f"'{name}' is a spelling of the name of who was in office")
        spelt = resolve(name, self.language).entity if " " in name else None
        if spelt is not None and spelt.kind == "person":
            self._complete(spelt)
            return spelt
        return Entity(id=f"person:{slug(name) or 'unnamed'}", name=name, kind="person")
