"""Chains: from a thing up to the verb or noun by which it passes ('arms shipments', 'sold')."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.coding.activities_things import Item
from dragoman.coding.clauses import Clause, Clauses, is_verb
from dragoman.coding.lemmas import lemma
from dragoman.knowledge.activities import Activities, Frame

MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod"})
OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd"})
INTO = frozenset({"of", "in", "for", "on", "about", "over"})
TALKED_OF = frozenset({"on", "about", "over", "of", "for", "regarding", "concerning"})
LONGEST = 7
# How far left of a thing its verb is looked for where the tree does not lead there.
NEAR = 7
WITHIN = frozenset(
    {"JJ", "NN", "NNS", "NNP", "CD", "DT", "PRP$", "CC", "IN", "POS", "HYPH", "VBG", "VBN", "JJR", "PDT"}
)


@dataclass(slots=True)
class Chain:
    """How a thing stands in its sentence.

    Attributes:
        item: the thing.
        top: the noun at the head of the whole phrase.
        parts: all nouns of the phrase, the thing first.
        nouns: nouns by which it passes, with their frames.
        verbs: verbs above or beside it, with the slot in which it stands.
        discussed: the word that says that it is talked of.
    """

    item: Item
    top: Token
    parts: list[Token] = field(default_factory=list)
    nouns: list[tuple[Token, Frame]] = field(default_factory=list)
    verbs: list[tuple[Clause, str]] = field(default_factory=list)
    discussed: Token | None = None


def chain_of(item: Item, clauses: Clauses, book: Activities) -> Chain | None:
    """The chain of a thing; None where it only describes another noun ('coal prices', 'missile talks')."""
    chain = Chain(item, item.token, [item.token])
    _own_noun(chain, book)
    for _ in range(LONGEST):
        above = _step(chain, book)
        if above is None:
            break
        if above.i == chain.top.i:
            return None
        chain.top = above
        chain.parts.append(above)
    chain.verbs.extend(_verbs(chain, clauses))
    return chain


def _own_noun(chain: Chain, book: Activities) -> None:
    """'Arms shipments' is one thing and the noun by which it passes."""
    for frame in book.nouns.get(lemma(chain.item.token), ()):
        if chain.item.group in frame.with_ and chain.item.group == "arms":
            chain.nouns.append((chain.item.token, frame))


def _step(chain: Chain, book: Activities) -> Token | None:
    """The next noun up; None at the top; the same noun again where the thing only describes it."""
    top, group = chain.top, chain.item.group
    head, dep = top.head, top.dep_
    if head.i == top.i:
        return None
    if dep in MODIFIERS and head.lower_ == "worth" and head.head.tag_[:1] == "N":
        return head.head  # 'coal worth 100 million dollars'
    if dep in MODIFIERS and head.tag_[:1] == "N" and head.i > top.i:
        return head if _takes(chain, head, book) else _misread(chain, head)
    if dep == "conj" and head.tag_[:1] in "NC":
        return head
    if dep == "poss" and _noun_frame(head, group, book) is not None:
        return head if _takes(chain, head, book) else None
    if dep == "pobj" and head.head.tag_[:1] in "NCJD":
        noun, preposition = head.head, head.lower_
        if preposition in INTO and _takes(chain, noun, book):
            return noun
        if preposition == "of" and lemma(noun) in book.words["containers"]:
            return noun
        if preposition in TALKED_OF and lemma(noun) in book.words["talk_nouns"] | book.words["hearsay_nouns"]:
            chain.discussed = noun
            return noun
        if preposition in TALKED_OF and lemma(noun) in book.words["banning_nouns"]:
            return top  # what is forbidden is not done
        if preposition == "of" and noun.tag_ in {"CD", "DT", "JJ"}:
            return noun
    return None


def _misread(chain: Chain, head: Token) -> Token:
    """A list without commas may hang one thing below the next ('students advanced physics'): only people stand so."""
    return head if chain.item.group in {"students", "people"} and head.dep_ in {"dobj", "nsubj"} else chain.top


def _takes(chain: Chain, noun: Token, book: Activities) -> bool:
    """Whether a noun is one by which the thing passes, or one that measures it; keeps the frame."""
    frame = _noun_frame(noun, chain.item.group, book)
    if frame is not None:
        chain.nouns.append((noun, frame))
        return True
    return lemma(noun) in book.words["containers"]


def _noun_frame(noun: Token, group: str, book: Activities) -> Frame | None:
    return next((frame for frame in book.nouns.get(lemma(noun), ()) if group in frame.with_), None)


def _verbs(chain: Chain, clauses: Clauses) -> Iterator[tuple[Clause, str]]:
    """The verbs of which the phrase is an argument, and those that describe it ('shells made and sold by')."""
    seen: set[int] = set()
    for part in (chain.top, *chain.parts):
        for child in part.rights:
            if child.dep_ in {"relcl", "acl"} and is_verb(child) and child.i not in seen:
                seen.add(child.i)
                clause = clauses.of(child)
                yield clause, "subj" if _is_in(part, clause.subjects) else "obj"
    governing = list(_governing(chain.top, clauses))
    yield from governing
    if not governing:
        verb = _left_verb(chain.item.token)
        if verb is not None and verb.i not in seen:
            yield clauses.of(verb), "obj"


def _governing(top: Token, clauses: Clauses) -> Iterator[tuple[Clause, str]]:
    head = top.head
    if top.dep_ in OBJECTS and is_verb(head):
        yield from _shared(head, clauses, "obj")
    elif top.dep_ in {"nsubj", "dative"} and is_verb(head):
        clause = clauses.of(head)
        yield clause, "subj" if top.dep_ == "nsubj" else "obj"
        # "continued to arrive", "were seen arriving"
        for inner in clause.complements:
            if is_verb(inner):
                yield clauses.of(inner), "subj"
    elif top.dep_ == "pobj":
        verb = head.head
        while not is_verb(verb) and verb.head.i != verb.i and verb.dep_ in {"prep", "dobj", "pobj", "nsubjpass"}:
            verb = verb.head
        if is_verb(verb):
            yield clauses.of(verb), str(head.lower_)


def _shared(verb: Token, clauses: Clauses, slot: str) -> Iterator[tuple[Clause, str]]:
    """A verb, and those before it that share its object ('ordered and procured grenades')."""
    yield clauses.of(verb), slot
    if verb.dep_ == "conj" and is_verb(verb.head) and not clauses.of(verb.head).objects:
        yield clauses.of(verb.head), slot


def _left_verb(token: Token) -> Token | None:
    """The verb right before a noun phrase that the parser took apart."""
    for place in range(token.i - 1, max(token.sent.start, token.i - NEAR) - 1, -1):
        other = token.doc[place]
        if other.tag_ in {"VBD", "VBZ", "VBP", "VB"} or (other.tag_ == "VBN" and other.dep_ not in {"amod"}):
            return other
        if other.tag_ not in WITHIN:
            return None
    return None


def _is_in(token: Token, tokens: list[Token]) -> bool:
    return any(token.i == other.i for other in tokens)
