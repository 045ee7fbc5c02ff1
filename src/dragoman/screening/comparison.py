"""Comparison: how far two names are one, part by part, and which parts say so.

rigour pairs the parts: by its dictionary of names' forms, of kinds of company and of common words, then by letters.
What a pair counts stands in ``knowledge/data/screening.yaml``. The score is the mean of the pairs' scores by weight,
parts without a counterpart counting as 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from dragoman.knowledge.screening import screening
from dragoman.screening.spelling import CATEGORIES, Spelt, consonants, core, letters, telling

if TYPE_CHECKING:
    from rigour._core import Alignment, NamePart

# Parts whose letters agree less are two parts without a counterpart.
LEAST_ALIKE = 0.5
# A pair of parts of a name as sure as this is a part in common.
SURE = 0.7
SMALL_TAGS = frozenset({"STOP", "LEGAL"})
NOWHERE: frozenset[str] = frozenset()


class PartMatch(BaseModel):
    """Parts of two names that are taken for one, or a part that the other name lacks."""

    model_config = ConfigDict(frozen=True)

    store: str = Field(description="The part of the store's name; empty where only the list has it.")
    listed: str = Field(description="The part of the listed name; empty where only the store has it.")
    how: str = Field(description="Why they are a pair, or which name lacks it.")
    score: float
    edits: int = Field(description="Letters that differ (Levenshtein).")


@dataclass(frozen=True, slots=True)
class Unit:
    """A pair of parts with what it counts."""

    ours: tuple[NamePart, ...]
    theirs: tuple[NamePart, ...]
    how: str
    score: float
    weight: float
    common: bool = False

    def told(self) -> PartMatch:
        """The pair as it is shown."""
        one, other = (" ".join(letters(part) for part in side) for side in (self.ours, self.theirs))
        says = screening().parts["letters" if one == other else self.how].says
        edits = core().raw_levenshtein(one, other)
        return PartMatch(store=one, listed=other, how=says, score=round(self.score, 2), edits=edits)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two names compared.

    Args:
        score: 0 to 1.
        units: the pairs.
        left: parts of the store's name without a counterpart.
        right: likewise of the listed name.
        surname: a person's names have too little in common: a lone surname at most.
        common: what the names have in common are common words only.
    """

    score: float
    units: tuple[Unit, ...]
    left: tuple[NamePart, ...]
    right: tuple[NamePart, ...]
    surname: bool
    common: bool

    def parts(self) -> tuple[PartMatch, ...]:
        """The pairs, and what has no counterpart, as they are shown."""
        return (
            *(unit.told() for unit in self.units),
            *(extra(part, "the listed name lacks it", ours=True) for part in self.left),
            *(extra(part, "the store's name lacks it", ours=False) for part in self.right),
        )


def compared(ours: Spelt, theirs: Spelt, home: frozenset[str] = NOWHERE) -> Compared:
    """Two names compared: the best of the ways in which rigour's dictionary pairs their parts.

    Args:
        ours: the store's name.
        theirs: the listed name.
        home: words for the state that both are of: 'Syria' makes a ministry of Syria no other ministry.
    """
    ways = core().pair_symbols(ours.name, theirs.name) or [()]
    # The first of equally good ways: rigour gives them in a fixed order.
    return max((Comparison(ours, theirs, home).judged(way) for way in ways), key=lambda one: one.score)


