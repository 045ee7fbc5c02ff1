"""What of a GeoNames dump becomes a place, and as what: the feature codes and sources of ``geonames.yaml``."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.gazetteer_tables import PlaceKind
from dragoman.record import GeoPrecision

Codes = frozenset[str]
FEATURE = re.compile(r"[AHLPRSTUV](\.[A-Z0-9]{1,10})?")
LANGUAGE = re.compile(r"[a-z0-9_-]{2,10}", re.IGNORECASE)


class SourceRow(Row):
    """Whom to name for places: title, licence and the words of the attribution."""

    title: str
    licence: str
    attribution: str


class GeoNames(Row):
    """Which features are kept and what they are.

    A feature is a class and a code, 'T.MT'; in a set of codes a class alone stands for all its codes.
    """

    kinds: dict[PlaceKind, Codes]
    left_out: Codes
    usual: tuple[str, ...]
    stretches: Codes
    codes: Codes
    no_names: Codes
    languages: tuple[str, ...]
    sources: dict[str, SourceRow]

    def kind(self, feature: str) -> PlaceKind:
        """What a feature is: an administrative area, a town, or else a landform, water or building."""
        return next((kind for kind, codes in self.kinds.items() if holds(codes, feature)), "feature")

    def precision(self, feature: str) -> GeoPrecision:
        """How fine the point of a landform, water or building is."""
        return "region" if holds(self.stretches, feature) else "point"


def holds(codes: Codes, feature: str) -> bool:
    """Whether a set of codes holds a feature, by itself or with its whole class."""
    return feature in codes or feature[:1] in codes


@lru_cache(maxsize=1)
def geonames() -> GeoNames:
    """The rules and sources.

    Raises:
        KnowledgeError: ``geonames.yaml`` does not follow the schema.
    """
    data = {section: value for section, value in load_data("geonames").items() if section != "meta"}
    found = checked(data, GeoNames, "geonames.yaml")
    assert isinstance(found, GeoNames)
    return found


class Choices(Row):
    """What an import keeps.

    ``features``: classes and codes; ``languages``: ISO 639 codes as GeoNames has them; ``historic`` and ``colloquial``:
    whether names so marked are kept, too.
    """

    features: tuple[str, ...]
    languages: tuple[str, ...]
    historic: bool = False
    colloquial: bool = False


def choices(
    features: str | None = None, languages: str | None = None, *, historic: bool = False, colloquial: bool = False
) -> Choices:
    """Choices from lists with commas; what is None is as usual.

    Raises:
        KnowledgeError: something in a list is no feature or no language.
    """
    known = geonames()
    kept = listed(features) or known.usual
    for feature in kept:
        if not FEATURE.fullmatch(feature):
            raise KnowledgeError(
                f"'{feature}' is no feature of GeoNames", where="--features", do="write classes and codes: A,P,S.AIRP"
            )
    wanted = listed(languages) or known.languages
    for language in wanted:
        if not LANGUAGE.fullmatch(language) or language in known.no_names:
            raise KnowledgeError(
                f"'{language}' is no language of names", where="--languages", do="write codes such as en,fr,abbr"
            )
    return Choices(features=kept, languages=wanted, historic=historic, colloquial=colloquial)


def listed(text: str | None) -> tuple[str, ...]:
    """The parts of a list with commas, each once."""
    return tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))
