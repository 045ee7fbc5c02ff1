"""Actors: who is named or described in an article: persons, states, organisations, groups and publishers."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.coding.actor_names import add_known_actors
from dragoman.coding.actor_nominals import Nominals
from dragoman.coding.actor_persons import Persons
from dragoman.coding.reading import Reading
from dragoman.record import Kind, Mention

ACTOR_KINDS: frozenset[Kind] = frozenset({"person", "state", "organisation", "group", "publisher"})
PERSONS_KEY = "dragoman_persons"


@Language.factory("dragoman_actors")
def make_actors(nlp: Language, name: str) -> Actors:
    """Make the component for a pipeline."""
    return Actors()


class Actors:
    """Finds the actors of a document: known names first, then persons, then descriptions."""

    def __call__(self, doc: Doc) -> Doc:
        """Add the actors of one document to its reading."""
        reading = Reading.of(doc)
        capitals = add_known_actors(reading)
        persons = Persons(reading)
        persons.find()
        doc.user_data[PERSONS_KEY] = persons
        Nominals(reading, capitals, persons).add()
        return doc


def actor_at(reading: Reading, token: int) -> Mention | None:
    """The actor mention whose head is a token; failing that, the name that covers it, or that follows it.

    The longest mention with that head wins: in 'Russian troops' the head names the troops, the adjective the state.
    """
    covering: Mention | None = None
    for mention in reading.mentions_on(token):
        if mention.kind not in ACTOR_KINDS:
            continue
        if reading.head_of(mention) == token:
            return mention
        if mention.form == "name" and covering is None:
            covering = mention
    return covering or _named_after(reading, token)


def _named_after(reading: Reading, token: int) -> Mention | None:
    """The name right after a title that the parser made the head ('leader Kim Jong-un speaks')."""
    for child in reading.doc[token].rights:
        if child.dep_ == "appos" and child.left_edge.i == token + 1:
            for mention in reading.mentions_on(child.i):
                if mention.kind == "person" and reading.head_of(mention) == child.i:
                    return mention
    return None
