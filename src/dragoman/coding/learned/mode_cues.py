"""Cues of modes: which modes the listed words around an act speak for, as features of the learned model.

A word counts by the modes that it is listed for (``knowledge/data/mode_words.yaml``), so that a rare one ('waylay')
says what its commoner kin ('kidnap') said in the sentences that the model was trained on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from dragoman.coding.learned.wording import Around, is_word
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.mode_words import Phrase, WordsOfType, mode_words

# How much a cue counts where the modes that are spoken for are compared: the word that tells the act most.
TRIGGER, TRIGGER_WORD, PAIR, CLAUSE, SENTENCE = 3.0, 2.0, 2.0, 1.0, 0.3
# The weight of a mode's cues, in steps.
STEPS = (1, 2, 4, 6)
# A mode whose cues weigh this many times as much as those of the next one stands out.
CLEARLY = 2
# What depends on a word and may make a pair with it ('take hostages', 'carry off', 'by phone').
PAIRED = frozenset(
    {
        "prt",
        "dobj",
        "nsubjpass",
        "attr",
        "advmod",
        "acomp",
        "pobj",
        "prep",
        "xcomp",
        "compound",
        "amod",
        "oprd",
        "agent",
    }
)
# Each feature with the word, or the pair of words, that it is of.
Cues = dict[str, str]


def cues(around: Around, type_: str) -> Cues:
    """The features that listed words around an act of a type make, each with the first word that made it."""
    listed = mode_words().get(type_)
    found: Cues = {}
    if listed is None:
        return found
    weights: defaultdict[str, float] = defaultdict(float)
    for kind, modes, weight, word in _hits(around, listed):
        for mode in modes:
            found.setdefault(f"cue {kind} {mode}", word)
            weights[mode] += weight / len(modes)
    found.update(dict.fromkeys(_compared(weights), ""))
    return found


def _hits(around: Around, listed: WordsOfType) -> Iterator[tuple[str, tuple[str, ...], float, str]]:
    """Where a listed word stands, the modes that it speaks for, how much it counts, and the word."""
    doc = around.doc
    triggers = set(around.triggers)
    clause = [doc[index] for index in around.clause if index not in triggers]
    inside = {*around.clause, *triggers}
    rest = [doc[index] for index in around.sentence if index not in inside]
    told = [doc[index] for index in around.triggers]
    yield from _single("trigger", TRIGGER, told, listed.tells)
    yield from _single("trigger word", TRIGGER_WORD, told, listed.words)
    yield from _single("clause tells", CLAUSE, clause, listed.tells)
    yield from _single("clause word", CLAUSE, clause, listed.words)
    yield from _single("sentence", SENTENCE, rest, listed.words)
    for first, pair in _pairs(doc, around, inside):
        modes = listed.tells.get(pair) or listed.words.get(pair)
        if modes is not None:
            yield "pair", modes, PAIR, " ".join(pair)
            if first in triggers:
                yield "trigger pair", modes, PAIR, " ".join(pair)


def _single(
    kind: str, weight: float, tokens: Iterable[Token], listed: dict[Phrase, tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...], float, str]]:
    for token in tokens:
        modes = listed.get((lemma(token),)) or listed.get((token.lower_,))
        if modes is not None:
            yield kind, modes, weight, token.lower_


def _pairs(doc: Doc, around: Around, inside: set[int]) -> Iterator[tuple[int, Phrase]]:
    """The pairs of words of a clause: neighbours, and a word with what depends on it, past a preposition, too."""
    words = [token for index in around.sentence if is_word(token := doc[index]) and token.i in inside]
    found: dict[tuple[int, Phrase], None] = {}
    for before, after in pairwise(words):
        if after.i - before.i <= 2:  # a hyphen may stand between
            found[before.i, (lemma(before), lemma(after))] = None
            found[before.i, (before.lower_, after.lower_)] = None
    for token in words:
        for child in token.children:
            if child.dep_ in PAIRED:
                found[token.i, (lemma(token), child.lower_ if child.dep_ == "prt" else lemma(child))] = None
                if child.dep_ in {"prep", "agent"}:
                    found.update(dict.fromkeys((token.i, (lemma(token), lemma(below))) for below in child.children))
    return iter(found)


def _compared(weights: dict[str, float]) -> Iterator[str]:
    """Which mode has the most cues, whether clearly, and how much the cues of each weigh."""
    if not weights:
        return
    best = max(weights, key=weights.__getitem__)
    yield f"cue most {best}"
    if weights[best] > CLEARLY * max((weight for mode, weight in weights.items() if mode != best), default=0.0):
        yield f"cue clearly {best}"
    for mode, weight in weights.items():
        yield from (f"cue {step} {mode}" for step in STEPS if weight >= step)
