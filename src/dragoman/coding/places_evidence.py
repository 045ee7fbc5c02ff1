"""Weighs whether a name is a place: the recogniser's label, the words around it, the rest of the document."""

from __future__ import annotations

import math
from itertools import pairwise

from dragoman.coding.lemmas import lemma
from dragoman.coding.places_actors import Actors
from dragoman.coding.places_names import Toponym, Words
from dragoman.knowledge.gazetteer import Place
from dragoman.knowledge.gazetteer_cues import PlaceCues

# A name is a place from here on, and lifts other uses of it and names listed with it from there on.
ENOUGH, SURE = 1.0, 2.0
# The recogniser's label on just this name, and on more than this name; GPE and LOC are its places.
WHOLE = {"": 0.0, "GPE": 2.0, "LOC": 2.0, "FAC": 0.8, "ORG": 0.4, "PERSON": -0.6, "NORP": -0.5, "PRODUCT": -0.3}
PART = {"GPE": 1.2, "LOC": 1.2, "FAC": -0.2, "ORG": -0.6, "PERSON": -3.5, "EVENT": -0.3}
OTHER_LABEL = -1.5
LOCATIVE, DIRECTIONAL, TITLE, PARTY = 1.5, 0.5, -3.0, 3.0
DATELINE, EMBEDDED, LOCAL, RUN_ON, ROAD, FEATURE = 3.0, 1.4, 1.2, -1.5, -3.0, -3.0
SPEAKER, ORDINARY, GIVEN, SURNAME, LETTERS = -1.5, -2.0, -2.0, -2.5, -2.0
INSIDE, SEVERAL_WORDS, AREA_WORD = 4.0, 1.0, 1.5
STATE, TAKEN = 2.5, -9.0
ELSEWHERE, LISTED = 1.5, 1.0
FAMOUS, LARGE, VERY_LARGE = 0.8, 50_000, 200_000
# A state among other states: "Chad closed its border with Sudan".
COMPANY = 0.7
# What may stand between two names of a list.
BETWEEN = ([","], ["and"], ["or"], ["&"], [",", "and"], [",", "or"], ["/"], ["-"], ["–"])
POSSESSIVE = ("'s", "’s", "'", "’")


