"""Spelt names: a name taken apart by rigour, and the rough keys by which names that may be one find each other.

Only rigour's compiled core is used: its public modules import PyICU, which is compiled against ICU's headers, for
functions that are not needed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from dragoman.knowledge.screening import screening
from dragoman.screening.refusals import MissingPartError

if TYPE_CHECKING:
    from rigour._core import Name, NamePart

Naming = Literal["person", "organisation", "vessel"]
TAGS: dict[Naming, str] = {"person": "PER", "organisation": "ORG", "vessel": "OBJ"}
WORD = re.compile(r"[a-z0-9]+")
MARKS = str.maketrans("", "", "'’‘ʼʻ`")
# Letters and groups of letters that transliterations write for one another, as one letter; vowels and h are left out.
GROUPS = (
    ("tsch|shch|sch|sh|ch|zh|ts|tz|dj|dzh|[zjs]", "s"), ("ph|[vwf]", "f"), ("ck|kh|gh|[kqgc]", "k"), ("x", "ks"),
    ("[dt]", "t"), ("[aeiouyh]", ""),
)  # fmt: skip
FOLDS = tuple((re.compile(pattern), letter) for pattern, letter in GROUPS)
DOUBLE = re.compile(r"(.)\1+")
# With fewer consonants, too many names have the same.
FEWEST_CONSONANTS = 3
# Names of more parts are looked up by their single parts only.
MOST_JOINED = 4


@lru_cache(maxsize=1)
def core() -> ModuleType:
    """rigour's compiled core.

    Raises:
        MissingPartError: it is not installed.
    """
    try:
        import rigour._core as found
    except ImportError as error:
        raise MissingPartError(
            "dragoman screen compares names with rigour, which is not installed",
            do="pip install --no-deps 'rigour>=2.6.1,<2.7', or pip install 'dragoman[screen]' where ICU's headers are",
        ) from error
    return found


@dataclass(frozen=True, slots=True)
class Spelt:
    """A name taken apart.

    Args:
        text: as it was written.
        naming: what it was taken for.
        name: rigour's parts and symbols.
        weak: whether its owner is only weakly known by it.
        traits: by index of a part: the categories of what rigour knows of it.
    """

    text: str
    naming: Naming
    name: Name
    weak: bool
    traits: dict[int, frozenset[str]]

    @property
    def own(self) -> list[NamePart]:
        """The parts that are names by themselves: no particles and no initials."""
        particles = screening().particles
        return [part for part in self.name.parts if len(part.form) > 1 and letters(part) not in particles]


def spelt(text: str, naming: Naming, *, weak: bool = False) -> Spelt | None:
    """A name taken apart; None where nothing of it is a name."""
    made = core()
    tag = getattr(made.NameTypeTag, TAGS[naming])
    found = made.analyze_names(tag, [text], infer_initials=naming == "person", phonetics=False)
    if not found:
        return None
    name: Name = next(iter(found))
    traits: dict[int, set[str]] = {}
    for span in name.spans:
        for part in span.parts:
            traits.setdefault(part.index, set()).add(CATEGORIES[span.symbol.category.value])
    return Spelt(text, naming, name, weak, {index: frozenset(kinds) for index, kinds in traits.items()})


# By rigour's short keys: the names of its categories, as the data file has them.
CATEGORIES = {
    "ORGCLS": "ORG_CLASS", "SYMBOL": "SYMBOL", "DOMAIN": "DOMAIN", "INITIAL": "INITIAL", "NAME": "NAME", "NICK": "NICK",
    "NUM": "NUMERIC", "LOC": "LOCATION", "PHON": "PHONETIC",
}  # fmt: skip


def letters(part: NamePart) -> str:
    """A part in plain lower-case letters."""
    return part.ascii or part.form


def rough_parts(text: str) -> list[tuple[str, str]]:
    """The parts of a name by letters and by consonants, neighbours also as one word: 'jin ping' as 'jinping'."""
    words = WORD.findall(core().maybe_ascii(text).lower().translate(MARKS))
    if 2 <= len(words) <= MOST_JOINED:
        words += [one + other for one, other in pairwise(words)]
    return [(word, consonants(word)) for word in words]


@lru_cache(maxsize=200_000)
def consonants(word: str) -> str:
    """A word by its consonants, those alike in transliteration as one: 'gaddafi' and 'qadhafi' are 'ktf'."""
    kept = word
    for pattern, letter in FOLDS:
        kept = pattern.sub(letter, kept)
    return DOUBLE.sub(r"\1", kept) or word


def telling(word: str) -> bool:
    """Whether words with the same consonants are likely one word."""
    return len(consonants(word)) >= FEWEST_CONSONANTS


def spelt_all(names: Iterable[str], naming: Naming, *, weak: bool = False) -> list[Spelt]:
    """Names taken apart, those left out that are none."""
    return [found for text in names if (found := spelt(text, naming, weak=weak)) is not None]
