"""Settles which place a name means: what the text says of it, where the document's other places lie, and size."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.coding.places_names import Toponym, Words
from dragoman.knowledge.gazetteer import Place

ROUNDS = 3
# How strongly a candidate is drawn to the document's places in its country, first-level area and neighbouring cells,
# and a state or capital to the number of other states in the document.
COUNTRY, AREA, NEAR, COMPANY = 1.6, 3.0, 1.6, 1.0
# So many other states are named in a local story, too: they say nothing for a capital.
OWN_STORY = 3
# What the words beside a name add to a candidate that fits them.
INSIDE, CLAIMED, AREA_WORD, DATELINE = 8.0, 4.0, 4.0, 2.0
# Before any context: by kind, plus the decimal logarithm of the population for towns and areas.
KIND = {"state": 7.0, "region": 10.0, "admin1": 1.0, "admin2": -1.0, "admin3": -1.5, "city": 0.0, "feature": -1.5}
CAPITAL, OTHER_SPELLING, TOO_GENERAL = 1.5, -1.2, -4.0
# A capital is at least as well known as a town that holds this share of its state's people: Washington.
CAPITAL_SHARE = 0.05
# For an area named after its town, where so large a share of the area's people live in the town: Kharkiv, Osaka.
SEAT, SEAT_SHARE = -2.0, 0.15
SHARPNESS = 1.5
# The best sense must lead the next by this factor, or the name stays without a point; places nearer to it than this (in
# degrees) do not count against it.
LEAD, NEARBY = 1.3, 1.5
# Shares and votes smaller than these do not count among the document's places and states.
FLOOR, SPOKEN_OF = 0.02, 0.5
BETWEEN = ([","], ["("], [",", "in"], [".", ","])
POSSESSIVE = (["'s"], ["’s"])


def contains(outer: Place, inner: Place) -> bool:
    """Whether a place lies in an area, as far as the gazetteer knows."""
    if outer.kind == "state":
        return inner.kind != "state" and inner.country_iso3 == outer.country_iso3
    return outer.id != inner.id and outer.id in (inner.admin1, inner.admin2)


def link(toponyms: list[Toponym], words: Words) -> None:
    """Note which toponym says where its neighbour lies: "Columbus, Ohio", "Aden (Yemen)", "Mali's Kidal"."""
    for first, second in pairwise(toponyms):
        between = words.texts[first.end : second.start]
        if between in POSSESSIVE and may_contain(first, second):
            second.inside = first
        elif (
            between in BETWEEN and may_contain(second, first) and (second.abbreviation or not same_rank(first, second))
        ):
            first.inside = second


def may_contain(outer: Toponym, inner: Toponym) -> bool:
    """Whether some place of one name lies in some place of the other: ``contains``, for all pairs at once."""
    lands = {place.country_iso3 for place in inner.candidates if place.kind != "state"}
    areas = {area for place in inner.candidates for area in (place.admin1, place.admin2)}
    return any(
        place.country_iso3 in lands if place.kind == "state" else place.id in areas for place in outer.candidates
    )


def same_rank(first: Toponym, second: Toponym) -> bool:
    """Whether two names side by side may be a list of states or areas, as in "Georgia, Alabama and Florida"."""
    ranks = [{place.kind for place in toponym.candidates if place.own} for toponym in (first, second)]
    return any(rank in ranks[0] and rank in ranks[1] for rank in ("state", "admin1"))


@dataclass(slots=True)
class Name:
    """The uses of a name that share one sense, and how likely each candidate is.

    ``largest``: the people of the largest candidate in each area.
    """

    candidates: tuple[Place, ...]
    uses: list[Toponym] = field(default_factory=list)
    holders: list[Toponym] = field(default_factory=list)
    own: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)
    largest: dict[str, int] = field(default_factory=dict)

    def start(self) -> None:
        """Weigh the candidates by themselves and by the words beside the uses."""
        self._note_towns()
        self.own = {place.id: prior(place) + self._said(place) for place in self.candidates}
        self.shares = shared(self.own)

    def _said(self, place: Place) -> float:
        score = 0.0
        if self.holder(place):
            score = INSIDE
        elif any(use.state == place.id for use in self.uses):
            score = CLAIMED
        if place.kind == "city":
            score += DATELINE if any(use.dateline for use in self.uses) else 0.0
        elif place.kind in ("admin1", "admin2", "admin3"):
            named_so = any(use.area_word for use in self.uses)
            score += AREA_WORD if named_so else SEAT if self._has_seat(place) else 0.0
        return score

    def _note_towns(self) -> None:
        for town in self.candidates:
            for area in (town.admin1, town.admin2):
                if area is not None:
                    self.largest[area] = max(self.largest.get(area, 0), town.population)

    def _has_seat(self, area: Place) -> bool:
        return self.largest.get(area.id, -1) >= SEAT_SHARE * area.population

    def holder(self, place: Place) -> Place | None:
        """The area that the text says a candidate lies in."""
        return next((outer for use in self.holders for outer in use.candidates if contains(outer, place)), None)

    def rival(self, best: Place) -> float:
        """The largest share of a place elsewhere: a town and its own district are no rivals."""
        return max(
            (
                self.shares[place.id]
                for place in self.candidates
                if abs(place.lat - best.lat) > NEARBY or abs(place.lon - best.lon) > NEARBY
            ),
            default=0.0,
        )


def settle(toponyms: list[Toponym], votes: dict[str, float]) -> None:
    """Give every toponym its place, with the reasons.

    Args:
        toponyms: those that are places.
        votes: ISO 3166-1 codes that the rest of the document speaks of, with weights.
    """
    names = grouped(toponyms)
    for name in names:
        name.start()
    for _ in range(ROUNDS):
        document = Field(votes, names)
        for name in names:
            name.shares = shared(document.pulled(name))
    document = Field(votes, names)
    for name in names:
        best = max(name.candidates, key=lambda place: name.shares[place.id])
        doubtful = name.shares[best.id] < LEAD * name.rival(best)
        unsaid = [f"one of {len(name.candidates)} places of that name, and nothing says which"]
        for use in name.uses:
            use.place = None if doubtful else best
            use.reasons = unsaid if doubtful else why(best, name, document)


def grouped(toponyms: list[Toponym]) -> list[Name]:
    """One sense for a name in a document, unless the text places two uses differently or speaks of the area around."""
    names: dict[tuple[str, str, bool], Name] = {}
    holders: dict[str, list[Toponym]] = defaultdict(list)
    for toponym in toponyms:
        if toponym.inside:
            holders[toponym.key].append(toponym.inside)
        identity = (toponym.key, toponym.inside.key if toponym.inside else "", bool(toponym.area_word))
        names.setdefault(identity, Name(toponym.candidates)).uses.append(toponym)
    for (key, inside, _), name in names.items():
        # A use that the text does not place means what the placed uses mean.
        name.holders = [use.inside for use in name.uses if use.inside] if inside else holders[key]
    return list(names.values())


def why(best: Place, name: Name, document: Field) -> list[str]:
    """The reasons for a sense, for the reader."""
    reasons = []
    others = len(name.candidates) - 1
    country = best.country_iso3 or ""
    votes = document.countries.get(country, 0.0) - Field({}, [name]).countries.get(country, 0.0)
    if holder := name.holder(best):
        reasons.append(f"contained in {holder.name}: the text says so")
    elif not others:
        reasons.append("the gazetteer's only place of that name")
    elif votes >= SPOKEN_OF:
        reasons.append(f"document votes for {country}")
    else:
        reasons.append(f"the best known of {others + 1} places of that name")
    return [*reasons, best.note] if best.note else reasons


class Field:
    """Where the document's places lie: sums of shares by country, area and cell of a one-degree grid."""

    def __init__(self, votes: dict[str, float], names: list[Name]) -> None:
        self.countries: dict[str, float] = defaultdict(float, votes)
        self.areas: dict[str, float] = defaultdict(float)
        self.cells: dict[tuple[int, int], float] = defaultdict(float)
        for name in names:
            for place in name.candidates:
                if (share := name.shares[place.id]) >= FLOOR:
                    self._add(place, share)

    def _add(self, place: Place, share: float) -> None:
        if place.country_iso3:
            self.countries[place.country_iso3] += share
        if area := area_of(place):
            self.areas[area] += share
        if place.kind in ("city", "admin2"):
            self.cells[cell(place)] += share

    def pulled(self, name: Name) -> dict[str, float]:
        """The scores of a name's candidates: their own, and how much of the rest of the document lies around them."""
        itself = Field({}, [name])
        return {place.id: name.own[place.id] + self._pull(place, itself) for place in name.candidates}

    def _pull(self, place: Place, itself: Field) -> float:
        country = place.country_iso3 or ""
        pull = COUNTRY * grown(self.countries.get(country, 0.0) - itself.countries.get(country, 0.0))
        if place.kind == "state" or place.capital:
            others = sum(mass >= SPOKEN_OF for other, mass in self.countries.items() if other != country)
            pull += COMPANY * grown(others if place.kind == "state" else others - OWN_STORY)
        area = area_of(place)
        pull += AREA * grown(self.areas.get(area, 0.0) - itself.areas.get(area, 0.0))
        if place.kind in ("city", "admin2"):
            row, column = cell(place)
            around = [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
            pull += NEAR * grown(sum(self.cells.get(at, 0.0) - itself.cells.get(at, 0.0) for at in around))
        return pull


def area_of(place: Place) -> str:
    """The first-level area that a place is or lies in."""
    return place.id if place.kind == "admin1" else place.admin1 or ""


def grown(mass: float) -> float:
    """More is more, but ever less so."""
    return math.log1p(mass) if mass > 0 else 0.0


def cell(place: Place) -> tuple[int, int]:
    """The cell of the one-degree grid that a place lies in."""
    return int(place.lat // 1), int(place.lon // 1)


def prior(place: Place) -> float:
    """How likely a name means a place, all else being equal."""
    value = KIND[place.kind] + (0.0 if place.own else OTHER_SPELLING) + (CAPITAL if place.capital else 0.0)
    if place.kind in ("state", "region"):
        return value + (TOO_GENERAL if place.context else 0.0)
    return value + math.log10(max(place.population, place.capital * CAPITAL_SHARE) + 300)


def shared(scores: dict[str, float]) -> dict[str, float]:
    """Scores as shares that sum to one."""
    top = max(scores.values())
    raised = {key: math.exp(SHARPNESS * (score - top)) for key, score in scores.items()}
    total = sum(raised.values())
    return {key: value / total for key, value in raised.items()}