class Evidence:
    """Weighs the names of one document.

    Args:
        words: the document.
        cues: the word classes.
        actors: whose names are taken.
    """

    def __init__(self, words: Words, cues: PlaceCues, actors: Actors) -> None:
        self.words = words
        self.cues = cues
        self.actors = actors
        self.surnames = self._surnames()
        self.worldly = sum(mass >= 0.5 for mass in actors.votes().values()) > 1

    def weigh(self, toponyms: list[Toponym]) -> list[Toponym]:
        """Set the evidence and form of each name, and return those that are places."""
        for toponym in toponyms:
            toponym.evidence = self._own(toponym)
        self._lift_counties(toponyms)
        sure = {toponym.key for toponym in toponyms if toponym.evidence >= SURE}
        for toponym in toponyms:
            if toponym.key in sure and toponym.evidence < SURE:
                toponym.evidence += ELSEWHERE
        for order in (toponyms, toponyms[::-1]):
            for known, other in pairwise(order):
                self._lift(known, other)
        return [toponym for toponym in toponyms if toponym.evidence >= ENOUGH]

    def _lift(self, known: Toponym, other: Toponym) -> None:
        """A name listed beside a place is more likely one."""
        first, second = (known, other) if known.start < other.start else (other, known)
        if known.evidence >= SURE > other.evidence and self.words.texts[first.end : second.start] in BETWEEN:
            other.evidence += LISTED

    def _lift_counties(self, toponyms: list[Toponym]) -> None:
        """All names before a plural are of its kind: "in Harvey, Harper and Kingman counties"."""
        following: Toponym | None = None
        for toponym in reversed(toponyms):
            if following and self.words.texts[toponym.end : following.start] in BETWEEN and not toponym.area_word:
                toponym.area_word = following.area_word
            following = toponym if toponym.area_word in self.cues.plural_areas else None
            toponym.evidence += AREA_WORD if following else 0.0

    def _own(self, toponym: Toponym) -> float:
        if toponym.abbreviation:
            return SURE
        if self._is_embedded(toponym):
            toponym.form = "embedded"
        claim = self._claim(toponym)
        if claim in (STATE, TAKEN):
            return claim
        score = claim + self._label(toponym) + self._before(toponym) + self._after(toponym) + self._name(toponym)
        return score + (INSIDE if toponym.inside else 0.0)

    def _claim(self, toponym: Toponym) -> float:
        """What an actor's name on the same words says: a capital is a place; a person or a party is none."""
        claim = self.actors.on.get(toponym.start)
        if claim is None:
            return 0.0
        exact = (claim.start, claim.end) == (toponym.start, toponym.end)
        if claim.kind == "state":
            if exact and claim.form == "metonym":
                return STATE if any(place.capital for place in toponym.candidates) else TAKEN
            if exact and claim.form != "demonym":
                toponym.state = None if claim.doubtful else claim.entity
                return STATE
            return 0.0 if claim.end < toponym.end else TAKEN
        # "Kazan Police Chief Oleg Ivanov" is no person of that length.
        in_office = toponym.form == "embedded" and claim.start == toponym.start and claim.end > toponym.end + 1
        if claim.doubtful and (exact or claim.kind != "person" or in_office):
            return 0.0
        if claim.kind in ("person", "materiel") or exact or claim.end < toponym.end:
            return TAKEN
        toponym.form = "embedded"
        return EMBEDDED

    def _label(self, toponym: Toponym) -> float:
        words, label = self.words, self.words.label[toponym.start]
        first, last = words.entity[toponym.start]
        while first < toponym.start and (words.lowers[first] == "the" or words.lowers[first] in self.cues.modifiers):
            first += 1
        while last > toponym.end and words.lowers[last - 1] in (*POSSESSIVE, "-", "."):
            last -= 1
        if not label or (first >= toponym.start and last <= toponym.end):
            return WHOLE.get(label, OTHER_LABEL)
        if toponym.form == "embedded" or toponym.dateline:
            return max(PART.get(label, OTHER_LABEL), -0.6)
        return PART.get(label, OTHER_LABEL)

    def _before(self, toponym: Toponym) -> float:
        words, cues, index = self.words, self.cues, toponym.start - 1
        while words.lower(index) in cues.modifiers or words.lower(index) == "the":
            index -= 1
        word = words.lower(index)
        if word in cues.locative or (word == "of" and words.lower(index - 1) in cues.of_heads):
            return LOCATIVE
        if word in cues.directional:
            return DIRECTIONAL
        if word == "-" and words.texts[index - 1] in cues.parties:
            return PARTY
        if not words.is_capital(index):
            return 0.0
        if word.rstrip(".") in cues.titles and toponym.form != "embedded":
            return TITLE
        if word in cues.features:
            return FEATURE
        if word in cues.companions or word in cues.heads or self._is_loud(index):
            return 0.0
        return RUN_ON if words.label[index] == "PERSON" or not words.doc[index].is_sent_start else 0.0

    def _after(self, toponym: Toponym) -> float:
        words, cues, index = self.words, self.cues, toponym.end
        if is_dateline(words, toponym):
            toponym.dateline = True
            return DATELINE
        word = words.lower(index)
        if words.is_capital(index) and words.label[index] not in ("DATE", "TIME"):
            if word in cues.features:
                return FEATURE
            if word.rstrip(".") in cues.streets and not words.is_capital(index + 1):
                return ROAD
            if toponym.form == "embedded":
                return 0.0 if len(toponym.key.split()) == 1 and toponym.key in cues.ordinary else EMBEDDED
            if not self._is_loud(index):
                known = any(place.kind in ("admin1", "state") and place.own for place in toponym.candidates)
                return RUN_ON / 3 if known and words.label[index] != "PERSON" else RUN_ON
            return 0.0
        if word in cues.areas or word in cues.plural_areas:
            toponym.area_word = word
            return LOCAL
        if word in cues.locals:
            return LOCAL
        return SPEAKER if toponym.end - toponym.start == 1 and self._speaks(toponym) else 0.0

    def _name(self, toponym: Toponym) -> float:
        parts, cues = toponym.key.split(), self.cues
        score = renown(toponym.candidates)
        if self.worldly and any(place.kind == "state" for place in toponym.candidates):
            score += COMPANY
        if len(parts) > 1:
            area = parts[-1] in cues.areas or parts[0] in cues.areas
            score += SEVERAL_WORDS + (AREA_WORD if area else 0.0)
            if len(parts) == 2 and parts[0] == "the" and parts[1] in cues.ordinary:
                score += ORDINARY
            # "St. Mary's" is a church or school more often than a town.
            return score + (GIVEN if parts[0] == "saint" and parts[1] in cues.given_names else 0.0)
        text = self.words.texts[toponym.start]
        if len(toponym.key) < 3:
            return TAKEN
        if text.isupper() and len(text) < 5 and not toponym.dateline:
            score += LETTERS
        if toponym.key in cues.ordinary:
            score += ORDINARY
        elif toponym.key in cues.given_names:
            score += GIVEN
        return score + (SURNAME if toponym.key in self.surnames else 0.0)

    def _is_embedded(self, toponym: Toponym) -> bool:
        """Whether a name begins or ends the name of an organisation or facility: "Kazan Airport", "Bank of Kazan"."""
        words, cues, index = self.words, self.cues, toponym.end
        if words.lower(toponym.start - 1) == "of" and words.is_capital(toponym.start - 2):
            return words.lower(toponym.start - 2) in cues.of_heads
        while words.is_capital(index) and index - toponym.end < 4:
            if words.lower(index).rstrip("s’'") in cues.heads or words.lower(index) in cues.heads:
                return True
            index += 1
        return False

    def _is_loud(self, index: int) -> bool:
        """Whether a token stands in a headline where every word has a capital."""
        sentence = self.words.doc[index].sent
        capital = self.words.capital
        counted = [i for i in range(sentence.start, sentence.end) if len(self.words.texts[i]) > 3]
        return len(counted) > 3 and sum(capital[i] for i in counted) > 0.8 * len(counted)

    def _speaks(self, toponym: Toponym) -> bool:
        token = self.words.doc[toponym.end - 1]
        return token.dep_ == "nsubj" and lemma(token.head) in self.cues.saying

    def _surnames(self) -> set[str]:
        """The last names of the people whom the document names in full."""
        words, names = self.words, set()
        for ent in words.doc.ents:
            if ent.label_ == "PERSON" and ent.end - ent.start > 1:
                last = ent.end - 1 if words.lowers[ent.end - 1] not in POSSESSIVE else ent.end - 2
                if last > ent.start and not self._is_loud(last):
                    names.add(words.key(last, last + 1))
        return names


