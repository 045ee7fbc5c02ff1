"""Protection of names and set phrases in a text that is translated: what is put in their place, and back again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dragoman.knowledge.glossary import Glossary, glossary, negations

if TYPE_CHECKING:
    from dragoman.knowledge.name_table import NameReading

# Marks look like foreign names, which translators leave alone; the first beginning that the text does not have is used.
BEGINNINGS = ("Xq", "Zq", "Wq", "Kxq", "Vxq")
# No vowels: a mark is nobody's word.
LETTERS = "bcdfghjkmn"
NAMED = frozenset({"person", "state", "organisation", "group", "publisher", "place"})
UNSPEAKABLE = re.compile("[\ud800-\udfff\0]")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Protection:
    """A text as the translator gets it.

    Attributes:
        text: with the names protected.
        bare: without.
        marks: what stands in the text, and the English that it stands for.
        naming: how names are protected.
    """

    text: str
    bare: str
    marks: Mapping[str, str]
    naming: Literal["marks", "english", "none"]

    def restored(self, answer: str) -> str | None:
        """The answer with the names in it; None where the translator lost one or changed what stood for it."""
        if not self.marks:
            return answer
        if self.naming == "english":
            said = answer.casefold()
            return answer if all(name.casefold() in said for name in self.marks.values()) else None
        for mark in self.marks:
            if len(re.findall(rf"\b{mark}\b", answer)) != len(re.findall(rf"\b{mark}\b", self.text)):
                return None
        whole = re.sub(r"\b(?:" + "|".join(self.marks) + r")\b", lambda match: self.marks[match[0]], answer)
        beginning = next(iter(self.marks)).rstrip(LETTERS)
        return None if re.search(rf"\b{beginning}[{LETTERS}]", whole, re.IGNORECASE) else whole


def protect(
    text: str, source: str, target: str, engine: str, naming: Literal["marks", "english", "none"]
) -> Protection:  # fmt: skip
    """A text prepared for a translator.

    Args:
        text: in the source language.
        source, target: ISO 639-1 codes.
        engine: the translator's name, by which the glossary may differ.
        naming: how names are protected; with 'none' nothing is changed at all.
    """
    clean = UNSPEAKABLE.sub("\ufffd", text)
    if naming == "none":
        return Protection(clean, clean, {}, naming)
    known = glossary(source, target, engine)
    bare = known.prepared(clean)
    beginning = next((one for one in BEGINNINGS if one.lower() not in bare.lower()), None)
    if beginning is None:
        return Protection(bare, bare, {}, naming)
    marks: dict[str, str] = {}
    by_english: dict[str, str] = {}
    parts: list[str] = []
    done = 0
    for start, end, english in fixed(bare, known, source, target):
        mark = by_english.setdefault(english, mark_of(beginning, len(by_english)))
        marks[mark] = english
        parts += [bare[done:start], english if naming == "english" else mark]
        done = end
    return Protection("".join((*parts, bare[done:])), bare, marks, naming)


def mark_of(beginning: str, number: int) -> str:
    """The mark of a number."""
    return beginning + "".join(LETTERS[int(digit)] for digit in f"{number:02d}")


def fixed(text: str, known: Glossary, source: str, target: str) -> Iterator[tuple[int, int, str]]:
    """The spans of a text whose translation is known, from left to right, without overlaps; the glossary first."""
    spans = []
    if known.fixed is not None:
        spans = [
            (match.start(), match.end(), cased_like(known.translations[match[0].lower()], match[0]))
            for match in known.fixed.finditer(text)
        ]
    names = known_names(text, source) if target == "en" else []
    spans += [one for one in names if all(one[1] <= start or end <= one[0] for start, end, _ in spans)]
    yield from sorted(spans)


def cased_like(translation: str, text: str) -> str:
    """A translation in the capitals of a headline where the text is in capitals."""
    return translation.upper() if text.isupper() and len(text) > 1 else translation


def known_names(text: str, language: str) -> list[tuple[int, int, str]]:
    """The names in a text whose English is sure, with it: states, people, organisations, publishers."""
    # The names of a language are loaded with its first text: they take a moment.
    from dragoman.knowledge.foreign_names import foreign_names
    from dragoman.knowledge.foreign_rows import foreign_languages

    if language not in foreign_languages():
        return []
    found = []
    for match in foreign_names(language).find(text):
        english = english_of(match.readings[0]) if match.readings else None
        if english is not None:
            found.append((match.start, match.end, english))
    return found


def english_of(reading: NameReading) -> str | None:
    """What English calls that which a name means; None where the words mean more or less than the name.

    A capital that stands for its government, a demonym, or a name in need of context is left to the translator.
    """
    entity = reading.entity
    if reading.form != "name" or reading.needs_context or reading.plural or entity.kind not in NAMED:
        return None
    if not reading.weak:
        return entity.name
    from dragoman.knowledge.leaders import leaders

    person = leaders().persons.get(entity.id)
    return person.surnames[0] if person is not None and person.surnames else None


def lost_negation(text: str, answer: str, source: str, target: str) -> bool:
    """Whether a text negates more often than its translation: a translator may have lost a 'not'."""
    before, after = negations(source), negations(target)
    if before is None or after is None:
        return False
    # Several words may negate once ('no hubo ningún'): a sentence counts once.
    return count(before, text) > len(after.findall(answer))


def count(words: re.Pattern[str], text: str) -> int:
    """The number of sentences in which one of some words stands."""
    return sum(words.search(sentence) is not None for sentence in re.split(r"[.!?。！？;]+", text))
