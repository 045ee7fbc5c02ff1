"""Modality of an event noun: whether the visit, the talks or the attack that it names has taken place."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb
from dragoman.coding.lemmas import lemma
from dragoman.coding.modality import HAPPENED, Judged, governing, judged, prepositional
from dragoman.knowledge.modality import modality_words

# Prepositions by which a noun governs an event noun ('a call for talks', 'the promise of talks').
GOVERNING = frozenset({"for", "of", "to"})
MOST_STEPS = 4


def judged_noun(noun: Token) -> Judged:
    """The factuality of what a noun reports, with the words that decide: its modifiers, then what governs it."""
    own = _own(noun)
    if own is not None:
        return own
    head = noun.head
    if governing(noun) is not None:
        return HAPPENED  # an offer that is considered has been made
    if noun.dep_ == "pobj":
        return _under_preposition(head)
    if noun.dep_ == "conj" and not is_verb(head):
        return judged_noun(head)
    if is_verb(head):
        return _under_verb(noun, head)
    return HAPPENED


def judged_word(token: Token) -> Judged:
    """The factuality of what any word reports: a verb, a noun, or the verb that an adjective or particle belongs to."""
    current = token
    for _ in range(MOST_STEPS):
        if is_verb(current):
            return judged(current)
        if current.tag_[:1] == "N":
            return judged_noun(current)
        if current.dep_ == "mark" or current.head.i == current.i:
            break
        current = current.head
    return HAPPENED


def _own(noun: Token) -> Judged | None:
    """What the words at a noun make of it ('no visit', 'a planned visit')."""
    listed = modality_words().modifiers.by_word
    for child in noun.lefts:
        if child.lower_ == "no" and child.dep_ == "det":
            return Judged("negated", child)
        if child.dep_ in {"amod", "compound", "nmod"} and child.lower_ in listed:
            given = listed[child.lower_]
            return Judged(given, child, ahead=given == "future")
    return None


def _under_preposition(prep: Token) -> Judged:
    found = prepositional(prep)
    if found is not None:
        return found
    over = prep.head
    if is_verb(over):
        given = modality_words().over_nouns.by_word.get(f"{lemma(over)} {prep.lower_}")
    else:
        given = governing(over) if prep.lower_ in GOVERNING else None
    return HAPPENED if given is None or given == "happened" else Judged(given, over, ahead=given == "future")


def _under_verb(noun: Token, verb: Token) -> Judged:
    """A noun as the object or subject of a verb that decides about it, or that it only fills."""
    words = modality_words()
    name = lemma(verb)
    if noun.dep_ == "nsubj":
        return judged(verb) if name in words.occurring else HAPPENED
    if noun.dep_ not in {"dobj", "nsubjpass", "attr", "oprd"}:
        return HAPPENED
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), None)
    given = words.over_nouns.by_word.get(f"{name} {particle}" if particle else name)
    above = judged(verb)
    if given is None:
        return above if name in words.light or name == "be" else HAPPENED
    if above.factuality == "negated":
        return HAPPENED if given == "negated" else above
    return Judged(given, verb, ahead=given == "future")