def is_dateline(words: Words, toponym: Toponym) -> bool:
    """Whether a name in capitals is followed as a dateline's is: "CAIRO (AP) -", "CAIRO, May 3"."""
    if not all(text.isupper() for text in words.texts[toponym.start : toponym.end]):
        return False
    return words.lower(toponym.end) in {"--", "—", "–", "-", ",", "(", ":", "_", "/", "---"}


def renown(places: tuple[Place, ...]) -> float:
    """How well known the best-known bearer of a name is, as evidence."""
    best = -1.0
    for place in places:
        if place.kind in ("state", "region"):
            value = -0.5 if place.context else 1.5
        elif place.kind == "admin1":
            value = 1.2 if place.own and place.population > 300_000 else 0.4
        else:
            value = min(1.2, 0.4 * (math.log10(place.population + 100) - 3.5)) - (0.0 if place.own else 0.5)
        best = max(best, value)
    return best + (FAMOUS if is_famous(places) else 0.0)


def is_famous(places: tuple[Place, ...]) -> bool:
    """Whether a name means one large town to everybody: it has no other bearer, or none nearly as large."""
    towns = sorted((place.population for place in places if place.kind == "city"), reverse=True)
    if not towns:
        return False
    return towns[0] > (LARGE if len(places) == 1 else VERY_LARGE) and (len(towns) == 1 or towns[0] > 8 * towns[1])
