"""Words for numbers by language, read from ``data/anchors.yaml``; names of months and weekdays, which are Babel's."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.knowledge.data import Row, checked, load_data

# Of an inflected name at least so many letters must be the same in all of its forms.
SHORTEST_STEM = 3
# Languages whose names of months and weekdays are inflected.
INFLECTED = frozenset({"ru", "uk", "be", "pl", "cs", "sk", "hr", "sr", "sl", "fi", "hu", "tr", "lt", "lv", "et"})
# Languages that put no space around their words, or join particles and articles to them.
JOINED = frozenset({"zh", "ja", "ko", "ar", "fa", "he", "th"})


class NumberWords(Row):
    """The whole data file, without its ``meta`` block.

    Args:
        numbers: whole words and what they count.
        scales: words that multiply the number before them.
    """

    numbers: dict[str, dict[str, int]]
    scales: dict[str, dict[str, int]]


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """The words, read once.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    data = {name: value for name, value in load_data("anchors").items() if name != "meta"}
    found: NumberWords = checked(data, NumberWords, "anchors.yaml")
    return found


@lru_cache(maxsize=32)
def calendar_words(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the names of months ('month 3') and weekdays ('weekday 0', a Monday) of a language.

    Empty where Babel does not know the language.
    """
    # Loaded only for a text and its translation.
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError):
        return ()
    found = []
    for names, called in ((locale.months, "month"), (locale.days, "weekday")):
        for number in names["format"]["wide"]:
            forms = {str(names[context]["wide"][number]) for context in ("format", "stand-alone")}
            if language in ("zh", "ja") or (language == "en" and called == "month"):
                forms.update(str(names[context]["abbreviated"][number]) for context in ("format", "stand-alone"))
            usual = {form.rstrip(".") for form in forms if len(form) > 1 and any(map(str.isalpha, form))}
            found.append((re.compile(name_pattern(usual, language)), f"{called} {number}"))
    return tuple(found)


def name_pattern(forms: set[str], language: str) -> str:
    """A pattern for the forms of a name: of inflected ones the stem that they share and an ending."""
    stem = shared_stem(forms)
    either = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    if language in JOINED:
        return rf"(?<!\d)(?:{either})"
    if language in INFLECTED:
        stem = stem[:-1] if len(forms) == 1 and len(stem) > SHORTEST_STEM + 1 else stem
        endings = rf"|{re.escape(stem)}\w{{0,4}}" if len(stem) >= SHORTEST_STEM else ""
        return rf"\b(?i:{either}{endings})\b"
    return rf"\b(?:{either})\b"


def shared_stem(forms: set[str]) -> str:
    """The letters with which all forms begin."""
    first, last = min(forms), max(forms)
    size = next((place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:size]
