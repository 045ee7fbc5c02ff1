"""Finds the names that dragoman knows in texts of other languages, in every form in which they are written there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.knowledge.foreign_borders import Borders
from dragoman.knowledge.foreign_rows import known_language
from dragoman.knowledge.foreign_spelling import Folded, Folding, lowered
from dragoman.knowledge.foreign_table import Part, Spelling, foreign_table
from dragoman.knowledge.name_table import NameReading
from dragoman.knowledge.names import NameMatch

# A spelling that stands in a text: whether it gives way to others, its begin, its end (negative), its parts.
Standing = tuple[bool, int, int, tuple[Part, ...]]


class ForeignNames:
    """One matcher over all names known in a language.

    Args:
        spellings: every form of every name.
        folding: how text is compared.
        borders: where names may begin and end.
    """

    def __init__(self, spellings: Iterable[Spelling], folding: Folding, borders: Borders) -> None:
        self._folding = folding
        self._borders = borders
        by_low: dict[str, list[Spelling]] = defaultdict(list)
        for spelling in spellings:
            by_low[lowered(spelling.text)].append(spelling)
        for low, variants in by_low.items():
            # What is written with more capitals is the surer reading of a text that has them.
            if len(variants) > 1:
                variants.sort(key=lambda variant: (-len(capitals(variant.text, low)), not variant.parts))
        self._variants = list(by_low.values())
        self._matcher = AhoCorasick(list(by_low), matchkind=MatchKind.Standard, store_patterns=False)

    def find(self, text: str) -> list[NameMatch]:
        """The known names in a text from left to right, the longest where several begin or overlap."""
        folded = self._folding.fold(text)
        taken = bytearray(len(folded.low))
        found: list[NameMatch] = []
        for _, start, negative, parts in sorted(self._standing(folded), key=lambda one: one[:3]):
            if any(taken[start:-negative]):
                continue
            taken[start:-negative] = b"\1" * (-negative - start)
            for first, last, readings in parts:
                begin, end = folded.span(start + first, start + last)
                found.append(NameMatch(begin, end, text[begin:end], readings))
        found.sort(key=lambda match: match.start)
        return found

    def readings(self, name: str) -> tuple[NameReading, ...]:
        """What a name alone may mean, in any of its forms; empty where it is not known."""
        found = self.find(name)
        whole = len(found) == 1 and found[0].surface == name.strip()
        return found[0].readings if whole else ()

    def _standing(self, folded: Folded) -> Iterable[Standing]:
        for pattern, start, end in self._matcher.find_matches_as_indexes(folded.low, overlapping=True):
            for spelling in self._variants[pattern]:
                marks = capitals(spelling.text, folded.low[start:end])
                if any(folded.text[start + place] != spelling.text[place] for place in marks):
                    continue
                begin = self._borders.begin(folded.low, start, end, spelling.binding)
                if begin is not None:
                    yield spelling.loose, begin, -end, shifted(spelling.parts, start - begin)
                    break


def shifted(parts: tuple[Part, ...], lead: int) -> tuple[Part, ...]:
    """The parts of a spelling that began later than its span does, by the article: the first part takes it in."""
    if not lead:
        return parts
    return tuple(
        (first + lead if place else 0, last + lead, readings) for place, (first, last, readings) in enumerate(parts)
    )


def capitals(text: str, low: str) -> tuple[int, ...]:
    """Where a spelling has capitals: a text that holds it must have them, too."""
    return () if text == low else tuple(place for place, letter in enumerate(low) if text[place] != letter)


@lru_cache(maxsize=16)
def foreign_names(language: str) -> ForeignNames:
    """The matcher of a language, ISO 639-1; built at first use.

    Raises:
        KnowledgeError: no names are known in the language (see ``foreign_languages``), or its data are faulty.
    """
    table = foreign_table(known_language(language))
    borders = Borders(table.grammar, table.people.titles, table.states.short)
    return ForeignNames(table.spellings(), table.folding, borders)
