"""Identifies the language of a text with py3langid; a text too short or too mixed to tell has none, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dragoman.knowledge.notices import notices

# Below this many letters an answer would be a guess (measured: tests/language).
FEWEST_LETTERS = 12
# The probabilities are calibrated over eighty languages: a short text in plain English may have no more than a half.
LEAST_PROBABILITY = 0.35
LEAST_LEAD = 2.0
# A letter of another script says more than a Latin one.
LAST_LATIN = "\u0250"
SCRIPT_WEIGHT = 3
SAMPLE = 1_500


@dataclass(frozen=True, slots=True)
class Identified:
    """The ISO 639-1 code of a language, or None; and in both cases why."""

    code: str | None
    reason: str


def identify(text: str) -> Identified:
    """The language of a text, by its first characters."""
    sample = text[:SAMPLE]
    letters = sum(1 if character < LAST_LATIN else SCRIPT_WEIGHT for character in sample if character.isalpha())
    if letters < FEWEST_LETTERS:
        return Identified(None, "too few letters to tell the language")
    (code, probability), (other, second), *_ = identifier().rank(sample)
    if probability < LEAST_PROBABILITY or probability < LEAST_LEAD * second:
        both = f"{code} with probability {probability:.2f}, {other} with {second:.2f}"
        return Identified(None, f"the language is uncertain: {both}")
    return Identified(code, f"identified by py3langid, probability {probability:.2f}")


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """The model, loaded once, for the languages that news is translated from: rarer ones only draw votes away."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(sorted({"en", *notices().languages.values()} & set(made.labels)))
    return made
