"""Anchors of a text: what it shares with its translation in whatever language: numbers, names, loan words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from anyascii import anyascii

from dragoman.knowledge.foreign_names import foreign_names
from dragoman.knowledge.foreign_rows import foreign_languages
from dragoman.knowledge.names import names
from dragoman.language.numbers import numbers

Kind = Literal["number", "code", "entity", "sound", "stem"]

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
# KN-23, F-16, G7, MiG-31: letters and digits of one name. Acronyms stand in texts of other scripts as they are.
CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z-]*\d)[A-Z][A-Za-z]*-?\d+[A-Za-z]?(?![A-Za-z0-9])")
LATIN = re.compile(r"[A-Za-z][A-Za-z.&-]+[A-Za-z]")
POSSESSIVE = re.compile(r"[’']s?$")
# Classes of consonants that transliterations mix; vowels, h and the glides say too little.
SOUNDS = (
    ("tsch", "s"), ("sch", "s"), ("kh", "k"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("ph", "p"), ("th", "t"),
    ("ts", "s"), ("dz", "s"), ("ck", "k"), ("ce", "se"), ("ci", "si"),
)  # fmt: skip
CONSONANT = str.maketrans("bvfwgqcdrmjzx", "ppppkkktlnsss", "aeiouyh'")
FEWEST_SOUNDS = 3
# Endings of cases and particles may follow a name: so many sounds more.
MORE_SOUNDS = 3
STEM = 5


@dataclass(frozen=True, slots=True)
class Anchor:
    """What may be shared, at ``text[start:end]``; the same key in the translation is the same thing."""

    start: int
    end: int
    kind: Kind
    key: str


def anchors(text: str, language: str, named: bool) -> list[Anchor]:
    """Numbers, months, weekdays, codes and known names of a text, from left to right.

    Args:
        text: the text.
        language: ISO 639-1 code.
        named: whether names are looked for, too: it is only worth while where they are known in both languages.
    """
    found = [Anchor(one.start, one.end, "entity", one.entity) for one in (known(text, language) if named else ())]
    coded = [Anchor(match.start(), match.end(), "code", match.group()) for match in CODE.finditer(text)]
    within = [(one.start, one.end) for one in coded]
    found += coded
    found += [
        Anchor(one.start, one.end, "number", one.value)
        for one in numbers(text, language)
        if not any(start <= one.start < end for start, end in within)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


@dataclass(frozen=True, slots=True)
class Known:
    """A known name at ``text[start:end]`` and the id of what it most likely means."""

    start: int
    end: int
    entity: str


def has_names(language: str) -> bool:
    """Whether names are known in a language."""
    return language == "en" or language in foreign_languages()


def known(text: str, language: str) -> Iterator[Known]:
    """The known names of a text; none where no names are known in the language."""
    if has_names(language):
        found = names().find(text) if language == "en" else foreign_names(language).find(text)
        yield from (Known(one.start, one.end, one.readings[0].entity.id) for one in found)


def words(text: str, language: str) -> Iterator[Anchor]:
    """The words of a text as they sound and as they begin: names and loan words are alike in many languages.

    Of English only capitalised words are kept for their sound: its names.
    """
    for match in WORD.finditer(text):
        plain = spelt(POSSESSIVE.sub("", match.group()))
        sound = sounds(plain) if language != "en" or match.group()[0].isupper() else ""
        if len(sound) >= FEWEST_SOUNDS:
            yield Anchor(match.start(), match.end(), "sound", sound)
        if len(plain) > STEM:
            yield Anchor(match.start(), match.end(), "stem", plain[:STEM])
    for match in LATIN.finditer(text):
        yield Anchor(match.start(), match.end(), "code", match.group().replace(".", "").lower())


@lru_cache(maxsize=20_000)
def spelt(word: str) -> str:
    """A word in lower-case Latin letters."""
    return anyascii(word).lower()


@lru_cache(maxsize=20_000)
def sounds(plain: str) -> str:
    """The consonants of a word in the order in which they are heard, in classes that transliterations mix."""
    for written, heard in SOUNDS:
        plain = plain.replace(written, heard)
    plain = plain[:1] + plain[1:].replace("w", "")
    return re.sub(r"(.)\1+", r"\1", plain).translate(CONSONANT)


def shared_sounds(sound: str, others: Iterable[str]) -> str | None:
    """The longest of some sounds with which a word begins, but for an ending."""
    listed = others if isinstance(others, (set, frozenset, dict)) else set(others)
    shortest = max(FEWEST_SOUNDS, len(sound) - MORE_SOUNDS)
    return next((sound[:size] for size in range(len(sound), shortest - 1, -1) if sound[:size] in listed), None)
