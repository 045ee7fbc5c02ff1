"""Places in a language read natively: the towns and areas of the gazetteer, the area where its word says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.gazetteer import Place, gazetteer, place_entity
from dragoman.knowledge.native import Words

PLACE = "LOC"
LABELS = frozenset({PLACE, "MISC"})
AREAS = ("admin1", "admin2", "admin3")
# A town with fewer than one in so many of an area's people is not what the name of the area means: 'Guerrero'.
SHARE = 30
# How many adjectives may stand between a word for an area and the 'de' of its name: 'la provincia siria de Alepo'.
GAP = 2


@dataclass
class Places:
    """Finds the places of one article, after the names that lists hold.

    Args:
        reading: the article with its names.
        words: the grammar of its language.
        covered: the tokens of names; those of places are added.
    """

    reading: Reading
    words: Words
    covered: set[int]

    def find(self) -> None:
        """Add the parser's places that the gazetteer holds: in a state that the article names, else the largest."""
        doc = self.reading.doc
        named = {entity.state for entity in self.reading.entities.values() if entity.kind == "state"}
        for ent in doc.ents:
            name = self._name(ent)
            if name is None or not self.reading.is_prose(doc[name[0]].idx):
                continue
            lead, area = self._lead(*name)
            found = gazetteer().lookup(doc[name[0] : name[1]].text)
            here = [place for place in found if place.country_iso3 in named]
            best = meant(here or (found if ent.label_ == PLACE else ()), area=area)
            if best is not None and best.kind != "state":
                self.reading.add_mention(lead, name[1], place_entity(best))
                self.covered.update(range(*name))

    def _name(self, ent: Span) -> tuple[int, int] | None:
        """The tokens of a name that is no other's, without the words for what it is."""
        first, last = ent.start, ent.end
        while first < last and not ent.doc[first].text[:1].isupper():
            first += 1
        if ent.label_ not in LABELS or first == last or self.covered & set(range(first, last)):
            return None
        if last - first == 1 and word_of(ent.doc[first]) in self.words.directions:
            return None
        return first, last

    def _lead(self, first: int, last: int) -> tuple[int, bool]:
        """Where the words for what a place is begin, and whether they say that it is an area."""
        doc = self.reading.doc
        index = first - 1
        while index >= 0 and word_of(doc[index]) in self.words.determiners - set(self.words.prepositions):
            index -= 1
        if index < 1 or self.words.prepositions.get(word_of(doc[index])) != self.words.possessive:
            return first, self._is_area_after(last)
        for place in range(index - 1, max(-1, index - 2 - GAP), -1):
            word = word_of(doc[place])
            if word in self.words.areas:
                return place, True
            if word in self.words.towns:
                return place, False
            if not self._describes(doc[place]):
                break
        return first, self._is_area_after(last)

    def _is_area_after(self, last: int) -> bool:
        """'Penza oblast'."""
        return last < len(self.reading.doc) and word_of(self.reading.doc[last]) in self.words.areas

    def _describes(self, token: Token) -> bool:
        return token.pos_ == "ADJ" or any(m.form == "demonym" for m in self.reading.mentions_on(token.i))


def meant(found: Collection[Place], *, area: bool) -> Place | None:
    """Which of the places that bear a name is meant; None where none bears it.

    Args:
        area: a word for an area stands beside the name.
    """
    if area:
        return _area(found)
    best = _largest(found)
    if best is None or best.kind not in AREAS:
        return best
    town = _largest(place for place in found if place.kind == "city" and best.id in (place.admin1, place.admin2))
    return town if town is not None and town.population * SHARE >= best.population else best


def _area(found: Collection[Place]) -> Place | None:
    """The largest area of the highest kind, else the one around the largest town of the name."""
    for kind in AREAS:
        if (best := _largest(place for place in found if place.kind == kind)) is not None:
            return best
    town = _largest(found)
    around = gazetteer().place(town.admin1) if town is not None and town.admin1 else None
    return around or town


def _largest(places: Iterable[Place]) -> Place | None:
    return max(places, key=lambda place: place.population or 0, default=None)
