"""Nominal predications: event nouns ('a visit to', 'talks with') and words that judge ('is illegal')."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dragoman.coding.clauses import Clauses, coordinated, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.matching import noun_entry
from dragoman.coding.modality import is_negated, modality
from dragoman.coding.nominal_modality import judged_noun
from dragoman.coding.predication import Predication
from dragoman.knowledge.lexicon import Lexicon, NounEntry


def from_nouns(sentence: Span, taken: set[int], book: Lexicon) -> Iterator[Predication]:
    """Predications of the event nouns of a sentence that no verb used up."""
    for token in sentence:
        if token.i not in taken:
            entry = noun_entry(token, book)
            if entry is not None and entry.alone:
                yield from_noun(token, entry)


def from_noun(noun: Token, entry: NounEntry) -> Predication:
    """The predication of one event noun, its participants found at its possessor, adjectives and prepositions."""

    def heads(order: tuple[str, ...]) -> list[tuple[str, list[Token]]]:
        found = []
        for slot in order:
            if slot == "poss":
                at = [child for child in noun.lefts if child.dep_ == "poss"]
            elif slot == "mod":
                at = [child for child in noun.lefts if child.dep_ in {"amod", "compound", "nmod"}]
            else:
                at = [
                    head
                    for prep in [*noun.rights, *(noun.head.rights if is_verb(noun.head) else [])]
                    if prep.dep_ in {"prep", "agent"} and prep.lower_ == slot
                    for child in prep.rights
                    if child.dep_ == "pobj"
                    for head in coordinated(child)
                ]
            if at:
                found.append((slot, at))
        return found

    actors = heads(entry.actor)
    subjects = actors[0][1] if actors else []
    return Predication(
        type=entry.type,
        mode=entry.mode,
        triggers=[noun],
        subjects=subjects,
        slots=[pair for pair in heads(entry.recipient) if pair[0] != "between" or actors[:1] != [pair]],
        factuality=judged_noun(noun).factuality,
        weight=entry.weight * 0.7,
        reasons=[f"noun '{noun.text}': lexicon entry {entry.id}"],
        reciprocal=entry.reciprocal,
        entry=entry,
    )


def from_adjectives(sentence: Span, clauses: Clauses, book: Lexicon) -> Iterator[Predication]:
    """'X is illegal': an accusation by whoever says it; the events component finds out who."""
    for token in sentence:
        if token.dep_ not in {"acomp", "attr"} or lemma(token) not in book.judgements or not is_verb(token.head):
            continue
        clause = clauses.of(token.head)
        if lemma(token.head) != "be" or not clause.subjects or is_negated(token.head):
            continue
        yield Predication(
            type="ACCUSE",
            mode="disapprove",
            triggers=[token],
            subjects=[],
            slots=[("judged", clause.subjects)],
            factuality=modality(token.head),
            weight=0.9,
            reasons=[f"'{token.text}' judges its subject"],
            clause=clause,
            judged=True,
        )
