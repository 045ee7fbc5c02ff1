"""Pairs of names: 'the defence ministers of Chile and Peru, A and B' and 'Chilean and Peruvian ministers A and B'.

The names say who the office-holders are, and stand in the order of their states.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.coding.reading import Reading
from dragoman.record import Mention

# How many words may stand between an office and the names, and before the office with its states.
REACH = 8
JOINING = frozenset({"of", "from", "the", "and", ","})


def named_pair(reading: Reading, noun: Token) -> list[Mention]:
    """The two persons named right behind the noun of their office; nobody where it is no such noun."""
    if noun.tag_ not in {"NNS", "NNPS"}:
        return []
    doc = reading.doc
    for index in range(noun.i + 1, min(noun.i + 1 + REACH, len(doc) - 2)):
        first = _person_from(reading, index)
        if first is not None:
            _, end = reading.tokens_of(first.start, first.end) or (0, len(doc))
            second = _person_from(reading, end + 1) if end + 1 < len(doc) and doc[end].lower_ == "and" else None
            return [first, second] if second is not None and second.entity != first.entity else []
        stated = any(mention.kind == "state" for mention in reading.mentions_on(index))
        if not stated and doc[index].lower_ not in JOINING:
            return []
    return []


def deal_states(reading: Reading) -> None:
    """Give the two persons of such a pair the two states beside their office, each his own."""
    for noun in reading.doc:
        pair = named_pair(reading, noun)
        states = list(_states(reading, noun)) if pair else []
        if len(states) != 2:
            continue
        for person, state in zip(pair, states, strict=True):
            entity = reading.entities[person.entity]
            home = reading.entities[state.entity].state
            if not entity.known and entity.state != home:
                entity.state = home
                entity.reasons.append(f"state of '{state.text}', in the order of the names")


def _person_from(reading: Reading, index: int) -> Mention | None:
    """The person whose name begins at a token."""
    start = reading.doc[index].idx
    found = (m for m in reading.mentions_on(index) if m.kind == "person" and m.form == "name" and m.start == start)
    return next(found, None)


def _states(reading: Reading, noun: Token) -> Iterator[Mention]:
    """The states named behind the noun of an office, else those that stand before it."""
    behind = reading.mentions_in(noun.i + 1, min(noun.i + 1 + REACH, len(reading.doc)))
    found = {m.entity: m for m in behind if m.kind == "state" and not _is_beyond(reading, noun, m)}
    if not found:
        before = reading.mentions_in(max(noun.sent.start, noun.i - REACH), noun.i)
        found = {m.entity: m for m in before if m.kind == "state"}
    yield from found.values()


def _is_beyond(reading: Reading, noun: Token, mention: Mention) -> bool:
    """Whether a state stands behind the names."""
    return any(other.start < mention.start for other in named_pair(reading, noun))
