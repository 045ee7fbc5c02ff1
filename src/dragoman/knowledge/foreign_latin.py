"""The English names that other languages in Latin letters share: people, publishers, abbreviations and equipment."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.knowledge.leaders import leaders
from dragoman.knowledge.materiel import materiel
from dragoman.knowledge.name_table import (
    NameReading,
    Table,
    add_person,
    add_publisher,
    materiel_entity,
    organisation_entity,
)
from dragoman.knowledge.organisations import organisations
from dragoman.knowledge.publishers import publishers

# Abbreviations of organisations are shared from this length on: 'UN' is a word in Spanish.
ABBREVIATION = re.compile(r"[A-Z][A-Z0-9-]{2,}")


@lru_cache(maxsize=1)
def latin_names() -> dict[str, list[NameReading]]:
    """Folded spellings and readings. English words, and the English names of states and their people, are left out."""
    table = Table()
    for person in leaders().persons.values():
        add_person(table, person)
    for row in organisations().values():
        short = [name for name in (row.name, *row.aliases) if ABBREVIATION.fullmatch(name)]
        table.add(short, NameReading(organisation_entity(row)), frozenset(row.context))
    for publisher in publishers().by_id.values():
        add_publisher(table, publisher)
    for item in materiel().named:
        named = [name for name in (item.name, *item.aliases) if not name.islower()]
        reading = NameReading(materiel_entity(item), needs_context=item.needs_context)
        table.add(named, reading, materiel().ambiguous)
    return {spelt: readings for spelt, readings in table.written.items() if not spelt.islower()}
