"""Titles: what stands beside a person's name and says who that is: 'Defence Minister' before, 'governor of' after."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Span, Token

from dragoman.coding.reading import Reading
from dragoman.knowledge.roles import RoleNoun, roles

HONORIFICS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lady",
        "lord",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "sheikh",
        "mx",
        "prof",
        "prof.",
    }
)
FEMALE = frozenset({"mrs", "ms", "miss", "lady", "mrs.", "ms."})
MALE = frozenset({"mr", "sir", "lord", "mr."})
FORMER = frozenset({"former", "ex", "ex-", "late", "deposed", "ousted", "then", "exiled"})
NAME_TAGS = frozenset({"NNP", "NNPS", "HYPH", "NN", "FW", "JJ"})
LONGEST_TITLE = 10
# A name of a person has no more words than this.
LONGEST_NAME = 4
# How far above a name in commas its description is looked for: it may hang on a word of the description.
MOST_ABOVE = 5


@dataclass(slots=True)
class Description:
    """What stands beside a name: the words, the role noun among them, and the state that they name."""

    words: str = ""
    noun: RoleNoun | None = None
    state: str | None = None
    state_word: str = ""
    former: bool = False
    title: tuple[int, int] = (0, 0)
    head: int | None = None


def describe(reading: Reading, span: Span) -> Description:
    """The title before a name, and the apposition after it."""
    title = _title_before(span)
    before = _described(reading, *title)
    if before.noun is None and _described(reading, *_title_above(span)).state is not None:
        title = _title_above(span)
        before = _described(reading, *title)
    before.title = title if before.noun is not None else (0, 0)
    if before.noun is not None and before.state is None:
        _add_state_behind(reading, span, before)
    if before.noun is not None and before.state is not None:
        return before
    for token in span:
        for child in token.rights:
            if child.dep_ == "appos" and child.i >= span.end:
                after = _described(reading, child.left_edge.i, _end_of_phrase(child), child)
                if after.noun is not None:
                    after.head, after.title = child.i, before.title
                    after.state = after.state or before.state
                    if before.noun is None:
                        return after
                    before.head, before.state = child.i, before.state or after.state
                    return before
    above = _named_by(reading, span)
    if before.noun is None and above.head is not None:
        return above
    before.head = above.head
    return before


def _add_state_behind(reading: Reading, span: Span, title: Description) -> None:
    """'President X of Chile': the state that follows a name with a title."""
    doc = reading.doc
    if span.end + 1 < len(doc) and doc[span.end].lower_ == "of":
        place = span.end + 1 + (doc[span.end + 1].lower_ == "the")
        for mention in reading.mentions_on(place) if place < len(doc) else ():
            if mention.kind == "state" and mention.form == "name":
                title.state, title.state_word = reading.entities[mention.entity].state, mention.text


def _named_by(reading: Reading, span: Span) -> Description:
    """The description that a name between commas ends: 'a lawyer for the mayor, Dan Costescu,'."""
    root = span.root
    first = root.left_edge.i
    if root.dep_ != "appos" or first < 2 or span.doc[first - 1].text != ",":
        return Description()
    head: Token | None = _noun_above(root.head, "person") or _noun_above(root.head, "organisation")
    if head is None or head.i > first:
        return Description()
    start = next(i for i in range(head.left_edge.i, first) if span.doc[i].tag_ not in {"DT", "PRP$"})
    found = _described(reading, start, first - 1, head)
    found.head = head.i
    return found


def _noun_above(token: Token, kind: str) -> Token | None:
    """The first role noun of a kind among a word and those that it belongs to ('spokeswoman for the commission')."""
    for _ in range(MOST_ABOVE):
        noun = roles().lookup(token.lower_)
        if token.tag_ == "NN" and noun is not None and noun.kind == kind:
            return token
        if token.dep_ not in {"pobj", "poss", "compound", "prep"} or token.head.i == token.i:
            return None
        token = token.head
    return None


def _end_of_phrase(head: Token) -> int:
    """Where a description ends: before a comma or a relative clause."""
    end = head.i + 1
    while end <= head.right_edge.i and head.doc[end].text not in {",", ";", "–", "—", "("}:
        if head.doc[end].tag_ in {"WDT", "WP"}:
            break
        end += 1
    return end


def _title_before(span: Span) -> tuple[int, int]:
    """The tokens of the noun phrase before a name, no further than a verb or a comma."""
    return _title_from(span, span.root.left_edge.i)


def _title_above(span: Span) -> tuple[int, int]:
    """The same where the parser hangs the name below the title right before it ("Norway's minister X")."""
    above = span.root.head
    return _title_from(span, above.left_edge.i) if span.root.dep_ == "appos" and above.i == span.start - 1 else (0, 0)


def _title_from(span: Span, edge: int) -> tuple[int, int]:
    doc, first = span.doc, span.start
    edge = max(edge, first - LONGEST_TITLE, span.sent.start)
    start = first
    while start > edge and (doc[start - 1].tag_ in NAME_TAGS or doc[start - 1].tag_ in {"POS", "NNS", "IN", "RB"}):
        start -= 1
        if doc[start].tag_ == "IN" and doc[start].lower_ not in {"of", "for"}:
            return start + 1, first
    return start, first


def _described(reading: Reading, start: int, end: int, head: Token | None = None) -> Description:
    if start >= end:
        return Description()
    words = reading.doc[start:end]
    found = Description(words=re.sub(r"\s+", " ", words.text))
    found.former = any(token.lower_ in FORMER for token in words)
    last = (head.i + 1) if head is not None else end
    found.noun = role_before(words.doc, start, last)
    for mention in reading.mentions_in(start, end):
        state = reading.entities[mention.entity].state
        if state is not None and mention.kind in {"state", "organisation", "group"}:
            found.state, found.state_word = state, mention.text
            break
    if found.noun is None and found.state is None:
        return Description()
    return found


def role_before(doc: Span | object, start: int, end: int) -> RoleNoun | None:
    """The longest role noun that ends somewhere in ``doc[start:end]``, the last one first."""
    tokens = [doc[i].lower_ for i in range(start, end)]  # type: ignore[index]
    known = roles()
    for last in range(len(tokens), 0, -1):
        if tokens[last - 1] not in known.heads:
            continue
        for first in range(max(0, last - known.words), last):
            noun = known.lookup(" ".join(tokens[first:last]))
            if noun is not None:
                return noun
    return None


def proper_name(entity: Span, before: Callable[[Token], bool]) -> Span | None:
    """The parser's name without possessives, marks, line ends and the words before it; None where it is no name.

    Args:
        entity: what the parser labelled.
        before: whether a word at the start is no part of the name ('the', 'President').
    """
    doc, first, last = entity.doc, entity.start, entity.end
    last = next((index for index in range(first, last) if "\n" in doc[index].text), last)
    while last > first and (doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct):
        last -= 1
    while last - first > 1 and (doc[first].is_punct or before(doc[first])):
        first += 1
    if first >= last or not any(doc[i].tag_ in {"NNP", "NNPS"} for i in range(first, last)):
        return None
    return doc[first:last]


def _is_title(token: Token) -> bool:
    return token.lower_ in HONORIFICS or token.lower_ in roles().heads


def person_name(entity: Span) -> Span | None:
    """A person's name without titles; None for a single letter, a word in lower case and a body ('Delhi Police')."""
    name = proper_name(entity, _is_title)
    if name is None or not name[0].text[:1].isupper() or len(name.text) < 2:
        return None
    body = roles().lookup(name[-1].lower_) if len(name) > 1 else None
    return None if body is not None and body.kind == "organisation" else name


