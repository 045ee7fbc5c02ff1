"""The states and places that names alone mean: a state in any language, a capital, the one large town of a name."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from dragoman.knowledge.foreign_forms import Forms
from dragoman.knowledge.foreign_rows import grammar, state_names
from dragoman.knowledge.gazetteer import gazetteer, place_entity
from dragoman.knowledge.name_table import state_entity
from dragoman.knowledge.spelling import folded
from dragoman.knowledge.states import state_named, states
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


def capital_place(entity: Entity, name: str) -> Entity | None:
    """The town of an English name that stands for a state, or for an organisation, as a place."""
    known = states().get(entity.id.removeprefix("state:"))
    if known is None:
        return city_named(name)
    towns = [place for place in gazetteer().lookup(name) if place.kind == "city" and place.country_iso3 == known.iso3]
    return place_entity(max(towns, key=lambda place: (place.own, place.population))) if towns else None


def foreign_capital(entity: Entity, name: str, language: str) -> Entity | None:
    """The town of a name in another language that stands for a state.

    None where it need not be the capital: Burundi has two seats, and the second that a language lists is the other.
    """
    known = states().get(entity.id.removeprefix("state:"))
    if known is None or known.capital is None:
        return None
    capital = capital_place(entity, known.capital)
    towns = {town.id for one in known.cities if (town := capital_place(entity, one)) is not None}
    listed = next((row.capital for row in state_names(language).states if row.id == known.iso3), ())
    is_first = len(listed) == 1 or (listed and folded(name).casefold() in forms_of(listed[0], language))
    return capital if len(towns) == 1 or is_first else None


@cache
def forms_of(name: str, language: str) -> frozenset[str]:
    """A name in all its cases, folded."""
    return frozenset(folded(form).casefold() for form in Forms(grammar(language)).name(name))


def city_named(name: str) -> Entity | None:
    """The town that a name alone means; None where there is none, or where several are of a size."""
    if not name[:1].isupper():
        return None
    towns = sorted(
        (place for place in gazetteer().lookup(name) if place.kind == "city"), key=lambda place: -place.population
    )
    if not towns or towns[0].population < LARGE:
        return None
    if state_named(towns[0].name) is not None:
        return None
    others = [place.population for place in towns[1:]]
    return None if others and others[0] * FAR > towns[0].population else place_entity(towns[0])
