"""Lemmas on demand: the parser's own English rule tables behind a cache, for the words that a lexicon may match.

The lemmatizer as a pipeline component costs 20-40 % of the parser's time; a cached look-up costs next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from spacy.lookups import Lookups
from spacy.tokens import Token

from dragoman.settings import settings

KINDS = {"V": "verb", "M": "verb", "N": "noun", "J": "adj", "R": "adv"}
WHOLE = {"'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
         "'d": "would", "’d": "would", "'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "n't": "not",
         "n’t": "not"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tables:
    """The lemmatizer's data by kind of word.

    Attributes:
        rules: (ending, replacement) pairs, tried in order.
        exceptions: irregular form to its lemmas.
        index: the known base forms.
    """

    rules: dict[str, list[list[str]]]
    exceptions: dict[str, dict[str, list[str]]]
    index: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables that the installed parsing model ships."""
    package = import_module(settings().model)
    lookups = Lookups().from_disk(next(Path(str(package.__file__)).parent.glob("**/lemmatizer/lookups")))
    rules, exceptions, index = (lookups.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
    kinds = set(KINDS.values())
    return Tables(
        {kind: rules.get(kind, []) for kind in kinds},
        {kind: exceptions.get(kind, {}) for kind in kinds},
        {kind: frozenset(index.get(kind, [])) for kind in kinds},
    )


@lru_cache(maxsize=200_000)
def lemma_of(word: str, kind: str) -> str:
    """The lemma of a lower-case word of a kind ('verb', 'noun', 'adj', 'adv'); the word itself where none is known."""
    if word in WHOLE and kind == "verb":
        return WHOLE[word]
    held = tables()
    index = held.index[kind]
    if word in held.exceptions[kind]:
        return held.exceptions[kind][word][0]
    if word in index and kind != "verb":
        return word
    unknown = ""
    for ending, replacement in held.rules[kind]:
        if word.endswith(ending):
            form = word[: len(word) - len(ending)] + replacement
            if form in index:
                return form
            unknown = unknown or (form if form.isalpha() and len(form) > 2 else "")
    return word if word in index else unknown or word


@lru_cache(maxsize=100_000)
def singular_of(word: str) -> str:
    """The singular of a plural noun, also where the plural is a word of its own ('leaders', 'talks')."""
    held = tables()
    forms: list[str] = [*held.exceptions["noun"].get(word, []), word[:-1] if word.endswith("s") else ""]
    for form in forms:
        if form in held.index["noun"]:
            return form
    return lemma_of(word, "noun")


def lemma(token: Token) -> str:
    """The lower-case lemma of a tagged token."""
    word = str(token.lower_)
    if token.tag_ == "VB":
        return word  # a base form is its own lemma ('lay' is no past of 'lie' here)
    kind = KINDS.get(token.tag_[:1])
    if token.tag_ in {"NNS", "NNPS"}:
        return singular_of(word)
    return lemma_of(word, kind) if kind and token.tag_ != "RP" else word
