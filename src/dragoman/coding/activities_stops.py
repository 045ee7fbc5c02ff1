"""Stops: what ends, forbids or undoes a passing, so that nothing passes ('stopped buying', 'sent home')."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.clauses import Clause, Clauses, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.activities import Activities
from dragoman.knowledge.lexicon import lexicon

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


def is_stopped(verb: Token, book: Activities) -> bool:
    """Whether a verb stands under one of ending or forbidding ('stopped buying', 'barred from selling')."""
    head = verb.head
    over = head if is_verb(head) else head.head
    if _is_forbidden(verb):
        return True
    if verb.dep_ == "conj" and is_verb(head):
        return is_stopped(head, book)
    if verb.dep_ not in {"xcomp", "pcomp", "ccomp"} or verb.tag_ != "VBG" or not is_verb(over):
        return False
    operator = lexicon().operators.get(("verb", lemma(over)))
    if operator is not None and operator.kind == "threaten":
        return False
    return (operator is not None and operator.kind == "halt") or lemma(over) in book.words["banning_verbs"]


def is_stopping(clause: Clause, book: Activities) -> bool:
    """Whether a verb ends or forbids its object ('suspended coal imports', 'forbids the sale of')."""
    operator = lexicon().operators.get(("verb", lemma(clause.verb)))
    word = lemma(clause.verb)
    return (operator is not None and operator.kind == "halt") or word in book.words["banning_verbs"]


def _is_forbidden(verb: Token) -> bool:
    """'May not sell', 'cannot buy': a rule, not an act."""
    below = {child.lower_ for child in verb.children}
    return bool(below & {"may", "can", "must", "ca", "should"}) and bool(below & NEGATIONS)


def warned(clause: Clause, clauses: Clauses) -> list[Token]:
    """Who is warned against doing something, who would do it."""
    preposition = clause.verb.head
    if clause.verb.dep_ != "pcomp" or preposition.lower_ not in {"against", "not"} or not is_verb(preposition.head):
        return []
    return list(clauses.of(preposition.head).objects)


def is_undone(clause: Clause, book: Activities) -> bool:
    """'Sent home', 'gave back'."""
    return any(
        child.lower_ in book.words["undoing"] and child.dep_ in {"advmod", "prt", "dobj", "npadvmod"}
        for child in clause.verb.children
    )
