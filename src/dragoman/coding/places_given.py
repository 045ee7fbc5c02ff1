"""Places at given words: where each of some names lies, whether the recogniser would have taken it for a place or not.

What a geoparser makes of given names is measured apart from whether it finds them. All names of the document help one
another, the given ones and those found.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dragoman.coding.places_actors import Actors
from dragoman.coding.places_evidence import Evidence
from dragoman.coding.places_names import Names, Toponym, Words
from dragoman.coding.places_senses import link, settle
from dragoman.coding.reading import Reading
from dragoman.knowledge.gazetteer import Place, gazetteer
from dragoman.knowledge.gazetteer_cues import place_cues
from dragoman.knowledge.states import states

# A point and the ISO 3166-1 alpha-3 code of its state, where either is known.
Located = tuple[float | None, float | None, str | None]


class GivenPlaces:
    """Resolves names at given characters of parsed documents."""

    def __init__(self) -> None:
        self.cues = place_cues()
        self.names = Names(gazetteer(), self.cues)

    def at(self, doc: Doc, spans: Sequence[tuple[int, int]]) -> list[Located | None]:
        """Where the names at some characters lie; None for one that nothing is known of.

        Args:
            doc: a document that the whole pipeline has read.
            spans: characters ``[start, end)``.
        """
        reading, words = Reading.of(doc), Words(doc)
        toponyms = self.names.find(words)
        link(toponyms, words)
        actors = Actors(reading)
        found = Evidence(words, self.cues, actors).weigh(toponyms)
        tokens = [self._tokens(doc, *span) for span in spans]
        given = [self._toponym(words, [*found, *toponyms], *pair) for pair in tokens]
        added = [one for one in given if one is not None and one not in found]
        settle(sorted([*found, *added], key=lambda toponym: toponym.start), actors.votes())
        return [
            located(one.place) if one is not None and one.place is not None else _named(reading, *span)
            for one, span in zip(given, spans, strict=True)
        ]

    @staticmethod
    def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int]:
        span = doc.char_span(start, end, alignment_mode="expand")
        return (span.start, span.end) if span is not None else (0, 0)

    def _toponym(self, words: Words, known: Sequence[Toponym], start: int, end: int) -> Toponym | None:
        """The toponym at some tokens: one that was found, or one made of the name, or of the longest part of it."""
        for toponym in known:
            if (toponym.start, toponym.end) == (start, end):
                return toponym
        overlapping = next((one for one in known if one.start < end and start < one.end), None)
        for first, last in _parts(start, end):
            places = self.names.gazetteer.lookup_key(words.key(first, last))
            if places:
                return Toponym(first, last, words.key(first, last), places)
        return overlapping


def _parts(start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a name, the longest first."""
    pairs = [(first, last) for first in range(start, end) for last in range(first + 1, end + 1)]
    return sorted(pairs, key=lambda pair: pair[0] - pair[1])


def located(place: Place) -> Located:
    """Where a place of the gazetteer lies."""
    return place.lat, place.lon, place.country_iso3


def _named(reading: Reading, start: int, end: int) -> Located | None:
    """Where the state lies that an actor's name at some characters means ('Russian')."""
    for mention in reading.mentions:
        if mention.kind == "state" and mention.start < end and start < mention.end:
            code = reading.entities[mention.entity].state
            state = states().get(code or "")
            if state is not None:
                return state.lat, state.lon, state.iso3
    return None
