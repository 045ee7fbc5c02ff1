"""What the words around a name say about whether it is a place: the word classes of ``place_cues.yaml``."""

from __future__ import annotations

from functools import lru_cache

from dragoman.knowledge.data import Row, checked, load_data

Words = frozenset[str]


class PlaceCues(Row):
    """Classes of lower-case words; party letters and the abbreviations of areas and towns are as printed."""

    locative: Words
    directional: Words
    modifiers: Words
    titles: Words
    saying: Words
    heads: Words
    of_heads: Words
    areas: Words
    plural_areas: Words
    locals: Words
    features: Words
    town_areas: Words
    streets: Words
    numbered_roads: Words
    facilities: Words
    companions: Words
    sites: Words
    site_starts: Words
    gathering: Words
    arriving: Words
    holding: Words
    moving: Words
    parties: Words
    ordinary: Words
    given_names: Words
    institutions: dict[str, Words]
    abbreviations: dict[str, tuple[str, ...]]
    codes: dict[str, str]
    short_names: dict[str, int]

    @property
    def area_of(self) -> dict[str, str]:
        """Abbreviation to ISO 3166-2 code: 'W.Va.' to 'US-WV'."""
        return {short: code for code, shorts in self.abbreviations.items() for short in shorts}

    @property
    def state_of(self) -> dict[str, str]:
        """A word of one state's institutions to its ISO 3166-1 code."""
        return {word: state for state, words in self.institutions.items() for word in words}


@lru_cache(maxsize=1)
def place_cues() -> PlaceCues:
    """The cues.

    Raises:
        KnowledgeError: ``place_cues.yaml`` does not follow the schema.
    """
    data = {section: value for section, value in load_data("place_cues").items() if section != "meta"}
    found = checked(data, PlaceCues, "place_cues.yaml")
    assert isinstance(found, PlaceCues)
    return found
