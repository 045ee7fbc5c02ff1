"""The context lexicon: which words, actors' sectors and event types set an event in which PLOVER context."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import Field

from dragoman.errors import KnowledgeError
from dragoman.knowledge.data import Row, checked, load_data
from dragoman.knowledge.plover import Plover, plover
from dragoman.knowledge.spelling import folded, plural


class CueWords(Row):
    """The cues of one context."""

    strong: tuple[str, ...] = Field(min_length=1)
    weak: tuple[str, ...] = ()


class ContextData(Row):
    """The whole data file, without its ``meta`` block."""

    contexts: dict[str, CueWords]
    shields: tuple[str, ...]
    sectors: dict[str, str]
    events: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a text.

    Attributes:
        start: its first character.
        end: the character after its last.
        meanings: (context, whether it is a strong cue of it); empty for a shield.
    """

    start: int
    end: int
    meanings: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a search pattern stands for: capitals count where the cue is written with capitals."""

    written: str
    open: bool
    meanings: tuple[tuple[str, bool], ...]

    @property
    def rank(self) -> int:
        """Of equally long cues the one in capitals comes first ('AIDS'), then closed ones, then open ones."""
        return 2 * self.open + self.written.islower()


WORD_END = re.compile(r"[\w']*")


class Contexts:
    """The lexicon with one search over all cues.

    Attributes:
        sectors: PLOVER sector code to context.
        events: 'TYPE' or 'TYPE mode' to context.
    """

    def __init__(self, data: ContextData) -> None:
        self.sectors, self.events = data.sectors, data.events
        self.patterns = patterns_of(data)
        self._search = AhoCorasick(
            [pattern.written.lower() for pattern in self.patterns], matchkind=MatchKind.Standard, store_patterns=False
        )

    def find(self, text: str) -> list[Cue]:
        """The cues in a text on word borders, leftmost and longest first, in order; shields are left out."""
        spelt = folded(text)
        low = spelt.lower()
        if len(low) != len(spelt):
            low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in spelt)
        whole: list[tuple[int, int, int, int]] = []
        for index, start, end in self._search.find_matches_as_indexes(low, overlapping=True):
            if start and (low[start - 1].isalnum() or low[start - 1] == "-"):
                continue
            pattern = self.patterns[index]
            if pattern.open:
                match = WORD_END.match(low, end)
                end = match.end() if match else end
            elif low[end : end + 1].isalnum():
                continue
            if pattern.written.islower() or spelt.startswith(pattern.written, start):
                whole.append((start, -end, pattern.rank, index))
        whole.sort()
        found: list[Cue] = []
        free = 0
        for start, negative, _, index in whole:
            if start >= free:
                free = -negative
                found.append(Cue(start, free, self.patterns[index].meanings))
        return [cue for cue in found if cue.meanings]


def patterns_of(data: ContextData) -> list[Pattern]:
    """One pattern for each wording: cues, their regular plurals, and shields.

    Raises:
        KnowledgeError: a shield is also a cue.
    """
    meanings: dict[str, dict[str, bool]] = {}
    for context, words in data.contexts.items():
        for strong, listed in ((False, words.weak), (True, words.strong)):
            for cue in listed:
                for form in forms(cue):
                    held = meanings.setdefault(form, {})
                    held[context] = held.get(context, False) or strong
    for shield in data.shields:
        if meanings.get(shield):
            raise KnowledgeError(f"'{shield}' is a cue and a shield", where="contexts.yaml", do="take one of them out")
        meanings[shield] = {}
    return [Pattern(form.removesuffix("*"), form.endswith("*"), tuple(held.items())) for form, held in meanings.items()]


def forms(cue: str) -> Iterable[str]:
    """A cue and its regular plural; a cue with an open end is left as it is."""
    yield cue
    if not cue.endswith(("*", "s")) and cue.islower():
        yield plural(cue)


def checked_codes(data: ContextData, ontology: Plover) -> ContextData:
    """The data, once all its codes are PLOVER's.

    Raises:
        KnowledgeError: a context, sector, event type or mode is not PLOVER's, or a context has no cue.
    """
    named = {*data.contexts, *data.sectors.values(), *data.events.values()}
    strange = [code for code in named if code not in ontology.contexts]
    strange += [code for code in ontology.contexts if code not in data.contexts]
    strange += [code for code in data.sectors if code not in ontology.sectors]
    for key in data.events:
        kind, _, mode = key.partition(" ")
        if kind not in ontology.types or (mode and mode not in ontology.types[kind].modes):
            strange.append(key)
    if strange:
        raise KnowledgeError(
            f"'{sorted(strange)[0]}' is unknown to PLOVER or has no cues", where="contexts.yaml", do="mend the code"
        )
    return data


@lru_cache(maxsize=1)
def contexts() -> Contexts:
    """The lexicon, read from ``data/contexts.yaml``.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    raw = {section: rows for section, rows in load_data("contexts").items() if section != "meta"}
    data = checked(raw, ContextData, "contexts.yaml")
    assert isinstance(data, ContextData)
    return Contexts(checked_codes(data, plover()))