def is_described_person(reading: Reading, span: Span) -> bool:
    """Whether what stands beside a name of several words says that it is a person's: a title, 'who', 'a lawyer'."""
    if not 2 <= len(span) <= LONGEST_NAME or not all(token.tag_ in {"NNP", "HYPH"} for token in span):
        return False
    if any(token.text.isupper() or token.lower_ in roles().heads for token in span):
        return False
    root, doc = span.root, span.doc
    behind = doc[span.end : span.end + 2].text.replace(" ", "").lower()
    if behind in {",who", ",whose"}:
        return True
    if any(_is_person(child) and child.i > span.end for child in root.rights if child.dep_ == "appos"):
        return True
    above = root.head if root.dep_ in {"conj", "appos"} else root
    above = above.head if above.dep_ == "appos" and root.dep_ == "conj" else above
    if root.dep_ in {"conj", "appos"} and above.tag_ == "NNS" and _is_person(above) and doc[above.i + 1].text == ",":
        return True  # 'the former ministers, A B and C D,'
    before = doc[span.start - 1] if span.start > span.sent.start else None
    return (
        before is not None
        and before.tag_ == "NN"
        and before.head.i in range(span.start, span.end)
        and _is_person(before)
    )


def _is_person(token: Token) -> bool:
    noun = roles().lookup(token.lower_)
    return noun is not None and noun.kind == "person"
