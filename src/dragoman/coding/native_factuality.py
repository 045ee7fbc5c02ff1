"""Factuality in a language read natively: by mood, negation, modal verbs, and what stands over a clause."""

from __future__ import annotations

from dragoman.coding.native_forms import Forms
from dragoman.coding.native_verbs import FINITE, Verb, word_of
from dragoman.knowledge.native import Mood
from dragoman.record import Factuality

# How far above a verb what stands over it is looked at.
DEEPEST = 5
PAST: frozenset[Mood] = frozenset({"past", "participle"})
# What becomes of a modal's own act where the modal is negated: who does not want does not do.
SURE = frozenset({"happened", "future"})


def factuality_of(verb: Verb, forms: Forms, depth: int = 0) -> Factuality:
    """Whether what a verb reports has happened, lies ahead, may be, or is denied."""
    if verb.negated:
        return "negated"
    if verb.is_finite and is_denied(verb, forms):
        return "negated"
    if _is_conditional_clause(verb, forms):
        return "hypothetical"
    if verb.mood == "future":
        return "future"
    if verb.mood == "conditional":
        return "future" if _is_reported(verb, forms) and not verb.perfect else "hypothetical"
    if verb.mood in {"infinitive", "gerund"} and depth < DEEPEST:
        return _under(verb, forms, depth)
    if verb.mood == "subjunctive":
        return "happened" if _is_fact(verb, forms) else "hypothetical"
    return "happened"


def _under(verb: Verb, forms: Forms, depth: int) -> Factuality:
    """The factuality of an infinitive: that of the modal verb above it."""
    doc = verb.token.doc
    before = word_of(doc[verb.first - 1]) if verb.first else ""
    over = verb.over
    if before in forms.words.purpose and not verb.perfect:
        return "hypothetical"
    if verb.mood == "infinitive" and is_denied(verb, forms):
        return "negated"
    if verb.perfect or over is None or verb.mood == "gerund":
        return "happened"
    above = factuality_of(over, forms, depth + 1)
    modal = next((forms.words.modals[lemma] for lemma in over.lemmas if lemma in forms.words.modals), None)
    if modal is None:
        return above if above != "happened" else _effect(over, forms)
    if above == "negated":
        return "negated"
    if over.mood == "conditional" and modal == "future":
        return "future"
    return modal if modal != "happened" else above


def _effect(over: Verb, forms: Forms) -> Factuality:
    """What the acts of a verb make of an act under it."""
    for lemma in over.lemmas:
        for act, _, reflexive in forms.acts.get(lemma, ()):
            if reflexive and not over.reflexive:
                continue
            if act.effect == "future":
                return "future"
            if act.effect in {"hypothetical", "drop"}:
                return "hypothetical"
            if act.effect == "negated":
                return "negated"
    return "happened"


def is_denied(verb: Verb, forms: Forms) -> bool:
    """Whether a verb is in what another above it denies: 'a démenti que X ait promis', 'negó que X vaya a vender'."""
    over, depth = verb.over, 0
    while over is not None and depth < DEEPEST:
        if not over.negated and _effect(over, forms) == "negated":
            return True
        if not any(lemma in forms.words.modals for lemma in over.lemmas):
            return False
        over, depth = over.over, depth + 1
    return False


def _is_fact(verb: Verb, forms: Forms) -> bool:
    """Whether a conjunction that speaks of what has happened opens a clause in the subjunctive: 'después de que'."""
    doc = verb.token.doc
    for index in range(verb.first - 1, verb.token.sent.start, -1):
        if word_of(doc[index]) in forms.words.that:
            before = " ".join(word_of(doc[i]) for i in range(max(verb.token.sent.start, index - 2), index))
            return any(before == phrase or before.endswith(f" {phrase}") for phrase in forms.words.factual)
        if doc[index].pos_ == "VERB":
            return False
    return False


def _is_conditional_clause(verb: Verb, forms: Forms) -> bool:
    """Whether 'si' opens the clause of a verb."""
    doc = verb.token.doc
    for index in range(verb.first - 1, verb.token.sent.start - 1, -1):
        word = word_of(doc[index])
        if word in forms.words.whether and doc[index].pos_ in {"SCONJ", "ADV", "CCONJ"}:
            return True
        if doc[index].text in {",", ";", ":", ".", "»", "«"} or word in forms.words.that:
            return False
        if doc[index].pos_ == "VERB":
            return False
    return False


def _is_reported(verb: Verb, forms: Forms) -> bool:
    """Whether a conditional stands for a future of the past: 'a déclaré que Paris livrerait'."""
    over = verb.over
    if over is None or not (over.mood in PAST or over.perfect or over.mood in FINITE):
        return False
    return any(lemma in forms.cues or lemma in forms.acts for lemma in over.lemmas)
