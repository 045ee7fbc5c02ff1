"""Acts: event mentions as merging sees them: who, what, when and where, without the text around."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dragoman.concerns.doings import Doing
from dragoman.knowledge.merging import merging
from dragoman.knowledge.states import states
from dragoman.merge.keys import key_of
from dragoman.record import Entity, Factuality, When

EPOCH = date(1970, 1, 1).toordinal()
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
NUMBER = re.compile(r"\d[\d.,]+")
SHORTEST_WORD = 4
# Endings that a word may have without being another word, the longest first.
ENDINGS = ("ments", "ment", "ations", "ation", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y")
SHORTEST_STEM = 4
MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part in an act."""

    id: str
    name: str
    kind: str
    state: str | None
    known: bool

    def row(self) -> dict[str, Any]:
        """Its fields by name; ``dataclasses.asdict`` takes twenty times as long."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Venue:
    """Where an act was: a place with its coordinates, where it has any."""

    id: str
    name: str
    role: str
    state: str | None
    lat: float | None
    lon: float | None
    precise: bool

    def row(self) -> dict[str, Any]:
        """Its fields by name; ``dataclasses.asdict`` takes twenty times as long."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report of an act comes from, and why it is taken to come from there.

    Args:
        id: entity id of the source, or 'outlet:...' for the outlet's own reporting.
        name: for people.
        kind: 'source' (somebody said it), 'agency' (an agency is credited), 'outlet' (own reporting).
        state: the state whose voice it is.
        source_class: class of publisher, where it is one.
        reason: why.
    """

    id: str
    name: str
    kind: str
    state: str | None
    source_class: str | None
    reason: str

    def row(self) -> dict[str, Any]:
        """Its fields by name; ``dataclasses.asdict`` takes twenty times as long."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Act:
    """An event mention, reduced to what decides whether another one reports the same act.

    ``first`` and ``last`` are days since 1970-01-01 between which it lies; None where nothing is known. ``anchored``
    says that the day comes from the report's own words rather than from its publication. ``language`` is that of
    ``words``, and ``translated`` whether a translator chose them. What languages have in common stands in ``anchors``,
    the known names and numbers of the sentence, and in ``cast``, the known names of the whole article. ``order`` is
    where it stands among others: the most definite about who first, then about when, then the earliest reported, then
    by key. A mention is attached only to one that stands before it, so that a vague one never joins two definite ones.
    """

    key: int
    article: int
    type: str
    mode: str | None
    contexts: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    materiel: frozenset[str]
    first: int | None
    last: int | None
    anchored: bool
    venue: Venue | None
    factuality: Factuality
    denied_by: tuple[str, ...]
    confidence: float
    when: When
    words: frozenset[int]
    sentence: int | None
    quotes: frozenset[int]
    manner: str | None
    origin: Origin
    role: str
    published: str | None
    outlet: str
    source_class: str | None
    source_state: str | None
    sentence_start: int = 0
    language: str | None = None
    translated: bool = False
    anchors: frozenset[int] = frozenset()
    cast: frozenset[int] = frozenset()
    trigger: tuple[int, int] = (0, 0)
    doings: tuple[Doing, ...] = ()
    sides: tuple[frozenset[str], frozenset[str]] = field(init=False)
    persons: frozenset[str] = field(init=False)
    bodies: frozenset[str] = field(init=False)
    order: tuple[int, str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what every comparison asks for."""
        parties = (*self.actors, *self.recipients)
        sides = (self.actors, self.recipients)
        object.__setattr__(self, "sides", (states_of(self.actors), states_of(self.recipients)))
        object.__setattr__(self, "persons", frozenset(p.id for p in parties if p.kind == "person" and p.known))
        object.__setattr__(self, "bodies", frozenset(p.id for p in parties if p.kind in ("organisation", "group")))
        named = sum(any(p.kind == "person" and p.known for p in side) for side in sides)
        definite = 2 * (named + (2 if len(self.states) > 1 else 0)) + self.anchored
        object.__setattr__(self, "order", (-definite, self.published or "9", self.key))

    @property
    def states(self) -> frozenset[str]:
        """The states on both sides."""
        return self.sides[0] | self.sides[1]

    def by_state(self, *kinds: str) -> dict[str, set[str]]:
        """Those of some kinds that are known by name, by their state."""
        found: dict[str, set[str]] = {}
        for party in (*self.actors, *self.recipients):
            if party.kind in kinds and party.known and party.state:
                found.setdefault(party.state, set()).add(party.id)
        return found

    def lacks(self, other: Act) -> bool:
        """Whether, for a state for which another act names a person, this one names and describes nobody."""
        described = self.states_of("person")
        return any(state not in described for state in other.by_state("person"))

    def states_of(self, *kinds: str) -> set[str]:
        """The states of those of some kinds, known by name or described."""
        return {p.state for p in (*self.actors, *self.recipients) if p.kind in kinds and p.state}

    @property
    def strangers(self) -> frozenset[str]:
        """Those whose state is not known."""
        return frozenset(party.id for party in (*self.actors, *self.recipients) if not party.state)

    @property
    def report(self) -> tuple[str, int]:
        """When it was reported, for telling which report came first."""
        return self.published or "9", self.key


def states_of(parties: Iterable[Party]) -> frozenset[str]:
    """The states that parties are or belong to."""
    return frozenset(party.state for party in parties if party.state)


def party_of(entity: Entity) -> Party:
    """A participant out of a record's entity."""
    return Party(entity.id, entity.name, entity.kind, entity.state, entity.known or entity.kind == "state")


def day_of(stamp: str | None) -> int | None:
    """The day of an ISO date or date-time, as days since 1970-01-01; None where it is less precise."""
    if stamp is None or len(stamp) < 10:
        return None
    try:
        return date.fromisoformat(stamp[:10]).toordinal() - EPOCH
    except ValueError:
        return None


def window_of(when: When, factuality: Factuality, published: str | None) -> tuple[int | None, int | None, bool]:
    """First and last day on which an act may have been, and whether the report itself says so."""
    span = span_of(when)
    if span is not None:
        return (*span, True) if span[1] - span[0] <= merging().longest_window else (None, None, False)
    around = merging().undated.get(factuality)
    day = day_of(published)
    if around is None or day is None or when.value is not None:
        return None, None, False
    return day - around.before, day + around.after, False


def span_of(when: When) -> tuple[int, int] | None:
    """The days of a date of any precision, first and last; None where there is no date, or a vague one."""
    first = border(when.value, when.precision, last=False)
    last = border(when.value_end or when.value, when.precision, last=True)
    return (first, last) if first is not None and last is not None and first <= last else None


def border(value: str | None, precision: str | None, *, last: bool) -> int | None:
    """The first or last day of a date."""
    if value is None:
        return None
    try:
        if len(value) >= 10:
            day = date.fromisoformat(value[:10])
            end = day + timedelta(days=6) if precision == "week" else day
        elif len(value) == 7:
            day = date(int(value[:4]), int(value[5:]), 1)
            months = 3 if precision in ("season", "quarter") else 1
            end = month_end(day, months)
        elif len(value) == 4:
            day = date(int(value), 1, 1)
            end = date(int(value), 12, 31)
        else:
            return None
    except ValueError:
        return None
    return (end if last else day).toordinal() - EPOCH


def month_end(day: date, months: int) -> date:
    """The last day of the month that is so many months on, the first one counted."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def content_words(text: str, names: Iterable[str]) -> frozenset[int]:
    """The content words of a sentence as numbers: without short words and without the names of who takes part."""
    left_out = {part.casefold() for name in names for part in name.split()}
    empty = empty_words()
    found = set()
    for word in WORD.findall(text.casefold()):
        if (len(word) >= SHORTEST_WORD or word[0].isdigit()) and word not in left_out and word not in empty:
            found.add(stem_key(word))
    return frozenset(found)


def anchors_of(names: Iterable[str], text: str = "") -> frozenset[int]:
    """Entities by their ids, and the numbers of a text: what is the same in every language."""
    numbers = (number.strip(".,").replace(",", "").replace(".", "") for number in NUMBER.findall(text))
    return frozenset(key_of("anchor", one) & MASK for one in (*names, *numbers))


@lru_cache(maxsize=1)
def empty_words() -> frozenset[str]:
    """Words that say nothing of an act; the names, demonyms and capitals of states stand in every report on them."""
    names = (
        name for row in states().values() for name in (*row.names, *row.demonyms, *row.metonyms, row.capital or "")
    )
    return merging().empty_words | {word.casefold() for name in names for word in WORD.findall(name)}


@lru_cache(maxsize=50_000)
def stem_key(word: str) -> int:
    """A word without its ending, as a number of 32 bits."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    return key_of("word", word) & MASK


def manner_of(trigger: str) -> str | None:
    """What was done together, by the words that report it: 'meal', 'letter', 'tour'; None for meeting and talking."""
    words = {stem_key(word.casefold()) for word in WORD.findall(trigger)}
    return next((name for name, cues in manner_stems().items() if words & cues), None)


@lru_cache(maxsize=1)
def manner_stems() -> dict[str, frozenset[int]]:
    """The cues of each manner, without their endings."""
    return {name: frozenset(map(stem_key, cues)) for name, cues in merging().manners.items()}


def sentence_key(text: str, least: int) -> int | None:
    """What stands for a sentence whatever its spacing, case and punctuation; None for one of fewer words."""
    words = [word.casefold() for word in WORD.findall(text)]
    return words_key(words) if len(words) >= least else None


def words_key(words: list[str]) -> int:
    """What stands for the words of a sentence, which are in small letters."""
    return key_of("sentence", " ".join(words))
