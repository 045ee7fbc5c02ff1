"""The direction of time at a word: does its clause tell of the past, the present or what is still to come."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from dragoman.coding.lemmas import lemma

Direction = Literal["past", "present", "future"]

FUTURE_MODALS = frozenset(
    {"will", "shall", "would", "'ll", "’ll", "wo", "can", "could", "may", "might", "should", "must"}
)
PAST_AUXILIARIES = frozenset(
    {"was", "were", "had", "did", "has", "have", "having", "been", "'ve", "’ve", "'d", "’d", "got"}
)
PRESENT_BE = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "be"})
# Over a time, these make it one to come, whatever the verb: "ahead of Friday's vote", "Friday's deadline".
AHEAD = frozenset({"ahead", "due", "deadline", "upcoming", "forthcoming"})
# And these one gone by: "since Friday's attack", "in the wake of Monday's debate".
BEHIND = frozenset({"after", "since", "following", "wake", "aftermath"})
ATTRIBUTES = frozenset({"poss", "compound", "nmod", "nummod", "amod"})
REPORTING = frozenset({"say", "tell", "report", "write", "state", "announce"})
# "Set for Friday" is to come where "set on Friday" is past.
TERMS = frozenset({"for", "by"})
# Participles that look ahead with any preposition: "expected on Friday".
SCHEDULED = frozenset({"schedule", "slate", "expect", "plan", "anticipate", "forecast", "predict", "tip"})
RANKED = frozenset({"first", "second", "third", "last", "latest", "only"})


def verb_over(token: Token) -> Token | None:
    """The nearest verb over a token, the token itself included; None in a verbless sentence."""
    while token.tag_[:1] != "V" or token.dep_ in ("aux", "auxpass", "amod"):
        if token.head == token:
            return None
        token = token.head
    return token


def direction_at(token: Token, prospects: frozenset[str]) -> Direction | None:
    """The direction of the clause that holds a token; None where nothing tells."""
    head, term, attribute = token, False, False
    while head.head != head and head.tag_[:1] != "V":
        if head.lower_ in AHEAD:
            return "future"
        if head.lower_ in BEHIND:
            return "past"
        term = term or head.lower_ in TERMS
        attribute = attribute or head.dep_ in ATTRIBUTES
        head = head.head
    verb = verb_over(head)
    if verb is None:
        return None
    if term and lemma(verb) in prospects:
        return "future"
    direction = direction_of(verb, prospects)
    # "The ministry rejects Friday's claims", "he tells reporters on Friday": the present tells no direction there.
    return None if direction == "present" and (attribute or lemma(verb) in REPORTING) else direction


def direction_of(verb: Token, prospects: frozenset[str], depth: int = 0) -> Direction | None:
    """The direction of a verb's own clause."""
    if depth > 8:
        return None
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if helpers & FUTURE_MODALS and not (helpers & {"have", "'ve", "’ve"}):
        return "future"
    if "going" in (verb.lower_, verb.head.lower_) and "to" in helpers and verb.head.lower_ == "going":
        return "future"
    if "to" in helpers:
        return _of_infinitive(verb, prospects, depth)
    if verb.tag_ == "VBD" or helpers & PAST_AUXILIARIES:
        return "future" if verb.tag_ == "VBN" and lemma(verb) in SCHEDULED and "been" not in helpers else "past"
    if verb.tag_ in ("VBP", "VBZ"):
        return "present"
    if verb.tag_ == "VBG":
        return "present" if helpers & PRESENT_BE else _inherited(verb, prospects, depth) or "past"
    if verb.tag_ == "VBN":
        if lemma(verb) in SCHEDULED:
            return "future"
        return "present" if helpers & PRESENT_BE else "past"
    return _inherited(verb, prospects, depth)


def _of_infinitive(verb: Token, prospects: frozenset[str], depth: int) -> Direction | None:
    """'Due to meet', 'talks to be held' are to come; 'managed to flee', 'flew there to meet' go with their verb."""
    head = verb.head
    if head == verb:
        return "future"  # A headline: "Ministers to meet on Friday".
    if verb.dep_ in ("acl", "relcl") and head.tag_[:2] in ("NN", "PR", "CD"):
        ranked = any(child.lower_ in RANKED for child in head.children) or head.lower_ in RANKED
        return _inherited(head, prospects, depth) if ranked else "future"
    if lemma(head) in prospects or (head.tag_[:1] == "V" and lemma(head) == "be"):
        return "future"
    return _inherited(verb, prospects, depth)


def _inherited(token: Token, prospects: frozenset[str], depth: int) -> Direction | None:
    head = token.head
    if head == token:
        return None
    verb = verb_over(head)
    return direction_of(verb, prospects, depth + 1) if verb is not None and verb != token else None
