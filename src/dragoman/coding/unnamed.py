"""Unnamed actors: who did it where the words name nobody: those who rule where an arrest was made, unknown attackers.

PLOVER codes both: an arrest in a country is its authorities', an attack that nobody is named for is of sector UAF.
"""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.matching import FORCES, OWN_FORCES, classes_of
from dragoman.coding.participants import Participants
from dragoman.coding.predication import Predication
from dragoman.knowledge.lexicon import lexicon
from dragoman.record import Entity, Mention

# Modes of acts that only those can do who rule where they are done, and the prepositions that say where.
OFFICIAL = {"arrest": ("in",), "convict": ("in",), "release": ("in",), "expel": ("from",), "deport": ("from",)}
RULED = frozenset({"state", "place"})
BOMBING = "bombing"


def unnamed_actors(made: Predication, participants: Participants) -> tuple[list[Mention], list[str]]:
    """The actors of an act whose words name none, and the reasons; nobody where nothing says who they were."""
    if made.clause is None or made.factuality != "happened":
        return [], []
    if made.mode in OFFICIAL and made.clause.passive:
        return _rulers(made, participants)
    if made.type in OWN_FORCES and made.clause.passive:
        return _forces(made, participants)
    if made.type == "ASSAULT":
        return _attackers(made, participants)
    return [], []


def _rulers(made: Predication, participants: Participants) -> tuple[list[Mention], list[str]]:
    assert made.clause is not None
    for preposition in OFFICIAL[made.mode or ""]:
        for head in made.clause.obliques.get(preposition, ()):
            for mention in participants.reading.mentions_on(head.i):
                if mention.kind in RULED and mention.form in {"name", "demonym"} and participants.entity(mention).state:
                    return [mention], [f"done {preposition} '{mention.text}', by those who rule there"]
    return [], []


def _forces(made: Predication, participants: Participants) -> tuple[list[Mention], list[str]]:
    """'Dutch troops were deployed to Mali': the troops act, whoever sent them."""
    assert made.clause is not None
    book = lexicon()
    forces = [head for head in made.clause.promoted if classes_of(head, book) & FORCES]
    found = [mention for head in forces for mention in participants.at(head)]
    return found, ["the forces that were moved, whoever moved them"] if found else []


def _attackers(made: Predication, participants: Participants) -> tuple[list[Mention], list[str]]:
    """'A roadside bomb killed two soldiers': whoever planted it."""
    noun = _weapon(made)
    if noun is None:
        return [], []
    reading = participants.reading
    first = noun.i
    while first > noun.sent.start and noun.doc[first - 1].dep_ == "compound" and noun.doc[first - 1].head.i >= first:
        first -= 1
    if any(m.kind != "materiel" for m in reading.mentions_on(noun.i)):
        return [], []
    entity = Entity(
        id=f"group:unidentified-attackers-{noun.i}",
        name="unidentified attackers",
        kind="group",
        sector="UAF",
        reasons=[f"nobody is named for '{noun.text}'"],
    )
    return [reading.add_mention(first, noun.i + 1, entity, "nominal")], ["unidentified: only the weapon is named"]


def _weapon(made: Predication) -> Token | None:
    """The bomb or blast that is said to have done it, as the subject or after 'in' and 'by'."""
    assert made.clause is not None
    book = lexicon()
    heads = [*made.subjects]
    if made.clause.passive:
        heads += [head for slot in ("by", "in", "after") for head in made.clause.obliques.get(slot, ())]
    return next((head for head in heads if BOMBING in classes_of(head, book)), None)
