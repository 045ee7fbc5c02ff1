"""The table behind the matcher: every spelling of every known name with the entities that it may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dragoman.knowledge.data import load_data
from dragoman.knowledge.leaders import Person, leaders
from dragoman.knowledge.materiel import Materiel, materiel
from dragoman.knowledge.organisations import Group, Organisation, groups, organisations
from dragoman.knowledge.publishers import Publisher, publishers
from dragoman.knowledge.spelling import folded, person_spellings, spellings
from dragoman.knowledge.states import State, ambiguous_names, organisation_seats, states
from dragoman.record import Entity, Form

# People of the historical list whose last term ended before this are found by office and date, not in running text.
REMEMBERED_FROM = date(1990, 1, 1)
# Names in capitals (headlines) are matched from this length on; shorter ones are abbreviations of something else.
CAPITALS_FROM = 4
# Shorter names of the historical list are surnames of two words ("De Leon").
FULL_NAME_FROM = 9


@dataclass(frozen=True, slots=True)
class NameReading:
    """One thing that a name may mean. The entity is shared by all its readings: copy it before changing it.

    Args:
        entity: what the name means in this reading.
        form: name, demonym or metonym.
        needs_context: the name alone is not enough (Georgia, AP, Tor, the North).
        capital: the name of a city that stands for its government (Moscow): it may also be the place.
        weak: a bare surname: whom it means is for the date and the article to say.
        plural: the name of several people (Russians) or things (tanks).
    """

    entity: Entity
    form: Form = "name"
    needs_context: bool = False
    capital: bool = False
    weak: bool = False
    plural: bool = False


class Table:
    """Spellings and their readings while they are collected: those written in data apart from those made of them."""

    def __init__(self) -> None:
        self.written: dict[str, list[NameReading]] = defaultdict(list)
        self.made: dict[str, list[NameReading]] = defaultdict(list)

    def add(self, names: Iterable[str], reading: NameReading, doubtful: frozenset[str] = frozenset()) -> None:
        """Add names of an entity; those in ``doubtful`` need context."""
        for name in names:
            self.spell(spellings(name), replace(reading, needs_context=True) if name in doubtful else reading)

    def spell(self, written: set[str], reading: NameReading) -> None:
        """Add spellings of one name, and these as they stand in headlines and at the start of sentences.

        A single common noun with a capital may be a name (Arsenal, Cannon, Rockets): it needs context.
        """
        for spelt in written:
            put(self.written[spelt], reading)
            raised = replace(reading, needs_context=True) if spelt.islower() and " " not in spelt else reading
            for variant in recased(spelt):
                if variant not in written:
                    put(self.made[variant], raised)

    def rows(self) -> dict[str, list[NameReading]]:
        """All spellings; one that was written is not also read as another name in capitals (GUAM, the group)."""
        return {**self.made, **self.written}


def put(kept: list[NameReading], reading: NameReading) -> None:
    """Add a reading to those of a spelling. Of two of one entity the surer stays; a later entity needs context."""
    for index, other in enumerate(kept):
        if other.entity.id == reading.entity.id:
            if (other.weak, other.needs_context) > (reading.weak, reading.needs_context):
                kept[index] = behind(kept[:index], reading)
            return
    kept.append(behind(kept, reading))


def behind(others: list[NameReading], reading: NameReading) -> NameReading:
    """A reading that comes after others: in need of context where one of them needs none."""
    taken = any(not other.weak and not other.needs_context for other in others)
    return replace(reading, needs_context=True) if taken else reading


def name_table() -> dict[str, tuple[NameReading, ...]]:
    """Every known spelling and its readings: states first, then people, organisations, groups, publishers, materiel."""
    table = Table()
    for state in states().values():
        add_state(table, state)
    add_seats(table)
    for person in leaders().persons.values():
        add_person(table, person)
    for organisation in organisations().values():
        add_organisation(table, organisation)
    for group in groups().values():
        add_group(table, group)
    for publisher in publishers().by_id.values():
        add_publisher(table, publisher)
    for item in materiel().by_id.values():
        add_materiel(table, item)
    return {spelt: tuple(readings) for spelt, readings in without_articles(table.rows()).items()}


def without_articles(rows: dict[str, list[NameReading]]) -> dict[str, list[NameReading]]:
    """The table without 'the Kremlin' where 'Kremlin' means the same, so that spans leave the article out."""

    def known(spelt: str) -> bool:
        whole, bare = rows[spelt], rows.get(spelt[4:])
        if not bare or (bare[0].needs_context and not whole[0].needs_context):
            return False
        return {reading.entity.id for reading in whole} <= {reading.entity.id for reading in bare}

    return {spelt: found for spelt, found in rows.items() if spelt[:4].lower() != "the " or not known(spelt)}


def recased(name: str) -> set[str]:
    """A name at the start of a sentence, in a headline and in capitals."""
    found: set[str] = set()
    if name[0].islower():
        found.update((name[0].upper() + name[1:], titled(name)))
    if len(name) >= CAPITALS_FROM and not name.isupper() and sum(map(str.isalnum, name)) >= CAPITALS_FROM:
        found.add(name.upper())
    return found


def titled(name: str) -> str:
    """A name with capitals as headlines have them."""
    return re.sub(r"(?<![\w'])[a-z]", lambda match: match.group().upper(), name)


def add_state(table: Table, state: State) -> None:
    """Names, demonyms, capitals and metonyms of a state."""
    doubtful = doubtful_names()
    entity = state_entity(state)
    table.add(state.all_names, NameReading(entity), doubtful)
    table.add(state.adjectives, NameReading(entity, "demonym"), doubtful)
    table.add((pair[0] for pair in state.people), NameReading(entity, "demonym"), doubtful)
    table.add(state.plurals, NameReading(entity, "demonym", plural=True), doubtful)
    table.add(state.cities, NameReading(entity, "metonym", capital=True), doubtful)
    table.add(state.metonyms, NameReading(entity, "metonym"), doubtful)


@lru_cache(maxsize=1)
def doubtful_names() -> frozenset[str]:
    """The names of states and seats that are not enough alone."""
    return frozenset(name for name, row in ambiguous_names().items() if row.context)


@lru_cache(maxsize=1)
def doubtful_surnames() -> frozenset[str]:
    """Surnames that are also words, first names, places or very common."""
    return frozenset(map(folded, load_data("leaders")["doubtful_surnames"]))


@lru_cache(maxsize=1)
def doubtful_publishers() -> frozenset[str]:
    """Names of publishers that mean other things too."""
    data = load_data("publishers")
    return frozenset((*data["needs_context"], *data["ambiguous_aliases"]))


def state_entity(state: State) -> Entity:
    """The entity of a state, with its country point."""
    reasons = [state.status] if state.status else []
    if state.until:
        reasons.append(f"former state, until {state.until.isoformat()}")
    return Entity(
        id=f"state:{state.iso3}", name=state.name, kind="state", known=True, state=state.coded_as,
        sector=state.sector, lat=state.lat, lon=state.lon, geonames_id=state.geonames_id,
        geo_precision="country" if state.lat is not None else None, reasons=reasons,
    )  # fmt: skip


def add_seats(table: Table) -> None:
    """Second readings of ambiguous names, and the seats of organisations."""
    known = states()
    for row in ambiguous_names().values():
        kept = table.written.get(row.name)
        for code in row.readings if row.context else ():
            if code in known:
                form: Form = kept[0].form if kept else "name"
                table.add([row.name], NameReading(state_entity(known[code]), form, needs_context=True))
    for seat in organisation_seats():
        entity = organisation_entity(organisations()[seat.organisation])
        table.add(seat.cities, NameReading(entity, "metonym", needs_context=True, capital=True))
        table.add(seat.metonyms, NameReading(entity, "metonym"))


def add_person(table: Table, person: Person) -> None:
    """Full names of a person, and the surname as a weak reading."""
    newest = person.terms[0]
    historical = newest.confidence == "dataset"
    if historical and newest.to is not None and newest.to < REMEMBERED_FROM:
        return
    entity = person_entity(person)
    doubtful = doubtful_surnames()
    for name in full_names(person):
        if not historical or len(name) >= FULL_NAME_FROM:
            table.spell(person_spellings(name, load_data("leaders")["transliterations"]), NameReading(entity))
    surnames = {folded(name) for name in (*person.surnames, *((person.name,) if " " not in person.name else ()))}
    if historical:
        surnames -= doubtful
    table.add(
        (name for name in surnames if name not in doubtful or len(name) > 2), NameReading(entity, weak=True), doubtful
    )


def person_entity(person: Person) -> Entity:
    """The entity of a person in the office of the newest term."""
    newest = person.terms[0]
    return Entity(
        id=person.id, name=person.name, kind="person", known=True, state=person.state,
        sector=newest.sector, role=None if newest.confidence == "dataset" else newest.title,
    )  # fmt: skip


def full_names(person: Person) -> set[str]:
    """The names of several words: those written in data, and the given names with other spellings of the surname."""
    given, _, last = person.name.rpartition(" ")
    found = {name for name in (person.name, *person.aliases) if " " in name}
    if given:
        found.update(f"{given} {alias}" for alias in person.surnames if alias[0] == last[0])
    return found


def organisation_entity(row: Organisation) -> Entity:
    """The entity of an organisation."""
    return Entity(
        id=f"organisation:{row.id}", name=row.name, kind="organisation", known=True, state=row.state, sector=row.sector
    )


def add_organisation(table: Table, row: Organisation) -> None:
    """Name, abbreviation and aliases of an organisation."""
    table.add((row.name, *row.aliases), NameReading(organisation_entity(row)), frozenset(row.context))


def add_group(table: Table, row: Group) -> None:
    """Name and aliases of an armed group."""
    table.add((row.name, *row.aliases), NameReading(group_entity(row)), frozenset(row.context))


def group_entity(row: Group) -> Entity:
    """The entity of an armed group."""
    return Entity(id=f"group:{row.id}", name=row.name, kind="group", known=True, state=row.state, sector=row.sector)


def add_publisher(table: Table, row: Publisher) -> None:
    """Name and aliases of a publisher; an institution that publishes is an actor, and found as one."""
    if row.institution:
        return
    table.add((row.name, *row.aliases), NameReading(publisher_entity(row)), doubtful_publishers())


def publisher_entity(row: Publisher) -> Entity:
    """The entity of a publisher."""
    return Entity(id=f"publisher:{row.id}", name=row.name, kind="publisher", known=True, state=row.state, sector="JRN")


def add_materiel(table: Table, row: Materiel) -> None:
    """Name and aliases of equipment or of a generic word for arms, singular and plural."""
    reading = NameReading(materiel_entity(row), needs_context=row.needs_context)
    doubtful = materiel().ambiguous
    table.add((row.name, *row.aliases), reading, doubtful)
    table.add(row.plurals, replace(reading, plural=True), doubtful)


def materiel_entity(row: Materiel) -> Entity:
    """The entity of equipment or of a generic word for arms."""
    return Entity(id=f"materiel:{row.id}", name=row.name, kind="materiel", known=True, materiel_class=row.un_class)
