"""Where a content begins and ends: asides cut off at its end, quotation marks completed, stray marks dropped."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dragoman.coding.attribution_draft import SPOKEN, Draft, region
from dragoman.coding.attribution_quotes import Runs

PAUSES = frozenset({",", "—", "–", "-", "--"})
# An aside after a pause says more about a thing; it is no part of what is said of it.
ASIDES = frozenset({"relcl", "appos", "advcl", "acl"})
# How far behind a content the quoted words that end it may stand, in tokens.
NEAR = 10
CONTRASTS = frozenset({"while", "whereas"})
LEADING = frozenset({",", ";", ":", ".", "—", "–", "-", "--", ")", "]"})
TRAILING = frozenset({",", ";", ":", ".", "—", "–", "-", "--", "(", "["})


def settle(draft: Draft, doc: Doc, runs: Runs, cue_heads: set[int]) -> None:
    """Bring the borders of a draft's content into order."""
    content = draft.content
    if not content.tokens:
        return
    if content.frame in SPOKEN:
        without_contrast(draft, doc, cue_heads)
    else:
        without_asides(draft, doc)
    if content.frame == "as":
        with_last_words(draft, doc, runs)
    for run in list(runs.touching(content.tokens)):
        named = content.frame == "as" and run.first in content.tokens and doc[run.first].sent == doc[run.last].sent
        if (run.quote.is_scare or named) and not content.tokens.isdisjoint(range(run.first + 1, run.last)):
            content.tokens |= run.tokens - draft.cue.words
    content.tokens = bare(content.tokens, doc)


def with_last_words(draft: Draft, doc: Doc, runs: Runs) -> None:
    """Add the quoted words that end the clause: 'calls the ties between A and B "unjust"'."""
    last = max(draft.content.tokens)
    for run in runs.touching({last + 1, last + NEAR}):
        between = doc[last + 1 : run.first] if last < run.first <= last + NEAR else None
        if between is not None and run.quote.is_scare and run.last <= draft.cue.head.right_edge.i:
            if not any(token.pos_ in {"VERB", "PUNCT", "SPACE"} for token in between):
                draft.content.tokens |= set(range(last + 1, run.last + 1))
            return


def without_asides(draft: Draft, doc: Doc) -> None:
    """Cut ', who ...' and ', a ...' off the end of a thing that is judged or wanted."""
    tokens = draft.content.tokens
    while tokens:
        last = max(tokens)
        aside = ending(doc[last], tokens)
        if aside is None:
            return
        tokens = {index for index in tokens if index < aside.left_edge.i - 1}
        if not tokens:
            return
        draft.content.tokens = tokens


def ending(token: Token, tokens: set[int]) -> Token | None:
    """The largest aside that ends with a token."""
    last, found = token.i, None
    while token.i in tokens and token.right_edge.i == last:
        left = token.left_edge.i
        if token.dep_ in ASIDES and left - 1 in tokens and opens_aside(token.doc, left - 1, last, tokens):
            found = token
        if token.head.i == token.i:
            break
        token = token.head
    return found


def opens_aside(doc: Doc, index: int, last: int, tokens: set[int]) -> bool:
    """Whether a comma or dash starts an aside; a hyphen in a word does not, nor does one of a pair of dashes."""
    mark = doc[index].text
    if mark not in PAUSES or (mark == "-" and not doc[index - 1].whitespace_):
        return False
    return mark == "," or all(doc[place].text != mark for place in tokens if place != index and place < last)


def without_contrast(draft: Draft, doc: Doc, cue_heads: set[int]) -> None:
    """Cut ', while others said ...' off the end of what somebody said."""
    tokens, verb = draft.content.tokens, draft.cue.head
    for index in sorted(tokens):
        token = doc[index]
        if token.lower_ in CONTRASTS and token.dep_ == "mark" and index - 1 in tokens and doc[index - 1].text == ",":
            other = token.head
            if index > verb.i and other.i in cue_heads:
                draft.content.tokens = tokens - {place for place in region(other) if place >= index - 1}
                return


def bare(tokens: set[int], doc: Doc) -> set[int]:
    """Tokens without blanks, and without pauses and stops at the ends of each stretch."""
    kept = {index for index in tokens if not doc[index].is_space}
    ordered = sorted(kept)
    for place, index in enumerate(ordered):
        starts = place == 0 or (ordered[place - 1] not in kept) or ordered[place - 1] != index - 1
        if starts and doc[index].text in LEADING:
            kept.discard(index)
    for place in range(len(ordered) - 1, -1, -1):
        index = ordered[place]
        ends = index + 1 not in kept
        if ends and index in kept and doc[index].text in TRAILING:
            kept.discard(index)
    return kept
