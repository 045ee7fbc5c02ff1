"""Identifies the language of a text by its letters and with py3langid; a text too short or too mixed to tell has none.

What only a script can say, it says: Hangul is Korean, kana Japanese, ideographs without kana Chinese. Where languages
share a script, the letters of each narrow down what py3langid may answer. Texts in Latin script are py3langid's alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dragoman.knowledge.foreign_rows import foreign_languages
from dragoman.knowledge.notices import notices
from dragoman.knowledge.scripts import scripts
from dragoman.language.letters import east_asian, likelihoods, script
from dragoman.record import Span

# Below this many letters an answer would be a guess (measured: tests/language).
FEWEST_LETTERS = 12
# The probabilities are calibrated over eighty languages: a short text in plain English may have no more than a half.
LEAST_PROBABILITY = 0.35
# A language that nothing is known of is rare, and what is in it is not read: a line of English full of foreign names
# must not be taken for it.
LEAST_ELSE = 0.7
LEAST_LEAD = 2.0
# Letters leave fewer languages to choose from.
LEAST_LEAD_BY_LETTERS = 1.5
# A letter of another script says more than a Latin one.
LAST_LATIN = "\u0250"
SCRIPT_WEIGHT = 3
SAMPLE = 1_500
# A part of an article is in another language than the article only where it is long and the answer is sure.
PART_LETTERS = 40
PART_PROBABILITY = 0.9
# Words that no English sentence is long without: what has three of them needs no model to be English.
PLAIN_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|is|was|for|with|said|has|have|it|by|on|at)\b")
ENOUGH_ENGLISH = 3
# What is in no language: addresses, names of accounts, and codes such as KN-23.
NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|(?<!\w)(?=[A-Za-z-]*\d)[A-Za-z\d-]+(?![A-Za-z])")
# Words with a capital within a sentence: names, which are in no language either (and the nouns of German).
CAPITALISED = re.compile(r"(?<=[\w,;:] )[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[-’'][^\W\d_]+)*")
# In longer texts names do not weigh much.
SHORT = 200


@dataclass(frozen=True, slots=True)
class Identified:
    """The ISO 639-1 code of a language, or None; in both cases why; an answer with its probability."""

    code: str | None
    reason: str
    probability: float | None = None


def identify(text: str) -> Identified:
    """The language of a text, by its first characters."""
    sample = text[:SAMPLE]
    if weight(sample) < FEWEST_LETTERS:
        return Identified(None, "too few letters to tell the language")
    found = None if is_latin(sample) else by_script(sample)
    if found is not None:
        return found
    ranked: list[tuple[str, float]] = identifier().rank(sample)
    (code, probability), (_, second), *_ = ranked
    least = LEAST_PROBABILITY if code == "en" or code in foreign_languages() else LEAST_ELSE
    if probability < least or probability < LEAST_LEAD * second:
        return uncertain(ranked)
    return Identified(code, f"identified by py3langid, probability {probability:.2f}", probability)


def is_latin(text: str) -> bool:
    """Whether a text is plainly in Latin script, so that nothing of other scripts need be loaded."""
    return 2 * sum(character.isalpha() for character in text if character < LAST_LATIN) >= weight(text)


def by_script(text: str) -> Identified | None:
    """The language of a text by its script and letters; None where its script has no rules."""
    counts = Counter(filter(str.isalpha, text.lower()))
    written, rules = script(counts), scripts()
    if written in rules.only:
        return Identified(rules.only[written], f"written in {written.capitalize()}", 1.0)
    if written == "han":
        return Identified(east_asian(counts), "by its kana and ideographs", 1.0)
    if written in rules.alphabets:
        return by_letters(identifier().rank(text), likelihoods(counts, rules.alphabets[written]))
    return None


def identify_parts(text: str, spans: Iterable[Span]) -> list[Identified]:
    """The language of each of some stretches of a text, such as its paragraphs or sentences, each by itself.

    Addresses, accounts and codes are left out first, of short parts names, too: they are in no language.
    """
    return [identify_part(text[span.start : span.end]) for span in spans]


def identify_part(part: str) -> Identified:
    """See :func:`identify_parts`."""
    words = NO_WORDS.sub(" ", part)
    if len(words) < SHORT and is_latin(words):
        found = identify(CAPITALISED.sub(" ", words))
        if found.code is not None:
            return found
    return identify(words)


def other_languages(text: str, spans: Sequence[Span], language: str | None) -> list[str | None]:
    """The languages of those stretches of a text that are surely in another one than the text, in their order.

    Args:
        text: the text.
        spans: its parts.
        language: the language of the whole, ISO 639-1; where None, no part is in another one.

    Returns:
        A code for each part that has many letters and whose language is sure and another one, else None.
    """
    return [other_language(text[span.start : span.end], language) if language else None for span in spans]


def other_language(part: str, language: str) -> str | None:
    """See :func:`other_languages`."""
    if language == "en" and len(PLAIN_ENGLISH.findall(part)) >= ENOUGH_ENGLISH:
        return None
    if weight(NO_WORDS.sub(" ", part)) < PART_LETTERS:
        return None
    found = identify_part(part)
    sure = found.probability is not None and found.probability >= PART_PROBABILITY
    return found.code if sure and found.code != language else None


def weight(text: str) -> int:
    """How many letters a text has; one of another script than Latin counts for three."""
    return sum(1 if character < LAST_LATIN else SCRIPT_WEIGHT for character in text if character.isalpha())


def by_letters(ranked: list[tuple[str, float]], likely: dict[str, float]) -> Identified:
    """The language that both the letters and py3langid make likely."""
    weighed = [(code, probability * likely[code]) for code, probability in ranked if code in likely]
    whole = sum(value for _, value in weighed)
    if not whole:
        return uncertain(ranked)
    shares = sorted(((code, value / whole) for code, value in weighed), key=lambda one: -one[1])
    code, probability = shares[0]
    if len(shares) > 1 and probability < LEAST_LEAD_BY_LETTERS * shares[1][1]:
        return uncertain(shares)
    return Identified(code, f"by its letters and py3langid, probability {probability:.2f}", probability)


def uncertain(ranked: list[tuple[str, float]]) -> Identified:
    """No language, with the two that are likeliest."""
    first, *others = ranked[:2]
    both = ", ".join([f"{first[0]} with probability {first[1]:.2f}", *(f"{one} with {p:.2f}" for one, p in others)])
    return Identified(None, f"the language is uncertain: {both}")


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """The model, loaded once, for the languages that news is translated from: rarer ones only draw votes away."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(sorted({"en", *notices().languages.values()} & set(made.labels)))
    return made
