"""The states and places that names alone mean: a state in any language, a capital, the one large town of a name."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from dragoman.knowledge.gazetteer import Place, gazetteer, place_entity
from dragoman.knowledge.name_table import state_entity
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.states import states
from dragoman.record import Entity

# A town that a name alone means is large, and no other of the name comes near it.
LARGE = 50_000
FAR = 8


def state_named_in(name: str, language: str) -> Entity | None:
    """The state that a name means in a language, by the Unicode Common Locale Data Repository."""
    found = territories(language).get(folded(name).casefold())
    return state_entity(states()[found]) if found is not None else None


@cache
def territories(language: str) -> dict[str, str]:
    """The codes of states by their names in a language; none where the language is not known."""
    try:
        named = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    codes = {state.iso2: state.iso3 for state in states().values() if state.iso2}
    return {folded(name).casefold(): codes[code] for code, name in named.items() if code in codes}


def capital_place(state: Entity, name: str | None) -> Entity | None:
    """The seat of government that stands for a state, as a place.

    Args:
        state: the entity of the state.
        name: the name of the town; None for the capital.
    """
    known = states().get(state.id.removeprefix("state:"))
    wanted = name or (known.capital if known else None)
    if known is None or wanted is None:
        return None
    towns = [place for place in gazetteer().lookup(wanted) if place.kind == "city" and place.country_iso3 == known.iso3]
    return place_entity(largest(towns)) if towns else None


def city_named(name: str) -> Entity | None:
    """The town that a name alone means; None where there is none, or where several are of a size."""
    if not name[:1].isupper():
        return None
    towns = sorted(
        (place for place in gazetteer().lookup(name) if place.kind == "city"), key=lambda place: -place.population
    )
    if not towns or towns[0].population < LARGE:
        return None
    others = [place.population for place in towns[1:]]
    return None if others and others[0] * FAR > towns[0].population else place_entity(towns[0])


def largest(places: list[Place]) -> Place:
    """The place with the most people."""
    return max(places, key=lambda place: place.population)
