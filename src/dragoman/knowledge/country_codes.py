"""Codes of countries and sectors in the formats of other projects: FIPS 10-4, Correlates of War, CAMEO, PLOVER."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from dragoman.knowledge.data import Row, checked, load_data, rows, unique
from dragoman.knowledge.states import states


class CountryCodes(Row):
    """The codes of a state or dependency; None where a list does not have it."""

    iso3: str = Field(pattern=r"^[A-Z]{3}$")
    fips: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    cow: int | None = Field(default=None, ge=2, le=990)
    cameo: str | None = Field(default=None, pattern=r"^[A-Z]{3}$", description="Where it is not the ISO code.")


class CameoActor(Row):
    """What a PLOVER sector is at GDELT: a type, and a known group for some bodies between states."""

    type: str = Field(pattern=r"^[A-Z]{3}$")
    group: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")


@lru_cache(maxsize=1)
def country_codes() -> dict[str, CountryCodes]:
    """The codes by ISO 3166-1 alpha-3, read from ``data/country_codes.yaml``.

    Raises:
        KnowledgeError: a row does not follow its schema, or a country comes twice.
    """
    found = rows("country_codes", "countries", CountryCodes)
    unique((row.iso3 for row in found), "country_codes.yaml, countries")
    return {row.iso3: row for row in found}


@lru_cache(maxsize=1)
def cameo_actors() -> dict[str, CameoActor]:
    """GDELT's actor types by PLOVER sector; a sector without a counterpart is not there."""
    found: dict[str, CameoActor] = checked(
        load_data("country_codes")["actors"], dict[str, CameoActor], "country_codes.yaml, actors"
    )
    return found


def folded(state: str) -> str | None:
    """The state under whose code the acts of a state-like entity are counted; None for a former one with many heirs."""
    known = states().get(state)
    return known.coded_as if known else state


@lru_cache(maxsize=512)
def plover_country(state: str) -> str | None:
    """PLOVER's code of a state: dependencies and disputed entities count under the state that holds them."""
    code = folded(state)
    ours: dict[str, str] = load_data("country_codes")["plover"]
    return ours.get(code, code) if code else None


@lru_cache(maxsize=512)
def cow_number(state: str) -> int | None:
    """The Correlates of War number of the state that an entity is counted under."""
    row = country_codes().get(folded(state) or "")
    return row.cow if row else None


@lru_cache(maxsize=512)
def fips_country(state: str) -> str | None:
    """The FIPS 10-4 code of a country or dependency; of a disputed entity, that of the state it is folded into."""
    row = country_codes().get(state) or country_codes().get(folded(state) or "")
    return row.fips if row else None


@lru_cache(maxsize=512)
def cameo_country(state: str) -> str | None:
    """The CAMEO country code that GDELT writes for a country or dependency; of a disputed entity, its holder's."""
    row = country_codes().get(state) or country_codes().get(folded(state) or "")
    if row is None or row.iso3 in load_data("country_codes")["without_cameo"]:
        return None
    return row.cameo or row.iso3
