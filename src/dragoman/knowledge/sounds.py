"""The known persons by the sounds of their names, however one language carries them into its letters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Literal, get_args

from dragoman.knowledge.foreign_rows import people_names
from dragoman.knowledge.leaders import Person, leaders
from dragoman.knowledge.spelling import PARTICLE
from dragoman.knowledge.transliteration import (
    MOST_READINGS,
    Script,
    Spelling,
    SyllableRule,
    arabic_words,
    smoothed,
    sound_rules,
    syllable_rules,
    word_list,
    words,
)  # fmt: skip

# How names are compared: by the letters of Cyrillic names, by those of Arabic ones, or as they are in one script.
Family = Literal["cyrillic", "arabic", "written"]
PEOPLE_LANGUAGES = ("en", "ru", "uk", "ko", "zh", "ja", "ar", "fa", "fr", "es", "de")
# Shorter names say too little: 'Li', 'Ali'.
FEWEST_SOUNDS = 5
ENGLISH = "en"


# A surname alone is compared more strictly: 'Kats' need not be Katz.
ALONE: dict[Script, Family] = {
    "latin": "cyrillic", "cyrillic": "written", "arabic": "written", "kana": "written", "hangul": "written",
    "han": "written",
}  # fmt: skip
FAMILIES: tuple[Family, ...] = get_args(Family)
Index = dict[tuple[Family, str], set[str]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A person whose name sounds as what is written, and the rule under which it does."""

    person: str
    rule: str


class Sounds:
    """Look-ups of whole names, and of surnames alone, by their sounds, among the names that one script may carry."""

    def __init__(self, script: Script) -> None:
        self._whole: Index = defaultdict(set)
        self._alone: Index = defaultdict(set)
        for person in known_persons():
            for rule, name in spelt_names(person):
                for family in families(person, rule, script):
                    for key in keys(name, rule, family):
                        self._whole[family, key].add(person.id)
            for rule, name in spelt_surnames(person):
                for family in families(person, rule, script):
                    for key in keys(name, rule, family) if family == ALONE[script] else ():
                        self._alone[family, key].add(person.id)
        self._syllables = [
            (rule.name, person, spelt)
            for rule in syllable_rules()
            if rule.script == script
            for person, spelt in patterns(rule)
        ]
        self._script: Script = script

    def whole(self, name: str, rules: Iterable[Spelling]) -> list[Heard]:
        """The persons whose full name sounds so under one of the rules."""
        return heard(self._whole, name, rules)

    def alone(self, name: str, rules: Iterable[Spelling]) -> list[Heard]:
        """The persons whose surname sounds so."""
        return heard(self._alone, name, rules)

    def by_syllables(self, name: str) -> list[Heard]:
        """The persons whose Korean or Chinese name is written so."""
        written = "".join(words(name, self._script))
        return [Heard(person, rule) for rule, person, spelt in self._syllables if spelt.fullmatch(written)]


def heard(index: Index, name: str, rules: Iterable[Spelling]) -> list[Heard]:
    """The persons in an index for the sounds of a name."""
    found: dict[str, Heard] = {}
    for rule in rules:
        for family in FAMILIES:
            for key in keys(name, rule, family):
                for person in index.get((family, key), ()):
                    found.setdefault(person, Heard(person, rule.name))
    return list(found.values())


def known_persons() -> Iterator[Person]:
    """Everybody of ``leaders.yaml``; the historical list has surnames alone mostly."""
    return (person for person in leaders().persons.values() if person.terms[0].confidence != "dataset")


def families(person: Person, rule: Spelling, script: Script) -> Iterator[Family]:
    """The ways in which a name of a person, spelt under a rule, is compared with one written in a script."""
    if rule.script == script and person.state not in unlike(script):
        yield "written"
    if script != "latin":
        return
    if rule.script in ("latin", "cyrillic") and person.state in word_list("cyrillic_states"):
        yield "cyrillic"
    if rule.script == "latin" and person.state in word_list("arabic_states"):
        yield "arabic"


