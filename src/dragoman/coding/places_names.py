"""Finds the names in a document that some place bears: the longest gazetteer name at each capital letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc

from dragoman.knowledge.gazetteer import Gazetteer, Place
from dragoman.knowledge.gazetteer_cues import PlaceCues
from dragoman.knowledge.gazetteer_names import name_key
from dragoman.record import Form

LONGEST = 7
# Lower-case words and signs inside a name: "Komsomolsk-on-Amur", "Rio de Janeiro", "Isle of Man".
JOINERS = frozenset({"-", "i", "e", "ul", "of", "on", "the", "de", "la", "las", "le", "les", "del", "di", "du", "da",
                     "do", "dos", "el", "al", "ez", "as", "ash", "and", "upon", "am", "in", "sur", "y",
                     "air", "nuclear", "power", "naval", "border"})  # fmt: skip
token_key = lru_cache(maxsize=200_000)(name_key)


@dataclass(slots=True, eq=False)
class Toponym:
    """A name in the text that a place may bear: ``doc[start:end]``, and what is made of it.

    Attributes:
        candidates: the places that bear the name.
        area_word: the word that says which kind of area it is ("Kherson region"), lower case.
        state: the entity id of the state that the actors read here, and no other reading is known.
        evidence: how much speaks for a place rather than a person or a word; see ``places_evidence``.
        inside: the toponym that says where this one lies ("Columbus, Ohio").
        place: the place meant, once resolved.
    """

    start: int
    end: int
    key: str
    candidates: tuple[Place, ...]
    abbreviation: bool = False
    dateline: bool = False
    area_word: str = ""
    state: str | None = None
    form: Form = "name"
    evidence: float = 0.0
    inside: Toponym | None = None
    place: Place | None = None
    reasons: list[str] = field(default_factory=list)


class Words:
    """A document's tokens as plain lists, which are many times faster to read than tokens."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.texts = [token.text for token in doc]
        self.lowers = [text.lower() for text in self.texts]
        self.capital = [text[0].isupper() for text in self.texts]
        self.label = [""] * len(self.texts)
        self.entity: list[tuple[int, int]] = [(0, 0)] * len(self.texts)
        for ent in doc.ents:
            for index in range(ent.start, ent.end):
                self.label[index] = ent.label_
                self.entity[index] = (ent.start, ent.end)

    def __len__(self) -> int:
        return len(self.texts)

    def lower(self, index: int) -> str:
        """The lower-case text of a token, or nothing beyond the document."""
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return 0 <= index < len(self.capital) and self.capital[index]

    def key(self, start: int, end: int) -> str:
        """The gazetteer's look-up key of ``doc[start:end]``."""
        return " ".join([key for text in self.texts[start:end] if (key := token_key(text))])


class Names:
    """The search for names.

    Args:
        gazetteer: where names are looked up.
        cues: for the abbreviations of areas and towns.
    """

    def __init__(self, gazetteer: Gazetteer, cues: PlaceCues) -> None:
        self.gazetteer = gazetteer
        self.short: dict[tuple[str, ...], Place] = {}
        self.codes: dict[str, Place] = {}
        # Words that may end a name without a capital: "Rafah crossing", "Korean peninsula".
        self.directions = cues.modifiers
        self.tails = cues.features | cues.facilities | cues.plural_areas
        for shown, code in cues.area_of.items():
            self._shorten(shown, gazetteer.area(code))
        for shown, number in cues.short_names.items():
            self._shorten(shown, gazetteer.place(str(number)))
        for code, shown in cues.codes.items():
            if place := gazetteer.area(code):
                self.codes[shown] = place

    def find(self, words: Words) -> list[Toponym]:
        """Every name in text order, none overlapping another."""
        return list(self._search(words))

    def _search(self, words: Words) -> Iterator[Toponym]:
        index, count = 0, len(words)
        while index < count:
            found = (self._abbreviation(words, index) or self._longest(words, index)) if words.capital[index] else None
            if found is None:
                index += 1
            else:
                yield found
                index = found.end

    def _abbreviation(self, words: Words, start: int) -> Toponym | None:
        for end in (min(start + 2, len(words)), start + 1):
            if place := self.short.get(tuple(words.texts[start:end])):
                return Toponym(start, end, words.key(start, end), (place,), abbreviation=True)
        place = self.codes.get(words.texts[start]) if words.lower(start - 1) == "," else None
        return Toponym(start, start + 1, words.key(start, start + 1), (place,), abbreviation=True) if place else None

    def _longest(self, words: Words, start: int) -> Toponym | None:
        end, ends = start + 1, [start + 1]
        while end < len(words) and end - start < LONGEST:
            if words.capital[end] or words.lowers[end] in self.tails:
                ends.append(end + 1)
            elif words.lowers[end] not in JOINERS:
                break
            end += 1
        for end in reversed(ends):
            if end == start + 1 and words.doc[start].is_stop and not words.texts[start].isupper():
                return None
            key = words.key(start, end)
            places = self.gazetteer.lookup_key(key) if key else ()
            if places and self.directions.issuperset(key.split()):
                # "Far East" is a region; "North", "Central" and "Far" are no towns.
                places = tuple(place for place in places if place.kind == "region")
            if places:
                return self._without_article(words, Toponym(start, end, key, places))
        return None

    def _without_article(self, words: Words, found: Toponym) -> Toponym:
        """The name without a leading article, where it means the same: "The Philippines", but not "The Hague"."""
        if words.lowers[found.start] != "the" or found.end == found.start + 1:
            return found
        bare = Toponym(found.start + 1, found.end, words.key(found.start + 1, found.end), ())
        bare.candidates = self.gazetteer.lookup_key(bare.key)
        ids = {place.id for place in found.candidates}
        return bare if any(place.id in ids for place in bare.candidates) else found

    def _shorten(self, shown: str, place: Place | None) -> None:
        if place is None:
            return
        parts = tuple(shown.split())
        self.short[parts] = place
        if len(parts) == 1 and shown.endswith(".") and "." in shown[:-1]:
            # At the end of a sentence the tokenizer takes the last point off: "W.Va", ".".
            self.short[shown[:-1], "."] = place
