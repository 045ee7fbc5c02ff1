"""The table behind the matcher of other languages: every form of every known name with what it may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from dragoman.errors import KnowledgeError
from dragoman.knowledge.foreign_borders import Binding
from dragoman.knowledge.foreign_forms import Forms
from dragoman.knowledge.foreign_latin import latin_names
from dragoman.knowledge.foreign_rows import (
    BodyNames,
    ForeignBody,
    ForeignCity,
    ForeignState,
    Grammar,
    PeopleNames,
    StateNames,
    body_names,
    grammar,
    people_names,
    state_names,
)  # fmt: skip
from dragoman.knowledge.foreign_short import short_patterns
from dragoman.knowledge.foreign_spelling import Folding
from dragoman.knowledge.gazetteer import gazetteer, place_entity
from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.materiel import materiel
from dragoman.knowledge.name_table import (
    NameReading,
    group_entity,
    materiel_entity,
    organisation_entity,
    person_entity,
    publisher_entity,
    put,
    state_entity,
)  # fmt: skip
from dragoman.knowledge.organisations import groups, organisations
from dragoman.knowledge.publishers import publishers
from dragoman.knowledge.states import states
from dragoman.record import Entity

Known = TypeVar("Known")
Change = Callable[[str], set[str]]
Readings = tuple[NameReading, ...]
# A part of a spelling that is a name: where it begins and ends in the spelling, and what it may mean.
Part = tuple[int, int, Readings]


class Spelling(NamedTuple):
    """One spelling of names, folded: how it is bound to its neighbours and what its parts mean; a shield has none.

    Args:
        loose: single letters, which give way to any name that overlaps them.
    """

    text: str
    binding: Binding
    parts: tuple[Part, ...]
    loose: bool = False


class ForeignTable:
    """The spellings of one language while they are collected."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.grammar = grammar(language)
        self.folding = Folding(self.grammar.letters)
        self.forms = Forms(self.grammar)
        self.states: StateNames = state_names(language)
        self.people: PeopleNames = people_names(language)
        self.bodies: BodyNames = body_names(language)
        self.context = frozenset((*self.states.context, *self.people.context))
        self._kept: dict[tuple[str, Binding], list[NameReading]] = defaultdict(list)

    def add(self, names: Iterable[str], reading: NameReading, change: Change, binding: Binding = "name") -> None:
        """Add names of an entity in all their forms; those that need context are told to."""
        for name in names:
            meant = replace(reading, needs_context=True) if name in self.context else reading
            for form in change(name):
                for text, bound in bound_spellings(self.folding.name(form), self.grammar, binding):
                    put(self._kept[text, bound], meant)

    def share(self, rows: Mapping[str, Iterable[NameReading]]) -> None:
        """Add names that are written as in English, but for those that the language has rows of its own for."""
        taken = {text for text, _ in self._kept}
        for text, readings in rows.items():
            if text not in taken:
                self._kept[text, "name"] = list(readings)

    def spellings(self) -> list[Spelling]:
        """All spellings: names, compounds of letters, and shields."""
        named = [
            Spelling(text, binding, ((0, len(text), tuple(readings)),))
            for (text, binding), readings in self._kept.items()
        ]
        shields = [
            Spelling(text, binding, ())
            for shield in (*self.states.shields, *self.people.shields, *self.bodies.shields)
            for form in self.forms.name(shield)
            for text, binding in bound_spellings(self.folding.name(form), self.grammar, "name")
            if (text, binding) not in self._kept
        ]
        return [*named, *shields, *self._short()]

    def _short(self) -> Iterable[Spelling]:
        entities = {letter: short_entity(key, self.language) for letter, key in self.states.short.letters.items()}
        for pattern in short_patterns(self.states.short, self.folding):
            doubtful = pattern.written in self.context
            parts = tuple(
                (place, place + 1, (NameReading(entities[letter], needs_context=doubtful),))
                for place, letter in pattern.letters
            )
            yield Spelling(pattern.text, "letter" if pattern.alone else "compound", parts, loose=True)


