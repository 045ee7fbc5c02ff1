"""Deeds told before: whom 'condemned the strike' is aimed at, where an earlier act of the article tells who struck."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from dragoman.coding.clauses import coordinated
from dragoman.coding.lemmas import lemma
from dragoman.coding.participants import Participants
from dragoman.coding.predication import Predication
from dragoman.coding.revision import Coded
from dragoman.knowledge.lexicon import lexicon
from dragoman.record import Mention

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "latest"})
# How an act that has been done is told.
DONE = frozenset({"happened", "historical"})


def doers_of(
    made: Predication, actors: Iterable[Mention], before: Sequence[Coded], participants: Participants
) -> tuple[list[Mention], str]:
    """Who did what an act condemns, and why; nobody where it condemns no deed, or none told before.

    Args:
        made: the act that condemns.
        actors: who condemns; nobody condemns himself.
        before: the acts of the article so far.
        participants: finds whom words name.
    """
    if made.type != "ACCUSE" or made.clause is None:
        return [], ""
    own = {participants.entity(m).state for m in actors}
    for noun, kind in _deeds(made):
        around = _states(noun, participants)
        for coded in reversed(before):
            if coded.event.type != kind or coded.event.factuality not in DONE:
                continue
            doers = {state for m in coded.actors if (state := participants.entity(m).state)}
            if not doers or doers & own or (around and not around & _victims(coded, participants)):
                continue
            words = " ".join(token.text for token in coded.made.triggers)
            return list(coded.actors), f"recipient: who did what '{noun.text}' means, told before by '{words}'"
    return [], ""


def _deeds(made: Predication) -> Iterator[tuple[Token, str]]:
    """The nouns of acts that an act is about, and their types, where they point back."""
    assert made.clause is not None
    for head in made.clause.objects:
        for noun in coordinated(head):
            if any(child.lower_ in DEFINITE for child in noun.lefts):
                book = lexicon()
                # 'The launch' needs no 'missile' beside it: the act before tells of what.
                entries = book.nouns.get(noun.lower_) or book.nouns.get(lemma(noun)) or ()
                for kind in dict.fromkeys(entry.type for entry in entries):
                    yield noun, kind


def _states(noun: Token, participants: Participants) -> set[str]:
    """The states that the words behind a noun name: where it was, or whom it hit ('the attack on Odesa')."""
    inside = participants.reading.mentions_in(noun.i + 1, noun.right_edge.i + 1)
    return {state for m in inside if m.form != "pronoun" and (state := participants.entity(m).state)}


def _victims(coded: Coded, participants: Participants) -> set[str]:
    """The states of those whom an act was done to, and of where it was."""
    where = participants.reading.entities.get(coded.event.where.entity) if coded.event.where is not None else None
    found = {participants.entity(m).state for m in coded.recipients} | {where.state if where else None}
    return {state for state in found if state}
