"""Modality of a verb: happened, future, hypothetical or negated, read off its own clause and those above."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.coding.clauses import is_verb
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.lexicon import lexicon
from dragoman.record import Factuality

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "would", "'d", "’d"})
OBLIGED = frozenset({"must", "should", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor"})
# Verb heads are climbed only through dependencies that keep the modality of what stands above.
TRANSPARENT = frozenset({"xcomp", "conj", "pcomp"})


def is_negated(token: Token) -> bool:
    """Whether a verb carries its own negation, or its subject or object a 'no'."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in NEGATIONS and child.dep_ in {"advmod", "preconj"}):
            return True
        if child.dep_ in {"nsubj", "dobj", "nsubjpass"} and any(
            grandchild.dep_ == "det" and grandchild.lower_ == "no" for grandchild in child.children
        ):
            return True
    return False


def is_purpose(verb: Token) -> bool:
    """Whether a verb only says what another act is for ('sent jets to destroy it', 'a force to keep the peace')."""
    return (
        verb.dep_ in {"advcl", "acl", "relcl"}
        and verb.tag_ == "VB"
        and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
    )


def is_obliged(verb: Token) -> bool:
    """Whether a verb stands under 'must', 'should', 'needs to' or 'has to'."""
    if any(child.dep_ == "aux" and child.lower_ in OBLIGED for child in verb.children):
        return True
    return verb.dep_ == "xcomp" and lemma(verb.head) in {"need", "have", "ought"}


def _own(verb: Token) -> Factuality | None:
    """The modality of a verb from its auxiliaries and conjunction; None where they say nothing."""
    below: set[str] = set()
    conditions = False
    for child in verb.children:
        if child.dep_ == "aux":
            below.add(child.lower_)
        elif child.dep_ == "mark" and child.lower_ in CONDITIONS:
            conditions = True
    if conditions:
        return "hypothetical"
    if below & FUTURE:
        return "future"
    if "would" in below or "'d" in below:
        return "future" if _is_reported_past(verb) else "hypothetical"
    if below & (POSSIBLE | OBLIGED):
        return "hypothetical"
    if verb.tag_ == "VBG" and "be" in {lemma(child) for child in verb.children if child.dep_ == "aux"}:
        return None
    return None


def _is_reported_past(verb: Token) -> bool:
    """Whether 'would' is the future of a past report ('said he would discuss')."""
    head = verb.head
    return verb.dep_ == "ccomp" and is_verb(head) and head.tag_ in {"VBD", "VBN"}


def _governed(verb: Token) -> Factuality | None:
    """What the verb above makes of this one ('plans to', 'failed to', 'going to')."""
    head = verb.head
    if verb.dep_ not in {"xcomp", "acl", "advcl", "pcomp"} or head.i == verb.i:
        return None
    if verb.dep_ == "pcomp" and head.lower_ == "against" and is_verb(head.head):
        return "hypothetical"  # 'warned against selling'
    kind = {"V": "verb", "N": "noun", "J": "adjective"}.get(head.tag_[:1], "verb")
    operator = lexicon().operators.get((kind, lemma(head)))
    if verb.dep_ == "advcl" and verb.tag_ != "VB":
        return None
    to_infinitive = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)
    if operator is None:
        if to_infinitive and verb.dep_ in {"advcl", "acl"}:
            return "future"  # a purpose ('met to sign') has not happened yet
        return None
    if operator.kind == "fail":
        return "negated"
    if operator.kind in {"future", "commit", "threaten", "request"}:
        return "future"
    if operator.kind in {"refuse", "deny", "halt"}:
        return "negated"
    if operator.kind == "transparent" and to_infinitive and lemma(head) == "be":
        return "future"  # 'is to travel'
    if operator.kind == "transparent" and lemma(head) == "go" and head.tag_ == "VBG" and to_infinitive:
        return "future"
    return None


def modality(verb: Token) -> Factuality:
    """The factuality of what a verb reports.

    Negation wins over future, future over hypothetical; a verb without marks shares the modality of the verb that
    it is an infinitive or conjunct of.
    """
    token, steps = verb, 0
    found: Factuality | None = None
    while steps < 4:
        own = "negated" if is_negated(token) and token.dep_ != "neg" else None
        here: Factuality | None = own or _own(token) or _governed(token)  # type: ignore[assignment]
        if own == "negated" and _own(token) == "future":
            return "negated"
        if here is not None:
            found = here
            break
        if token.dep_ not in TRANSPARENT or not is_verb(token.head):
            break
        if token.dep_ == "conj" and any(child.dep_ in {"aux", "nsubj"} for child in token.children):
            break
        token, steps = token.head, steps + 1
    return found or "happened"


def is_future(verb: Token) -> bool:
    """Whether a verb, negated or not, speaks of the future ('will not lift')."""
    token: Token = verb
    for _ in range(4):
        if _own(token) == "future" or _governed(token) == "future":
            return True
        if token.dep_ not in TRANSPARENT or not is_verb(token.head):
            return False
        token = token.head
    return False
