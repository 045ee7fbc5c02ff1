"""What the letters of a text say about its language in another script than Latin, and how likely that is."""

from __future__ import annotations

import math
from collections import Counter

from dragoman.knowledge.scripts import Alphabets, script_of, scripts

# So much of the letters of a Japanese text is kana at least; fewer may be quoted in a Chinese one.
KANA = 0.04
# What a letter of another language costs, in nats: names and quotations bring some in.
STRANGE = -2.3


def script(counts: Counter[str]) -> str | None:
    """The script of most letters, 'han' for Chinese and Japanese; None where most are of a script without rules."""
    found = Counter[str]()
    for letter, number in counts.items():
        name = script_of(letter) or "other"
        # A letter of another script says more than a Latin one.
        found["han" if name == "kana" else name] += number * (1 if name == "latin" else 3)
    best, _ = max(found.items(), key=lambda one: one[1], default=("other", 0))
    return None if best == "other" else best


def east_asian(counts: Counter[str]) -> str:
    """Chinese or Japanese: by kana, else by the forms of ideographs; Chinese where nothing speaks for Japanese."""
    kana = sum(number for letter, number in counts.items() if script_of(letter) == "kana")
    all_ = kana + sum(number for letter, number in counts.items() if script_of(letter) == "han")
    marks = scripts()
    japanese = sum(number for letter, number in counts.items() if letter in marks.kanji)
    chinese = sum(number for letter, number in counts.items() if letter in marks.hanzi)
    if kana >= KANA * all_:
        japanese += kana
    return "ja" if japanese > chinese else "zh"


def likelihoods(counts: Counter[str], alphabets: Alphabets) -> dict[str, float]:
    """How likely the letters of a text are in each language of its script, the likeliest 1."""
    known = set(alphabets.common).union(*(one.letters for one in alphabets.languages.values()))
    written = {letter: number for letter, number in counts.items() if letter in known}
    fits = {
        language: fit(written, set(alphabets.common) | set(one.letters), set(one.own), one.share)
        for language, one in alphabets.languages.items()
    }
    most = max(fits.values())
    return {language: math.exp(value - most) for language, value in fits.items()}


def fit(written: dict[str, int], alphabet: set[str], own: set[str], share: float) -> float:
    """How well the letters of a text fit a language, in nats, at best 0.

    Every letter that it does not have costs the same; too few of its own ones cost as in Poisson's distribution.
    """
    strange = sum(number for letter, number in written.items() if letter not in alphabet)
    found = sum(number for letter, number in written.items() if letter in own)
    expected = share * sum(written.values())
    usual = math.floor(expected)
    if found >= usual or not expected:
        return STRANGE * strange
    rarer = (found - usual) * math.log(expected) - math.lgamma(found + 1) + math.lgamma(usual + 1)
    return STRANGE * strange + min(0.0, rarer)
