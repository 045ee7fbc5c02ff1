"""Modes by a learned linear model: which of a type's PLOVER modes, or none, the words around an act speak for.

Trained by ``training/modes.py`` on annotated acts: one softmax a type over its modes and none. What the lexicon gives
is a feature among others, so that the model follows the lexicon where that was right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from dragoman.coding.learned.linear import LinearModel
from dragoman.coding.learned.wording import (
    ACTOR,
    CLAUSE,
    RECIPIENT,
    SENTENCE,
    TRIGGER,
    Around,
    is_word,
    pairs,
    told_words,
    words,
)
from dragoman.coding.lemmas import lemma

WEIGHTS = Path(__file__).with_name("modes.npz")
NONE = "none"
# What a feature says where no entry of the lexicon gave the act its type.
UNREAD = "unread"
OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})


def label(type_: str, mode: str | None) -> str:
    """The label of a mode of a type ('ASSAULT drone'), or of none of them ('ASSAULT none')."""
    return f"{type_} {mode or NONE}"


def features(around: Around, by_lexicon: str | None) -> set[str]:
    """The named features of one act.

    Args:
        by_lexicon: the lexicon's mode, ``NONE`` where its entry has none, ``UNREAD`` where no entry gave the type.
    """
    doc = around.doc
    found = {f"lexicon {by_lexicon or NONE}", f"recipient {'named' if around.recipients else NONE}"}
    found.update(words(doc, around.triggers, TRIGGER))
    found.update(words(doc, around.clause, CLAUSE))
    found.update(pairs(doc, around.clause, CLAUSE))
    found.update(words(doc, around.sentence, SENTENCE))
    found.update(words(doc, around.actors, ACTOR))
    found.update(words(doc, around.recipients, RECIPIENT))
    found.update(f"sector {one}" for one in around.sectors)
    for index in around.triggers:
        found.update(_below(doc[index]))
    return found


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


@dataclass(frozen=True, slots=True)
class Likely:
    """The likeliest mode of an act (None where none of them is), its probability and the words that decided."""

    mode: str | None
    share: float
    words: tuple[str, ...]


class ModeModel:
    """Chooses modes by one linear model."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        self._model = LinearModel(path)
        self._of_type: dict[str, list[int]] = {}
        for place, name in enumerate(self._model.labels):
            self._of_type.setdefault(name.split(" ")[0], []).append(place)

    def likeliest(self, type_: str, found: set[str]) -> Likely | None:
        """The likeliest mode of an act of a type with these features; None for a type without modes."""
        places = self._of_type.get(type_)
        if places is None:
            return None
        scores = self._model.scores(found)[places]
        best = int(scores.argmax())
        share = float(1 / np.exp(scores - scores[best]).sum())
        name = self._model.labels[places[best]]
        mode = name.split(" ", 1)[1]
        decided = tuple(told_words(self._model.reasons(found, name, most=12)))
        return Likely(None if mode == NONE else mode, share, decided)


@lru_cache(maxsize=1)
def mode_model() -> ModeModel:
    """The packaged model, read once."""
    return ModeModel()
