"""Participants of an event in PLOVER's codes: country or kind of body, sectors, title, and the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.knowledge.country_codes import plover_country
from dragoman.knowledge.plover import plover
from dragoman.knowledge.states import states
from dragoman.store.found import FoundParty
from dragoman.store.stream import Named, Report


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part, as PLOVER describes actors.

    Args:
        id: the entity's id.
        name: the entity's name.
        state: its state, in dragoman's codes; None where it has none or it is unknown.
        code: PLOVER's code: a country, or the kind of a body without one (IGO, UNO, NGO ...).
        sectors: PLOVER's sectors; empty for a state itself, and where unknown.
        title: office or description.
        words: the first words that name it in the earliest report that does.
    """

    id: str
    name: str
    state: str | None
    code: str | None
    sectors: tuple[str, ...]
    title: str | None
    words: str | None


def participants(parties: Iterable[FoundParty], reports: Sequence[Report]) -> list[Participant]:
    """The participants of one side of an event, with what the articles of its reports say of them."""
    return [participant(party, naming(party.id, reports)) for party in parties]


def participant(party: FoundParty, named: Named | None) -> Participant:
    """One participant."""
    given = named.sector if named else None
    country = plover_country(party.state) if party.state else None
    own = states()[party.state].sector if party.state in states() else None
    return Participant(
        id=party.id,
        name=party.name,
        state=party.state,
        code=country or (given if given in plover().nonstate else None),
        sectors=tuple(dict.fromkeys(one for one in (given, own) if one is not None and one in plover().sectors)),
        title=named.role if named else None,
        words=named.words if named else None,
    )


def naming(entity: str, reports: Iterable[Report]) -> Named | None:
    """What the earliest article that names an entity says of it; None where none does."""
    return next((report.named[entity] for report in reports if entity in report.named), None)
