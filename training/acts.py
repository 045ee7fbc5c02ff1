"""The annotated acts that models are trained on: those of every batch but the ones kept for measuring."""

from __future__ import annotations

from pathlib import Path

from dragoman.coding.reader import Reader
from dragoman.evaluation.annotated import Given, given_acts
from dragoman.evaluation.sentences import Sentence, read_all

# Batches that nothing is trained or tuned on.
KEPT_OUT = frozenset({"onyx", "quartz"})
SENTENCES = Path(__file__).with_name("sentences")


def sentences_to_train() -> list[Sentence]:
    """The annotated sentences of all batches that are not kept out."""
    return [one for one in read_all(SENTENCES) if one.batch not in KEPT_OUT]


def acts_to_train() -> list[Given]:
    """Their acts as events of read sentences, in order."""
    return list(given_acts(sentences_to_train(), Reader().mentions))