@cache
def unlike(script: Script) -> frozenset[str]:
    """The states whose people's names in a script must be written letter for letter: one vowel makes another person."""
    syllabic = word_list("korean_states") | word_list("chinese_states")
    others: dict[Script, frozenset[str]] = {
        "arabic": syllabic | word_list("arabic_states"),
        "hangul": syllabic,
        "latin": syllabic | word_list("arabic_states"),
    }
    return others.get(script, frozenset())


def keys(name: str, rule: Spelling, family: Family) -> set[str]:
    """The sounds of a name, its words joined, as they are compared in a family."""
    if family == "arabic":
        return arabic_keys(name, rule) if rule.script == "latin" else set()
    found = {"".join(one) for one in islice(product(*rule.words(name)), MOST_READINGS)}
    return {key for key in found if len(key) >= FEWEST_SOUNDS}


def arabic_keys(name: str, rule: Spelling) -> set[str]:
    """The sounds of an Arabic or Persian name: without articles, and with 'e' as the vowel that it may stand for."""
    spelt = []
    listed = words(name, rule.script)
    for place, word in enumerate(listed):
        if word in word_list("arabic_articles") and len(listed) > 1 and place:
            continue
        spelt.append(arabic_words().get(word, word))
    readings = (rule.sounds(word) for word in spelt)
    found = {"".join(one) for one in islice(product(*readings), MOST_READINGS)}
    return {key for one in found for key in vowelled(one) if len(key) > FEWEST_SOUNDS}


def vowelled(sounds: str) -> set[str]:
    """Sounds with their vowels as Arabic has them: 'o' is 'u', 'e' is 'a' or 'i'; a last 'h' is not heard."""
    plain = re.sub(r"(?<=[aei])h$|(?<=[aei])$", "", re.sub(r"[ae]i(?=[^aeiou])", "ai", sounds.replace("o", "u")))
    parts = [("a", "i") if sound == "e" else (sound,) for sound in plain]
    return {smoothed("".join(one)) for one in islice(product(*parts), MOST_READINGS)}


def spelt_names(person: Person) -> Iterator[tuple[Spelling, str]]:
    """The full names of a person with the rule under which each is spelt."""
    for name in (person.name, *person.aliases):
        if " " in name and person.name != name.split()[-1]:
            yield rule_of(ENGLISH), name
    for language in PEOPLE_LANGUAGES:
        for name in listed_names(language).get(person.id, ((), ()))[0]:
            if language != "zh":
                yield rule_of(language), name


def spelt_surnames(person: Person) -> Iterator[tuple[Spelling, str]]:
    """The surnames of a person with the rule under which each is spelt."""
    for name in person.surnames:
        yield rule_of(ENGLISH), PARTICLE.sub("", name)
    for language in PEOPLE_LANGUAGES:
        for name in listed_names(language).get(person.id, ((), ()))[1]:
            if language != "zh":
                yield rule_of(language), name


def patterns(rule: SyllableRule) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The Korean or Chinese persons and how their names may be spelt, also with the family name last."""
    states = word_list("korean_states" if rule.of == "hangul" else "chinese_states")
    for person in known_persons():
        if person.state not in states:
            continue
        language = "ko" if rule.of == "hangul" else "zh"
        for name in (person.name, *listed_names(language).get(person.id, ((), ()))[0]):
            spelt = rule.pattern(name)
            if spelt:
                yield person.id, re.compile(spelt)


@cache
def listed_names(language: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The names and surnames in a language by person."""
    return {row.id: (row.names, row.surnames) for row in people_names(language).persons}


@cache
def rule_of(language: str) -> Spelling:
    """The rule of sounds of a language."""
    return next(rule for rule in sound_rules() if language in rule.languages)


@cache
def sounds(script: Script) -> Sounds:
    """The known persons by the sounds of their names in a script; built at first use."""
    return Sounds(script)
