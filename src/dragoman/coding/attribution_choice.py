"""Which drafts are kept: weak ones where their clause is asserted, and in another's words only reports."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Token

from dragoman.coding.attribution_draft import SPOKEN, Draft
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.cues import VerbRow, cues

# Clauses that are as certain as the one that they belong to.
BESIDE = frozenset({"conj", "advcl", "parataxis", "xcomp", "pcomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DEEPEST = 8
# What somebody says at length, when it is his turn: within it he reports and thinks as an article does.
TURN = "line behind colon"


def chosen(drafts: list[Draft]) -> list[Draft]:
    """The drafts that are kept, in text order."""
    kept = [draft for draft in drafts if draft.content.tokens and is_plausible(draft)]
    nested = nested_heads(kept)
    kept = [draft for draft in kept if draft.cue.head.i not in nested or is_own_report(draft)]
    return sorted(kept, key=lambda draft: (min(draft.cue.words or draft.content.tokens), min(draft.content.tokens)))


def nested_heads(drafts: list[Draft]) -> set[int]:
    """The heads of those cues that stand in the larger content of another draft."""
    by_head: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_head[draft.cue.head.i].append(draft)
    heads = by_head.keys()
    nested: set[int] = set()
    for outer in drafts:
        if outer.content.rule == TURN:
            continue
        size = len(outer.content.tokens)
        for head in outer.content.tokens & heads:
            if any(draft is not outer and len(draft.content.tokens) < size for draft in by_head[head]):
                nested.add(head)
    return nested


def is_own_report(draft: Draft) -> bool:
    """Whether a draft reports the words of somebody described, as a fact: what counts even in another's words.

    'He said he hopes' is one attribution; 'Lee told Kim that ..., the agency said' is two.
    """
    verb, source = draft.cue.head, draft.source
    if draft.content.frame not in SPOKEN or draft.row.kind != "speech" or source is None:
        return False
    if source.head.pos_ not in {"PROPN", "NOUN"} or (verb.tag_ not in FINITE and not has_finite_auxiliary(verb)):
        return False
    return not any(child.tag_ == "MD" or child.dep_ == "neg" for child in verb.lefts)


def has_finite_auxiliary(verb: Token) -> bool:
    """Whether 'has', 'is' and the like make a participle a finite verb."""
    return any(child.dep_ == "aux" and child.tag_ in FINITE for child in verb.lefts)


def is_plausible(draft: Draft) -> bool:
    """Whether the sentence says that somebody says this, rather than that somebody might."""
    source = draft.source
    if source is not None and source.head.lower_ in {"that", "this"} and source.head.tag_ == "DT":
        return False  # "That said, ..."
    if draft.content.frame != "object":
        return True
    row = draft.row
    if source is None or (isinstance(row, VerbRow) and not is_asserted(draft.cue.head)):
        return False
    wants_text = isinstance(row, VerbRow) and row.needs == "text"
    return not wants_text or lemma(source.head) in cues().classes.text


def is_asserted(verb: Token) -> bool:
    """Whether a verb heads a main or relative clause, or belongs to one, without 'may', 'would' and the like."""
    for _ in range(DEEPEST):
        if verb.dep_ == "ROOT":
            return True
        if any(child.tag_ == "MD" and child.dep_ == "aux" and child.lower_ != "will" for child in verb.lefts):
            return False
        if verb.dep_ == "relcl":
            return True
        if verb.dep_ not in BESIDE:
            return False
        verb = verb.head
        while verb.pos_ in {"ADP", "SCONJ"} and verb.head.i != verb.i:
            verb = verb.head
    return False
