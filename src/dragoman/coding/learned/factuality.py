"""A learned second opinion on factuality: shares of the five classes for the words of a trigger, with what decided.

Logistic regression over named features of the trigger and its surroundings, among them the verdict of the rules;
``training/factuality.py`` trains it on the project's own sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Span, Token

from dragoman.coding.clauses import is_verb, nearest_verb
from dragoman.coding.learned.linear import LinearModel
from dragoman.coding.learned.reader import shares_of
from dragoman.coding.lemmas import lemma
from dragoman.coding.modality import Judged
from dragoman.knowledge.factuality_words import families_of_words

FILE = Path(__file__).parent / "factuality.npz"
# The year by which years count as old where it is not known when the article was written: that of the sentences.
YEAR_OF_SENTENCES = 2025
YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(s?)")
# Borders of ages of years, in years: the news itself, lately, some years back, history.
AGES = (0, 2, 5, 10, 30)
MOST_ABOVE = 4
BEFORE, AFTER = 3, 2
# How far a word of a family may stand from the trigger to count as near it, in words.
NEAR = 5
# What depends on a word and says how it is meant; of any other dependent only the dependency counts.
TELLING = frozenset(
    {"aux", "auxpass", "neg", "mark", "advmod", "det", "prt", "prep", "amod", "npadvmod", "cc", "preconj", "compound"}
    | {"expl", "acomp", "attr", "predet", "nmod", "quantmod", "intj"}
)
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent"})
CLAUSAL = frozenset({"advcl", "ccomp", "xcomp", "acl", "relcl"})
AUXILIARY = frozenset({"aux", "auxpass", "neg"})
NAMES = frozenset({"NNP", "NNPS", "CD"})
QUALIFYING = frozenset({"det", "neg", "amod"})


@dataclass(frozen=True, slots=True)
class Opinion:
    """The share of each factuality, and the features that made them.

    Attributes:
        shares: by factuality; they sum to 1.
        features: what the model saw.
    """

    shares: dict[str, float]
    features: set[str]

    def reason_for(self, name: str) -> str:
        """A factuality with its share and what speaks most for it, for people."""
        words = "; ".join(feature for feature, _ in model().reasons(self.features, name))
        return f"{name}: factuality model {self.shares[name]:.2f} ({words})"


@lru_cache(maxsize=1)
def model() -> LinearModel:
    """The packaged model, read once."""
    return LinearModel(FILE)


def opinion(span: Span, rules: Judged, worded: Judged, kind: str | None, year: int | None) -> Opinion:
    """What the model says of a trigger; see :func:`features_of` for its arguments."""
    held = model()
    found = features_of(span, rules, worded, kind, year)
    shares = dict(zip(held.labels, map(float, shares_of(held.scores(found))), strict=True))
    return Opinion(shares, found)


def features_of(span: Span, rules: Judged, worded: Judged, kind: str | None, year: int | None) -> set[str]:
    """The features of a trigger.

    Args:
        span: the trigger's words in a parsed document.
        rules: what the rules say of the act.
        worded: what its words say by themselves, before it is asked what act they report.
        kind: the PLOVER type of the predication that the rules see in it; None where they see none.
        year: the year in which the article was written; None where it is not known.
    """
    root = span.root
    verb = nearest_verb(root)
    found = set(_verdict(rules, worded, kind))
    found.update(_inside(span))
    found.update(_around(span))
    found.update(_above(span, verb, rules.factuality))
    found.update(_below("own", root))
    found.update(_clause(verb))
    found.update(_years(span, verb, year or YEAR_OF_SENTENCES))
    return found


def _families(token: Token) -> tuple[str, ...]:
    """The families of a word, by its form and its lemma ('planned' lies ahead, and plans)."""
    return _families_of(token.lower_, lemma(token))


@lru_cache(maxsize=50_000)
def _families_of(form: str, name: str) -> tuple[str, ...]:
    listed = families_of_words()
    return tuple(dict.fromkeys((*listed.get(form, ()), *listed.get(name, ()))))


def _verdict(rules: Judged, worded: Judged, kind: str | None) -> Iterator[str]:
    name = rules.factuality
    yield f"rules: {name}"
    yield f"rules: {name} {kind or 'no act'}"
    if rules.word is not None:
        yield f"rules: {name} by '{rules.word.lower_}'"
        yield f"rules: {name} by {rules.word.dep_}"
    if rules.ahead:
        yield "rules: ahead"
    yield f"words: {worded.factuality}{' ahead' if worded.ahead else ''}"
    if worded.word is not None:
        yield f"words: {worded.factuality} by '{worded.word.lower_}'"


def _inside(span: Span) -> Iterator[str]:
    root = span.root
    yield f"tag {root.tag_}"
    yield f"tag {root.tag_} {root.dep_}"
    yield f"trigger '{lemma(root)}'"
    yield f"tags {' '.join(token.tag_ for token in span[:3])}"
    if len(span) > 1:
        for token in span:
            yield f"trigger has '{token.lower_}'"
            for family in _families(token):
                yield f"trigger has one that {family}"


def _around(span: Span) -> Iterator[str]:
    """The words just before and after, and the families of those a little farther."""
    doc, first, last = span.doc, span.sent.start, span.sent.end
    tag = span.root.tag_
    before = [doc[place] for place in range(max(span.start - NEAR, first), span.start)][::-1]
    after = [doc[place] for place in range(span.end, min(span.end + NEAR, last))]
    for side, tokens, most in (("before", before, BEFORE), ("after", after, AFTER)):
        for place, token in enumerate(tokens):
            if place < most:
                yield f"'{token.lower_}' {place + 1} {side}"
            for family in _families(token):
                yield f"{side}: one that {family}"
                yield f"{side}: one that {family}, {tag}"
    if len(before) > 1:
        yield f"'{before[1].lower_} {before[0].lower_}' before"
    if not before:
        yield "first"


def _below(where: str, token: Token) -> Iterator[str]:
    """The words that depend on a token and say how it is meant."""
    frame = []
    for child in token.children:
        dep = child.dep_
        if dep in TELLING:
            yield f"{where} {dep} '{child.lower_}'"
            if dep in AUXILIARY:
                frame.append(child.lower_)
        elif dep in ARGUMENTS:
            if child.tag_ not in NAMES:
                yield f"{where} {dep} '{lemma(child)}'"
            for inner in child.lefts:
                if inner.dep_ in QUALIFYING:
                    yield f"{where} {dep} {inner.dep_} '{inner.lower_}'"
        elif dep in CLAUSAL:
            yield f"{where} {dep} {child.tag_}"
            mark = next((inner.lower_ for inner in child.children if inner.dep_ in {"mark", "advmod", "aux"}), "none")
            yield f"{where} {dep} '{mark}'"
        for family in _families(child):
            yield f"{where} {dep} {family}"
    if is_verb(token):
        yield f"{where} form {' '.join([*frame, token.tag_])}"


def _above(span: Span, verb: Token, verdict: str) -> Iterator[str]:
    """The words above a trigger, each with what depends on it."""
    token = span.root
    path = token.dep_
    inside = range(span.start, span.end)
    for step in range(1, MOST_ABOVE + 1):
        head = token.head
        if head.i == token.i:
            return
        name = lemma(head)
        yield f"under '{name}'"
        yield f"{token.dep_} of '{name}'"
        if step <= 2:
            yield f"{path} of '{name}'"
            yield f"under '{name}', {verdict}"
            yield from _below(f"above {step}", head)
        yield f"{step} up: {path}"
        if head.dep_ == "prep" and head.i:
            yield f"'{head.nbor(-1).lower_} {name}' above"
        for family in _families(head):
            yield f"under one that {family}"
            yield f"{step} up: one that {family}"
            yield f"{token.dep_} of one that {family}"
            yield f"{token.dep_} of one that {family}, {head.tag_[:1]}"
        for child in head.children:
            if child.i not in inside:
                for family in _families(child):
                    yield f"beside: one that {family}"
                    yield f"beside: one that {family}, {verb.tag_}"
        token, path = head, f"{path} {head.dep_}"


def _clause(verb: Token) -> Iterator[str]:
    """The families of the words of the clause, and the tenses of its verb and of the sentence's."""
    yield f"tenses {verb.tag_} {verb.sent.root.tag_}"
    for token in verb.subtree:
        for family in _families(token):
            yield f"clause: one that {family}"
            yield f"clause: one that {family}, {verb.tag_}"


