"""How names are carried from one script and language into another: the sounds of a name, and spellings by syllable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import Literal

from pydantic import Field

from dragoman.knowledge.data import Row, load_data, rows
from dragoman.knowledge.spelling import folded

Script = Literal["latin", "cyrillic", "arabic", "kana", "hangul", "han"]
SCRIPTS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("hangul", re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("kana", re.compile(r"[\u3041-\u30ff]")),
    ("han", re.compile(r"[\u3400-\u9fff]")),
    ("arabic", re.compile(r"[\u0620-\u06ff]")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("latin", re.compile(r"[A-Za-z]")),
)
# Marks that are set on letters but are no part of a spelling: stress in Cyrillic, vowels in Arabic, apostrophes.
LOOSE = re.compile(r"['’ʼ‘`\u0301\u0640\u064b-\u065f\u0670]")
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u200c·・‧=゠＝.,]+")
DOUBLED = re.compile(r"(.)\1+")
# A spelling has a handful of readings; of one that has more the first are enough.
MOST_READINGS = 64


class SoundRule(Row):
    """How one language spells sounds: ordered pairs of letters and the sound, or the sounds, that they stand for."""

    id: str
    name: str
    languages: tuple[str, ...]
    script: Script
    source: str
    letters: tuple[tuple[str, str | tuple[str, ...]], ...]


class Spelling(SoundRule):
    """A rule at work."""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({letters})" for letters, _ in self.letters))

    def words(self, name: str) -> list[frozenset[str]]:
        """The sounds of each word of a name; several where letters have several readings."""
        return [self.sounds(word) for word in words(name, self.script)]

    def sounds(self, word: str) -> frozenset[str]:
        """The sounds of one word, doubled ones once."""
        return heard(self.id, word)

    def read(self, word: str) -> frozenset[str]:
        """The sounds of one word, letter by letter."""
        parts: list[tuple[str, ...]] = []
        place = 0
        while place < len(word):
            match = self._pattern.match(word, place)
            if match is None or match.end() == place or match.lastindex is None:
                parts.append((word[place],))
                place += 1
                continue
            sound = self.letters[match.lastindex - 1][1]
            parts.append((sound,) if isinstance(sound, str) else sound)
            place = match.end()
        return frozenset(smoothed("".join(one)) for one in islice(product(*parts), MOST_READINGS))


class SyllableRule(Row):
    """What the parts of a Korean or Chinese syllable may become; ``first`` is for family names."""

    id: str
    name: str
    of: Literal["hangul", "pinyin"]
    script: Script
    sources: tuple[str, ...]
    first: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    whole: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    initials: dict[str, tuple[str, ...]]
    vowels: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    finals: dict[str, tuple[str, ...]]

    def pattern(self, name: str) -> str | None:
        """A regular expression for the spellings of a name, without spaces and hyphens; None where it has no such.

        The first syllable is the family name.
        """
        parts = hangul(name) if self.of == "hangul" else pinyin(name)
        if len(parts) < 2:
            return None
        found = [self._syllable(part, first=place == 0) for place, part in enumerate(parts)]
        return None if None in found else "".join(f"(?:{one})" for one in found)

    def _syllable(self, part: Sequence[str], *, first: bool) -> str | None:
        spelt = part[0]
        special = (self.first.get(spelt, ()) if first else ()) or self.whole.get(spelt, ())
        tables = (self.initials, self.vowels, self.finals) if self.of == "hangul" else (self.initials, self.finals)
        choices = [table.get(letter) for table, letter in zip(tables, part[1:], strict=True)]
        if special:
            return either(special)
        return None if None in choices else "".join(f"(?:{either(one)})" for one in choices if one)


def either(choices: Iterable[str]) -> str:
    """A regular expression for any of some spellings."""
    return "|".join(map(re.escape, choices))


def hangul(name: str) -> list[tuple[str, str, str, str]]:
    """The syllables of a name in Hangul, each with its initial, vowel and final; none where it has other letters."""
    if not re.fullmatch(r"[\uac00-\ud7a3]+", name):
        return []
    initials, vowels = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    finals = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
    codes = [ord(syllable) - 0xAC00 for syllable in name]
    return [(chr(code + 0xAC00), initials[code // 588], vowels[code % 588 // 28], finals[code % 28]) for code in codes]


PINYIN = re.compile(
    r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)"
    r"(iang|iong|uang|uai|uan|iao|ian|ang|eng|ong|ing|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|er|[aoeiu])"
    r"(?![aoeiu])(?=$|[bpmfdtnlgkhjqxrzcsyw ])"
)


def pinyin(name: str) -> list[tuple[str, str, str]]:
    """The syllables of a Chinese name in Pinyin, each with its initial and final; none where it is not in Pinyin."""
    found: list[tuple[str, str, str]] = []
    for word in folded(name).lower().replace("-", " ").split():
        place = 0
        while place < len(word):
            match = PINYIN.match(word, place)
            if match is None:
                return []
            found.append((match.group(), match.group(1), match.group(2)))
            place = match.end()
    return found


def words(name: str, script: Script) -> list[str]:
    """The words of a name in lower case, without accents and marks."""
    plain = LOOSE.sub("", folded(unicodedata.normalize("NFC", name)))
    if script in ("hangul", "arabic"):
        plain = unicodedata.normalize("NFD", plain)
        plain = LOOSE.sub("", plain)
    return [word for word in BETWEEN.split(plain.lower()) if word]


def smoothed(sounds: str) -> str:
    """Sounds as they are compared: doubled ones once, and 'ye' and 'ie' as 'e'."""
    return DOUBLED.sub(r"\1", DOUBLED.sub(r"\1", sounds).replace("ie", "e"))


def script_of(name: str) -> Script | None:
    """The script of a name; None where it has no letters of a known one."""
    return next((script for script, letters in SCRIPTS if letters.search(name)), None)


@lru_cache(maxsize=1)
def sound_rules() -> tuple[Spelling, ...]:
    """The rules of sounds."""
    return tuple(rows("transliterations", "sounds", Spelling))


@lru_cache(maxsize=50_000)
def heard(rule: str, word: str) -> frozenset[str]:
    """The sounds of a word under a rule; the same words come again and again."""
    return next(one for one in sound_rules() if one.id == rule).read(word)


@lru_cache(maxsize=1)
def syllable_rules() -> tuple[SyllableRule, ...]:
    """The rules of syllables."""
    return tuple(rows("transliterations", "syllables", SyllableRule))


@lru_cache(maxsize=32)
def word_list(name: str) -> frozenset[str]:
    """One of the plain lists of ``transliterations.yaml``."""
    return frozenset(load_data("transliterations")[name])


@lru_cache(maxsize=1)
def arabic_words() -> dict[str, str]:
    """Words of Arabic names to the spelling as which they are compared."""
    return {word: row[0] for row in load_data("transliterations")["arabic_words"] for word in row}
