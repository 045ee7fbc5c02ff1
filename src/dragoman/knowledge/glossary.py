"""The glossary: titles and set phrases that a translator gets wrong, and words of negation, from ``glossary.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pydantic import Field, model_validator

from dragoman.knowledge.data import Row, checked, load_data, rows

LANGUAGE = r"^[a-z]{2}$"
# Scripts without spaces, and Korean, whose particles hang on the word: a phrase may stand inside a run of letters.
UNSPACED = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")


class Phrase(Row):
    """A phrase and what is done with it.

    Attributes:
        id: only to lay a row over it.
        source, target: ISO 639-1 codes.
        text: one or several ways to write it, in the source language.
        translation: what it is in the target language, whatever the translator thinks.
        instead: a phrase of the source language that the translator gets right.
        engines: the translators concerned; none named means all.
        unless_before: endings of the next word before which it stays as it is.
    """

    id: str | None = None
    source: str = Field(pattern=LANGUAGE)
    target: str = Field(default="en", pattern=LANGUAGE)
    text: tuple[str, ...] = Field(min_length=1)
    translation: str | None = None
    instead: str | None = None
    engines: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> Phrase:
        if (self.translation is None) == (self.instead is None):
            raise ValueError("a phrase needs either a translation or an instead")
        return self


class Preposition(Row):
    """Verbs before which a translator renders a preposition that only marks the object ('acusó a Kiev')."""

    source: str = Field(pattern=LANGUAGE)
    engines: tuple[str, ...]
    verbs: tuple[str, ...] = Field(min_length=1)
    # What stands after the verb, and what is written in its place.
    rewrite: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Glossary:
    """What holds for one pair and one translator.

    Attributes:
        instead: finds what is written in another way before translating; None where there is nothing.
        rewritten: what is written instead, by phrase in small letters.
        fixed: finds what has a fixed translation; None where there is nothing.
        translations: these, by phrase in small letters.
    """

    instead: re.Pattern[str] | None
    rewritten: Mapping[str, str]
    fixed: re.Pattern[str] | None
    translations: Mapping[str, str]

    def prepared(self, text: str) -> str:
        """A text with what the translator gets right in the place of what it gets wrong."""
        if self.instead is None:
            return text
        return self.instead.sub(lambda match: cased(self.rewritten[match[0].lower()], match[0]), text)


def cased(phrase: str, like: str) -> str:
    """A phrase that begins with a capital where another does."""
    return phrase[:1].upper() + phrase[1:] if like[:1].isupper() else phrase


@lru_cache(maxsize=64)
def glossary(source: str, target: str, engine: str) -> Glossary:
    """The glossary of a pair for a translator; rows of the user's own win.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    rewritten: dict[str, str] = {}
    for row in rows("glossary", "prepositions", Preposition):
        if row.source == source and engine in row.engines:
            rewritten |= {
                f"{verb} {after} ".lower(): f"{verb} {instead} ".replace("  ", " ")
                for verb in row.verbs
                for after, instead in row.rewrite.items()
            }
    translations: dict[str, str] = {}
    unless: dict[str, tuple[str, ...]] = {}
    for phrase in rows("glossary", "phrases", Phrase):
        if (phrase.source, phrase.target) != (source, target) or (phrase.engines and engine not in phrase.engines):
            continue
        for text in phrase.text:
            rewritten.pop(text.lower(), None)
            translations.pop(text.lower(), None)
            unless[text.lower()] = phrase.unless_before
            if phrase.instead is not None:
                rewritten[text.lower()] = phrase.instead
            else:
                translations[text.lower()] = phrase.translation or ""
    return Glossary(finder(rewritten, unless), rewritten, finder(translations, unless), translations)


def finder(
    phrases: Iterable[str], unless: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> re.Pattern[str] | None:  # fmt: skip
    """Finds phrases, the longest first, in small letters and capitals alike."""
    ordered = sorted(phrases, key=len, reverse=True)
    patterns = [bordered(one, unless.get(one, ())) for one in ordered]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def bordered(phrase: str, endings: tuple[str, ...] = ()) -> str:
    """The pattern of a phrase on word borders, where its script has them, and not before a word with an ending."""
    before = "" if UNSPACED.match(phrase[0]) or not phrase[0].isalnum() else r"(?<!\w)"
    after = "" if UNSPACED.match(phrase[-1]) or not phrase[-1].isalnum() else r"(?!\w)"
    refused = rf"(?!\s+\w*(?:{'|'.join(map(re.escape, endings))})\b)" if endings else ""
    return before + re.escape(phrase) + after + refused


@lru_cache(maxsize=16)
def negations(language: str) -> re.Pattern[str] | None:
    """Finds words that negate; None for a language of which none are known."""
    words = checked(load_data("glossary")["negations"], dict[str, list[str]], "glossary.yaml, negations")
    return finder(words.get(language, ()))
