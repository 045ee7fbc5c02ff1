"""Modes by a learned linear model: which of a type's PLOVER modes, or none, the words around an act speak for.

Trained by ``training/modes.py`` on annotated acts: one softmax a type over its modes and none. What the lexicon gives
is a feature among others, so that the model follows the lexicon where that was right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from dragoman.coding.learned.linear import LinearModel
from dragoman.coding.learned.mode_cues import cues
from dragoman.coding.learned.wording import (
    ACTOR,
    CLAUSE,
    RECIPIENT,
    TRIGGER,
    Around,
    is_word,
    pairs,
    sentence_words,
    told_words,
    words,
)
from dragoman.coding.lemmas import lemma

WEIGHTS = Path(__file__).with_name("modes.npz")
NONE = "none"
# What a feature says where no entry of the lexicon gave the act its type.
UNREAD = "unread"
# What counts of the share of no mode. In cross-validation over whole batches more than this finds fewer modes, and less
# gives acts without one too many.
OF_NONE = 0.4
OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})


def label(type_: str, mode: str | None) -> str:
    """The label of a mode of a type ('ASSAULT drone'), or of none of them ('ASSAULT none')."""
    return f"{type_} {mode or NONE}"


def features(around: Around, type_: str, by_lexicon: str | None) -> dict[str, str]:
    """The named features of one act, each with the listed word that made it, or nothing.

    Args:
        type_: the PLOVER type.
        by_lexicon: the lexicon's mode, ``NONE`` where its entry has none, ``UNREAD`` where no entry gave the type.
    """
    doc = around.doc
    found = {f"lexicon {by_lexicon or NONE}", f"recipient {'named' if around.recipients else NONE}"}
    found.update(words(doc, around.triggers, TRIGGER))
    found.update(words(doc, around.clause, CLAUSE))
    found.update(pairs(doc, around.clause, CLAUSE))
    found.update(sentence_words(around))
    found.update(words(doc, around.actors, ACTOR))
    found.update(words(doc, around.recipients, RECIPIENT))
    found.update(f"sector {one}" for one in around.sectors)
    for index in around.triggers:
        found.update(_below(doc[index]))
    return dict.fromkeys(found, "") | cues(around, type_)


def _below(trigger: Token) -> Iterator[str]:
    """Objects, adverbs, particles and prepositional objects of a trigger, and what stands over it."""
    yield f"over {lemma(trigger.head)} {trigger.dep_}"
    for child in trigger.children:
        if not is_word(child):
            continue
        part = "object" if child.dep_ in OBJECTS else child.dep_
        yield f"part {part} {lemma(child)}"
        if part == "object":
            yield from (f"object {lemma(below)}" for below in child.children if is_word(below))
        if child.dep_ in {"prep", "agent"}:
            for below in child.children:
                yield f"part {child.lower_} {lemma(below)}"


class ModeModel:
    """Chooses modes by one linear model."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._model = LinearModel(path)
        self._of_type: dict[str, list[int]] = {}
        for place, name in enumerate(self._model.labels):
            self._of_type.setdefault(name.split(" ")[0], []).append(place)

    def shares(self, type_: str, found: Iterable[str]) -> dict[str, float]:
        """The share of each mode of a type, and of ``NONE``; empty for a type without modes."""
        places = self._of_type.get(type_)
        if places is None:
            return {}
        scores = self._model.scores(found)[places]
        grown = np.exp(scores - scores.max())
        names = [self._model.labels[place].split(" ", 1)[1] for place in places]
        return held_back(dict(zip(names, map(float, grown / grown.sum()), strict=True)))

    def words_for(self, found: Mapping[str, str], type_: str, mode: str) -> list[str]:
        """The words that speak most for a mode of a type (or for ``NONE``), quoted."""
        weighed = self._model.reasons(found, f"{type_} {mode}", most=24)
        return told_words((f"{CLAUSE}{found[name]}" if found[name] else name, weight) for name, weight in weighed)


def held_back(shares: dict[str, float]) -> dict[str, float]:
    """Shares of modes with ``NONE`` at a part of its own, since some authors give modes where others give none."""
    kept = {mode: share * (OF_NONE if mode == NONE else 1.0) for mode, share in shares.items()}
    whole = sum(kept.values())
    return {mode: share / whole for mode, share in kept.items()}


@lru_cache(maxsize=1)
def mode_model() -> ModeModel:
    """The packaged model, read once."""
    return ModeModel()
