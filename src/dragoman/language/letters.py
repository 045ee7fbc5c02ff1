"""What the letters of a text say about its language where it is not in Latin script: one language, or some and how likely."""

from __future__ import annotations

from collections import Counter

from dragoman.knowledge.scripts import Alphabets, script_of, scripts

# So much of the letters of a Japanese text is kana at least; fewer may be quoted in a Chinese one.
KANA = 0.04
# Names and quotations bring in letters of other languages.
STRANGE = 0.01


def script(counts: Counter[str]) -> str | None:
    """The script of most letters; 'han' stands for Chinese and Japanese. None where most are of a script without rules."""
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
    if kana and kana >= KANA * all_:
        return "ja"
    marks = scripts()
    japanese = sum(number for letter, number in counts.items() if letter in marks.kanji)
    chinese = sum(number for letter, number in counts.items() if letter in marks.hanzi)
    return "ja" if japanese > chinese else "zh"


def likelihoods(counts: Counter[str], alphabets: Alphabets) -> dict[str, float]:
    """How likely the letters of a text are in each language of its script, the likeliest 1; only those that fit best.

    A language fits worse for every letter that it does not have, and is less likely the longer a text is without its own.
    """
    known = set(alphabets.common).union(*(one.letters for one in alphabets.languages.values()))
    written = {letter: number for letter, number in counts.items() if letter in known}
    all_ = max(1, sum(written.values()))
    common = set(alphabets.common)
    strange = {
        language: sum(
            number for letter, number in written.items() if letter not in common and letter not in one.letters
        )
        / all_
        for language, one in alphabets.languages.items()
    }
    least = min(strange.values())
    found = {
        language: 1.0 if any(letter in written for letter in one.own) else (1 - one.share) ** all_
        for language, one in alphabets.languages.items()
        if strange[language] <= least + STRANGE
    }
    most = max(found.values())
    return {language: value / most for language, value in found.items()}
