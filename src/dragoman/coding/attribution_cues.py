"""Verb cues: the verbs that say that something is said, thought, wanted or found, alone or with a companion."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.coding.attribution_draft import SPOKEN, Cue
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.cues import Cues, Frames

# How far behind its verb a preposition is looked for, and which ones: those that name what is spoken of.
NEAR = 9
TOPICS = frozenset({"about", "against", "for"})
# What a compound cue does not reach over: the end of a clause, a quotation.
STOPS = frozenset({",", ";", ":", "“", "”", '"', "''", "``", "‘", "«"})
# Dependents that can be a compound cue's other word.
COMPANIONS = frozenset({"prt", "prep", "advmod", "acomp", "oprd", "dobj", "ccomp", "dative", "agent", "xcomp"})


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause: a verb form that is neither an auxiliary nor an attribute."""
    return token.tag_[:2] == "VB" and token.dep_ not in {"aux", "auxpass", "amod", "compound"}


def verb_cue(verb: Token, book: Cues) -> Cue | None:
    """The cue that a verb is; None where the lexicon does not hold it.

    A compound cue adds its frames to those of the verb alone: 'insist on X', 'insist that'.
    """
    name = lemma(verb)
    single, compound = book.verbs.single.get(name), book.verbs.compound.get(name)
    found = companion(verb, compound) if compound else None
    if found is not None:
        other, words, frames = found
        row = next(iter(frames.values()))
        added: Frames = {frame: row_ for frame, row_ in (single or {}).items() if frame in SPOKEN}
        return Cue(verb, {verb.i, *words}, f"{name} {other}", row, {**added, **frames}, verb.doc[max(words)])
    if single is None:
        return None
    return Cue(verb, {verb.i}, name, next(iter(single.values())), dict(single))


def companion(verb: Token, compound: dict[str, Frames]) -> tuple[str, list[int], Frames] | None:
    """The listed words that go with a verb here: their name, their tokens and their frames."""
    found = [*beside(verb, compound)]
    complete = any(child.dep_ in {"xcomp", "ccomp"} for child in verb.rights)
    if not complete and any("object" not in frames for _, _, frames in found):
        # 'appealed to Brussels for aid': whom it is told is no content.
        found = [one for one in (*found, distant(verb, compound)) if one and "object" in one[2]] or found
    return found[0] if found else distant(verb, compound)


def beside(verb: Token, compound: dict[str, Frames]) -> Iterator[tuple[str, list[int], Frames]]:
    """The listed words among a verb's own dependents, in text order."""
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in COMPANIONS or is_temporal(child):
            continue
        for word in dict.fromkeys((child.lower_, lemma(child))):
            for inner in child.rights:
                joined = f"{word} {inner.lower_}"
                if joined in compound:
                    yield joined, [child.i, inner.i], compound[joined]
            if word in compound:
                yield word, [child.i], compound[word]


def is_temporal(word: Token) -> bool:
    """Whether a preposition only says when: 'insisted on Monday'."""
    return word.dep_ == "prep" and any(child.ent_type_ in {"DATE", "TIME"} for child in word.children)


def distant(verb: Token, compound: dict[str, Frames]) -> tuple[str, list[int], Frames] | None:
    """A preposition that the parser hung lower: 'talked at length with voters about taxes'."""
    doc = verb.doc
    if any(child.dep_ == "ccomp" for child in verb.rights):
        return None
    for index in range(verb.i + 1, min(verb.i + NEAR, verb.right_edge.i + 1)):
        token = doc[index]
        if token.pos_ == "VERB" or token.text in STOPS:
            return None
        if token.tag_ == "IN" and token.dep_ == "prep" and token.lower_ in compound and token.lower_ in TOPICS:
            return token.lower_, [index], compound[token.lower_]
    return None