class Comparison:
    """Two names on the way to being compared.

    Args:
        ours: the store's name.
        theirs: the listed name.
        home: words for the state that both are of.
    """

    def __init__(self, ours: Spelt, theirs: Spelt, home: frozenset[str]) -> None:
        self.ours = ours
        self.theirs = theirs
        self.home = home
        self.person = ours.naming == "person"
        self.units: list[Unit] = []
        self.left = list(ours.name.parts)
        self.right = list(theirs.name.parts)

    def judged(self, way: Iterable[Alignment]) -> Compared:
        """The names compared with some parts paired already."""
        # In a person's name a word for a number is a name.
        self.take(symbol_unit(one) for one in way if not (self.person and is_number(one)))
        self.take(self.same_units())
        if self.person:
            self.left, self.right = core().align_person_name_order(self.left, self.right)
        self.take(self.letter_units())
        self.take(sound_units(self.left, self.right))
        return self.result()

    def take(self, units: Iterable[Unit]) -> None:
        """Take pairs, so that their parts are left no more."""
        found = list(units)
        self.units += found
        self.left = without(self.left, (part for unit in found for part in unit.ours))
        self.right = without(self.right, (part for unit in found for part in unit.theirs))

    def same_units(self) -> list[Unit]:
        """Pairs of small words that are the same: of two 'of' rigour pairs neither."""
        free = {letters(part): part for part in reversed(self.right) if self.is_small(part, self.theirs)}
        small = [part for part in self.left if self.is_small(part, self.ours)]
        weight = screening().missing.small
        pairs = [(part, other) for part in small if (other := free.pop(letters(part), None)) is not None]
        return [Unit((part,), (other,), "letters", 1.0, weight, common=True) for part, other in pairs]

    def letter_units(self) -> list[Unit]:
        """Pairs by letters, those left out that agree too little."""
        found = []
        for pair in core().compare_parts(self.left, self.right):
            if not pair.qps or not pair.rps or pair.score < LEAST_ALIKE:
                continue
            score = 1.0 if pair.qstr == pair.rstr else pair.score
            weight = sum(self.weight_of(part, self.ours) for part in pair.qps) * max(1, len(pair.rps) / len(pair.qps))
            common = all(self.is_common(part, self.ours) for part in pair.qps)
            found.append(Unit(pair.qps, pair.rps, "letters" if score == 1.0 else "near", score, weight, common))
        return found

    def weight_of(self, part: NamePart, spelt: Spelt) -> float:
        """What a part of a name counts."""
        if self.is_small(part, spelt):
            return screening().missing.small
        if not self.is_common(part, spelt):
            return 1.0
        return min(screening().parts[trait].weight for trait in spelt.traits[part.index] & screening().common)

    def is_common(self, part: NamePart, spelt: Spelt) -> bool:
        """Whether a part makes no name distinct: a small word, or a common one of an organisation's name."""
        if self.is_small(part, spelt):
            return True
        return not self.person and bool(spelt.traits.get(part.index, NOWHERE) & screening().common)

    def is_small(self, part: NamePart, spelt: Spelt) -> bool:
        """Whether a part hardly counts: a particle of a person; 'of', a kind of company, or the state of both."""
        word = letters(part)
        if self.person:
            return word in screening().particles
        return (
            part.tag.value in SMALL_TAGS
            or word in screening().company_words
            or word in self.home
            or spelt.traits.get(part.index) == frozenset({"ORG_CLASS"})
        )

    def result(self) -> Compared:
        """The score of the pairs and of the parts that are left."""
        missing = screening().missing
        ours_large = any(not self.is_small(part, self.ours) for part in self.left)
        theirs_large = any(not self.is_small(part, self.theirs) for part in self.right)
        each = missing.list_ if self.person else missing.list_organisation
        theirs_weigh = missing.both if ours_large and theirs_large else each
        total = sum(unit.weight for unit in self.units)
        total += sum(missing.store * self.weight_of(part, self.ours) for part in self.left)
        for part in self.right:
            factor = 1.0 if self.is_small(part, self.theirs) else theirs_weigh
            total += factor * self.weight_of(part, self.theirs)
        score = sum(unit.score * unit.weight for unit in self.units) / total if total else 0.0
        sure = [unit for unit in self.units if unit.score >= SURE]
        own = {part.index for part in self.ours.own}
        shared = {part.index for unit in sure for part in unit.ours if part.index in own}
        return Compared(
            score,
            tuple(self.units),
            tuple(self.left),
            tuple(self.right),
            surname=self.person and (len(shared) < 2 or len(self.theirs.own) < 2),
            common=not self.person and all(unit.common for unit in sure),
        )


def is_number(pair: Alignment) -> bool:
    """Whether the dictionary takes a pair for numbers."""
    return pair.symbol is not None and CATEGORIES[pair.symbol.category.value] == "NUMERIC"


def without(parts: Iterable[NamePart], taken: Iterable[NamePart]) -> list[NamePart]:
    """Parts but those that are taken."""
    gone = {part.index for part in taken}
    return [part for part in parts if part.index not in gone]


def symbol_unit(pair: Alignment) -> Unit:
    """A pair by the dictionary; the same letters are sure whatever the dictionary says."""
    assert pair.symbol is not None
    category = CATEGORIES[pair.symbol.category.value]
    counting = screening().parts[category]
    score = 1.0 if pair.qstr == pair.rstr and category != "INITIAL" else counting.score
    size = max(len(pair.qps), len(pair.rps))
    return Unit(pair.qps, pair.rps, category, score, counting.weight * size, category in screening().common)


def sound_units(left: Iterable[NamePart], right: Iterable[NamePart]) -> list[Unit]:
    """Pairs of the parts that are left which have the same consonants, enough to tell."""
    counting = screening().parts["sounds"]
    free = list(right)
    found = []
    for part in left:
        key = consonants(letters(part))
        other = next((one for one in free if consonants(letters(one)) == key), None) if telling(letters(part)) else None
        if other is not None:
            free.remove(other)
            found.append(Unit((part,), (other,), "sounds", counting.score, counting.weight))
    return found


def extra(part: NamePart, how: str, *, ours: bool) -> PartMatch:
    """A part without a counterpart."""
    word = letters(part)
    return PartMatch(store=word if ours else "", listed="" if ours else word, how=how, score=0.0, edits=len(word))
