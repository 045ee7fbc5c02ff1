"""The component ``dragoman_places``: toponyms and where they lie, as mentions of kind place with coordinates."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.places_actors import INSTITUTION_VOTE, Actors
from dragoman.coding.places_evidence import Evidence
from dragoman.coding.places_facilities import facilities
from dragoman.coding.places_names import Names, Toponym, Words
from dragoman.coding.places_senses import link, settle
from dragoman.coding.places_unlisted import unlisted
from dragoman.coding.reading import Reading
from dragoman.knowledge.gazetteer import gazetteer, place_entity
from dragoman.knowledge.gazetteer_cues import place_cues
from dragoman.knowledge.name_table import state_entity
from dragoman.knowledge.spelling import slug
from dragoman.knowledge.states import states
from dragoman.record import Entity, Kind, Mention

# Prepositions that lead to places.
LEADING = frozenset({"in", "at", "on", "of", "near", "into", "to", "from", "outside", "toward", "towards", "around"})
# What the parser takes a name for that nothing knows.
GUESSED: frozenset[Kind] = frozenset({"person", "organisation"})


@Language.factory("dragoman_places")
def make_places(nlp: Language, name: str) -> Places:
    """Make the component for a pipeline."""
    return Places()


class Places:
    """Finds the places that a document names, and settles which place each is."""

    def __init__(self) -> None:
        self.cues = place_cues()
        self.names = Names(gazetteer(), self.cues)
        self.state_of = self.cues.state_of

    def __call__(self, doc: Doc) -> Doc:
        """Add mentions of places to the reading of one parsed document."""
        reading = Reading.of(doc)
        actors, words = Actors(reading), Words(doc)
        toponyms = self.names.find(words)
        link(toponyms, words)
        found = Evidence(words, self.cues, actors).weigh(toponyms)
        votes = actors.votes()
        for word in self.state_of.keys() & words.lowers:
            votes[self.state_of[word]] = votes.get(self.state_of[word], 0.0) + INSTITUTION_VOTE
        settle(found, votes)
        for toponym in found:
            self._widen(toponym)
            add_toponym(reading, toponym)
        give_up_guesses(reading, found)
        taken = [index for toponym in found for index in range(toponym.start, toponym.end)]
        for start, end, reason in unlisted(words, self.cues, (*taken, *actors.on)):
            add_unlisted(reading, start, end, reason)
        for start, end, reason in facilities(reading, words, self.cues):
            reading.add_site(start, end, unlisted_entity(doc[start:end].text, reason))
        return doc

    def _widen(self, toponym: Toponym) -> None:
        """Take "Tver region" for the area that Tver lies in, where no area bears the name."""
        town = toponym.place
        if town is None or town.kind != "city" or toponym.area_word not in self.cues.town_areas or not town.admin1:
            return
        area = self.names.gazetteer.place(town.admin1)
        if area is not None:
            toponym.place, toponym.reasons = area, [*toponym.reasons, f"the area around {town.name}"]


def add_toponym(reading: Reading, toponym: Toponym) -> None:
    """Add the mention of a resolved toponym; a state gets a mention of kind state, unless the actors made one."""
    place = toponym.place
    if place is None:
        add_unlisted(reading, toponym.start, toponym.end, toponym.reasons[0])
        return
    if place.kind == "state":
        entity = state_entity(states()[place.id.removeprefix("state:")])
        reading.add_mention(toponym.start, toponym.end, entity, toponym.form)
        return
    entity = reading.add_entity(place_entity(place))
    entity.reasons += [reason for reason in toponym.reasons if reason not in entity.reasons]
    reading.add_mention(toponym.start, toponym.end, entity, toponym.form)


def give_up_guesses(reading: Reading, toponyms: Iterable[Toponym]) -> None:
    """Take back actors whose names turn out to be places' ('Goma', 'Goma and Bukavu' that the parser took for a body).

    Only who is in no list and is named by nothing but these words is given up, with all that stands for it.
    """
    covered = {index for toponym in toponyms for index in range(toponym.start, toponym.end)}
    for name in {mention.entity for index in covered for mention in reading.mentions_on(index)}:
        entity = reading.entities[name]
        if entity.kind not in GUESSED or entity.known:
            continue
        same = [m for m in reading.mentions if m.entity == entity.id]
        named = [m for m in same if m.form == "name"]
        if entity.kind == "organisation" and not all(is_led(reading, m) for m in named):
            continue  # firms bear the names of places, too
        if named and all(m.form in {"name", "pronoun"} for m in same) and all(
            is_covered(reading, m, covered) for m in named
        ):  # fmt: skip
            reading.drop_mentions(same)


def is_led(reading: Reading, mention: Mention) -> bool:
    """Whether a name stands behind a preposition that leads to places ('food into Goma', not 'talks with Meta')."""
    head = reading.doc[reading.head_of(mention)]
    while head.dep_ in {"conj", "compound", "appos"} and head.head.i != head.i:
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ in LEADING


def is_covered(reading: Reading, mention: Mention, covered: set[int]) -> bool:
    """Whether all words of a name are those of places, with 'and' between them."""
    words = range(*(reading.tokens_of(mention.start, mention.end) or (0, 0)))
    return bool(words) and all(i in covered or reading.doc[i].lower_ in {"and", ","} for i in words)


def add_unlisted(reading: Reading, start: int, end: int, reason: str) -> None:
    """Add the mention of a place that the gazetteer does not hold: it has no coordinates, and says why."""
    reading.add_mention(start, end, unlisted_entity(reading.doc[start:end].text, reason))


def unlisted_entity(name: str, reason: str) -> Entity:
    """The entity of a place that the gazetteer does not hold."""
    return Entity(id=f"place:{slug(name)}", name=name, kind="place", reasons=[reason])
