"""Holders of an office in a list: 'les ministres norvégien et finlandais, A et B', 'los reyes sueco, A, y danés, B'."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.native_titles import Titled
from dragoman.coding.native_verbs import word_of
from dragoman.coding.reading import Reading
from dragoman.knowledge.native import Words
from dragoman.record import Mention


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a list of holders.

    Attributes:
        mention: the name; state: whom the person serves, None where the list does not tell.
        first: where the words for the person begin: at an adjective of a state before the name, or at the office.
    """

    mention: Mention
    state: str | None
    first: int


def holders(titled: Titled, reading: Reading, words: Words) -> list[Holder]:
    """The persons listed behind an office in the plural, each with a state; empty where fewer than two are."""
    if not titled.role.plural or titled.role.row.kind != "person":
        return []
    found: list[tuple[Mention, str | None, int]] = []
    state, first = None, titled.first
    index, end = titled.last, reading.doc[titled.first].sent.end
    while index < end:
        token = reading.doc[index]
        named = next((m for m in reading.mentions_on(index) if m.kind == "person" and m.form == "name"), None)
        spoken = next((m for m in reading.mentions_on(index) if m.form == "demonym"), None)
        if named is not None:
            found.append((named, state, first))
            state, first = None, titled.first
            index = (reading.tokens_of(named.start, named.end) or (0, index + 1))[1]
            continue
        if spoken is not None and found:
            state, first = reading.entities[spoken.entity].state, index
        elif word_of(token) not in words.joining | words.determiners | words.honorifics:
            break
        index += 1
    if len(found) < 2:
        return []
    told = [titled.state, *titled.others]
    shared = told if len(told) == len(found) else [told[0] if len(told) == 1 else None] * len(found)
    own = any(one is not None for _, one, _ in found)
    listed = [titled.state, *[one for _, one, _ in found[1:]]] if own else shared
    return [Holder(mention, one, begin) for (mention, _, begin), one in zip(found, listed, strict=True)]