def _years(span: Span, verb: Token, now: int) -> Iterator[str]:
    """Years by their age, and whether they stand in the trigger's clause."""
    years = [(token, found) for token in span.sent if (found := YEAR.fullmatch(token.text)) is not None]
    if not years:
        yield f"no year, {verb.tag_}"
        return
    clause = {token.i for token in verb.subtree}
    for token, found in years:
        age = now - int(found.group(1))
        old = "ahead" if age < 0 else str(sum(age >= border for border in AGES))
        kind = f"{'decade' if found.group(2) else 'year'} {old}"
        near = "in the clause" if token.i in clause else "elsewhere"
        yield kind
        yield f"{kind} {near}"
        yield f"{kind} {near} {verb.tag_}"
        yield f"year after '{token.nbor(-1).lower_ if token.i else ''}' {near}"
        between = span.doc[span.end : token.i] if token.i >= span.end else span.doc[token.i + 1 : span.start]
        side = "after" if token.i >= span.end else "before"
        yield f"{kind} {side} it, {'past a verb' if any(is_verb(one) for one in between) else 'no verb between'}"
        yield from _chain(kind, token, span.root)


def _chain(kind: str, year: Token, root: Token) -> Iterator[str]:
    """The dependencies by which a year hangs on the trigger; none where it does not."""
    names = []
    for _ in range(MOST_ABOVE):
        if year.head.i == year.i or year.i == root.i:
            break
        names.append(year.dep_)
        year = year.head
    if year.i == root.i:
        yield f"{kind} below by {' '.join(names)}"
        yield f"{kind} below"