def foreign_table(language: str) -> ForeignTable:
    """Everything that is known in a language: states first, then cities, people and bodies.

    Raises:
        KnowledgeError: a row names what is not known.
    """
    table = ForeignTable(language)
    for state in table.states.states:
        add_state(table, state)
    add_cities(table, table.states.cities)
    for row in table.people.persons:
        person = known(leaders().persons.get(row.id), row.id, language)
        entity = person_entity(person)
        table.add(row.names, NameReading(entity), table.forms.person)
        table.add(row.surnames, NameReading(entity, weak=True), table.forms.person)
    add_bodies(table)
    if table.grammar.latin:
        table.share(latin_names())
    return table


def add_state(table: ForeignTable, row: ForeignState) -> None:
    """Names, demonyms, capital and metonyms of a state."""
    entity = state_entity(known(states().get(row.id), row.id, table.language))
    name, adjective = table.forms.name, table.forms.adjective
    table.add(row.names, NameReading(entity), name)
    table.add(row.adjectives, NameReading(entity, "demonym"), adjective, "either")
    table.add(row.joined, NameReading(entity, "demonym"), only, "joined")
    singular = [one for one in row.people if not one.endswith(table.grammar.plurals or ("\n",))]
    plural = [one for one in row.people if one not in singular]
    table.add(singular, NameReading(entity, "demonym"), name, "either")
    table.add(plural, NameReading(entity, "demonym", plural=True), name, "either")
    table.add(row.capital, NameReading(entity, "metonym", capital=True), name)
    table.add(row.metonyms, NameReading(entity, "metonym"), name)


def add_cities(table: ForeignTable, cities: Iterable[ForeignCity]) -> None:
    """Cities that are no capitals, with the points of the gazetteer; those that it does not hold have none."""
    for row in cities:
        place = gazetteer().place(str(row.geonames_id))
        entity = place_entity(place) if place else unplaced(row)
        table.add((row.name, *row.names), NameReading(entity), table.forms.name)


def unplaced(row: ForeignCity) -> Entity:
    """A city that the gazetteer in use does not hold."""
    return Entity(
        id=f"place:{row.geonames_id}", name=row.name, kind="place", known=True, geonames_id=row.geonames_id,
        reasons=["not in the gazetteer in use"],
    )  # fmt: skip


def add_bodies(table: ForeignTable) -> None:
    """Organisations, groups, publishers and materiel; an institution that publishes is an actor, and found as one."""
    language, bodies = table.language, table.bodies
    for row in bodies.organisations:
        add_body(table, row, organisation_entity(known(organisations().get(row.id), row.id, language)))
    for row in bodies.groups:
        add_body(table, row, group_entity(known(groups().get(row.id), row.id, language)))
    for row in bodies.publishers:
        publisher = known(publishers().by_id.get(row.id), row.id, language)
        if not publisher.institution:
            add_body(table, row, publisher_entity(publisher))
    for row in bodies.materiel:
        item = known(materiel().by_id.get(row.id), row.id, language)
        add_body(table, row, materiel_entity(item), "either", doubtful=item.needs_context)


def add_body(
    table: ForeignTable, row: ForeignBody, entity: Entity, binding: Binding = "name", *, doubtful: bool = False
) -> None:
    """The names of one row."""
    table.add(row.names, NameReading(entity, needs_context=row.context or doubtful), table.forms.name, binding)


def known(found: Known | None, name: str, language: str) -> Known:
    """What a row of names is about.

    Raises:
        KnowledgeError: it is not known.
    """
    if found is None:
        raise KnowledgeError(f"'{name}' is not known", where=f"names in '{language}'", do="use an id of knowledge/data")
    return found


def short_entity(key: str, language: str) -> Entity:
    """What a single letter stands for: a state by its code, or an organisation by its id."""
    if key.isupper():
        return state_entity(known(states().get(key), key, language))
    return organisation_entity(known(organisations().get(key), key, language))


def only(name: str) -> set[str]:
    """A name that does not change."""
    return {name}


def bound_spellings(text: str, rules: Grammar, binding: Binding) -> Iterable[tuple[str, Binding]]:
    """A spelling with its binding; one that begins with the article of its language stands without it, bound to it."""
    article = rules.article
    if binding == "joined":
        return [(text, binding)]
    if article is None:
        return [(text, "name")]
    if text.startswith(article) and len(text) > len(article) + 1:
        return [(text.removeprefix(article), "bare")]
    if binding == "either" and " " in text:
        first, *rest = text.split(" ")
        joined = " ".join([first, *(word if word.startswith(article) else article + word for word in rest)])
        return [(text, "name"), (joined, "bare"), (joined, "name")]
    return [(text, binding)]
